# SPDX-License-Identifier: EUPL-1.2
"""A chart is drawn for everybody: as PNG with the reader's words, small enough for a message, whatever it holds."""

from decimal import Decimal
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.chart import png
from bot.language import Localizer
from bot.local.chart import svg
from commands.cards import Bar, Chart, Mark
from commands.evaluations.instrument import DIMENSIONS
from commands.evaluations.wording import tenth
from tests.drive import AMSTERDAM
from tests.strategies import bars

DUTCH, ENGLISH = Localizer("nl", AMSTERDAM), Localizer("en", AMSTERDAM)
REPORT = Chart(
    "Gemiddelden",
    tuple(
        Bar(name, Decimal("3.4"), tenth(Decimal("3.4")), (Mark("B", Decimal("2.9")), Mark("IT", Decimal("4.2"))))
        for name in DIMENSIONS.values()
    ),
    1,
    5,
)


def test_a_whole_report_is_small_enough_to_stand_in_a_message_of_teams() -> None:
    assert len(png(REPORT, DUTCH)) < 12_000


def test_the_words_in_it_are_those_of_the_reader() -> None:
    assert png(REPORT, DUTCH) != png(REPORT, ENGLISH)
    assert "Vertrouwen" in svg(REPORT, DUTCH)
    assert "Trust" in svg(REPORT, ENGLISH)


def test_a_higher_figure_has_a_longer_bar() -> None:
    def dark(value: str) -> int:
        chart = Chart("", (Bar("", Decimal(value), ""),), 1, 5)
        with Image.open(BytesIO(png(chart, DUTCH))) as image:
            pixels = image.convert("L").tobytes()
        return sum(pixel < 90 for pixel in pixels)

    assert dark("1.0") < dark("2.5") < dark("5.0")


@given(st.lists(bars, max_size=4))
def test_whatever_stands_in_it_is_drawn(drawn: list[Bar]) -> None:
    chart = Chart("x", tuple(drawn), 1, 5)
    with Image.open(BytesIO(png(chart, DUTCH))) as image:
        assert image.format == "PNG"
    assert svg(chart, DUTCH).count("<rect") == len(drawn)
