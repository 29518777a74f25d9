# SPDX-License-Identifier: EUPL-1.2
"""Draws a chart as SVG within a page: it takes the colours of the page, and grows with the letters of its reader."""

from decimal import Decimal

from markupsafe import Markup

from bot.language import Localizer
from bot.local.wording import words
from commands.cards import Bar, Chart

#: In units of the picture: a row, where bars begin, how wide the scale is, and the room for a number behind it.
ROW, LEFT, WIDE, RIGHT = 34, 190, 340, 50
_HALF = 11


def svg(chart: Chart, localizer: Localizer) -> Markup:
    """Return the picture with the sentence that says what it shows."""
    height, width = ROW * len(chart.bars) + 24, LEFT + WIDE + RIGHT
    said = words(chart.alt, localizer)
    ticks = Markup("").join(_tick(chart, point, height) for point in range(chart.least, chart.most + 1))
    rows = Markup("").join(_row(chart, number, bar, localizer) for number, bar in enumerate(chart.bars))
    return Markup(
        '<figure class="chart"><svg viewBox="0 0 {} {}" role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg">'
        "{}{}</svg><figcaption>{}</figcaption></figure>"
    ).format(width, height, said, ticks, rows, said)


def _tick(chart: Chart, point: int, height: int) -> Markup:
    """Return a line with its number at the bottom."""
    x = _x(chart, Decimal(point))
    return Markup(
        '<line class="tick" x1="{0}" y1="0" x2="{0}" y2="{1}"/><text class="axis" x="{0}" y="{2}">{3}</text>'
    ).format(x, height - 20, height - 4, point)


def _row(chart: Chart, number: int, bar: Bar, localizer: Localizer) -> Markup:
    """Return one bar, its label before it, the number behind it, and its marks below."""
    y, end = number * ROW, _x(chart, bar.value)
    marks = Markup("").join(
        Markup('<text class="letter" x="{}" y="{}">{}</text>').format(
            _x(chart, mark.value), y + 30, words(mark.letters, localizer)
        )
        for mark in bar.marks
    )
    return Markup(
        '<text class="name" x="{}" y="{}">{}</text><rect class="bar" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="value" x="{}" y="{}">{}</text>{}'
    ).format(
        LEFT - 10,
        y + 16,
        words(bar.label, localizer),
        LEFT,
        y + 6,
        end - LEFT,
        _HALF,
        end + 6,
        y + 16,
        words(bar.shown, localizer),
        marks,
    )


def _x(chart: Chart, value: Decimal) -> int:
    """Return where a value lies; what is off the scale lies at its edge."""
    within = min(max(value, Decimal(chart.least)), Decimal(chart.most))
    return LEFT + round((within - chart.least) * WIDE / (chart.most - chart.least or 1))
