# SPDX-License-Identifier: EUPL-1.2
"""The picture of a report: a bar for each dimension, business and IT as letters at their own mean."""

from collections.abc import Iterator
from decimal import Decimal

from commands.cards import Bar, Chart, Element, Mark, Paragraph, Weight
from commands.evaluations.answers import POINTS
from commands.evaluations.instrument import DIMENSIONS
from commands.evaluations.report import Report
from commands.evaluations.round import Group
from commands.evaluations.tally import Part
from commands.evaluations.wording import tenth
from commands.text import Message, _

_LETTERS = ((Group.BUSINESS, "B"), (Group.IT, "IT"))
_BOTH = "B=IT"


def picture(report: Report) -> Iterator[Element]:
    """Yield the picture, and what the letters in it mean; nothing where no dimension may be shown."""
    shown = [(part, part.mean) for part in report.tally.parts if part.mean is not None]
    if shown:
        bars = tuple(Bar(DIMENSIONS[part.dimension], mean, tenth(mean), _marks(part)) for part, mean in shown)
        yield Chart(_caption(shown), bars, 1, POINTS)
        if any(bar.marks for bar in bars):
            yield Paragraph(_("In the picture, B stands at the mean of business and IT at that of IT."), Weight.SUBTLE)


def _caption(shown: list[tuple[Part, Decimal]]) -> Message:
    """Return in one plain sentence what the picture says."""
    low, least = min(shown, key=lambda each: each[1])
    high, most = max(shown, key=lambda each: each[1])
    return _(
        "Means from 1 to 5. Highest is {high} ({most}), lowest is {low} ({least}).",
        high=DIMENSIONS[high.dimension],
        most=tenth(most),
        low=DIMENSIONS[low.dimension],
        least=tenth(least),
    )


def _marks(part: Part) -> tuple[Mark, ...]:
    """Return where business and IT stand, as far as they may be shown; at the same place one mark stands for both."""
    if part.gap == 0:
        return (Mark(_BOTH, part.groups[Group.IT]),)
    return tuple(Mark(letters, part.groups[group]) for group, letters in _LETTERS if group in part.groups)
