# SPDX-License-Identifier: EUPL-1.2
"""Boards, their meetings, and who comes."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)

from commands.meetings.board import Answer, Board, Coming, Kind, Meeting, MeetingState, Schedule
from commands.meetings.store import ChangedMeanwhile
from commands.people import Person
from storage.database import Number, metadata
from storage.feeds import Feeds
from storage.numbering import add_referenced
from storage.persons import persons_of

boards = Table(
    "boards",
    metadata,
    Column("number", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("function", Text, nullable=False),
    Column("chair", Text, ForeignKey("people.id")),
    Column("secretary", Text, ForeignKey("people.id")),
    Column("controller", Text, nullable=False),
    Column("seats", Text, nullable=False),
    Column("quorum", Integer, nullable=False),
    Column("votes", Boolean, nullable=False),
    Column("confidential", Boolean, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("mandate", "place", "link", "rule", "starts")),
    Column("minutes", Integer, nullable=False),
    # Working days: call, closing, agenda, short, decisions.
    Column("schedule", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("organisation", "function"),
)

meetings = Table(
    "meetings",
    metadata,
    Column("number", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("board", Number, ForeignKey("boards.number"), nullable=False),
    Column("reference", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("starts", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("kind", "state", "place", "link", "purpose", "why")),
    Column("moved_from", Date),
    Column("series", Boolean, nullable=False),
    Column("guests", Text, nullable=False, server_default="[]"),
    Column("sequence", Integer, nullable=False),
    Column("notes", Text, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("organisation", "reference"),
    Index(None, "organisation", "day"),
)

answers = Table(
    "meeting_answers",
    metadata,
    Column("meeting", Number, ForeignKey("meetings.number"), primary_key=True, autoincrement=False),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("coming", Text, nullable=False),
    Column("deputy", Text, ForeignKey("people.id")),
)


class Boards(Feeds):
    """The boards of one organisation and their meetings, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read and write on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation_id

    def boards(self) -> tuple[Board, ...]:
        """Return every board by the name of its function."""
        query = select(boards).where(self._own(boards)).order_by(boards.c.function)
        return tuple(self._board(row) for row in self._connection.execute(query).all())

    def board(self, number: int) -> Board | None:
        """Return the board with this number."""
        query = select(boards).where(self._own(boards), boards.c.number == number)
        row = self._connection.execute(query).first()
        return self._board(row) if row else None

    def board_of(self, function: str) -> Board | None:
        """Return the board of this function."""
        query = select(boards).where(self._own(boards), boards.c.function == function)
        row = self._connection.execute(query).first()
        return self._board(row) if row else None

    def add_board(self, board: Board) -> Board:
        """Keep a new board and return it with its number."""
        row = insert(boards).values(organisation=self._organisation, **_board_row(board)).returning(boards.c.number)
        return replace(board, number=self._connection.execute(row).scalar_one())

    def save_board(self, board: Board) -> Board:
        """Keep a board as it is now and return it.

        Raises:
            ChangedMeanwhile: when somebody else changed it since.

        """
        later = replace(board, revision=board.revision + 1)
        this = (boards.c.number == board.number, boards.c.revision == board.revision)
        if not self._connection.execute(update(boards).where(*this).values(_board_row(later))).rowcount:
            raise ChangedMeanwhile
        return later

    def meetings(self, first: date, last: date, board: int | None = None) -> tuple[Meeting, ...]:
        """Return the meetings of these days that are not off, of one board or of all, soonest first."""
        m = meetings.c
        query = select(meetings).where(self._own(meetings), m.day.between(first, last))
        query = query.where(m.state != MeetingState.CANCELLED.value)
        if board is not None:
            query = query.where(m.board == board)
        return tuple(_meeting(row) for row in self._connection.execute(query.order_by(m.day, m.starts, m.number)))

    def called_off(self, first: date, last: date, board: int | None = None) -> tuple[Meeting, ...]:
        """Return the meetings of these days that are off, of one board or of all."""
        m = meetings.c
        here = (self._own(meetings), m.day.between(first, last), m.state == MeetingState.CANCELLED.value)
        query = select(meetings).where(*here)
        if board is not None:
            query = query.where(m.board == board)
        return tuple(_meeting(row) for row in self._connection.execute(query.order_by(m.day)))

    def meeting(self, number: int) -> Meeting | None:
        """Return the meeting with this number."""
        query = select(meetings).where(self._own(meetings), meetings.c.number == number)
        row = self._connection.execute(query).first()
        return _meeting(row) if row else None

    def meeting_named(self, reference: str) -> Meeting | None:
        """Return the meeting with this reference."""
        query = select(meetings).where(self._own(meetings), meetings.c.reference == reference)
        row = self._connection.execute(query).first()
        return _meeting(row) if row else None

    def add_meeting(self, meeting: Meeting) -> Meeting:
        """Keep a new meeting and return it with its number and its reference."""
        prefix, row = f"VG-{meeting.day.year}-", _meeting_row(meeting)
        reference, key = add_referenced(self._connection, meetings, prefix, self._organisation, row)
        return replace(meeting, number=key.number, reference=reference)

    def save_meeting(self, meeting: Meeting) -> Meeting:
        """Keep a meeting as it is now and return it.

        Raises:
            ChangedMeanwhile: when somebody else changed it since.

        """
        later = replace(meeting, revision=meeting.revision + 1)
        this = (meetings.c.number == meeting.number, meetings.c.revision == meeting.revision)
        if not self._connection.execute(update(meetings).where(*this).values(_meeting_row(later))).rowcount:
            raise ChangedMeanwhile
        return later

    def answers(self, meeting: int) -> tuple[Answer, ...]:
        """Return what members said about coming."""
        query = select(answers).where(answers.c.meeting == meeting).order_by(answers.c.person)
        found = self._connection.execute(query).all()
        someone = self._people({row.person for row in found} | {row.deputy for row in found if row.deputy})
        return tuple(Answer(someone[row.person], Coming(row.coming), someone.get(row.deputy or "")) for row in found)

    def answer(self, meeting: int, answer: Answer) -> None:
        """Keep what a member says, in the place of what was said before."""
        this = (answers.c.meeting == meeting, answers.c.person == answer.person.id)
        self._connection.execute(delete(answers).where(*this))
        deputy = answer.deputy.id if answer.deputy else None
        row = {"meeting": meeting, "person": answer.person.id, "coming": answer.coming.value, "deputy": deputy}
        self._connection.execute(insert(answers).values(row))

    def forget_answers(self, meeting: int) -> None:
        """Forget what members said about coming: it was about another moment."""
        self._connection.execute(delete(answers).where(answers.c.meeting == meeting))

    def _people(self, ids: set[str]) -> Mapping[str, Person]:
        """Return these people by id, also those who left."""
        return persons_of(self._connection, ids)

    def _own(self, table: Table) -> Any:  # noqa: ANN401 - a condition
        """Whose rows."""
        return table.c.organisation == self._organisation

    def _board(self, row: Any) -> Board:  # noqa: ANN401 - a row of boards
        """Return the board of a row."""
        someone = self._people({each for each in (row.chair, row.secretary) if each})
        kept = {name: getattr(row, name) for name in _BOARD_AS_IS}
        return Board(
            **kept,
            chair=someone.get(row.chair or ""),
            secretary=someone.get(row.secretary or ""),
            seats=tuple(json.loads(row.seats)),
            starts=time.fromisoformat(row.starts),
            schedule=Schedule(*json.loads(row.schedule)),
        )


_BOARD_AS_IS = (
    "number", "function", "controller", "quorum", "votes", "confidential", "mandate", "place", "link", "rule",
    "minutes", "revision",
)  # fmt: skip
_MEETING_AS_IS = (
    "board", "reference", "day", "minutes", "place", "link", "purpose", "moved_from", "why", "series", "sequence",
    "notes", "sealed", "revision",
)  # fmt: skip


def _board_row(board: Board) -> dict[str, Any]:
    """Return what is kept of a board, save its number."""
    schedule = board.schedule
    days = [schedule.call, schedule.closing, schedule.agenda, schedule.short, schedule.decisions]
    return {name: getattr(board, name) for name in _BOARD_AS_IS if name != "number"} | {
        "chair": board.chair.id if board.chair else None,
        "secretary": board.secretary.id if board.secretary else None,
        "seats": json.dumps(board.seats, ensure_ascii=False),
        "starts": board.starts.isoformat("minutes"),
        "schedule": json.dumps(days),
    }


def _meeting_row(meeting: Meeting) -> dict[str, Any]:
    """Return what is kept of a meeting, save its number."""
    return {name: getattr(meeting, name) for name in _MEETING_AS_IS} | {
        "starts": meeting.starts.isoformat("minutes"),
        "kind": meeting.kind.value,
        "guests": json.dumps(meeting.guests, ensure_ascii=False),
        "state": meeting.state.value,
    }


def _meeting(row: Any) -> Meeting:  # noqa: ANN401 - a row of meetings
    """Return the meeting of a row."""
    kept = {name: getattr(row, name) for name in _MEETING_AS_IS}
    return Meeting(
        number=row.number,
        **kept,
        starts=time.fromisoformat(row.starts),
        kind=Kind(row.kind),
        guests=tuple(json.loads(row.guests)),
        state=MeetingState(row.state),
    )
