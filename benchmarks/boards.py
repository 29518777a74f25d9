# SPDX-License-Identifier: EUPL-1.2
"""A morning on which 1,000 boards of 20 members each send their agenda, on SQLite and PostgreSQL.

Run as ``python -m benchmarks.boards``. The aim is a minute for a day's reminders: planned for every meeting, and queued
for every member. Then each member gets one message with all of that day, which is measured on from the beginning until
the last stands in the outbox. Commits wait for the disk, as in earnest. Beside it stands what a bare program takes to
write as many rows, each in a commit of its own.
"""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from datetime import time as clock

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
    """Measure on each database, and print how long it took."""
    columns = f"{'planned s':>10} {'queued s':>9} {'outbox s':>9} {'messages':>9} {'bare s':>7}"
    print(f"{'database':>10} {'boards':>7} {'members':>8} {columns}")
    with both() as databases:
        for name, fresh in databases.items():
            _measure(name, fresh)


def _measure(name: str, fresh: Callable[[], str]) -> None:
    """Lay everything out in one database, and let the morning come."""
    with closing(Database.open(fresh(), patience=30)) as database:
        every = [_organisation(number) for number in range(ORGANISATIONS)]
        for organisation in every:
            database.transact(lambda c, o=organisation: _lay(c, o))  # type: ignore[misc] # bound at once
        begun = time.perf_counter()
        for organisation in every:
            database.transact(lambda c, o=organisation: _plan(Store(c, o)))  # type: ignore[misc] # bound at once
        planned = time.perf_counter() - begun
        database.transact(lambda c: move_to(Store(c, every[0]).settings, MORNING))
        ticker = Ticker(database, offered(Registers(meaning=False), lambda *_which: ""), lambda: None)
        begun, carried = time.perf_counter(), 0
        while carried < ORGANISATIONS * BOARDS:
            carried += ticker.tick()
        queued = time.perf_counter() - begun
        while ticker.tick():
            pass
        sent = time.perf_counter() - begun
        messages = database.read(lambda c: c.execute(select(func.count()).select_from(outbox)).scalar_one())
        assert messages == ORGANISATIONS * BOARDS * MEMBERS, messages
        bare = _rows(database, ORGANISATIONS * BOARDS + messages)
        boards = ORGANISATIONS * BOARDS
        figures = f"{planned:>10.1f} {queued:>9.1f} {sent:>9.1f} {messages:>9,} {bare:>7.1f}"
        print(f"{name:>10} {boards:>7,} {MEMBERS:>8} {figures}", flush=True)


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


def _plan(store: Store) -> None:
    """Plan what falls due for every meeting of an organisation."""
    for board in store.meetings.boards():
        for meeting in store.meetings.meetings(TODAY, MEETING, board.number):
            for due in falls_due(board, meeting, TODAY, store.calendar):
                store.dues.plan(due)


def _rows(database: Database, count: int) -> float:
    """Return how long it takes to write so many rows, each in a commit of its own."""
    database.transact(_bare.create)
    begun = time.perf_counter()
    for number in range(count):
        database.transact(lambda c, n=number: c.execute(insert(_bare).values(id=n, text="x" * 500)))  # type: ignore[misc] # bound at once
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
