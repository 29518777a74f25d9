# SPDX-License-Identifier: EUPL-1.2
"""Terms count working days: weekends, public holidays and the organisation's own closing days are passed over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.calendars import Calendar, LiberationDay, Span
from tests.calendars import CALENDARS, DAYS

PLAIN = Calendar()
GOOD_FRIDAY = date(2026, 4, 3)
CHRISTMAS = Span(date(2026, 12, 24), date(2027, 1, 1), "Kerstsluiting")
SUMMER = Span(date(2026, 7, 13), date(2026, 8, 21), "Zomerreces")


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 6), 0, date(2026, 3, 6)),
        (date(2026, 4, 2), 2, date(2026, 4, 7)),  # over Easter; Good Friday is worked on
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # over King's Day
        (date(2028, 2, 28), 2, date(2028, 3, 1)),  # over a leap day, which is a Tuesday
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # out of a year with a week 53
    ],
)
def test_a_term_passes_over_weekends_and_public_holidays(start: date, count: int, end: date) -> None:
    assert PLAIN.add_working_days(start, count) == end


def test_employers_choose_whether_good_friday_and_5_may_are_holidays() -> None:
    assert PLAIN.is_working_day(GOOD_FRIDAY)
    assert not Calendar(good_friday=True).is_working_day(GOOD_FRIDAY)
    years = {choice: Calendar(liberation_day=choice) for choice in LiberationDay}
    free = {
        choice: [y for y in range(2025, 2031) if not c.is_working_day(date(y, 5, 5))] for choice, c in years.items()
    }
    weekend = [y for y in range(2025, 2031) if date(y, 5, 5).weekday() > 4]
    assert free[LiberationDay.NEVER] == weekend
    assert free[LiberationDay.LUSTRUM] == sorted({2025, 2030, *weekend})
    assert free[LiberationDay.YEARLY] == list(range(2025, 2031))


def test_ascension_day_is_free_also_where_it_falls_on_5_may_and_that_day_is_worked() -> None:
    assert not Calendar(liberation_day=LiberationDay.NEVER).is_working_day(date(2016, 5, 5))


def test_holidays_have_their_names_in_the_language_of_the_reader() -> None:
    assert PLAIN.public_holidays(2026)[date(2026, 4, 27)] == "Koningsdag"
    assert PLAIN.public_holidays(2026, "en")[date(2026, 4, 27)] == "King's Day"
    assert GOOD_FRIDAY not in PLAIN.public_holidays(2026)


def test_closing_days_count_for_everybody_and_a_recess_for_boards_alone() -> None:
    calendar = Calendar(closings=(CHRISTMAS,), recesses=(SUMMER,))
    assert calendar.add_working_days(date(2026, 12, 23), 1) == date(2027, 1, 4)
    assert calendar.add_working_days(date(2026, 7, 10), 1) == date(2026, 7, 13)
    assert calendar.for_boards.add_working_days(date(2026, 7, 10), 1) == date(2026, 8, 24)


@given(CALENDARS, DAYS, st.integers(1, 30), st.integers(1, 30))
def test_a_term_in_two_parts_is_the_term_as_a_whole(calendar: Calendar, day: date, one: int, other: int) -> None:
    assert calendar.add_working_days(calendar.add_working_days(day, one), other) == calendar.add_working_days(
        day, one + other
    )


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_a_term_never_ends_on_a_day_off_and_holds_as_many_days_as_asked(
    calendar: Calendar, day: date, count: int
) -> None:
    end = calendar.add_working_days(day, count)
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(day, end) == count


@given(CALENDARS, DAYS, DAYS, st.integers(0, 30))
def test_a_term_that_begins_later_never_ends_earlier(calendar: Calendar, one: date, other: date, count: int) -> None:
    earlier, later = sorted((one, other))
    assert calendar.add_working_days(earlier, count) <= calendar.add_working_days(later, count)


def test_an_organisation_that_closed_for_good_by_mistake_still_has_terms_that_end() -> None:
    shut = Calendar(closings=(Span(date(2020, 1, 1), date(2090, 1, 1)),))
    assert shut.add_working_days(date(2026, 3, 5), 2) == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (datetime(2026, 3, 2, 6, tzinfo=UTC), datetime(2026, 3, 2, 7, 30, tzinfo=UTC)),
        (datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 2, 12, tzinfo=UTC)),
        (datetime(2026, 3, 6, 16, tzinfo=UTC), datetime(2026, 3, 9, 7, 30, tzinfo=UTC)),
        (datetime(2026, 3, 27, 16, tzinfo=UTC), datetime(2026, 3, 30, 6, 30, tzinfo=UTC)),  # summer time began
        (datetime(2026, 10, 23, 20, tzinfo=UTC), datetime(2026, 10, 26, 7, 30, tzinfo=UTC)),  # and ended
    ],
)
def test_an_organisation_opens_on_its_own_clock(at: datetime, opens: datetime) -> None:
    assert PLAIN.next_open(at) == opens


@given(CALENDARS, st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - the zone is given
def test_the_next_moment_that_it_is_open_is_one(calendar: Calendar, at: datetime) -> None:
    opens = calendar.next_open(at)
    assert opens >= at
    assert calendar.is_open(opens)
    assert opens == at or not calendar.is_open(opens - timedelta(seconds=1))
