# SPDX-License-Identifier: EUPL-1.2
"""What a shared goal is: what business and IT both want, in plain words, and how one sees that it is reached."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from commands.people import Person
from commands.refs import Ref


class GoalState(StrEnum):
    """Where a goal stands."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal, such as ``DOEL-2026-0001``.

    ``practice`` is what it means in practice, ``asks`` what it asks of IT. ``indicator`` is what is measured, with its
    ``baseline``, ``target`` and ``current`` value as people write them ("62%", "8 weken"); ``measured_on`` is the
    reference date of the last. ``decision`` is the reference of the decision that adopted or declined it, ``reason``
    why it was declined or ended. ``revision`` counts its changes.
    """

    reference: str
    name: str
    why: str
    practice: str
    asks: str
    indicator: str
    baseline: str
    target: str
    at: datetime
    by: Person | None = None
    state: GoalState = GoalState.PROPOSED
    decision: str = ""
    adopted_on: date | None = None
    current: str = ""
    measured_on: date | None = None
    reason: str = ""
    revision: int = 1

    @property
    def ref(self) -> Ref:
        """How boards, requests and the journal point at it."""
        return Ref("portfolio", self.reference)
