# SPDX-License-Identifier: EUPL-1.2
"""What an initiative is: something that is done for a goal, with what it costs and brings, and how it went so far."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from commands.money import Euro
from commands.refs import Ref


class InitiativeState(StrEnum):
    """Where an initiative stands; what sleeps says so, with a day to look again (domain §2.7)."""

    PLANNED = "planned"
    RUNNING = "running"
    ON_HOLD = "on_hold"
    RECONSIDERED = "reconsidered"
    DONE = "done"
    CANCELLED = "cancelled"


#: Nothing more happens to these.
FINISHED = frozenset({InitiativeState.DONE, InitiativeState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Initiative:
    """One initiative, such as ``INI-2026-0001``.

    ``owner`` is a function, never a person. ``goal`` is the reference of the goal that it helps, empty for none.
    ``one_off`` and ``recurring`` (a year) are euro excluding VAT, None where it is not known. ``review`` is the day on
    which one that is on hold is looked at again. ``told_on`` is the day of the last report. ``revision`` counts its
    changes.
    """

    reference: str
    name: str
    owner: str
    told_on: date
    goal: str = ""
    state: InitiativeState = InitiativeState.PLANNED
    one_off: Euro | None = None
    recurring: Euro | None = None
    benefit: str = ""
    starts: date | None = None
    ends: date | None = None
    review: date | None = None
    revision: int = 1

    @property
    def ref(self) -> Ref:
        """How the journal points at it."""
        return Ref("portfolio", self.reference)


@dataclass(frozen=True, slots=True)
class Report:
    """How an initiative stood at a moment; the first report is what was planned at the start (domain §6.1).

    ``person`` is the id of who reported. ``note`` says why the costs or the last day changed. With a ``decision`` (its
    reference, as people write it) the plan was adopted anew as it stands here; the first plan stays visible.
    """

    at: datetime
    person: str
    state: InitiativeState
    ends: date | None = None
    one_off: Euro | None = None
    recurring: Euro | None = None
    note: str = ""
    decision: str = ""
