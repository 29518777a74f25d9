# SPDX-License-Identifier: EUPL-1.2
"""A morning on which every board sends its agenda, under kill -9 with two processes: every member hears it once."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.clock import move_to
from commands.meetings.board import Board, Meeting
from commands.meetings.reminders import falls_due
from commands.people import Function, Holding
from storage.store import Store
from tests.faults.running import KINDS, running
from tests.faults.town import BEGIN, HOLDERS, TOWN, account, lay

BOARDS = 13
SEATS = 3
#: The agenda goes out five working days before a meeting: on the second day of the town.
MEETING = date(2030, 3, 12)
MORNING = datetime(2030, 3, 5, 9, 1, tzinfo=BEGIN.tzinfo)
KILLS = 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_member_gets_the_agenda_once_whoever_is_killed(kind: str, tmp_path: Path) -> None:
    with running(kind, tmp_path, _lay, seed=8) as program:
        program.database.transact(lambda c: move_to(Store(c, TOWN).settings, MORNING))
        for _kill in range(KILLS):
            program.kill_one()
        assert _heard(program.seen()) == _members()


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
