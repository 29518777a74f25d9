# SPDX-License-Identifier: EUPL-1.2
"""What a board is: a body that meets, who chairs it, when it is complete, and when its members hear what."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from commands.people import Person
from commands.refs import Ref

#: Who guards the money on every board, where the board names nobody else (domain §2.7).
CONTROLLER = "Concerncontroller"
#: How long a meeting lasts where nothing else was agreed, in minutes.
HOURS_AND_A_HALF = 90


@dataclass(frozen=True, slots=True)
class Schedule:
    """Working days before and after a meeting on which something happens (domain §5.6)."""

    call: int = 15
    closing: int = 10
    agenda: int = 5
    short: int = 1
    decisions: int = 2

    @property
    def in_order(self) -> bool:
        """Whether the call comes before the closing, and so on."""
        return self.call > self.closing > self.agenda > self.short >= 0 and self.decisions >= 0


@dataclass(frozen=True, slots=True)
class Board:
    """A board of one organisation; its members are who hold its function, or the functions in ``seats``.

    ``quorum`` is how many must be there (0: more than half). ``controller`` is the function that guards the money.
    ``rule`` is the series as it was written ("derde dinsdag van maart, juni, september en december"; empty: none).
    Minutes are those of a meeting. ``revision`` counts its changes.
    """

    number: int
    function: str
    chair: Person | None = None
    secretary: Person | None = None
    controller: str = CONTROLLER
    seats: tuple[str, ...] = ()
    quorum: int = 0
    votes: bool = False
    confidential: bool = False
    mandate: str = ""
    place: str = ""
    link: str = ""
    rule: str = ""
    starts: time = time(10)
    minutes: int = HOURS_AND_A_HALF
    schedule: Schedule = Schedule()
    revision: int = 1

    @property
    def ref(self) -> Ref:
        """How the journal points at it."""
        return Ref("meetings", f"board/{self.number}")


class Kind(StrEnum):
    """How a board comes together: in a room, in writing, or once a year about goals."""

    MEETING = "meeting"
    WRITTEN = "written"
    STRATEGY = "strategy"


class MeetingState(StrEnum):
    """Where a meeting stands: to come, its record waits for the chair, adopted for good, or off."""

    PLANNED = "planned"
    CONCEPT = "concept"
    ADOPTED = "adopted"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting or written round; ``day`` is when it is, or the last day to answer in writing.

    ``sequence`` counts what changed since members first got it (RFC 5545). ``moved_from`` is the day that the series
    gave, where that was no day to meet, and ``why`` what it is called; or from which the secretary moved it or called
    it off. ``series`` says that the rule made it, and may take it away.
    ``guests`` are functions that are invited without a seat: they are heard, and count for no quorum.
    ``notes`` is what the record says besides the decisions; ``sealed`` is the whole record as JSON once it is adopted.
    """

    number: int
    board: int
    reference: str
    day: date
    starts: time
    minutes: int
    kind: Kind = Kind.MEETING
    state: MeetingState = MeetingState.PLANNED
    place: str = ""
    link: str = ""
    purpose: str = ""
    moved_from: date | None = None
    why: str = ""
    series: bool = False
    guests: tuple[str, ...] = ()
    sequence: int = 0
    notes: str = ""
    sealed: str = ""
    revision: int = 1

    @property
    def ref(self) -> Ref:
        """How the journal and what falls due point at it."""
        return Ref("meetings", f"meeting/{self.number}")


class Coming(StrEnum):
    """What a member said about coming."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member said about one meeting; ``deputy`` comes instead."""

    person: Person
    coming: Coming
    deputy: Person | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A seat at the table on one day: who sits there, for which function, and who does when that person is away."""

    person: Person
    function: str
    stands_in_for: Person | None = None
