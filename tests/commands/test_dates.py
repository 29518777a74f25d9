# SPDX-License-Identifier: EUPL-1.2
"""Days are read as people say them; a day that does not exist is reported, never guessed."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.dates import DayUnclear, find_day, parse_day
from commands.periods import months_later

TUESDAY = date(2026, 11, 24)
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("25-11", date(2026, 11, 25)),
        ("23-11", date(2027, 11, 23)),
        ("23/11/26", date(2026, 11, 23)),
        ("23 nov", date(2027, 11, 23)),
        ("23 november 2026", date(2026, 11, 23)),
        ("March 3rd", date(2027, 3, 3)),
        ("2026-12-01", date(2026, 12, 1)),
        ("volgende week dinsdag", date(2026, 12, 1)),
        ("dinsdag", date(2026, 12, 1)),
        ("next friday", date(2026, 11, 27)),
        ("eind Q1", date(2027, 3, 31)),
        ("eind december", date(2026, 12, 31)),
        ("morgen", date(2026, 11, 25)),
        ("over 2 weken", date(2026, 12, 8)),
        ("week 48", date(2026, 11, 29)),
        ("29 feb", date(2028, 2, 29)),
    ],
)
def test_a_deadline_is_read_as_the_next_such_day(typed: str, day: date) -> None:
    assert parse_day(typed, TUESDAY) == day


@pytest.mark.parametrize("typed", ["31 februari", "30-02-2026", "32-1-2026", "2026-13-01", "week 60"])
def test_a_day_that_does_not_exist_is_reported(typed: str) -> None:
    with pytest.raises(DayUnclear) as unclear:
        parse_day(typed, TUESDAY)
    assert "not on the calendar" in unclear.value.message.id


@pytest.mark.parametrize("typed", ["", "  ", "ooit", "23 maart of zo", "<b>morgen</b>"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(DayUnclear):
        parse_day(typed, TUESDAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("wie besliste op 14 maart 2025 over laptops", date(2025, 3, 14), date(2025, 3, 14)),
        ("wie ging daar vorig jaar over", date(2025, 1, 1), date(2025, 12, 31)),
        ("wie besliste in maart 2024 over een afroep", date(2024, 3, 1), date(2024, 3, 31)),
        ("who decided in 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("vorige maand", date(2026, 10, 1), date(2026, 10, 31)),
        ("last year", date(2025, 1, 1), date(2025, 12, 31)),
        ("wie beslist nu", TUESDAY, TUESDAY),
        ("wie ging er in mei over", date(2026, 5, 1), date(2026, 5, 31)),
        ("twee jaar geleden", date(2024, 11, 24), date(2024, 11, 24)),
        ("Q3 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("vóór 2025", date(2024, 12, 31), date(2024, 12, 31)),
    ],
)
def test_a_question_may_look_back(text: str, first: date, last: date) -> None:
    found = find_day(text, TUESDAY)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["may I buy a laptop", "wie tekent tot 2000 euro", "10-15 laptops", "Aanbestedingswet 2012", "strategie 2025-2028"],
)
def test_other_words_and_numbers_are_no_day(text: str) -> None:
    assert find_day(text, TUESDAY) is None


def test_a_question_with_an_impossible_day_says_so() -> None:
    with pytest.raises(DayUnclear):
        find_day("wie besliste op 31 februari 2025", TUESDAY)


def test_a_period_that_has_begun_is_looked_at_today() -> None:
    found = find_day("wie beslist dit jaar", TUESDAY)
    assert found is not None
    assert found.day(TUESDAY) == TUESDAY


@given(days, days)
def test_a_written_day_is_that_day_whenever_it_is_read(day: date, today: date) -> None:
    for said in (day.isoformat(), f"{day.day}-{day.month}-{day.year}", f"{day.day}/{day.month}/{day.year}"):
        assert parse_day(said, today) == day
        found = find_day(f"wie besliste op {said}", today)
        assert found is not None
        assert (found.first, found.last) == (day, day)


@given(days)
def test_a_weekday_lies_within_the_coming_seven_days(today: date) -> None:
    assert today < parse_day("vrijdag", today) <= today + timedelta(days=7)


@given(st.text(max_size=120), days)
def test_any_text_is_a_day_or_refused(text: str, today: date) -> None:
    with suppress(DayUnclear):
        assert isinstance(parse_day(text, today), date)
    try:
        found = find_day(text, today)
    except DayUnclear:
        return
    assert found is None or found.first <= found.last


def test_a_month_that_is_shorter_ends_earlier() -> None:
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_later(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_later(date(2026, 12, 31), 6) == date(2027, 6, 30)
