# SPDX-License-Identifier: EUPL-1.2
"""The picture of a report: a bar for each dimension, business and IT as letters: nothing hangs on colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from bot.language import Localizer
from bot.local.wording import words
from commands.evaluations.answers import POINTS
from commands.evaluations.instrument import DIMENSIONS
from commands.evaluations.report import Report
from commands.evaluations.round import GROUPS, Group
from commands.evaluations.tally import Part
from commands.evaluations.wording import difference, tenth
from commands.text import Message, Text, _

#: In units of the picture: a row, where bars begin, how wide 1 to 5 is, and the room for a number behind it.
ROW, LEFT, WIDE, RIGHT = 34, 190, 340, 50
_HALF = 11
_LETTERS = ((Group.BUSINESS, "B"), (Group.IT, "IT"))


@dataclass(frozen=True, slots=True)
class Table:
    """The same figures as a table, for who does not see the picture."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def caption(report: Report) -> Message:
    """Return in one plain sentence what the picture says."""
    shown = [part for part in report.tally.parts if part.mean is not None]
    low = min(shown, key=lambda part: part.mean or Decimal(0))
    high = max(shown, key=lambda part: part.mean or Decimal(0))
    return _(
        "Means from 1 to 5. Highest is {high} ({most}), lowest is {low} ({least}).",
        high=DIMENSIONS[high.dimension],
        most=tenth(high.mean or Decimal(0)),
        low=DIMENSIONS[low.dimension],
        least=tenth(low.mean or Decimal(0)),
    )


def chart(report: Report, localizer: Localizer) -> Markup:
    """Return the picture; nothing where no dimension may be shown."""
    shown = [part for part in report.tally.parts if part.mean is not None]
    if not shown:
        return Markup("")
    height, width = ROW * len(shown) + 24, LEFT + WIDE + RIGHT
    said = words(caption(report), localizer)
    ticks = Markup("").join(_tick(point, height) for point in range(1, POINTS + 1))
    rows = Markup("").join(_row(number, part, localizer) for number, part in enumerate(shown))
    return Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg">{}{}</svg>'
    ).format(width, height, said, ticks, rows)


def table(report: Report, localizer: Localizer) -> Table:
    """Return the figures of the picture as a table."""
    groups = [group for group in Group if any(group in part.groups for part in report.tally.parts)]
    columns: list[Text] = [_("Dimension"), _("Mean"), _("Difference with the round before")]
    columns += [GROUPS[group] for group in groups]
    say = localizer.say
    rows = [
        [
            say(DIMENSIONS[part.dimension]),
            _figure(part.mean, localizer),
            say(difference(report.changes.get(part.dimension))),
            *(_figure(part.groups.get(group), localizer) for group in groups),
        ]
        for part in report.tally.parts
    ]
    return Table([say(column) for column in columns], rows)


def _figure(number: Decimal | None, localizer: Localizer) -> str:
    return localizer.say(_("not shown") if number is None else tenth(number))


def _tick(point: int, height: int) -> Markup:
    """Return a line with its number at the bottom."""
    x = _x(Decimal(point))
    return Markup(
        '<line class="tick" x1="{0}" y1="0" x2="{0}" y2="{1}"/><text class="axis" x="{0}" y="{2}">{3}</text>'
    ).format(x, height - 20, height - 4, point)


def _row(number: int, part: Part, localizer: Localizer) -> Markup:
    """Return the bar of one dimension, the number behind it, and the letters of groups below it."""
    mean, y = part.mean or Decimal(0), number * ROW
    letters = Markup("").join(
        Markup('<text class="letter" x="{}" y="{}">{}</text>').format(_x(part.groups[group]), y + 30, letter)
        for group, letter in _LETTERS
        if group in part.groups
    )
    return Markup(
        '<text class="name" x="{}" y="{}">{}</text><rect class="bar" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="value" x="{}" y="{}">{}</text>{}'
    ).format(
        LEFT - 10,
        y + 16,
        words(DIMENSIONS[part.dimension], localizer),
        LEFT,
        y + 6,
        _x(mean) - LEFT,
        _HALF,
        _x(mean) + 6,
        y + 16,
        words(tenth(mean), localizer),
        letters,
    )


def _x(mean: Decimal) -> int:
    """Return where a figure lies."""
    return LEFT + round((mean - 1) * WIDE / (POINTS - 1))
