# SPDX-License-Identifier: EUPL-1.2
"""The round of a quarter comes after its board: its first meeting, past or planned."""

from dataclasses import replace
from datetime import date, time

from bot.neighbours.evaluating import met
from commands.meetings.board import Board, Kind, Meeting, MeetingState
from storage.database import Connection, Database
from storage.store import Store
from tests.cast import BOARD, WATERVEEN, move_in

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


def test_the_board_of_a_quarter_is_the_first_meeting_that_is_not_off(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        assert met(store, FIRST, LAST) is None
        board = store.meetings.add_board(Board(0, BOARD))
        assert met(store, FIRST, LAST) is None
        for day, kind, state in (
            (date(2025, 12, 16), Kind.MEETING, MeetingState.ADOPTED),
            (date(2026, 1, 13), Kind.WRITTEN, MeetingState.ADOPTED),
            (date(2026, 1, 20), Kind.MEETING, MeetingState.CANCELLED),
            (date(2026, 1, 27), Kind.STRATEGY, MeetingState.PLANNED),
            (date(2026, 3, 17), Kind.MEETING, MeetingState.PLANNED),
            (date(2026, 2, 17), Kind.MEETING, MeetingState.PLANNED),
        ):
            planned = store.meetings.add_meeting(Meeting(0, board.number, "", day, time(10), 90, kind))
            # A meeting is planned before anything becomes of it.
            assert store.meetings.save_meeting(replace(planned, state=state)).state is state
        assert met(store, FIRST, LAST) == date(2026, 2, 17)

    move_in(database)
    database.transact(story)
