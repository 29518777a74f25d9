# SPDX-License-Identifier: EUPL-1.2
"""Two years of a board: a leap day, both changes of the clock, Easter and recess, and what falls due around each."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from commands.calendars import Calendar, Span
from commands.meetings.board import Board, Kind, Meeting, MeetingState, Schedule
from commands.meetings.item import Item
from commands.meetings.reminders import Stage, falls_due, schedule
from commands.meetings.rhythm import read_rule, to_meet
from commands.meetings.rules import begins, meeting_for
from commands.refs import Ref
from tests.cast import WATERVEEN

FIRST, LAST = date(2027, 1, 1), date(2028, 12, 31)
CALENDAR = Calendar(recesses=(Span(date(2027, 7, 12), date(2027, 8, 20)), Span(date(2028, 2, 21), date(2028, 2, 29))))
BOARD = Board(1, "Portfolioboard")
RULES = (
    "derde dinsdag van elk kwartaal",
    "laatste maandag van elke maand",
    "2 weken voor 15-05, 01-09 en 01-11",
    "1 week voor 29-02",
    "eerste donderdag van mei",
)


def meetings(rule: str) -> list[Meeting]:
    """Return two years of a rule, each on a day on which the board can meet."""
    wanted = [to_meet(day, CALENDAR, "nl") for day in read_rule(rule, FIRST).days(FIRST, LAST)]
    days = dict.fromkeys(planned.day for planned in wanted)
    return [Meeting(n, 1, f"VG-{n}", day, time(10), 90) for n, day in enumerate(days, 1)]


@pytest.mark.parametrize("rule", RULES)
def test_every_meeting_is_on_a_day_on_which_boards_meet_and_begins_at_its_hour(rule: str) -> None:
    for meeting in meetings(rule):
        assert CALENDAR.for_boards.is_working_day(meeting.day), meeting.day
        assert begins(meeting, CALENDAR).astimezone(WATERVEEN.zone).time() == time(10)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("when", [Schedule(), Schedule(25, 12, 7, 0, 0)], ids=["usual", "own"])
def test_what_falls_due_comes_in_order_in_working_time_and_each_thing_once(rule: str, when: Schedule) -> None:
    board = Board(1, "Portfolioboard", schedule=when)
    every = [due for meeting in meetings(rule) for due in falls_due(board, meeting, FIRST, CALENDAR)]
    assert len({(due.about, due.stage) for due in every}) == len(every)
    for due in every:
        local = due.moment(WATERVEEN).astimezone(WATERVEEN.zone)
        assert CALENDAR.is_working_day(due.day), due
        assert local.time() == time(9), due
    for meeting in meetings(rule):
        days = list(schedule(board, meeting, CALENDAR).values())
        assert days == sorted(days)
        assert days[3] <= meeting.day <= days[4]
        counted = sum(CALENDAR.is_working_day(days[2] + timedelta(days=n)) for n in range((meeting.day - days[2]).days))
        assert counted == when.agenda


def test_a_meeting_keeps_its_hour_when_the_clock_changes_so_its_moment_in_utc_moves() -> None:
    found = {m.day: begins(m, CALENDAR) for m in meetings("laatste maandag van elke maand")}
    # The clock goes forward on 28 March 2027 and back on 31 October; Easter Monday is 29 March.
    assert found[date(2027, 3, 30)] == datetime(2027, 3, 30, 8, tzinfo=UTC)
    assert found[date(2027, 2, 22)] == datetime(2027, 2, 22, 9, tzinfo=UTC)
    assert found[date(2027, 10, 25)] == datetime(2027, 10, 25, 8, tzinfo=UTC)
    assert found[date(2027, 11, 29)] == datetime(2027, 11, 29, 9, tzinfo=UTC)


def test_recess_easter_ascension_and_a_leap_day_move_meetings_to_the_day_that_is_expected() -> None:
    assert [m.day for m in meetings("laatste maandag van elke maand")][6:8] == [date(2027, 8, 23), date(2027, 8, 30)]
    assert date(2028, 3, 1) in [m.day for m in meetings("laatste dinsdag van februari")]
    assert [m.day for m in meetings("eerste donderdag van mei")] == [date(2027, 5, 7), date(2028, 5, 4)]


@pytest.mark.parametrize("kind", [Kind.MEETING, Kind.STRATEGY])
def test_an_item_waits_for_the_first_meeting_of_its_kind_that_still_takes_items(kind: Kind) -> None:
    every = meetings("derde dinsdag van elk kwartaal")
    mixed = [Meeting(m.number, 1, m.reference, m.day, m.starts, 90, k) for m in every for k in Kind]
    item = Item(1, "Portfolioboard", "Doel", "", Ref("a", "1"), "waterveen", datetime(2027, 1, 1, tzinfo=UTC))
    wanted = Item(**{n: getattr(item, n) for n in Item.__dataclass_fields__} | {"strategy": kind is Kind.STRATEGY})
    went = []
    for n in range((LAST - FIRST).days):
        found = meeting_for(wanted, mixed, BOARD, FIRST + timedelta(days=n), CALENDAR)
        went.append(found.day if found else LAST)
        assert found is None or (found.kind is kind and found.state is MeetingState.PLANNED)
    assert all(earlier <= later for earlier, later in pairwise(went))
    assert set(went) >= {m.day for m in every[:-1]}


def test_a_written_round_calls_for_nothing_and_closes_nothing() -> None:
    written = Meeting(1, 1, "VG-1", date(2028, 2, 29), time(10), 90, Kind.WRITTEN)
    stages = {due.stage for due in falls_due(BOARD, written, FIRST, CALENDAR)}
    assert stages == {Stage.AGENDA, Stage.SHORT, Stage.DECISIONS}
