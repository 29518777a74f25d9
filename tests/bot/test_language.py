# SPDX-License-Identifier: EUPL-1.2
"""How messages become words in Dutch and in English."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.language import Localizer
from commands.money import Euro
from commands.text import Listing, Message, Moment

DUTCH = Localizer("nl", ZoneInfo("Europe/Amsterdam"))
ENGLISH = Localizer("en", ZoneInfo("Europe/Amsterdam"))


def said(localizer: Localizer, value: object) -> str:
    """Say one value in an otherwise empty sentence."""
    return localizer.say(Message("{value}", (("value", value),)))  # type: ignore[arg-type]  # each case is a Value


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (Euro(Decimal(40000)), "€\xa040.000", "€40,000"),
        (Euro(Decimal("1250.5")), "€\xa01.250,50", "€1,250.50"),
        (date(2026, 11, 23), "23 november 2026", "23 November 2026"),
        (1234, "1.234", "1,234"),
        (Listing(("CISO", "FG", "architect")), "CISO, FG en architect", "CISO, FG and architect"),
        ("<b>*hoi*</b>", "<b>*hoi*</b>", "<b>*hoi*</b>"),
    ],
)
def test_a_value_is_written_as_the_reader_writes_it(value: object, dutch: str, english: str) -> None:
    assert said(DUTCH, value) == dutch
    assert said(ENGLISH, value) == english


def test_a_moment_is_told_in_the_zone_of_the_reader() -> None:
    moment = Moment(datetime(2026, 11, 23, 8, 5, tzinfo=UTC))
    assert said(DUTCH, moment) == "maandag 23 november 2026 om 09:05 uur"
    assert said(ENGLISH, moment) == "Monday 23 November 2026 at 09:05"


def test_braces_in_the_words_of_a_person_are_not_filled_in() -> None:
    assert said(DUTCH, "{value} {0} {x!r}") == "{value} {0} {x!r}"


def test_a_plain_string_is_never_translated() -> None:
    assert DUTCH.say("Submit") == "Submit"
