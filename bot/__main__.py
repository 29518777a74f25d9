# SPDX-License-Identifier: EUPL-1.2
"""The command line: ``python -m bot``. What cannot go on says one clear sentence and ends with exit code 2."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from bot import ask, backup, calendar_import, doctor, journal, manifests, messages, people, register, requests, run
from bot.settings import SettingsWrong
from commands.decision_rights.lexicon import LexiconFault
from storage.backup import BackupUnusable
from storage.database import DatabaseUnusable

ROOMS = (run, ask, register, people, calendar_import, requests, messages, journal, manifests, backup, doctor)


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command of every room."""
    top = argparse.ArgumentParser(prog="python -m bot", description="Mandaat: who decides, and IT requests, in chat.")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in ROOMS:
        room.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    args = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter shows a question mark, and the rest of the sentence.
            stream.reconfigure(errors="replace")
    try:
        code = int(args.run(args))
        sys.stdout.flush()
    except (SettingsWrong, DatabaseUnusable, BackupUnusable, LexiconFault, run.CannotRun) as trouble:
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
