# SPDX-License-Identifier: EUPL-1.2
"""What other features know and this one needs: read functions that the composition root hands over."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from commands.evaluations.facts import Facts, Look
from commands.evaluations.improvements import Owner
from commands.evaluations.instrument import Dimension
from commands.evaluations.schedule import Met
from commands.people import Person
from commands.refs import Ref


@dataclass(frozen=True, slots=True)
class Project:
    """What a project evaluation is about, and who was involved in it."""

    about: Ref
    title: str
    people: tuple[Person, ...]


def _nobody(_store: Any, _since: date) -> tuple[Person, ...]:  # noqa: ANN401 - any feature's store
    return ()


def _nothing(_store: Any, _named: str) -> Project | None:  # noqa: ANN401 - any feature's store
    return None


def _no_facts(_store: Any, _first: date, _last: date) -> Facts:  # noqa: ANN401 - any feature's store
    return Facts()


def _never(_store: Any, _first: date, _last: date) -> date | None:  # noqa: ANN401 - any feature's store
    return None


def _alone(_store: Any, _people: frozenset[str]) -> Iterable[Any]:  # noqa: ANN401 - any feature's store
    return ()


#: The body that meets about IT, where the composition root names no other.
BOARD = "Portfolioboard"


def _board(_store: Any) -> str:  # noqa: ANN401 - any feature's store
    return BOARD


def _the_board(store: Any, _dimension: Dimension, _on: date) -> Owner:  # noqa: ANN401 - any feature's store
    return Owner(_board(store))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who was involved in requests since a day, what a request was, the facts of a quarter, when the board met.

    ``board`` is the body that is asked for improvements, ``owner`` who holds the right to which a dimension falls,
    ``bodies`` the other organisations in which some of these people hold something.
    """

    involved: Callable[[Any, date], tuple[Person, ...]] = _nobody
    project: Callable[[Any, str], Project | None] = _nothing
    facts: Look = _no_facts
    met: Met = _never
    board: Callable[[Any], str] = _board
    owner: Callable[[Any, Dimension, date], Owner] = _the_board
    bodies: Callable[[Any, frozenset[str]], Iterable[Any]] = _alone
