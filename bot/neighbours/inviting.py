# SPDX-License-Identifier: EUPL-1.2
"""Tells boards whom to ask to the yearly meeting about shared goals: the levels of the ladder say who directs."""

from collections.abc import Callable
from typing import Any

from bot.neighbours.routing import board
from bot.pages.feeds import address
from commands.escalations.levels import level_of
from commands.events import Context
from commands.meetings.neighbours import Neighbours
from commands.people import Function, Side
from storage.store import Store

#: The levels on which directors and the official top stand, and the one below it, of heads and of a director who has
#: boards alone above him (domain §2.9).
_DIRECTING, _HEADING = (3, 4), 2


def neighbours(public_url: str, link: Callable[[Context, Any, str], str]) -> Neighbours:
    """Return what boards are handed; ``public_url`` is what our addresses begin with, ``link`` makes a personal one."""
    return Neighbours(address(public_url), board, leading, link)


def leading(store: Store) -> tuple[str, ...]:
    """Return the functions that direct, and those that lead IT; without levels for IT, every function of IT."""
    levels = store.escalations.levels()
    people = [function for function in store.people.functions() if not function.body]

    def on(*numbers: int) -> list[Function]:
        return [each for each in people if (level := level_of(each.name, levels)) and level.number in numbers]

    directing = on(*_DIRECTING) or on(_HEADING)
    heads = on(*range(1, _HEADING + 1))
    it = [each for each in people if each.side is Side.IT]
    return tuple(dict.fromkeys(each.name for each in (*directing, *([h for h in heads if h in it] or it))))
