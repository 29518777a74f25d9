# SPDX-License-Identifier: EUPL-1.2
"""A morning on which 1,000 boards of 20 members each send their agenda, on SQLite and PostgreSQL.

Run as ``python -m benchmarks.boards``. The aim is a minute for a day's reminders: planned for every meeting, and queued
for every member. Then each member gets one message with all of that day, in a commit of its own, until all stand in the
outbox. Commits wait for the disk, as in earnest. A bare program writes as many rows as there are members, each in a
commit of its own too.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import partial

from sqlalchemy import Column, Integer, MetaData, Table, Text, func, insert, select

from benchmarks.databases import both
from bot.app import offered
from bot.clock import move_to
from bot.registers import Registers
from bot.ticker import Ticker
from commands.meetings.board import Board, Meeting
from commands.meetings.item import Item
from commands.meetings.reminders import falls_due
from commands.organisations import Organisation, OrganisationKind
from commands.people import Account, Function, Holding, Person
from commands.refs import Ref
from storage.database import Connection, Database
from storage.messages import outbox
from storage.organisation import Organisations
from storage.store import Store

ORGANISATIONS, BOARDS, MEMBERS, ITEMS = 50, 20, 20, 5
TODAY = date(2030, 3, 4)
#: The agenda goes out five working days before.
MEETING = date(2030, 3, 12)
ZONE = Organisation("x", "X", OrganisationKind.MUNICIPALITY).zone
MORNING = datetime(2030, 3, 5, 9, 1, tzinfo=ZONE)
_bare = Table("bare", MetaData(), Column("id", Integer, primary_key=True), Column("text", Text))


def main() -> None:
    """Measure on each database, and print how long each part took; processor time is that of this process."""
    print(f"{'database':>10} {'part':>10} {'seconds':>8} {'processor s':>12} {'rows':>7}")
    with both() as databases:
        for name, fresh in databases.items():
            _measure(name, fresh)


def _measure(name: str, fresh: Callable[[], str]) -> None:
    """Lay everything out in one database, and let the morning come."""
    with closing(Database.open(fresh(), patience=30)) as database:
        every = [_organisation(number) for number in range(ORGANISATIONS)]
        for organisation in every:
            database.transact(partial(_lay, organisation=organisation))
        meetings, members = ORGANISATIONS * BOARDS, ORGANISATIONS * BOARDS * MEMBERS
        with _timed(name, "planned", meetings):
            for organisation in every:
                database.transact(partial(_plan, organisation=organisation))
        database.transact(lambda c: move_to(Store(c, every[0]).settings, MORNING))
        ticker = Ticker(database, offered(Registers(meaning=False), lambda *_which: ""), lambda: None)
        carried = 0
        with _timed(name, "queued", members):
            while carried < meetings:
                carried += ticker.tick()
        with _timed(name, "to outbox", members):
            while ticker.tick():
                pass
        messages = database.read(lambda c: c.execute(select(func.count()).select_from(outbox)).scalar_one())
        assert messages == members, messages
        database.transact(_bare.create)
        with _timed(name, "bare", members):
            for number in range(members):
                database.transact(partial(_row, number=number))


@contextmanager
def _timed(name: str, part: str, rows: int) -> Iterator[None]:
    """Print how long a part takes."""
    begun, used = time.perf_counter(), time.process_time()
    yield
    seconds, processor = time.perf_counter() - begun, time.process_time() - used
    print(f"{name:>10} {part:>10} {seconds:>8.1f} {processor:>12.1f} {rows:>7,}", flush=True)


def _organisation(number: int) -> Organisation:
    """Return one municipality."""
    return Organisation(f"town-{number}", f"Gemeente {number}", OrganisationKind.MUNICIPALITY)


def _lay(connection: Connection, organisation: Organisation) -> None:
    """Put an organisation in, with its boards, their members, and a meeting each with items."""
    Organisations(connection).add(organisation)
    store = Store(connection, organisation)
    for number in range(BOARDS):
        function = f"Board {number}"
        store.people.add_function(Function(function, body=True))
        for seat in range(MEMBERS):
            person = Person(f"{organisation.id}-{number}-{seat}", f"Lid {number} {seat}", unit="Staf")
            store.people.add_account(store.people.add_person(person), Account("local", organisation.id, person.id))
            store.people.add_holding(Holding(person, function))
        board = store.meetings.add_board(Board(0, function))
        meeting = store.meetings.add_meeting(Meeting(0, board.number, "", MEETING, clock(10), 90))
        for item in range(ITEMS):
            store.meetings.add_item(
                Item(
                    number=0,
                    board=function,
                    title=f"Punt {item}",
                    decision="Instemmen met het voorstel.",
                    about=Ref("meetings", ""),
                    about_organisation=organisation.id,
                    proposed_at=MORNING - timedelta(days=9),
                    meeting=meeting.number,
                )
            )


def _plan(connection: Connection, organisation: Organisation) -> None:
    """Plan what falls due for every meeting of an organisation."""
    store = Store(connection, organisation)
    for board in store.meetings.boards():
        for meeting in store.meetings.meetings(TODAY, MEETING, board.number):
            store.dues.plan_all(falls_due(board, meeting, TODAY, store.calendar))


def _row(connection: Connection, number: int) -> None:
    """Write one row, as long as a message."""
    connection.execute(insert(_bare).values(id=number, text="x" * 500))


if __name__ == "__main__":
    main()
