# SPDX-License-Identifier: EUPL-1.2
"""``journal verify`` and ``journal export``: whether the journal was tampered with, and all that it holds as CSV."""

import argparse
import csv
import os
import sys

from bot.settings import Settings
from storage.database import Database
from storage.journal import Line, lines
from storage.organisation import Organisations
from storage.verdict import Break, Damage, Head, Verdict, verify

COLUMNS = ("organisation", "sequence", "at", "action", "object", "result", "origin", "actor", "hash")

_SAID = {
    Damage.CHANGED: "line {sequence} is not what was sealed",
    Damage.MISSING: "line {sequence} is missing",
    Damage.CUT_SHORT: "the lines from {sequence} on are missing",
    Damage.HEAD_CHANGED: "its stored end is not the end of its lines (line {sequence} would be next)",
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``journal``."""
    journal = commands.add_parser("journal", help="verify or export the journal")
    parts = journal.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = parts.add_parser("verify", help="find out whether the journal was tampered with (exit code 1: it was)")
    check.add_argument(
        "--head",
        action="append",
        default=[],
        type=_head,
        metavar="ORGANISATION:LINE:HASH",
        help="the end of a chain as an earlier verification printed it, kept elsewhere since; may be repeated",
    )
    check.set_defaults(run=run_verify)
    export = parts.add_parser("export", help="write the journal to standard output as CSV")
    export.add_argument("--organisation", metavar="ID", help="only the lines of this organisation")
    export.set_defaults(run=run_export)


def run_verify(args: argparse.Namespace) -> int:
    """Print the verdict; return 0 where the journal is intact, 1 where it is not."""
    database = _database()
    try:
        verdict = database.read(lambda connection: verify(connection, args.head))
    finally:
        database.close()
    print("\n".join(report(verdict)))  # noqa: T201 - this is the command line
    return 0 if verdict.intact else 1


def run_export(args: argparse.Namespace) -> int:
    """Write the lines as CSV, in the order of their chains; what is not sealed yet has no number and comes last."""
    database = _database()
    try:
        known = database.read(lambda connection: {o.id for o in Organisations(connection).all()})
        if args.organisation and args.organisation not in known:
            names = ", ".join(sorted(known)) or "none"
            print(f"There is no organisation {args.organisation}; there are: {names}.", file=sys.stderr)  # noqa: T201
            return 2
        sheet = csv.writer(sys.stdout, lineterminator="\n")
        sheet.writerow(COLUMNS)
        database.read(lambda c: sheet.writerows(map(_cells, lines(c, args.organisation))), once=True)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has seen enough; nothing may be written to the closed end when Python stops.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        database.close()
    return 0


def report(verdict: Verdict) -> list[str]:
    """Return the verdict in sentences."""
    chains = "1 chain" if len(verdict.heads) == 1 else f"{len(verdict.heads)} chains"
    if verdict.intact:
        said = [f"The journal is intact: {_lines(verdict.sealed)} in {chains}."]
    else:
        said = ["The journal was tampered with.", *map(_broken, verdict.breaks)]
    if verdict.unsealed:
        said.append(f"Not sealed yet, and not checked: {_lines(verdict.unsealed)}; the running program seals them.")
    if verdict.intact and verdict.heads:
        said.append("Keep the end of each chain elsewhere, and give it to the next verification with --head:")
        said += [f"  {head.organisation}:{head.sequence}:{head.hash}" for head in verdict.heads]
    return said


def _broken(damage: Break) -> str:
    """Return what was found in one chain."""
    what = _SAID[damage.damage].format(sequence=damage.sequence)
    return f"In the chain of {damage.organisation}, {what}; the lines before it are intact."


def _lines(count: int) -> str:
    """Return a number of lines in words."""
    return "1 line" if count == 1 else f"{count} lines"


def _cells(line: Line) -> tuple[object, ...]:
    """Return a line as a row of the sheet."""
    at = line.at.isoformat()
    here = (line.organisation, line.sequence, at)
    return (*here, line.action, line.object, line.result, line.origin, line.actor, line.hash)


def _head(typed: str) -> Head:
    """Return the end of a chain as it was printed."""
    organisation, _, rest = typed.rpartition(":")[0].rpartition(":")
    if not organisation or not rest.isdigit():
        raise argparse.ArgumentTypeError(f"{typed!r} is not ORGANISATION:LINE:HASH")
    return Head(organisation, int(rest), typed.rpartition(":")[2])


def _database() -> Database:
    """Return the database of the settings, looked at and not changed."""
    database = Database.open(Settings.read().database_url)
    database.check()
    return database
