# SPDX-License-Identifier: EUPL-1.2
"""The closed vocabulary of what the bot shows: neutral in platform and in language.

It is the intersection of the platforms: an element that one renderer cannot draw does not exist. Each renderer is
one ``match`` over :data:`Element` that ends in ``assert_never``.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from commands.events import Press
from commands.text import Text


class Tone(StrEnum):
    """How a card stands out; never the only carrier of meaning, so the words say it too."""

    NEUTRAL = "neutral"
    WAITING = "waiting"
    GOOD = "good"
    BAD = "bad"


class Weight(StrEnum):
    """How loud a paragraph is."""

    NORMAL = "normal"
    STRONG = "strong"
    SUBTLE = "subtle"


class Style(StrEnum):
    """How a button looks: at most one primary in a row."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press; ``name`` is the accessible name where the label alone does not say what it is about."""

    label: Text
    press: Press
    style: Style = Style.PLAIN
    name: Text = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text; newlines are kept."""

    text: Text
    weight: Weight = Weight.NORMAL


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a card."""

    text: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands behind it."""

    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, in order."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a person, shown as theirs."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list of things, with at most one button."""

    title: Text
    detail: Text = ""
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """A list of things that each can have a button: requests, people, rights."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``href`` is absolute, or starts with ``/`` and is then completed with the public address."""

    label: Text
    href: str


@dataclass(frozen=True, slots=True)
class Links:
    """Links beside each other."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between parts."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A few letters that stand at a value of a bar; colour alone would say nothing to many."""

    letters: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it is called, how far it goes, and that number as it is read."""

    label: Text
    value: Decimal
    shown: Text
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with bars beside each other, on a scale of whole numbers from ``least`` to ``most``.

    ``alt`` says in a sentence what it shows. A card with a chart says the figures in words too: not everybody sees
    the picture, and a platform that cannot be given one shows ``alt`` alone.
    """

    alt: Text
    bars: tuple[Bar, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons."""

    buttons: tuple[Button, ...]


Element: TypeAlias = Paragraph | Heading | Facts | Bullets | Quote | Entries | Links | Divider | Chart | Buttons


@dataclass(frozen=True, slots=True)
class Card:
    """One message: a title that says it all in a notification, then elements."""

    title: Text
    elements: tuple[Element, ...] = ()
    tone: Tone = Tone.NEUTRAL


def buttons(card: Card) -> tuple[Button, ...]:
    """Return every button of a card, in reading order."""
    found: list[Button] = []
    for element in card.elements:
        if isinstance(element, Buttons):
            found.extend(element.buttons)
        elif isinstance(element, Entries):
            found.extend(e.button for e in element.entries if e.button)
    return tuple(found)
