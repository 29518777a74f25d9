# SPDX-License-Identifier: EUPL-1.2
"""Terms count working days: weekends and days off are passed over."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.working_days import add_working_days, is_working_day

FRIDAY = date(2026, 3, 6)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
FREE = st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (FRIDAY, 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (FRIDAY, 0, FRIDAY),
    ],
)
def test_a_term_passes_over_the_weekend(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


def test_a_term_passes_over_a_day_off() -> None:
    easter_monday = date(2026, 4, 6)
    assert add_working_days(date(2026, 4, 3), 1, {easter_monday}) == date(2026, 4, 7)


@given(DAYS, st.integers(1, 60), FREE)
def test_a_term_ends_on_a_working_day_and_holds_as_many_as_asked(start: date, count: int, free: set[date]) -> None:
    end = add_working_days(start, count, free)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_working_day(end, free)
    assert len([day for day in between if is_working_day(day, free)]) == count
