# SPDX-License-Identifier: EUPL-1.2
"""``calendar import``: closing days and recess, all or nothing; or days away, proposed to whose calendar it is."""

import argparse
from pathlib import Path
from secrets import token_hex
from zoneinfo import ZoneInfo

from bot.cli.files import read
from bot.cli.organisations import keep, today, which
from bot.clock import business_now
from bot.effects import Cause, effect
from bot.language import LANGUAGES, Localizer
from bot.run import CannotRun, opened
from bot.settings import Settings
from commands.calendars import Pause
from commands.calendars import Span as Closed
from commands.faults import Fault
from commands.organisation.away_events import read_away
from commands.organisation.import_lines import fault_line, refusal
from commands.organisation.opening import PAUSES
from commands.organisation.pauses_events import read_events
from commands.organisation.pauses_table import PausesDraft, read_pauses
from commands.organisation.proposals import propose_days
from commands.organisation.spans import Span
from commands.refs import Ref
from commands.replies import Act
from commands.text import Text, _, n_
from storage.database import Connection, Database
from storage.sheets import SheetUnreadable, read_rows
from storage.store import Store

#: A larger file is no list of closing days.
LARGEST = 2_000_000


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``calendar``."""
    top = commands.add_parser("calendar", help="import closing days and recess, or propose days away")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    take = parts.add_parser("import", help="load closing days and recess from a CSV, XLSX or ICS file, or days away")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--kind", choices=[kind.value for kind in Pause], help="what all of them are, whatever they say")
    take.add_argument("--organisation", metavar="ID", help="whose calendar; needed where there are more")
    take.add_argument("--dry-run", action="store_true", help="say what would be added, and add nothing")
    take.add_argument("--language", choices=LANGUAGES, default="en", help="language of faults and days")
    take.add_argument("--absences", action="store_true", help="the file is of one person: propose the days away in it")
    take.add_argument("--person", metavar="MAIL", help="whose calendar it is, with --absences")
    take.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take a file in; return 1 with every fault where it has any, and then nothing is changed."""
    says = Localizer(args.language, ZoneInfo("Europe/Amsterdam"))
    if args.absences != bool(args.person):
        raise CannotRun("Days away are of one person: give both --absences and --person MAIL.")
    database = opened(Settings.read())
    try:
        return _propose(database, args, says) if args.absences else _take(database, args, says)
    finally:
        database.close()


def _take(database: Database, args: argparse.Namespace, says: Localizer) -> int:
    """Read the file as of today, and add what it says."""

    def now(connection: Connection) -> PausesDraft:
        return _read(args.file, says, Store(connection, which(connection, args.organisation)))

    draft = database.read(now)
    for fault in draft.faults:
        _print(says.say(fault_line(fault)))
    if draft.errors:
        _print(says.say(refusal(len(draft.errors))))
        return 1
    chosen = Pause(args.kind) if args.kind else None
    pauses = [(chosen or kind, span) for kind, span in draft.pauses]

    def work(connection: Connection) -> list[tuple[Pause, Closed]]:
        store = Store(connection, which(connection, args.organisation))
        known = set(store.calendars.pauses().values())
        new = [one for one in pauses if one not in known]
        if new and not args.dry_run:
            for kind, span in new:
                store.calendars.add(kind, (span,))
            keep(store, Act("organisation.import_calendar", Ref("organisation", "calendar"), str(len(new))))
        return new

    added = database.transact(work)
    for kind, span in added:
        line: Text = _("{first} to {last}, {name}: {kind}", first=span.first, last=span.last, name=span.name or "–",
                       kind=PAUSES[kind])  # fmt: skip
        _print(f"+ {says.say(line)}")
    _print(says.say(n_("{count} added.", "{count} added.", len(added))))
    if args.dry_run:
        _print(says.say(_("This was a dry run: nothing was changed.")))
    return 0


def _propose(database: Database, args: argparse.Namespace, says: Localizer) -> int:
    """Ask whose calendar it is to write the days away down; nothing is written down by it."""
    text = _bytes(args.file).decode("utf-8-sig", "replace")

    def work(connection: Connection) -> tuple[tuple[Span, ...], tuple[Fault, ...], bool]:
        store = Store(connection, which(connection, args.organisation))
        found = store.people.find(args.person)
        if len(found) != 1:
            raise CannotRun(f"{args.person!r} is {'nobody' if not found else 'more than one person'} here.")
        spans, faults = read_away(text, store.calendar, today(store))
        reply = propose_days(found[0], spans, today(store), store)
        if reply and not args.dry_run:
            effect(store, reply, Cause("cli", "cli", business_now(store.settings), token_hex(4)))
        return spans, faults, reply is not None

    spans, faults, told = database.transact(work)
    for fault in faults:
        _print(says.say(fault_line(fault)))
    for span in spans:
        _print(f"? {says.say(_('from {first} to {last}', first=span.first, last=span.last))}")
    _print(says.say(n_("{count} absence was found.", "{count} absences were found.", len(spans))))
    asked = _("The person is asked to write them down.") if told else _("None of them is new, so nobody is asked.")
    _print(says.say(_("This was a dry run: nothing was changed.") if args.dry_run else asked))
    return 0


def _bytes(file: Path) -> bytes:
    """Return what is in a file."""
    data = read(file)
    if len(data) > LARGEST:
        raise CannotRun(f"{file} is larger than two megabytes, which no list of days is.")
    return data


def _read(file: Path, says: Localizer, store: Store) -> PausesDraft:
    """Return what the file says; an iCalendar file is known by its name or by how it begins."""
    data = _bytes(file)
    if file.suffix.casefold() in {".ics", ".ical"} or b"BEGIN:VCALENDAR" in data[:200].upper():
        return read_events(data.decode("utf-8-sig", "replace"), today(store))
    try:
        sheet = read_rows(data, file.name)
    except SheetUnreadable as unreadable:
        raise CannotRun(says.say(unreadable.message)) from None
    for note in sheet.notes:
        _print(says.say(note))
    return read_pauses(sheet.header, sheet.rows, today(store), sheet.header_row)


def _print(line: str) -> None:
    print(line)  # noqa: T201 - this is the command line
