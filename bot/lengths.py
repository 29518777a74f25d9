# SPDX-License-Identifier: EUPL-1.2
"""Fits words and parts into what a platform takes: measuring, clipping, splitting, and leaving out with a number."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.language import Localizer
from commands.forms import tidy
from commands.text import Message, Text, n_

T = TypeVar("T")
#: What stands where there is nothing to show: platforms refuse an empty text.
NOTHING = "–"
_ELLIPSIS = "…"
_JOINERS = "\u200d\ufe0e\ufe0f"


def said(text: Text, localizer: Localizer, otherwise: str = "") -> str:
    """Return the words without control and direction characters, or ``otherwise`` where nothing is left to see."""
    return tidy(localizer.say(text), lines=True) or otherwise


def length(text: str) -> int:
    """Return the number of UTF-16 units: how platforms count differs, and this is the highest of their counts."""
    return len(text.encode("utf-16-le")) // 2


def clip(text: str, most: int) -> str:
    """Return the text within ``most`` units, ending in an ellipsis where it was cut, never within a character."""
    return text if length(text) <= most else _head(text, most - 1).rstrip() + _ELLIPSIS


def pieces(text: str, most: int) -> list[str]:
    """Return the text in parts of at most ``most`` units, cut at the end of a line or a word where there is one."""
    parts: list[str] = []
    rest = text.strip()
    while length(rest) > most:
        head = _head(rest, most)
        cut = max(head.rfind("\n"), head.rfind(" "))
        head = head[:cut] if cut > len(head) // 2 else head
        parts.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return [part for part in (*parts, rest) if part]


def rows(parts: Sequence[T], most: int) -> list[list[T]]:
    """Return the parts in rows of at most ``most``."""
    return [list(parts[start : start + most]) for start in range(0, len(parts), most)]


def left_out(number: int) -> Message:
    """Return the sentence that stands where parts of a card were left out."""
    return n_("… and {count} part that does not fit here", "… and {count} parts that do not fit here", number)


def _head(text: str, most: int) -> str:
    """Return the longest beginning within ``most`` units that does not break up a visible character."""
    end = min(len(text), most)
    while length(text[:end]) > most:
        end -= max(1, (length(text[:end]) - most) // 2)
    whole = end
    while 0 < whole < len(text) and _continues(text, whole):
        whole -= 1
    return text[: whole or end]


def _continues(text: str, at: int) -> bool:
    """Whether the character here belongs to the one before it: a combining mark, a joined emoji."""
    return bool(unicodedata.combining(text[at])) or text[at] in _JOINERS or text[at - 1] == "\u200d"


@dataclass(frozen=True, slots=True)
class Fitted(Generic[T]):
    """What fits: the first parts, how many were left out, and the buttons that end the card."""

    head: tuple[T, ...]
    left_out: int
    tail: tuple[T, ...]


def fit(
    parts: Sequence[T], most: int, room: int, size: Callable[[T], int], closes: Callable[[T], bool], places: int = 1
) -> Fitted[T]:
    """Return at most ``most`` parts of together at most ``room``; so many ``places`` are kept for what says the rest.

    The parts at the end that ``closes`` holds for are the buttons to act with: they stay when the middle goes.
    """
    if len(parts) <= most and sum(map(size, parts)) <= room:
        return Fitted(tuple(parts), 0, ())
    start = len(parts)
    while start > 0 and closes(parts[start - 1]) and len(parts) - start < most // 2:
        start -= 1
    while start < len(parts) and sum(map(size, parts[start:])) > room * 2 // 3:
        start += 1
    tail = tuple(parts[start:])
    ahead, left = most - len(tail) - places, room - sum(map(size, tail))
    head: list[T] = []
    for part in parts[:start]:
        left -= size(part)
        if left < 0 or len(head) == ahead:
            break
        head.append(part)
    return Fitted(tuple(head), start - len(head), tail)
