# SPDX-License-Identifier: EUPL-1.2
"""Meetings as iCalendar, read back by two libraries that do not know each other."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import StringIO
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.tz import tzical
from ical.calendar_stream import IcsCalendarStream

from bot.invitations import calendar
from bot.language import Localizer
from commands.calendars import Calendar
from commands.meetings.board import Board, Kind, Meeting, MeetingState
from commands.meetings.view import MeetingView

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def _view(day: date, number: int = 1, *, confidential: bool = False, **more: object) -> MeetingView:
    """Return a meeting of the portfolio board at ten."""
    board = Board(1, "Portfolioboard", place="Kamer 1.12; gebouw A, begane grond", confidential=confidential)
    meeting = Meeting(number, 1, f"VG-2026-{number:04}", day, time(10), 90, **more)  # type: ignore[arg-type]  # fields
    return MeetingView("waterveen", board, meeting, Calendar(), day, (), (), (), (), (), ())


def _both(*views: MeetingView) -> tuple[list[icalendar.Event], list[object]]:
    """Return the events as each of the two libraries reads them."""
    data = calendar(views, AT, Localizer("nl", AMSTERDAM))
    ours = icalendar.Calendar.from_ical(data)
    assert isinstance(ours, icalendar.Calendar)
    return list(ours.events), list(IcsCalendarStream.calendar_from_ics(data.decode()).events)


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 3, 27), 9),  # the last Friday of winter time
        (date(2026, 3, 30), 8),  # the first Monday of summer time
        (date(2026, 10, 23), 8),
        (date(2026, 10, 26), 9),
        (date(2028, 2, 29), 9),
    ],
)
def test_ten_in_the_morning_is_ten_on_either_side_of_a_clock_change(day: date, utc: int) -> None:
    ours, theirs = _both(_view(day))
    for event in (*ours, *theirs):
        start = getattr(event, "start", None)
        assert isinstance(start, datetime)
        assert start.astimezone(UTC) == datetime(day.year, day.month, day.day, utc, tzinfo=UTC)
    # These know the zone by its name. Others go by what the file says of it.
    data = calendar((_view(day),), AT, Localizer("nl", AMSTERDAM)).decode()
    zone = tzical(StringIO(data.partition("BEGIN:VEVENT")[0] + "END:VCALENDAR")).get("Europe/Amsterdam")
    assert datetime.combine(day, time(10), zone).astimezone(UTC).hour == utc


def test_a_zone_without_clock_changes_is_in_the_file_too() -> None:
    view = replace(_view(date(2026, 6, 16)), calendar=Calendar(zone=ZoneInfo("America/Kralendijk")))
    data = calendar((view,), AT, Localizer("nl", AMSTERDAM)).decode()
    zone = tzical(StringIO(data.partition("BEGIN:VEVENT")[0] + "END:VCALENDAR")).get("America/Kralendijk")
    assert datetime(2026, 6, 16, 10, tzinfo=zone).astimezone(UTC).hour == 14


def test_the_zone_is_in_the_file_and_the_uid_stays() -> None:
    data = calendar((_view(date(2026, 3, 17)),), AT, Localizer("nl", AMSTERDAM)).decode()
    assert "BEGIN:VTIMEZONE" in data
    for month, at in ((3, "20250330T020000"), (10, "20251026T030000")):
        # As a rule: few calendars read a list of days.
        assert f"DTSTART:{at}\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH={month}\r\n" in data
    assert "UID:VG-2026-0001.waterveen@mandaat" in data
    moved = calendar((_view(date(2026, 3, 18), sequence=1),), AT, Localizer("nl", AMSTERDAM)).decode()
    assert "UID:VG-2026-0001.waterveen@mandaat" in moved
    assert "SEQUENCE:1" in moved


def test_a_meeting_that_is_off_is_cancelled_and_a_confidential_one_has_a_neutral_title() -> None:
    off = _view(date(2026, 3, 17), state=MeetingState.CANCELLED, sequence=2)
    ours, theirs = _both(off, _view(date(2026, 6, 16), 2, confidential=True))
    assert [str(event["STATUS"]) for event in ours] == ["CANCELLED", "CONFIRMED"]
    assert [str(getattr(event, "summary", "")) for event in theirs] == ["Portfolioboard", "Vergadering"]
    assert "LOCATION" not in ours[1]
    assert str(ours[0]["LOCATION"]) == "Kamer 1.12; gebouw A, begane grond"


def test_a_written_round_is_its_last_day() -> None:
    [ours], [theirs] = _both(_view(date(2026, 3, 17), kind=Kind.WRITTEN))
    assert ours.start == date(2026, 3, 17)
    assert getattr(theirs, "start", None) == date(2026, 3, 17)
