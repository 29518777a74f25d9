# SPDX-License-Identifier: EUPL-1.2
"""What an escalation is: what is stuck in six fields, the rungs it climbed, and its decision (domain §2.9)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from commands.boards import Verdict
from commands.events import Press
from commands.money import Euro
from commands.people import Person
from commands.refs import Ref


class Kind(StrEnum):
    """The kinds of escalation (domain §2.9)."""

    OVERDUE = "overdue"
    PRIORITY = "priority"
    BUDGET = "budget"
    PLANNING = "planning"
    CAPACITY = "capacity"
    SUPPLIER = "supplier"
    SECURITY = "security"
    AROUND = "around"
    OTHER = "other"


#: What follows from a plan alone, whoever likes it or not.
BY_FIGURES = frozenset({Kind.BUDGET, Kind.PLANNING})


class State(StrEnum):
    """Where an escalation stands; ``SETTLED`` is decided where the matter itself lay."""

    RUNNING = "running"
    TAKEN_UP = "taken_up"
    ASKED = "asked"
    BOARD = "board"
    DECIDED = "decided"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


#: On a rung, where somebody has to do something within a term.
CLIMBING = frozenset({State.RUNNING, State.TAKEN_UP, State.ASKED})
OPEN = CLIMBING | {State.BOARD}


class Cause(StrEnum):
    """Why it got stuck, chosen with the decision."""

    UNCLEAR = "unclear"
    LATE = "late"
    CONFLICT = "conflict"
    CAPACITY = "capacity"
    MONEY = "money"
    SUPPLIER = "supplier"


class Why(StrEnum):
    """Why a function is a rung of this ladder."""

    DECIDES = "decides"
    RIGHT = "right"
    MANDATE = "mandate"
    LEVEL = "level"
    CLIENT = "client"
    MANAGER = "manager"
    AGENDA = "agenda"


class Skip(StrEnum):
    """Why a function was passed over."""

    ABSENT = "absent"
    VACANT = "vacant"
    UNKNOWN = "unknown"
    OWN = "own"
    BELOW = "below"
    URGENT = "urgent"
    ENTRY = "entry"
    TERM = "term"


#: Who is passed over for one of these hears so: nobody is gone over in silence.
TOLD_SO = frozenset({Skip.URGENT, Skip.ENTRY, Skip.TERM})


class Standing(StrEnum):
    """As what somebody acts: holder, deputy, or the secretary of a body."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class Passed:
    """A function that was passed over, why, and the ids of who acted for it where they had their term."""

    function: str
    why: Skip
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: a function of an organisation, never a person; ``term`` is in working days.

    ``level`` is that of the organisation's ladder, or of the rung below where the function stands on none. ``people``
    are the ids of who acted for the function when it was told. ``since`` and ``due`` are empty on a rung to come.
    """

    function: str
    organisation: str
    level: int
    term: int
    why: Why
    body: bool = False
    passed: tuple[Passed, ...] = ()
    people: tuple[str, ...] = ()
    since: date | None = None
    due: date | None = None
    taken_up: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """What an escalation must know of a decision right; ``topic`` ties the amount bands of one subject together.

    ``called`` is what the subject is called, ``agrees`` are the functions that must agree.
    """

    right: str
    organisation: str
    topic: str
    decides: str
    escalates_to: str = ""
    deputy: str = ""
    basis: str = ""
    register_version: int = 0
    called: str = ""
    agrees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Six:
    """The six fields: what a secretary wants to read in half a minute (domain §2.9)."""

    stuck: str
    tried: str
    decision: str
    whom: str
    before: date
    otherwise: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing of another feature that is stuck, as that feature tells it, in one language.

    ``function`` is who it lies with, by ``right`` where the register has one. ``asker`` asked for it and never decides
    on it. ``kind`` and the texts are what the form holds already. ``open`` says that it still waits, ``overdue`` that
    who it lies with had the term for it. ``show`` leads to it. With ``passes`` it can be brought to another function,
    with ``rules`` what a board decides on the escalation is decided on the thing itself. ``amount`` is euro excluding
    VAT, and ``recurring`` whether it comes back every year.
    """

    about: Ref
    organisation: str
    title: str
    function: str
    function_organisation: str
    right: str = ""
    asker: Person | None = None
    kind: Kind = Kind.OVERDUE
    stuck: str = ""
    tried: str = ""
    decision: str = ""
    otherwise: str = ""
    open: bool = True
    overdue: bool = False
    passes: bool = False
    rules: bool = False
    amount: Euro | None = None
    recurring: bool = False
    show: Press | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """One escalation. ``raiser`` is None where the clock raised it; ``asker`` is whose matter it is.

    ``ladder`` holds the rungs climbed so far, the present one last. ``urgent`` is the reason why a rung was skipped.
    ``function`` is who decides on it, by ``grant``, or who sorts out who does where it rests on no right: ``start``
    says which. ``version`` counts changes, so that of two at
    once one is too late.
    """

    organisation: str
    reference: str
    kind: Kind
    state: State
    title: str
    six: Six
    raised_at: datetime
    function: str
    function_organisation: str
    start: Why = Why.DECIDES
    raiser: Person | None = None
    asker: Person | None = None
    about: Ref | None = None
    grant: Grant | None = None
    ladder: tuple[Rung, ...] = ()
    urgent: str = ""
    overdue: bool = False
    until: date | None = None
    question: str = ""
    cause: Cause | None = None
    gap: str = ""
    ended_at: datetime | None = None
    link: str = ""
    version: int = 1

    @property
    def ref(self) -> Ref:
        """How other features and the journal point at it."""
        return Ref("escalations", self.reference)

    @property
    def rung(self) -> Rung:
        """Where it is now."""
        return self.ladder[-1]

    @property
    def owners(self) -> tuple[Person, ...]:
        """Whose matter it is: who raised it, and who asked for what is stuck."""
        both = {person.id: person for person in (self.raiser, self.asker) if person}
        return tuple(both.values())


@dataclass(frozen=True, slots=True)
class Decision:
    """The record of the decision: what, why, by whom as what, on whose behalf, on which basis, when (Awb 10:10).

    ``name`` is kept as it was on the day, also after somebody leaves; ``instead_of`` is who was absent. Of a board
    there is a ``verdict``, and its ``decision`` holds conditions or an alternative, if any; it chooses no cause.
    """

    reference: str
    at: datetime
    person: str
    name: str
    function: str
    standing: Standing
    on_behalf_of: str
    decision: str
    reason: str
    cause: Cause | None
    instead_of: str = ""
    verdict: Verdict | None = None
    basis: str = ""
    right: str = ""
    register_version: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what happened; ``person`` is None for what the clock did, ``note`` is free text.

    ``instead_of`` is who was absent, where a deputy took the step.
    """

    move: str
    at: datetime
    person: Person | None
    function: str = ""
    note: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote without sending it: values by field, and what the form carried."""

    values: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    at: datetime
