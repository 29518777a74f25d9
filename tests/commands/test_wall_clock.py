# SPDX-License-Identifier: EUPL-1.2
"""What a clock on the wall shows, and when: both changes of the clock, in zones that change on different days."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.wall_clock import moment
from tests.calendars import ZONES

AMSTERDAM, NEW_YORK, LORD_HOWE, ST_JOHNS = ZONES
DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(3 * 365 + 1)]  # 2028 is a leap year


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2026, 11, 23), time(9), AMSTERDAM, datetime(2026, 11, 23, 8, tzinfo=UTC)),
        (date(2026, 7, 1), time(9), AMSTERDAM, datetime(2026, 7, 1, 7, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 30), AMSTERDAM, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 3, 29), time(2), AMSTERDAM, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 59, 59, 999999), AMSTERDAM, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 3, 29), time(3), AMSTERDAM, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), AMSTERDAM, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(3), AMSTERDAM, datetime(2026, 10, 25, 2, tzinfo=UTC)),
        (date(2026, 10, 4), time(2, 15), LORD_HOWE, datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
        (date(2028, 2, 29), time(9), NEW_YORK, datetime(2028, 2, 29, 14, tzinfo=UTC)),
        # Samoa crossed the date line: this whole day was skipped.
        (date(2011, 12, 30), time(9), ZoneInfo("Pacific/Apia"), datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ],
)
def test_a_skipped_time_comes_at_the_change_and_a_repeated_one_the_first_time(
    day: date, at: time, zone: ZoneInfo, expected: datetime
) -> None:
    assert moment(day, at, zone) == expected


@given(st.sampled_from(ZONES), st.times().map(lambda at: at.replace(microsecond=0)))
def test_over_three_years_each_day_has_its_moment_once_and_no_earlier_than_the_clock_shows_it(
    zone: ZoneInfo, at: time
) -> None:
    moments = [moment(day, at, zone) for day in DAYS]
    for day, found in zip(DAYS, moments, strict=True):
        shown = found.astimezone(zone)
        before = (found - timedelta(seconds=1)).astimezone(zone)
        assert shown.date() == day
        assert shown.time() == at or before.time() < at < shown.time()  # shown, or jumped over at that very moment
        assert shown.fold == 0 or shown.time() > at
    assert all(timedelta(hours=22) < later - earlier < timedelta(hours=26) for earlier, later in pairwise(moments))


@given(st.sampled_from(ZONES), st.sampled_from(DAYS), st.times(), st.times())
def test_a_later_time_on_the_clock_never_comes_earlier(zone: ZoneInfo, day: date, one: time, other: time) -> None:
    earlier, later = sorted((one, other))
    assert moment(day, earlier, zone) <= moment(day, later, zone)
