# SPDX-License-Identifier: EUPL-1.2
"""Lazy messages: what to say, not yet in which language.

A sentence is written once, in English, as a gettext id; the Dutch lives in the catalogues. A renderer turns a
message into words with the reader's language, so amounts, dates and counts travel as values.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Self, TypeAlias

if TYPE_CHECKING:
    from commands.money import Euro


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named values; ``plural`` holds the English plural and then ``count`` is among the values."""

    id: str
    values: tuple[tuple[str, "Value"], ...] = ()
    plural: str = ""

    def with_values(self, **values: "Value") -> Self:
        """Return the same sentence with these values added."""
        return type(self)(self.id, (*self.values, *values.items()), self.plural)


@dataclass(frozen=True, slots=True)
class Listing:
    """Several texts said as one list: "a, b en c"."""

    items: tuple["Text", ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time said with its hour, in the reader's zone; a plain ``date`` is said without one."""

    at: datetime


# A plain ``str`` is what a person or a file wrote: it is never translated and every renderer escapes it.
Text: TypeAlias = Message | str
Value: TypeAlias = "str | int | Decimal | Euro | date | Moment | Listing | Message"


def _(sentence: str, **values: Value) -> Message:
    """Return the sentence as a lazy message."""
    return Message(sentence, tuple(values.items()))


def n_(one: str, many: str, count: int, **values: Value) -> Message:
    """Return a lazy message that counts: ``one`` for one, ``many`` else; ``count`` is available in both."""
    return Message(one, (("count", count), *values.items()), many)
