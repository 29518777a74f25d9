# SPDX-License-Identifier: EUPL-1.2
"""Draws a chart as PNG, which Slack and Teams take: bars with their numbers, black letters on white, few colours."""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from bot.language import Localizer
from bot.lengths import NOTHING, clip, said
from bot.letters import Letters
from commands.cards import Bar, Chart

if TYPE_CHECKING:
    # Two megabytes and more, and few cards have a chart.
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: In points of the picture: a row, where bars begin, how wide the scale is, and the room for a number behind it.
ROW, LEFT, WIDE, RIGHT, FOOT = 56, 330, 480, 90, 40
_BAR, _TOP, _GAP = 20, 10, 12
_LETTERS, _SMALL = 19, 16
#: So many letters of a label fit before the bars.
LABEL = 30
_WHITE, _INK, _SOFT, _ACCENT, _LINE = "#ffffff", "#1a1a1a", "#565656", "#154273", "#d0d0d0"
#: The picture has so few colours that a palette of this size loses nothing but a little softness of letters.
_COLOURS = 16


@lru_cache(maxsize=64)
def png(chart: Chart, localizer: Localizer) -> bytes:
    """Return the picture as PNG; the same chart for the same language gives the same bytes."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - see above

    image = Image.new("RGB", (LEFT + WIDE + RIGHT, ROW * max(len(chart.bars), 1) + FOOT), _WHITE)
    draw = ImageDraw.Draw(image)
    for point in range(chart.least, chart.most + 1):
        x = _x(chart, point)
        draw.line((x, 0, x, image.height - FOOT), fill=_LINE, width=1)
        draw.text((x, image.height - FOOT // 2), str(point), fill=_SOFT, font=_font(_SMALL), anchor="mm")
    for number, bar in enumerate(chart.bars):
        _bar(draw, chart, bar, number * ROW, localizer)
    made = BytesIO()
    image.quantize(_COLOURS).save(made, "PNG", optimize=True)
    return made.getvalue()


def _bar(draw: "ImageDraw", chart: Chart, bar: Bar, y: int, localizer: Localizer) -> None:
    """Draw one bar: its label before it, its number behind it, and its marks below."""
    end, middle = _x(chart, float(bar.value)), y + _TOP + _BAR // 2
    label = clip(_line(said(bar.label, localizer, NOTHING)), LABEL)
    draw.text((LEFT - _GAP, middle), label, fill=_INK, font=_font(_LETTERS), anchor="rm")
    draw.rectangle((LEFT, y + _TOP, max(end, LEFT), y + _TOP + _BAR), fill=_ACCENT)
    shown = clip(_line(said(bar.shown, localizer, NOTHING)), 10)
    draw.text((end + _GAP, middle), shown, fill=_INK, font=_font(_LETTERS), anchor="lm")
    for mark in bar.marks:
        at = (_x(chart, float(mark.value)), y + _TOP + _BAR + _GAP)
        draw.text(at, clip(_line(said(mark.letters, localizer)), 4), fill=_INK, font=_font(_SMALL), anchor="mm")


def _x(chart: Chart, value: float) -> int:
    """Return where a value lies; what is off the scale lies at its edge."""
    whole = chart.most - chart.least or 1
    part = (min(max(value, chart.least), chart.most) - chart.least) / whole
    return LEFT + round(part * WIDE)


def _line(words: str) -> str:
    """Return words on one line."""
    return " ".join(words.split())


@lru_cache(maxsize=2)
def _font(size: int) -> "FreeTypeFont":
    """Return the letters in this size."""
    from PIL import ImageFont  # noqa: PLC0415 - see above

    return ImageFont.truetype(BytesIO(Letters.PLAIN.read()), size)
