# SPDX-License-Identifier: EUPL-1.2
"""``slack manifest`` and ``teams package``: what a platform is given to make the app."""

import argparse
import os
import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.settings import PackageSettings, Settings, SettingsWrong
from bot.vault import fresh_key

if TYPE_CHECKING:
    from bot.teams.package import Particulars
    from commands.feature import Feature

_GUID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_VERSION = re.compile(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands ``slack`` and ``teams``."""
    top = commands.add_parser("slack", help="set up Slack")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    show = parts.add_parser("manifest", help="print the manifest with which Slack makes the app")
    show.add_argument("--url", default="", metavar="URL", help="use HTTP at this address; without it: Socket Mode")
    show.set_defaults(run=run_manifest)
    key = parts.add_parser("key", help="make a key for MANDAAT_SECRET_KEY, which encrypts the tokens of workspaces")
    key.set_defaults(run=run_key)
    _add_teams(commands)


def _add_teams(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``teams``."""
    top = commands.add_parser("teams", help="set up Teams")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    make = parts.add_parser("package", help="make the zip that you upload in the Teams admin centre")
    make.add_argument("--output", required=True, type=Path, metavar="FILE", help="where to write it, such as app.zip")
    make.add_argument("--tenant", default="", metavar="ID", help="whose app, where there is more than one registration")
    make.add_argument("--version", default="1.0.0", help="Teams takes an update with a higher one only (1.0.0)")
    make.add_argument("--privacy-url", default="", metavar="URL", help="your privacy statement (MANDAAT_PUBLIC_URL)")
    make.add_argument("--terms-url", default="", metavar="URL", help="your terms of use (MANDAAT_PUBLIC_URL)")
    make.set_defaults(run=run_package)


def run_key(_args: argparse.Namespace) -> int:
    """Print a new key."""
    print(fresh_key())  # noqa: T201 - command line
    return 0


def run_manifest(args: argparse.Namespace) -> int:
    """Print the manifest, with the prefix of the settings."""
    # Slack's part of the program; the other commands start without it.
    from bot.slack.manifest import manifest, written  # noqa: PLC0415

    print(written(manifest(_features(), Settings.read().mandaat_slack_command_prefix, args.url)), end="")  # noqa: T201 - command line
    return 0


def run_package(args: argparse.Namespace) -> int:
    """Write the package for Teams, once Microsoft's own schema has nothing against it.

    Raises:
        SettingsWrong: when something is missing or cannot be used, or the file cannot be written.

    """
    particulars = _particulars(PackageSettings.read(), args)
    # It knows the schemas; the other commands start without them.
    from bot.teams.package import faults, package, shown  # noqa: PLC0415

    features = _features()
    for fault in faults(features, particulars):
        raise SettingsWrong(f"Teams would refuse this package, so it was not written: {fault}")
    _write(args.output, package(features, particulars))
    print(  # noqa: T201 - command line
        f"{args.output}: version {particulars.version} for {particulars.host}, with {len(shown(features))} commands. "
        "Upload it in the Teams admin centre, under Manage apps."
    )
    return 0


def _features() -> Sequence["Feature"]:
    """Return what people can do, without an index."""
    # The features pull in the matcher; the other commands start without it.
    from bot.app import offered  # noqa: PLC0415
    from bot.registers import Registers  # noqa: PLC0415

    return offered(Registers(meaning=False), lambda *_which: "")


def _particulars(settings: Settings, args: argparse.Namespace) -> "Particulars":
    """Return what differs by organisation.

    Raises:
        SettingsWrong: naming what is missing or cannot be used.

    """
    from bot.teams.package import Particulars  # noqa: PLC0415 - as above

    client = _client(settings, args.tenant)
    given = {
        "MANDAAT_TEAMS_APP_ID": settings.mandaat_teams_app_id,
        "MANDAAT_TEAMS_CLIENT_ID": client,
        "MANDAAT_PUBLIC_URL": settings.mandaat_public_url,
    }
    if missing := [name for name, value in given.items() if not value]:
        fresh = f"; the id of an app is yours to choose and to keep for good, for instance {uuid.uuid4()}"
        also = fresh if "MANDAAT_TEAMS_APP_ID" in missing else ""
        raise SettingsWrong(f"The package for Teams needs {_listed(missing)} to be set{also}.")
    registered = "CLIENT_ID" if client == settings.mandaat_teams_client_id else "REGISTRATIONS"
    for name, value in (("APP_ID", settings.mandaat_teams_app_id), (registered, client)):
        if not _GUID.fullmatch(value):
            example = "00000000-0000-0000-0000-000000000000"
            raise SettingsWrong(f"The setting MANDAAT_TEAMS_{name} cannot be used: an id looks like {example}.")
    url = settings.mandaat_public_url
    addresses = {"MANDAAT_PUBLIC_URL": url, "--privacy-url": args.privacy_url, "--terms-url": args.terms_url}
    for name, address in addresses.items():
        if address and not _opens(address):
            raise SettingsWrong(f"{name} cannot be used: Teams opens only addresses that begin with https://.")
    if not _VERSION.fullmatch(args.version):
        raise SettingsWrong("--version cannot be used: it must be three numbers, such as 1.0.1.")
    privacy, terms = args.privacy_url or url, args.terms_url or url
    return Particulars(settings.mandaat_teams_app_id, client, url, args.version, privacy, terms)


def _client(settings: Settings, tenant: str) -> str:
    """Return the application id of the registration in this tenant, or of the only one; nothing where there is none.

    Raises:
        SettingsWrong: when it is not known which is meant.

    """
    from bot.teams.registrations import by_tenant, registrations  # noqa: PLC0415 - as above

    known = by_tenant(registrations(settings))
    if tenant and tenant not in known:
        raise SettingsWrong(f"--tenant cannot be used: no registration is in the tenant {tenant}.")
    if not tenant and len(known) > 1:
        raise SettingsWrong(f"There are {len(known)} registrations, so say with --tenant whose app to make.")
    return next((each.client for each in known.values() if tenant in {"", each.tenant}), "")


def _opens(address: str) -> bool:
    """Whether Teams opens this address: a whole one, by https."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and address.isascii() and " " not in address
    except ValueError:
        return False


def _listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        SettingsWrong: when that is not possible.

    """
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise SettingsWrong(f"The file {file} cannot be written: {error.strerror}.") from None
