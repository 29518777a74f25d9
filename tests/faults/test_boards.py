# SPDX-License-Identifier: EUPL-1.2
"""A morning on which every board sends its agenda, under kill -9 with two processes: every member hears it once."""

import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.clock import move_to
from commands.meetings.board import Board, Meeting
from commands.meetings.reminders import falls_due
from commands.people import Function, Holding
from storage.database import Database
from storage.store import Store
from tests.faults.arena import Process, ask, slack_running
from tests.faults.count import calm
from tests.faults.town import BEGIN, HOLDERS, TOWN, account, lay
from tests.postgres import NoPostgres, restarting

BOARDS = 13
SEATS = 3
#: The agenda goes out five working days before a meeting: on the second day of the town.
MEETING = date(2030, 3, 12)
MORNING = datetime(2030, 3, 5, 9, 1, tzinfo=BEGIN.tzinfo)
KILLS = 2


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    try:
        with restarting() as (address, _restart):
            yield address
    except NoPostgres as missing:
        pytest.skip(str(missing))


def test_every_member_gets_the_agenda_once_whoever_is_killed(server: str, tmp_path: Path) -> None:
    dice = random.Random(8)  # noqa: S311 - no secret
    url = f"{server}/postgres"
    with slack_running(tmp_path / "slack.log") as where:
        database = Database.open(url, patience=30)
        database.migrate()
        database.transact(_lay)
        processes = [Process(url, where, tmp_path / f"process-{n}.log", quick=True) for n in range(2)]
        try:
            for process in processes:
                process.start()
            database.transact(lambda c: move_to(Store(c, TOWN).settings, MORNING))
            for _kill in range(KILLS):
                time.sleep(dice.uniform(0.2, 1.5))
                victim = dice.choice(processes)
                victim.kill()
                victim.start()
            calm(database, where)
            assert _heard(ask(f"{where}/control/visible")) == _members()
        finally:
            for process in processes:
                process.kill()
            database.close()


def _lay(connection: Connection) -> None:
    """Put everybody in, and boards that all meet on one day."""
    lay(connection)
    store = Store(connection, TOWN)
    for number in range(BOARDS):
        function = f"Board {number}"
        store.people.add_function(Function(function, body=True))
        for person in HOLDERS[number * SEATS : (number + 1) * SEATS]:
            store.people.add_holding(Holding(person, function))
        board = store.meetings.add_board(Board(0, function))
        meeting = store.meetings.add_meeting(Meeting(0, board.number, "", MEETING, board.starts, board.minutes))
        for due in falls_due(board, meeting, BEGIN.date(), store.calendar):
            store.dues.plan(due)


def _members() -> Counter[tuple[str, str]]:
    """Return who must hear of which board, each once."""
    seated = HOLDERS[: BOARDS * SEATS]
    return Counter((account(person), f"Board {n // SEATS}") for n, person in enumerate(seated))


def _heard(seen: Iterable[Any]) -> Counter[tuple[str, str]]:
    """Return who heard of which board, and how often."""
    heard: Counter[tuple[str, str]] = Counter()
    for message in seen:
        told = json.dumps(message, ensure_ascii=False).replace("\u00a0", " ")
        for board in set(re.findall(r"(Board \d+) op 12 maart 2030", told)):
            heard[message["channel"].replace("D", "U", 1), board] += 1
    return heard
