# SPDX-License-Identifier: EUPL-1.2
"""What a person does, the same on every platform, and where and as whom it was done."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from commands.organisations import Organisation
from commands.people import Account, Person

Pairs: TypeAlias = tuple[tuple[str, str], ...]
#: From how many characters on it is a pity to type something again.
WRITTEN = 40


@dataclass(frozen=True, slots=True)
class Ask:
    """Words typed to the bot, mention stripped; a slash command keeps its slash: ``/itverzoek nieuwe laptop``.

    ``quoted`` is the message that a message shortcut was used on, ``link`` leads to it.
    """

    words: str
    quoted: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button: which action (``feature.verb``) with which values."""

    action: str
    values: Pairs = ()

    def __getitem__(self, name: str) -> str:
        """Return the value with this name, or nothing where the card did not carry it."""
        return dict(self.values).get(name, "")


@dataclass(frozen=True, slots=True)
class Submit:
    """A form sent in: which form (``feature.noun``), the answers by field as typed, and what the form carried."""

    form: str
    answers: Pairs = ()
    hidden: Pairs = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Each answer of more than one word: a choice, a day and an amount are soon given again."""
        return tuple(typed for _name, typed in self.answers if " " in typed)

    def __getitem__(self, name: str) -> str:
        """Return a hidden value of the form, or nothing."""
        return dict(self.hidden).get(name, "")


@dataclass(frozen=True, slots=True)
class Close:
    """A form closed without being sent in: what stood in it then, and what had stood in it when it opened.

    Only as far as the platform tells: Slack says so of a modal, the local page of its dialog, Teams of nothing.
    """

    form: str
    answers: Pairs = ()
    drawn: Pairs = ()
    hidden: Pairs = ()

    @property
    def typed(self) -> bool:
        """Whether the person changed anything."""
        return dict(self.answers) != dict(self.drawn)

    @property
    def words(self) -> tuple[str, ...]:
        """What the person wrote, of some length."""
        untouched = set(self.drawn)
        return tuple(pair[1] for pair in self.answers if len(pair[1]) >= WRITTEN and pair not in untouched)


Said: TypeAlias = Ask | Press | Submit | Close


class Room(StrEnum):
    """Whether others read along; a home is the page that a platform gives a person with us, where it has one."""

    DIRECT = "direct"
    CHANNEL = "channel"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said: the platform's own id of the conversation, and of the message that was pressed.

    ``channel`` is the channel as a whole where others read along, of which the conversation may be a thread.
    """

    platform: str
    conversation: str
    room: Room = Room.DIRECT
    message: str = ""
    channel: Account | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a platform's ``listen`` gives to dispatch; ``key`` makes a repeated delivery the same event.

    ``opens`` says whether a form can open in the answer; a plain message on Slack or Teams cannot open one, and
    then the person gets a button that does.
    """

    said: Said
    account: Account
    place: Place
    key: str
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """Who says it, for which organisation, when (aware business time) and where."""

    who: Person
    organisation: Organisation
    at: datetime
    place: Place

    @property
    def language(self) -> str:
        """The language this person reads."""
        return self.who.language or self.organisation.language

    @property
    def today(self) -> date:
        """The calendar day where the organisation is."""
        return self.at.astimezone(self.organisation.zone).date()
