# SPDX-License-Identifier: EUPL-1.2
"""Amounts as people type them: ``40k``, ``€ 40.000,-``, ``1,2 mln``, ``20 laptops à 1.200``; euro excluding VAT."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from commands.amounts import DIGITS, Found, find_amounts, number

if TYPE_CHECKING:
    from commands.text import Message

__all__ = ["AmountUnclear", "Euro", "Found", "find_amounts", "parse_euro"]

#: Above this an amount is a slip of the keyboard: ten billion euro is more than all municipalities but a few spend.
MOST = Decimal(10_000_000_000)


@dataclass(frozen=True, slots=True, order=True)
class Euro:
    """An amount in euro, excluding VAT."""

    value: Decimal


class AmountUnclear(ValueError):
    """What was typed is not one clear amount; ``text`` is what was typed, ``message`` the sentence for the typist."""

    def __init__(self, text: str, message: "Message") -> None:
        """Keep what was typed and why it cannot be read."""
        super().__init__(message.id)
        self.text = text
        self.message = message


_BELOW_ZERO = re.compile(r"^\s*(?:€|eur)?\s*[-\u2212]\s*\d|^\s*(?:min|minus)\s+\d", re.IGNORECASE)
_PLAIN = re.compile(rf"(?:€|euro?)?\s*({DIGITS})(?:,[-\u2013\u2014=]+)*\s*(?:€|euro|eur)?", re.IGNORECASE)
_SHOWN = 60
_LONGEST = 200


def parse_euro(text: str) -> Euro:
    """Return the one amount that someone typed in a field, in euro excluding VAT.

    Raises:
        AmountUnclear: when it is empty, negative, absurd, not an amount, or more than one.

    """
    from commands.text import _  # noqa: PLC0415 - a message may hold a Euro, so text imports this module

    typed = " ".join(text.split())
    shown = typed[:_SHOWN]
    if not typed:
        raise AmountUnclear(text, _("Fill in an amount, such as 40.000 or 40k."))
    if _BELOW_ZERO.search(typed):
        raise AmountUnclear(text, _("An amount cannot be below zero."))
    if plain := _PLAIN.fullmatch(typed):
        value = number(plain[1])
    else:
        found = [f for f in find_amounts(typed[:_LONGEST]) if not f.per_cent]
        if len({f.total for f in found}) > 1:
            raise AmountUnclear(text, _("I read more than one amount in “{typed}”. Fill in one.", typed=shown))
        if not found or len(typed) > _LONGEST or _leftover(typed, found):
            unread = _("I can't read “{typed}” as an amount. Write for example 40.000 or 40k.", typed=shown)
            raise AmountUnclear(text, unread)
        value = found[0].total
    if value > MOST:
        raise AmountUnclear(text, _("“{typed}” is more than ten billion euro. Check the amount.", typed=shown))
    return Euro(value)


def _leftover(typed: str, found: list[Found]) -> bool:
    """Whether digits stand outside the amounts: then part of what was typed would be ignored."""
    if found[0].times != 1:
        return False
    rest = "".join(c for i, c in enumerate(typed) if not any(f.start <= i < f.end for f in found))
    return any(c.isdigit() for c in rest)
