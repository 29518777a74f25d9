# SPDX-License-Identifier: EUPL-1.2
"""``meetings export`` and ``verify``: the record of a meeting for a case system, and whether one is still whole."""

import argparse
from pathlib import Path

from bot.cli.adopted import findings
from bot.cli.files import kind_of, read, write
from bot.cli.organisations import keep, told, which
from bot.cli.parts import add_part
from bot.clock import business_now
from bot.language import Localizer
from bot.run import CannotRun
from commands.meetings.lookup import view_of
from commands.meetings.record import Record, Unreadable, from_json, is_whole, record_of, to_json
from commands.meetings.record_table import COLUMNS, from_rows, to_rows
from commands.meetings.rules import secretaries
from commands.replies import Act
from storage.database import Connection
from storage.sheets import Sheet, SheetUnreadable, read_rows, write_csv
from storage.store import Store


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``meetings``."""
    top = commands.add_parser("meetings", help="export the record of a meeting, and verify one")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    give = add_part(parts, "export", "write the record of a meeting to a PDF, JSON or CSV file", run_export)
    give.add_argument("reference", metavar="REFERENCE", help="the meeting, such as VG-2026-0003")
    give.add_argument("file", type=Path, metavar="FILE", help="its ending says which: .pdf, .json or .csv")
    check = add_part(parts, "verify", "tell whether records are still what the chair adopted", run_verify)
    check.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="an exported JSON or CSV; without it, all in the database"
    )


def run_export(args: argparse.Namespace) -> int:
    """Write the record of a meeting."""
    kind = kind_of(args.file, ".pdf", ".json", ".csv")

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        meeting = store.meetings.meeting_named(args.reference)
        board = store.meetings.board(meeting.board) if meeting else None
        if meeting is None or board is None:
            raise CannotRun(f"There is no meeting {args.reference}. /itagenda and the decision list name them.")
        view = view_of(meeting, board, store, business_now(store.settings))
        names = ", ".join(p.name for p in secretaries(board, store.people))
        record = record_of(view, store.organisation.name, names)
        write(args.file, written(record, kind, store))
        keep(store, Act("meetings.export", meeting.ref))
        state = f"sealed {record.sealed[:16]}" if record.sealed else "not adopted yet"
        return f"{args.reference}, {len(record.decisions)} decisions, {state}, written to {args.file}."

    return told(work)


def written(record: Record, kind: str, store: Store) -> bytes:
    """Return a record as a file of this kind."""
    if kind == ".json":
        return to_json(record).encode()
    if kind == ".csv":
        return write_csv(Sheet.of_records(COLUMNS, to_rows(record)))
    # A quarter of a second to load, for a command that few use.
    from bot.pdf import pdf  # noqa: PLC0415

    return pdf(record, Localizer(store.organisation.language, store.organisation.zone))


def run_verify(args: argparse.Namespace) -> int:
    """Say whether a record is whole, or all that are in the database."""
    if args.file is None:
        return run_verify_all(args)
    record = read_record(args.file)
    if not record.sealed:
        print(f"{record.meeting}: not adopted yet, so it has no seal.")  # noqa: T201 - command line
        return 1
    whole = is_whole(record)
    said = "is what the chair adopted" if whole else "was changed after the chair adopted it"
    print(f"{record.meeting} {said} (seal {record.sealed[:16]}).")  # noqa: T201 - command line
    return 0 if whole else 1


def run_verify_all(args: argparse.Namespace) -> int:
    """Say of every adopted record in the database whether it is whole; the journal's own chain is verified apart."""
    found: list[tuple[str, str]] = []

    def work(connection: Connection) -> str:
        found.extend(findings(Store(connection, which(connection, args.organisation))))
        wrong = [f"{reference}: {what}." for reference, what in found if what]
        whole = f"{len(found) - len(wrong)} of {len(found)} adopted records are what the chair adopted."
        return "\n".join((*wrong, whole))

    told(work)
    return 1 if any(what for _reference, what in found) else 0


def read_record(file: Path) -> Record:
    """Return the record in a file.

    Raises:
        CannotRun: when there is none.

    """
    data = read(file)
    try:
        if file.suffix.lower() == ".json":
            return from_json(data.decode("utf-8"))
        sheet = read_rows(data, file.name)
        return from_rows(cells for _number, cells in sheet.records())
    except (SheetUnreadable, Unreadable, UnicodeDecodeError):
        raise CannotRun(f"{file.name} is not the record of a meeting.") from None
