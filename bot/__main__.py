# SPDX-License-Identifier: EUPL-1.2
"""The command line: ``python -m bot``. What cannot go on says one clear sentence and ends with exit code 2."""

import argparse
import io
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from bot.loading import loading
from bot.run import CannotRun
from bot.settings import SettingsWrong
from commands.decision_rights.lexicon import LexiconFault
from storage.backup import BackupUnusable
from storage.database import DatabaseUnusable

#: Where each command is carried out. Only that room is loaded: a start takes as long as what it loads.
ROOMS: Mapping[str, str] = {
    "run": "run",
    "reset": "run",
    "ask": "cli.ask",
    "register": "cli.register",
    "people": "cli.people",
    "organisation": "cli.people",
    "body": "cli.bodies",
    "calendar": "cli.calendar_import",
    "requests": "cli.requests",
    "escalations": "cli.escalations",
    "meetings": "cli.meetings",
    "portfolio": "cli.portfolio",
    "outbox": "cli.messages",
    "journal": "cli.journal",
    "slack": "cli.manifests",
    "backup": "cli.backup",
    "restore": "cli.backup",
    "doctor": "doctor",
}


def parser(command: str = "") -> argparse.ArgumentParser:
    """Return the parser with the commands of the room of this one, else with every command."""
    top = argparse.ArgumentParser(prog="python -m bot", description="Mandaat: who decides, and IT requests, in chat.")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in [ROOMS[command]] if command in ROOMS else dict.fromkeys(ROOMS.values()):
        import_module(f"bot.{room}").add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    with loading():
        known = parser(*words[:1])
    args = known.parse_args(words)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter shows a question mark, and the rest of the sentence.
            stream.reconfigure(errors="replace")
    try:
        code = int(args.run(args))
        sys.stdout.flush()
    except (SettingsWrong, DatabaseUnusable, BackupUnusable, LexiconFault, CannotRun) as trouble:
        print(trouble, file=sys.stderr)  # noqa: T201 - this is the command line
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever reads has seen enough, as in "… | head"; what is left to write then goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return code


if __name__ == "__main__":
    sys.exit(main())
