# SPDX-License-Identifier: EUPL-1.2
"""What an initiative is worth and what it takes: gates, five criteria, effort, and the room there is (domain §2.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commands.money import Euro
from commands.people import Side
from commands.text import Message, _


class Criterion(StrEnum):
    """What a score is made of, in this order."""

    GOALS = "serves_goals"
    RESIDENTS = "residents"
    CONTINUITY = "continuity"
    EFFICIENCY = "efficiency"
    URGENCY = "urgency"


#: Out of a hundred.
WEIGHTS: Mapping[Criterion, int] = {
    Criterion.GOALS: 30,
    Criterion.RESIDENTS: 20,
    Criterion.CONTINUITY: 20,
    Criterion.EFFICIENCY: 15,
    Criterion.URGENCY: 15,
}
MOST_POINTS, MOST_DAYS = 5, 9999
#: From this difference between the two sides on, a criterion is discussed.
DISCUSS = 2
CRITERIA: Mapping[Criterion, Message] = {
    Criterion.GOALS: _("Contribution to our goals"),
    Criterion.RESIDENTS: _("Value for residents and businesses"),
    Criterion.CONTINUITY: _("Risk and continuity"),
    Criterion.EFFICIENCY: _("Efficiency and recurring benefits"),
    Criterion.URGENCY: _("Urgency"),
}
#: What no points mean, and what five do.
ANCHORS: Mapping[Criterion, tuple[Message, Message]] = {
    Criterion.GOALS: (_("no goal"), _("decisive for a goal")),
    Criterion.RESIDENTS: (_("none"), _("a large effect that can be measured")),
    Criterion.CONTINUITY: (_("none"), _("takes an acute risk away")),
    Criterion.EFFICIENCY: (_("none"), _("earned back within two years")),
    Criterion.URGENCY: (_("can wait"), _("only possible this quarter")),
}


class Gate(StrEnum):
    """What is asked before any points are given; a gate gives none itself."""

    LAW = "law"
    PRESSING = "pressing"
    ARCHITECTURE = "architecture"
    PRIVACY = "privacy"
    FUNDING = "funding"
    CLIENT = "client"


GATES: Mapping[Gate, Message] = {
    Gate.LAW: _("Required by law?"),
    Gate.PRESSING: _("Forced by continuity or security?"),
    Gate.ARCHITECTURE: _("Within architecture and standards?"),
    Gate.PRIVACY: _("Was the pre-scan of the DPIA done?"),
    Gate.FUNDING: _("Is the funding known?"),
    Gate.CLIENT: _("Does the client agree?"),
}


class Known(StrEnum):
    """The answer to a gate."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


KNOWN: Mapping[Known, Message] = {Known.YES: _("yes"), Known.NO: _("no"), Known.UNKNOWN: _("not known")}


@dataclass(frozen=True, slots=True)
class Score:
    """How one side, the business or IT, scored an initiative: 0 to 5 points for each criterion, in their order.

    ``person`` is the id of who filled it in.
    """

    initiative: str
    side: Side
    points: tuple[int, ...]
    person: str
    at: datetime

    @property
    def value(self) -> int:
        """The points by their weights, 0 to 100."""
        return sum(WEIGHTS[criterion] * n for criterion, n in zip(Criterion, self.points, strict=True)) // MOST_POINTS


@dataclass(frozen=True, slots=True)
class Needs:
    """The gates of an initiative in their order, and what it takes besides money; never mixed into its value.

    ``law`` is which law and by when. Effort is in days, ``risk`` of the execution 1 to 5; None where not known.
    ``depends`` is on what it waits.
    """

    initiative: str
    gates: tuple[Known, ...] = (Known.UNKNOWN,) * len(Gate)
    law: str = ""
    business_days: int | None = None
    it_days: int | None = None
    risk: int | None = None
    depends: str = ""

    @property
    def required(self) -> bool:
        """Whether the law requires it: then it does not compete."""
        return self.gates[0] is Known.YES

    @property
    def days(self) -> int:
        """The days of the business and of IT together."""
        return (self.business_days or 0) + (self.it_days or 0)


@dataclass(frozen=True, slots=True)
class Room:
    """How much money (euro excluding VAT) and how many days there are for what was not started; None: not known."""

    money: Euro | None = None
    days: int | None = None
