# SPDX-License-Identifier: EUPL-1.2
"""``slack manifest``: what a platform is given to make the app."""

import argparse

from bot.settings import Settings
from bot.vault import fresh_key


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``slack``."""
    top = commands.add_parser("slack", help="set up Slack")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    show = parts.add_parser("manifest", help="print the manifest with which Slack makes the app")
    show.add_argument("--url", default="", metavar="URL", help="use HTTP at this address; without it: Socket Mode")
    show.set_defaults(run=run_manifest)
    key = parts.add_parser("key", help="make a key for MANDAAT_SECRET_KEY, which encrypts the tokens of workspaces")
    key.set_defaults(run=run_key)


def run_key(_args: argparse.Namespace) -> int:
    """Print a new key."""
    print(fresh_key())  # noqa: T201 - command line
    return 0


def run_manifest(args: argparse.Namespace) -> int:
    """Print the manifest, with the prefix of the settings."""
    # The features pull in the matcher; the other commands start without it.
    from bot.app import offered  # noqa: PLC0415
    from bot.registers import Registers  # noqa: PLC0415
    from bot.slack.manifest import manifest, written  # noqa: PLC0415

    features = offered(Registers(meaning=False), lambda *_which: "")
    print(written(manifest(features, Settings.read().mandaat_slack_command_prefix, args.url)), end="")  # noqa: T201 - command line
    return 0
