# SPDX-License-Identifier: EUPL-1.2
"""Functions as somebody types them for a board: known here, no people, and held by somebody."""

from collections.abc import Mapping
from datetime import date

from commands.meetings.board import Board
from commands.meetings.store import Store
from commands.people import Person
from commands.text import Listing, Message, _


def unknown(named: Mapping[str, tuple[str, ...]], home: Store, today: date) -> dict[str, Message]:
    """Return which functions are not known here, by field; of a person, which function that person holds."""
    faults: dict[str, Message] = {}
    for field, functions in named.items():
        wrong = next((f for f in functions if f and home.people.function(f) is None), "")
        if wrong:
            faults[field] = _person(wrong, home, today) or _("I don't know the function “{name}”.", name=wrong[:60])
    return faults


def _person(typed: str, home: Store, today: date) -> Message | None:
    """Return what is wrong where somebody typed a person instead of a function; None where it is nobody."""
    person = next((each for each in home.people.find(typed) if each.name.casefold() == typed.casefold()), None)
    if person is None:
        return None
    held = Listing(tuple(dict.fromkeys(holding.function for holding in home.people.held_by(person, today))))
    if fault := no_function(person, home, today):
        return fault
    return _("{name} is a person. Write a function: this person holds {functions}.", name=person.name, functions=held)


def no_function(person: Person, home: Store, today: date) -> Message | None:
    """Return that somebody holds no function, so that there is nothing to sit in a board for; None where it is one."""
    if home.people.held_by(person, today):
        return None
    return _("{name} holds no function yet. A steward gives one, with /people.", name=person.name)


def vacant(board: Board, home: Store, today: date) -> tuple[Message, ...]:
    """Return which seats nobody holds today, not even somebody who is away."""
    empty = (seat for seat in board.seats or (board.function,) if not home.people.holdings(seat, today))
    return tuple(_("Nobody holds {function} today: that seat is empty.", function=seat) for seat in empty)
