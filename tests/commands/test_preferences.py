# SPDX-License-Identifier: EUPL-1.2
"""When a person may hear something: working hours on the own clock, part-time days, quiet hours and snooze."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.calendars import Calendar
from commands.preferences import Preferences, Quiet, WorkingTime
from tests.calendars import CALENDARS, WISHES

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - given
WORKING = st.builds(WorkingTime, CALENDARS, WISHES)
EVENING = datetime(2026, 3, 3, 19, tzinfo=UTC)  # a Tuesday
MORNING = datetime(2026, 3, 4, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "wishes", "then"),
    [
        (EVENING, Preferences(), MORNING),
        (MORNING, Preferences(), MORNING),
        (MORNING, Preferences(days_off=frozenset({2})), MORNING + timedelta(days=1)),
        (EVENING, Preferences(quiet=Quiet(time(17), time(9, 30))), datetime(2026, 3, 4, 8, 30, tzinfo=UTC)),
        (
            datetime(2026, 3, 4, 11, 20, tzinfo=UTC),
            Preferences(quiet=Quiet(time(12), time(13))),
            datetime(2026, 3, 4, 12, tzinfo=UTC),
        ),
        (
            datetime(2026, 3, 4, 15, 20, tzinfo=UTC),
            Preferences(quiet=Quiet(time(16), time(9))),
            datetime(2026, 3, 5, 8, tzinfo=UTC),
        ),
        (MORNING, Preferences(snoozed_until=date(2026, 3, 9)), datetime(2026, 3, 9, 7, 30, tzinfo=UTC)),
        (MORNING, Preferences(zone_name="America/New_York"), datetime(2026, 3, 4, 13, 30, tzinfo=UTC)),
    ],
)
def test_a_message_waits_until_its_reader_works(at: datetime, wishes: Preferences, then: datetime) -> None:
    assert WorkingTime(Calendar(), wishes).next_moment(at) == then


@given(WORKING, MOMENTS)
def test_nobody_hears_anything_on_a_day_off_outside_the_hours_or_while_snoozed(own: WorkingTime, at: datetime) -> None:
    found = own.next_moment(at)
    shown = found.astimezone(own.zone)
    assert found >= at
    assert own.works_on(shown.date())
    assert own.calendar.opens <= shown.time() < own.calendar.closes
    assert own.wishes.quiet is None or shown.time() not in own.wishes.quiet
    assert own.next_moment(found) == found


@given(WORKING, MOMENTS, MOMENTS)
def test_what_is_said_later_never_arrives_earlier(own: WorkingTime, one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    assert own.next_moment(earlier) <= own.next_moment(later)


@given(WORKING, MOMENTS)
def test_there_is_at_most_one_digest_a_day_and_each_is_on_a_working_day(own: WorkingTime, at: datetime) -> None:
    digests = [at]
    for _ in range(5):
        digests.append(own.next_digest(digests[-1]))
    days = [digest.astimezone(own.zone).date() for digest in digests[1:]]
    assert all(earlier < later for earlier, later in pairwise(digests))
    assert len(set(days)) == len(days)
    assert all(own.works_on(day) for day in days)


@given(MOMENTS)
def test_wishes_that_leave_no_time_at_all_hold_nothing_up(at: datetime) -> None:
    never = WorkingTime(Calendar(), Preferences(days_off=frozenset(range(5))))
    assert never.next_moment(at) == at
    assert never.next_digest(at) > at
