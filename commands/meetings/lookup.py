# SPDX-License-Identifier: EUPL-1.2
"""Finds the board, the meeting or the item that a button carries, and how it stands for whoever looks."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.meetings.board import Board, Meeting, Member
from commands.meetings.item import Item
from commands.meetings.rules import BoardGone, ItemGone, MeetingGone, guests, members, secretaries
from commands.meetings.store import Store
from commands.meetings.view import MeetingView, Reader
from commands.people import Person
from commands.refs import numbered

T = TypeVar("T")


def view_of(meeting: Meeting, board: Board, home: Store, at: datetime) -> MeetingView:
    """Return a meeting as it stands."""
    kept = home.meetings
    table = members(board, home.people, meeting.day)
    return MeetingView(
        home.organisation.id,
        board,
        meeting,
        home.calendar,
        at.astimezone(home.organisation.zone).date(),
        table,
        kept.answers(meeting.number),
        kept.items_of(meeting.number),
        kept.open_actions(board.function),
        kept.decisions_of(meeting.number),
        kept.actions_of(meeting.number),
        guests(meeting, home.people, table),
    )


def reader_of(board: Board, home: Store, who: Person, on: date) -> Reader:
    """Return as what somebody looks at a board."""
    return readers(board, home, (who,), members(board, home.people, on), on)[0]


def readers(
    board: Board, home: Store, people: Iterable[Person], table: Iterable[Member], on: date
) -> tuple[Reader, ...]:
    """Return as what each of these people looks at a board with these members; looked up once for all of them."""
    seated = {person.id for m in table for person in (m.person, m.stands_in_for) if person}
    keep = {person.id for person in secretaries(board, home.people)}
    control = {holding.person.id for holding in home.people.holdings(board.controller, on)}
    return tuple(
        Reader(
            who,
            member=who.id in seated,
            secretary=who.id in keep,
            chair=board.chair is not None and board.chair.id == who.id,
            controller=who.id in control,
        )
        for who in people
    )


def home_of(said: Press | Submit, context: Context, store: Store) -> Store:
    """Return the store of the organisation whose board it is: one's own, or one that one works with.

    Raises:
        MeetingGone: when it is another's.

    """
    whose = said["org"] or context.organisation.id
    if whose == store.organisation.id:
        return store
    other = store.of(whose)
    held = other.people.held_by(context.who, context.today) if other else ()
    if other is None or not (held or whose in context.organisation.arrangements):
        raise MeetingGone
    return other


def board_in(said: Press | Submit, home: Store) -> Board:
    """Return the board that a button or form carries.

    Raises:
        BoardGone: when there is none.

    """
    return _found(home.meetings.board(numbered(said["board"]) or 0), BoardGone())


def meeting_in(said: Press | Submit, home: Store) -> tuple[Meeting, Board]:
    """Return the meeting that a button or form carries, and its board.

    Raises:
        MeetingGone: when there is none.

    """
    meeting = _found(home.meetings.meeting(numbered(said["meeting"]) or 0), MeetingGone())
    return meeting, _found(home.meetings.board(meeting.board), MeetingGone())


def item_in(said: Press | Submit, home: Store) -> tuple[Item, Board]:
    """Return the item that a button or form carries, and its board; a body that has none set up has the usual one.

    Raises:
        ItemGone: when there is none.

    """
    item = _found(home.meetings.item(numbered(said["item"]) or 0), ItemGone())
    return item, board_for(item.board, home)


def board_for(function: str, home: Store) -> Board:
    """Return the board of a function, with the usual settings where it was not set up."""
    return home.meetings.board_of(function) or Board(0, function)


def _found(value: T | None, gone: Refused) -> T:
    """Return what is there."""
    if value is None:
        raise gone
    return value
