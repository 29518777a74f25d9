# SPDX-License-Identifier: EUPL-1.2
"""Times of the day and weekdays are understood as people type them, and nothing else is."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.hours import parse_hours, parse_time, parse_weekdays


@pytest.mark.parametrize("typed", ["9", "09:00", "9.00", "9u", "9 uur", " 9:00 ", "9h00"])
def test_nine_o_clock_is_written_in_many_ways(typed: str) -> None:
    assert parse_time(typed) == time(9)


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "negen", "9:0", "-1", "9:00-10:00", "²", "9" * 400])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert parse_time(typed) is None


@pytest.mark.parametrize(
    "typed", ["17:00-9:30", "17.00 – 9.30", "van 17u tot 9u30", "17 until 9:30", "from 17:00 to 09:30"]
)
def test_hours_may_pass_midnight(typed: str) -> None:
    assert parse_hours(typed) == (time(17), time(9, 30))


@pytest.mark.parametrize("typed", ["", "9", "9-", "9-9", "9-10-11", "ochtend"])
def test_hours_have_a_beginning_and_another_end(typed: str) -> None:
    assert parse_hours(typed) is None


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("wo, vr", {2, 4}),
        ("woensdag en vrijdag", {2, 4}),
        ("Wed and Fri", {2, 4}),
        ("ma/di", {0, 1}),
        ("", set()),
        ("zaterdag", {5}),
    ],
)
def test_weekdays_are_named_in_either_language(typed: str, days: set[int]) -> None:
    assert parse_weekdays(typed) == frozenset(days)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    days = parse_weekdays(typed)
    assert days is None or days <= set(range(7))
    hours = parse_hours(typed)
    assert hours is None or hours[0] != hours[1]
