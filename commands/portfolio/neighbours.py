# SPDX-License-Identifier: EUPL-1.2
"""What the composition root hands this feature: which board adopts goals, what was asked, and who decides on plans."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from commands.events import Press
from commands.people import Person
from commands.portfolio.initiative import Initiative
from commands.refs import Ref
from commands.text import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that points at a goal and is kept by another feature: in a line, with what shows it."""

    line: Text
    show: Press


@dataclass(frozen=True, slots=True)
class Decider:
    """The function that decides on the plan of an initiative, by a right (its id) or as the board; and who acts."""

    function: str
    organisation: str
    right: str = ""
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """The right on which a board lets an initiative start, in that version of the register; empty where none says so.

    ``agrees`` are the functions that must agree.
    """

    id: str = ""
    basis: str = ""
    register_version: int = 0
    agrees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What other features know; each takes the store of all features.

    ``board`` returns the function that meets and adopts goals, ``asked`` what points at a goal (a reference),
    ``decider`` who decides on a plan on a day, ``running`` the reference of the escalation about a thing, if any, and
    ``starts`` the right on which the board lets an initiative start on a day.
    """

    board: Callable[[Any], str]
    asked: Callable[[Any, str], tuple[Asked, ...]]
    decider: Callable[[Any, Initiative, date], Decider]
    running: Callable[[Any, Ref], str]
    starts: Callable[[Any, Initiative, date], Right]
