# SPDX-License-Identifier: EUPL-1.2
"""Lets requests point at shared goals, a goal tell what was asked for it, and a plan who decides on it."""

from datetime import date
from functools import partial

from bot.neighbours.overruns import decider, running
from bot.neighbours.routing import board, sure
from bot.registers import Registers
from commands.events import Press
from commands.portfolio.goal import GoalState
from commands.portfolio.initiative import Initiative
from commands.portfolio.neighbours import Asked, Neighbours, Right
from commands.portfolio.rules import total
from commands.requests.request import SharedGoal
from commands.requests.states import NAMES
from commands.text import _
from storage.store import Store

#: How registers call the right to let a project start: it is input for a look-up, so no catalogue translates it.
_CALLED = ("starten ICT-project", "prioriteren projectenportfolio")


def adopted(store: Store) -> tuple[SharedGoal, ...]:
    """Return the goals that a request can point at."""
    return tuple(SharedGoal(goal.reference, goal.name) for goal in store.portfolio.goals((GoalState.ADOPTED,)))


def neighbours(registers: Registers) -> Neighbours:
    """Return what goals and initiatives are handed; the features do not know each other."""
    return Neighbours(
        board, asked, partial(decider, registers=registers), running, partial(starts, registers=registers)
    )


def asked(store: Store, reference: str) -> tuple[Asked, ...]:
    """Return the requests that point at a goal, newest first, with how each stands, not what it is about."""
    return tuple(
        Asked(
            _("{reference}: {state}", reference=request.reference, state=NAMES[request.state]),
            Press("requests.show", (("ref", request.reference), ("org", request.organisation))),
        )
        for request in store.requests.pointing_at(reference)
    )


def starts(store: Store, initiative: Initiative, on: date, *, registers: Registers) -> Right:
    """Return the right on which the board decides about a start: its own, or one that is spoken of there."""
    for words in _CALLED:
        right = sure(words, total(initiative), on, store, registers)
        if right and board(store) in {right.decides, right.forum}:
            return Right(right.id, right.legal_basis or right.topic, right.register_version, right.agrees)
    return Right()
