# SPDX-License-Identifier: EUPL-1.2
"""What a page shows, ready for its templates: no rules, no look-ups."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zlib import crc32

from markupsafe import Markup

HUES = 8


class Portrayed:
    """Who or what has a round picture, made of its name."""

    __slots__ = ()
    name: str

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name: "Sanne de Vries" is SV; a channel keeps its sign."""
        if self.name.startswith("#"):
            return "#"
        parts = [part for part in self.name.split() if part[0].isalpha()]
        return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper() if parts else "?"

    @property
    def hue(self) -> int:
        """The number of a colour that stays the same for a name."""
        return crc32(self.name.encode("utf-8", "replace")) % HUES


@dataclass(frozen=True, slots=True)
class Face(Portrayed):
    """A person of the cast, with what waits for that person."""

    user: str
    name: str
    function: str = ""
    waiting: int = 0
    current: bool = False
    line: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one organisation."""

    name: str
    people: Sequence[Face]


@dataclass(frozen=True, slots=True)
class Room:
    """A conversation in the list."""

    sign: str
    name: str
    href: str
    current: bool
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """The time at which this municipality lives."""

    at: datetime
    said: str
    movable: bool
    waits: Sequence[str] = ()
    began: str = ""

    @property
    def iso(self) -> str:
        """The moment for programs."""
        return self.at.isoformat(timespec="minutes")


@dataclass(frozen=True, slots=True)
class Spoken(Portrayed):
    """One message of the conversation."""

    id: str
    position: int
    name: str
    html: Markup
    iso: str
    hour: str
    day: str
    bot: bool = True
    renewed: str = ""


@dataclass(frozen=True, slots=True)
class Received(Portrayed):
    """A message that someone else got; ``asks`` says that it waits for that person, none for a channel."""

    name: str
    function: str
    title: Markup
    hour: str
    iso: str
    href: str
    go: str
    asks: bool = False
    channel: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the tour: something to send, or somewhere to go."""

    step: int
    title: str
    about: str
    button: str = ""
    words: str = ""
    href: str = ""
    next_href: str = ""
    stop_href: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language to choose."""

    code: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Something ready to send."""

    words: str
    key: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A command that is put in the box when its name is pressed."""

    name: str
    fill: str
    about: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    title: str
    about: str
    organisation: str
    function: str
    query: str
    key: str
    stream_href: str
    tour_href: str
    cast: Sequence[Group]
    rooms: Sequence[Room]
    clock: Clock
    languages: Sequence[Language]
    commands: Sequence[Fill]
    lines: Sequence[Markup]
    others: Sequence[Received]
    examples: Sequence[Typed] = ()
    busy: Sequence[Face] = ()
    welcome: bool = False
    tour: Step | None = None
    form: Markup | None = None
    typed: str = ""
    trouble: str = field(default="")
