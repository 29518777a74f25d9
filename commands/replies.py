# SPDX-License-Identifier: EUPL-1.2
"""What a command returns: an answer now, whom to tell, and what the journal keeps. Commands never send."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from commands.boards import KeptOff, Proposal, Ruling
from commands.cards import Card
from commands.dues import Due
from commands.forms import FormView
from commands.people import Person, Role
from commands.refs import Ref
from commands.text import Text


@dataclass(frozen=True, slots=True)
class ToPerson:
    """To one person, on the platform where that person is."""

    person: Person


@dataclass(frozen=True, slots=True)
class ToRole:
    """To everyone who has a role, such as the stewards of the register."""

    role: Role


@dataclass(frozen=True, slots=True)
class ToBody:
    """To the channel of a body, such as the portfolio board; to its members where it has no channel."""

    function: str


Recipient: TypeAlias = ToPerson | ToRole | ToBody


class Urgency(StrEnum):
    """How soon somebody hears it, in the reader's own working time (domain §5.5).

    ``NOW`` is for what cannot wait until the morning: an escalation, for who must act. ``WORKING_TIME`` is for what
    waits for the reader, and for news about what the reader asked. A ``REMINDER`` of what waits already, and
    ``INFORMATION`` that the reader only has to know, come together once a day; the reader may choose otherwise, and
    may do without information.
    """

    NOW = "now"
    WORKING_TIME = "working_time"
    REMINDER = "reminder"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Tell:
    """A message to someone else. With a ``key``, a later message with the same key replaces it in place.

    A reminder is ``about`` a thing: once that is settled, what still waits to remind of it is left out.
    """

    to: Recipient
    card: Card
    key: str = ""
    urgency: Urgency = Urgency.WORKING_TIME
    about: Ref | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to the thing that a card is about, and when (business time); a line each, without what was said."""

    at: datetime
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Renew:
    """Replace the card with this key wherever it was sent before; who never got it hears nothing.

    What ``happened`` since it was sent also goes below it, where the platform has threads: there it is the trail. Who
    would read of it in a digest is left alone, because it lost its meaning; with ``waits`` it did not, and they read of
    the card as it is now.
    """

    key: str
    card: Card
    happened: Happened | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What the journal keeps besides origin, actor and time: action, object and result (BIO2 8.15.01).

    ``action`` is ``feature.verb``, ``result`` one word or an id; no names and no free text, so that erasure and an
    unbroken chain go together.
    """

    action: str
    object: Ref
    result: str = "done"


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcome of one event. Returning commits, raising rolls back.

    ``answer`` goes to who asked, in the same conversation unless ``private``; with ``key`` it is replaced in place
    later. ``form`` opens in the platform's own acknowledgement. ``organisation`` is the id of whose messages and
    journal lines these are, where that is not the organisation for which the person spoke (a joint arrangement that
    decides on a participant's request).

    ``plans`` is what falls due later. Whatever was planned before about the things in ``settles`` no longer matters;
    what is planned in the same reply does.

    ``proposes`` is what a board is asked, ``retracts`` what it need not look at any more, ``rules`` what it decided,
    and ``keeps_off`` what its secretary does not put before it; the feature that is asked, or whose thing
    it is, has its say in the same transaction, and may refuse.
    """

    answer: Card | None = None
    form: FormView | None = None
    tells: tuple[Tell, ...] = ()
    renews: tuple[Renew, ...] = ()
    acts: tuple[Act, ...] = ()
    key: str = ""
    private: bool = True
    organisation: str = ""
    plans: tuple[Due, ...] = ()
    settles: tuple[Ref, ...] = ()
    proposes: tuple[Proposal, ...] = ()
    retracts: tuple[Ref, ...] = ()
    rules: tuple[Ruling, ...] = ()
    keeps_off: tuple[KeptOff, ...] = ()
