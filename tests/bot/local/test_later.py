# SPDX-License-Identifier: EUPL-1.2
"""How far the clock of the sample jumps."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.local.later import at_work, moved
from commands.calendars import Calendar

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("now", "move", "then"),
    [
        ("2026-03-02 09:30", "hour", "2026-03-02 10:30"),
        ("2026-03-02 09:30", "morning", "2026-03-03 09:00"),
        ("2026-03-06 17:00", "morning", "2026-03-09 09:00"),
        ("2026-03-07 08:00", "morning", "2026-03-09 09:00"),
        ("2026-03-04 14:05", "week", "2026-03-11 14:05"),
        ("2026-03-08 14:05", "week", "2026-03-13 14:05"),
        ("2026-03-27 09:00", "morning", "2026-03-30 09:00"),  # over the change to summer time
        ("2026-04-24 15:00", "morning", "2026-04-28 09:00"),  # over a weekend and King's Day
        ("2026-03-02 09:30", "yesterday", "2026-03-02 09:30"),
    ],
)
def test_the_clock_jumps_to_a_moment_on_the_clock_of_the_organisation(now: str, move: str, then: str) -> None:
    assert moved(at(now).astimezone(UTC), move, Calendar()) == at(then)


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert moved(before, "hour", Calendar()) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-03-02 09:30", "2026-03-02 09:30"),
        ("2026-03-02 08:30", "2026-03-02 08:30"),
        ("2026-03-02 03:10", "2026-03-02 09:00"),
        ("2026-03-02 15:59", "2026-03-02 15:59"),
        ("2026-03-02 16:30", "2026-03-03 09:00"),  # too little is left of this day
        ("2026-03-06 23:59", "2026-03-09 09:00"),
        ("2026-03-28 12:00", "2026-03-30 09:00"),  # over the change to summer time
        ("2026-12-24 22:00", "2026-12-28 09:00"),
    ],
)
def test_the_sample_begins_while_people_are_at_work(now: str, then: str) -> None:
    assert at_work(at(now).astimezone(UTC), Calendar()) == at(then)
