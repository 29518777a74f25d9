# SPDX-License-Identifier: EUPL-1.2
"""Which desk a request goes to, which lane it takes there, and by when each step should be done."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from commands.calendars import Calendar
from commands.people import Directory, Person
from commands.requests.authority import is_body, sitting
from commands.requests.request import Choice, Desk, Kind, Needs, PersonalData, Request, Why
from commands.requests.routing import Decided, RightBrief, Routing, Unheld, Unsure
from commands.requests.states import Move, State, after, moves

#: Who sorts out what the register does not settle, and where a request is brought to; a setting may name others.
INFORMATION_MANAGER = "Informatiemanager"
BOARD = "Portfolioboard"

#: Working days in which a step should be done (domain §2.8).
TERMS = {State.SUBMITTED: 5, State.INTAKE: 5, State.INFO_NEEDED: 10, State.ASSESSMENT: 15}
FAST_TERM = 5
_STANDARD = frozenset({Kind.EXTENSION, Kind.HARDWARE})


@dataclass(frozen=True, slots=True)
class Rooms:
    """Where desks can be: the directory of each organisation by its id, and the names that are settings."""

    organisation: str
    directory: Callable[[str], Directory]
    manager: str = INFORMATION_MANAGER
    board: str = BOARD


def desk_for(routing: Routing, needs: Needs, requester: Person, on: date, rooms: Rooms) -> Desk:
    """Return the desk that a request goes to, from what the register says.

    Over the limit of every right of the topic it is who that right escalates to. A request of the only person who
    could decide goes up in the same way. Where the register names nobody, the information manager sorts it out.
    """
    match routing:
        case Decided(right):
            return _desk_of(right, needs, requester, on, rooms)
        case Unsure(candidates):
            choices = tuple(Choice(r.id, r.topic) for r in candidates[:3])
            return Desk(rooms.manager, rooms.organisation, Why.UNSURE, choices=choices)
        case Unheld(gap):
            return Desk(rooms.manager, rooms.organisation, Why.NOBODY, gap=gap.id)


def _desk_of(right: RightBrief, needs: Needs, requester: Person, on: date, rooms: Rooms) -> Desk:
    """Return the desk of a right, or the next one up."""
    desk = Desk(right.decides, right.organisation, Why.RIGHT, right)
    if needs.amount is not None and not right.covers(needs.amount):
        desk = _up(desk, Why.OVER, rooms)
    elif _only_own(desk, requester, on, rooms):
        desk = _up(desk, Why.OWN, rooms)
    # Whoever is one step up may be the requester again; then it can only be sorted out.
    if desk.why is not Why.RIGHT and _only_own(desk, requester, on, rooms):
        return Desk(rooms.manager, rooms.organisation, Why.NOBODY, right)
    return desk


def _up(desk: Desk, why: Why, rooms: Rooms) -> Desk:
    """Return the desk that the right escalates to."""
    right = desk.right
    if right and right.escalates_to:
        return replace(desk, function=right.escalates_to, why=why)
    return Desk(rooms.manager, rooms.organisation, Why.NOBODY, right)


def _only_own(desk: Desk, requester: Person, on: date, rooms: Rooms) -> bool:
    """Whether the requester is among those who hold the function, and nobody else acts for it."""
    directory = rooms.directory(desk.organisation)
    if is_body(directory, desk.function):
        return False
    theirs = any(h.person.id == requester.id for h in directory.holdings(desk.function, on))
    return theirs and not sitting(directory, desk, requester, on)


def board_desk(request: Request, rooms: Rooms) -> Desk:
    """Return the desk of the board that a request is brought to: the forum of its right, else the portfolio board."""
    right = request.desk.right
    if right and right.forum:
        return Desk(right.forum, right.organisation, Why.BOARD, right)
    return Desk(rooms.board, rooms.organisation, Why.BOARD, right)


def is_fast(needs: Needs, desk: Desk) -> bool:
    """Whether a request takes the fast lane: standard, small and without personal data (domain §2.8)."""
    right, amount = desk.right, needs.amount
    return (
        needs.kind in _STANDARD
        and needs.personal_data is PersonalData.NO
        and desk.why is Why.RIGHT
        and right is not None
        and right.lowest
        and right.up_to is not None
        and amount is not None
        and right.covers(amount)
    )


def placed(request: Request, desk: Desk, on: date, calendar: Calendar) -> Request:
    """Return the request on another desk; in the fast lane it is taken in at once."""
    moved = replace(request, desk=replace(desk, round=request.desk.round + 1), fast=is_fast(request.needs, desk))
    if moved.fast and Move.TAKE_IN in moves(moved.state):
        moved = replace(moved, state=after(moved.state, Move.TAKE_IN, moved.reference))
    return replace(moved, due=due(moved, on, calendar))


def due(request: Request, on: date, calendar: Calendar) -> date | None:
    """Return the day by which the present step should be done, counted from ``on``; None where none is set."""
    if request.state is State.DEFERRED:
        return request.deferred_until
    if request.fast and request.state is State.INTAKE:
        return calendar.add_working_days(on, FAST_TERM)
    term = TERMS.get(request.state)
    return calendar.add_working_days(on, term) if term else None
