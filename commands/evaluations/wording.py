# SPDX-License-Identifier: EUPL-1.2
"""Figures in words: always with one decimal, and a bar of text with the number beside it for who hears it."""

from decimal import Decimal

from commands.evaluations.answers import POINTS
from commands.text import Message, Text, _

BAR = 10


def tenth(number: Decimal) -> Message:
    """Return a figure with one decimal, as the reader writes it; the sign is left to the sentence around it."""
    whole, part = divmod(int(abs(number) * 10), 10)
    return _("{whole}.{tenth}", whole=whole, tenth=part)


def bar(mean: Decimal, most: int = POINTS) -> str:
    """Return a figure as a bar of text."""
    full = round(mean * BAR / most)
    return "█" * full + "░" * (BAR - full)


def difference(change: Decimal | None) -> Text:
    """Return the difference with the round before, in words."""
    if change is None:
        return ""
    if not change:
        return _("(as before)")
    said = tenth(change)
    return _("({change} higher)", change=said) if change > 0 else _("({change} lower)", change=said)
