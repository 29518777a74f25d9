# SPDX-License-Identifier: EUPL-1.2
"""What an IT request is: what was asked, who it lies with, what others said about it, and what was decided."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from commands.money import Euro
from commands.people import Person
from commands.refs import Ref
from commands.requests.routing import RightBrief
from commands.requests.states import Move, State

# A moment as a form carries it; anything else was not drawn by us.
_MOMENT = re.compile(r"[0-9T:.+-]{1,40}")


class Kind(StrEnum):
    """The types of request (domain §2.8)."""

    APPLICATION = "application"
    EXTENSION = "extension"
    CHANGE = "change"
    CONNECTION = "connection"
    HARDWARE = "hardware"
    REPLACEMENT = "replacement"
    SHADOW_IT = "shadow_it"
    IDEA = "idea"


class Recurrence(StrEnum):
    """Whether the costs come once or every year; of recurring costs the amount is that of the whole term."""

    ONE_OFF = "one_off"
    RECURRING = "recurring"


class PersonalData(StrEnum):
    """Whether personal data are involved."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Sort(StrEnum):
    """What the money is for (domain §1.2), set by the information manager."""

    RUN = "run"
    IMPROVE = "improve"
    CHANGE = "change"


class Why(StrEnum):
    """Why a request lies where it lies."""

    RIGHT = "right"
    OVER = "over"
    OWN = "own"
    UNSURE = "unsure"
    NOBODY = "nobody"
    BOARD = "board"
    REFERRED = "referred"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class SharedGoal:
    """A goal that business and IT share, which a request helps; the name as it was on the day."""

    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What is asked: the intake form (domain §2.8). ``cost`` is excluding VAT, None where it is not known.

    ``goal`` is in the asker's own words, ``serves`` one that the board adopted.
    """

    kind: Kind
    title: str
    problem: str
    goal: str = ""
    why_now: str = ""
    cost: Euro | None = None
    recurrence: Recurrence = Recurrence.ONE_OFF
    sponsor: Person | None = None
    personal_data: PersonalData = PersonalData.UNKNOWN
    serves: SharedGoal | None = None

    @property
    def amount(self) -> Decimal | None:
        """The amount that the limits of the register are held against."""
        return self.cost.value if self.cost else None


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic that may be meant, offered as a button."""

    right: str
    topic: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Who a request lies with: a function of an organisation, and why; ``right`` is what the register said.

    ``round`` counts how often a request went to another desk, so that each desk has cards of its own.
    """

    function: str
    organisation: str
    why: Why
    right: RightBrief | None = None
    choices: tuple[Choice, ...] = ()
    gap: str = ""
    round: int = 1

    @property
    def decides(self) -> bool:
        """Whether this desk may decide, and not only sort out who does."""
        return self.why not in (Why.UNSURE, Why.NOBODY)

    @property
    def deputy(self) -> str:
        """The deputy that the right itself names; only for the function that the right names."""
        return self.right.deputy if self.right and self.why is Why.RIGHT else ""


@dataclass(frozen=True, slots=True)
class Request:
    """One IT request. ``due`` is the day by which the present step should be done, in working days (domain §2.8)."""

    organisation: str
    reference: str
    requester: Person
    needs: Needs
    state: State
    submitted_at: datetime
    desk: Desk
    fast: bool = False
    sort: Sort | None = None
    due: date | None = None
    deferred_until: date | None = None
    question: str = ""
    link: str = ""

    @property
    def ref(self) -> Ref:
        """How other features and the journal point at it."""
        return Ref("requests", self.reference)

    @property
    def shadow(self) -> bool:
        """Whether something that is in use already was reported; such a report ends differently."""
        return self.needs.kind is Kind.SHADOW_IT


class Stance(StrEnum):
    """What somebody other than the decider said about a request."""

    AGREES = "agrees"
    OBJECTS = "objects"
    ADVICE = "advice"


class Standing(StrEnum):
    """As what somebody acts: holder, deputy, the secretary of a body, or on their own title."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Footing:
    """As what somebody acts; a deputy of somebody who is away acts on behalf of that person, by name."""

    standing: Standing
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """An agreement, an objection or an advice; ``function`` is empty for advice on one's own title.

    ``instead_of`` is who was absent when a deputy said it.
    """

    person: Person
    stance: Stance
    text: str
    at: datetime
    function: str = ""
    standing: Standing = Standing.OWN
    instead_of: str = ""


class Outcome(StrEnum):
    """How a report of shadow IT ends (agreements)."""

    REGULARISED = "regularised"
    REPLACED = "replaced"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Decision:
    """The record of one decision: what, why, for whom, by whom as what, on which basis, when (Awb 10:10).

    ``name`` is kept as it was on the day, also after somebody leaves; ``instead_of`` is who was absent. ``move`` is one
    of the decisions of the state machine. ``number`` counts the decisions on one request: a deferral may come before
    the last one.
    """

    reference: str
    number: int
    move: Move
    at: datetime
    person: str
    name: str
    function: str
    standing: Standing
    on_behalf_of: str
    basis: str = ""
    right: str = ""
    register_version: int = 0
    reason: str = ""
    conditions: str = ""
    alternative: str = ""
    until: date | None = None
    outcome: Outcome | None = None
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history of a request; ``note`` is free text, kept out of the journal.

    ``person`` is None for what the clock did.
    """

    move: str
    at: datetime
    person: Person | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A request with all that was said and done about it, oldest first."""

    request: Request
    opinions: tuple[Opinion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    history: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed in the form without sending it in: values by field, and what the form carried."""

    values: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    at: datetime

    @property
    def opened(self) -> str:
        """When the form was opened, as it carries it: what tells drafts of one person apart. Nothing where forged."""
        carried = dict(self.hidden).get("opened", "")
        return carried if _MOMENT.fullmatch(carried) else ""

    @property
    def title(self) -> str:
        """What the draft is called so far."""
        return dict(self.values).get("subject", "")
