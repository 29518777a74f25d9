# SPDX-License-Identifier: EUPL-1.2
"""Rounds: what is asked, of whom, from when to when, and in which state it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commands.evaluations.instrument import Question
from commands.people import Person
from commands.refs import Ref
from commands.text import Message, Text, _

FEATURE = "evaluations"


class Kind(StrEnum):
    """Why people are asked: the collaboration of a quarter, one project, or one question in between."""

    QUARTERLY = "quarterly"
    PROJECT = "project"
    PULSE = "pulse"


class State(StrEnum):
    """Where a round stands; a stopped one holds nothing but that it was stopped."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    STOPPED = "stopped"


class Group(StrEnum):
    """From which side somebody looks; coarse on purpose (domain §2.5)."""

    BUSINESS = "business"
    IT = "it"
    CONTROL = "control"
    PARTNER = "partner"


GROUPS: Mapping[Group, Message] = {
    Group.BUSINESS: _("Business"),
    Group.IT: _("IT"),
    Group.CONTROL: _("Control and management"),
    Group.PARTNER: _("Partners in the joint arrangement"),
}


class Standing(StrEnum):
    """How far somebody is in a round. That somebody answered is known, what was answered is not."""

    CHOSEN = "chosen"
    INVITED = "invited"
    ANSWERED = "answered"
    DECLINED = "declined"


STANDINGS: Mapping[Standing, Message] = {
    Standing.CHOSEN: _("not invited yet"),
    Standing.INVITED: _("invited, not answered"),
    Standing.ANSWERED: _("answered"),
    Standing.DECLINED: _("not this time"),
}


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a round; ``not_before`` is the day until which this person asked to be left alone."""

    person: Person
    group: Group
    standing: Standing = Standing.CHOSEN
    reminded: int = 0
    not_before: date | None = None

    @property
    def awaited(self) -> bool:
        """Whether a reminder may still wait somewhere: of somebody who was never reminded, or asked for time, none."""
        return bool(self.reminded or self.not_before)


@dataclass(frozen=True, slots=True)
class Round:
    """One round of an organisation; its questions are those of the day on which it was announced.

    ``quarter`` is such as ``2026-3``, ``subject`` the project or the pulse's statement, ``about`` what it belongs to.
    It is open from the day ``opens`` until and including ``closes``; below ``threshold`` answers nothing is shown.
    """

    organisation: str
    reference: str
    kind: Kind
    state: State
    quarter: str
    opens: date
    closes: date
    threshold: int
    questions: tuple[Question, ...]
    subject: str = ""
    about: Ref | None = None
    started_by: str = ""

    @property
    def ref(self) -> Ref:
        """How to point at it."""
        return Ref(FEATURE, self.reference)

    @property
    def name(self) -> Text:
        """What it is called in a sentence."""
        match self.kind:
            case Kind.QUARTERLY:
                return _("the evaluation of {quarter}", quarter=quarter_name(self.quarter))
            case Kind.PROJECT:
                return _("the evaluation of “{subject}”", subject=self.subject)
            case Kind.PULSE:
                return _("the pulse of {quarter}", quarter=quarter_name(self.quarter))

    @property
    def title(self) -> Text:
        """What it is called in a list."""
        match self.kind:
            case Kind.QUARTERLY:
                return _("Evaluation of {quarter}", quarter=quarter_name(self.quarter))
            case Kind.PROJECT:
                return _("Evaluation of “{subject}”", subject=self.subject)
            case Kind.PULSE:
                return _("Pulse: {subject}", subject=self.subject)

    def question(self, key: str) -> Question | None:
        """Return the question with this key."""
        return next((q for q in self.questions if q.key == key), None)


def quarter_name(quarter: str) -> Message:
    """Return the name of a quarter such as ``2026-3``."""
    year, _dash, number = quarter.partition("-")
    return _("quarter {number} of {year}", number=number, year=year)


def quarter_of(day: date) -> str:
    """Return the quarter of a day, such as ``2026-3``."""
    return f"{day.year}-{(day.month + 2) // 3}"
