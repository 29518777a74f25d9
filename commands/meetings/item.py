# SPDX-License-Identifier: EUPL-1.2
"""What stands on an agenda, and what was decided about it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from commands.boards import Purpose, Verdict
from commands.events import Press
from commands.money import Euro
from commands.people import Person
from commands.refs import Ref
from commands.text import Text


class ItemState(StrEnum):
    """What became of an item."""

    OPEN = "open"
    DECIDED = "decided"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Funding(StrEnum):
    """From what the money comes (domain §2.7)."""

    BUDGET = "budget"
    CREDIT = "credit"
    RESERVE = "reserve"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ControllersPage:
    """What the controller says of the money of an item; ``agrees`` is None where only the funding is known."""

    agrees: bool | None
    funding: Funding
    text: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """What another function that must agree said of an item on the agenda; who does not agree says why."""

    function: str
    agrees: bool
    text: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One thing for a board. ``about`` is whose matter it is: of a feature, or the item itself where ``own``.

    ``meeting`` is the number of the meeting it is meant for; None waits for one. ``place`` orders a meeting's items.
    ``minutes`` is how long it takes, ``reading`` how long its papers do. ``papers`` are links. ``revision`` counts
    its changes, so that two secretaries do not undo each other. Of the functions in ``agrees``, ``agreed`` are those
    that agreed where the thing itself is kept, and ``consents`` what they said on the agenda, the last word of each.
    Amounts are euro excluding VAT.
    """

    number: int
    board: str
    title: str
    decision: Text
    about: Ref
    about_organisation: str
    proposed_at: datetime
    by: Person | None = None
    purpose: Purpose = Purpose.DECISION
    right: str = ""
    basis: Text = ""
    register_version: int = 0
    agrees: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    amount: Euro | None = None
    recurring: bool = False
    names_function: bool = False
    strategy: bool = False
    shows: Press | None = None
    not_before: date | None = None
    state: ItemState = ItemState.OPEN
    meeting: int | None = None
    place: int = 0
    minutes: int = 10
    reading: int = 0
    papers: tuple[str, ...] = ()
    confidential: bool = False
    controllers: ControllersPage | None = None
    consents: tuple[Consent, ...] = ()
    merged_into: int | None = None
    reason: str = ""
    revision: int = 1

    @property
    def ref(self) -> Ref:
        """How the journal points at it."""
        return Ref("meetings", f"item/{self.number}")

    @property
    def own(self) -> bool:
        """Whether nobody else keeps the matter: somebody proposed it for the agenda itself."""
        return self.about == self.ref


@dataclass(frozen=True, slots=True)
class Decision:
    """What a board decided, as its record keeps it: facts, advice and decision apart (domain §3.3).

    ``title``, ``board`` and ``name`` are kept as they were on the day. ``votes`` is how many were for, against and
    abstained, empty where the board does not vote. ``interests`` says who had an interest and left, ``deviation`` why
    the board went against an advice or a ranking.
    """

    reference: str
    item: int
    meeting: int | None
    board: str
    title: str
    verdict: Verdict
    at: datetime
    person: str
    name: str
    on_behalf_of: str
    basis: Text = ""
    right: str = ""
    register_version: int = 0
    amount: Euro | None = None
    facts: str = ""
    advice: str = ""
    reason: str = ""
    conditions: str = ""
    alternative: str = ""
    until: date | None = None
    function: str = ""
    votes: str = ""
    interests: str = ""
    deviation: str = ""
    confidential: bool = False

    @property
    def ref(self) -> Ref:
        """How others point at it."""
        return Ref("meetings", self.reference)


class Stance(StrEnum):
    """What a member says of an item in a written round, in the order in which votes are counted."""

    AGREES = "agrees"
    OBJECTS = "objects"
    ABSTAINS = "abstains"


@dataclass(frozen=True, slots=True)
class Voice:
    """The answer of one member on one item of a written round; an objection has a reason."""

    person: Person
    stance: Stance
    text: str
    at: datetime


class ActionState(StrEnum):
    """What became of an action."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Action:
    """What a function promised a board to do by a day; ``reason`` is why the day was moved last."""

    number: int
    board: str
    meeting: int | None
    text: str
    function: str
    due: date
    at: datetime
    state: ActionState = ActionState.OPEN
    reason: str = ""
    moved: int = 0

    @property
    def ref(self) -> Ref:
        """How the journal and what falls due point at it."""
        return Ref("meetings", f"action/{self.number}")
