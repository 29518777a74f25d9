# SPDX-License-Identifier: EUPL-1.2
"""Series of meetings: rules as people write them, and days on which a board can meet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.calendars import Calendar, Span
from commands.errors import FormErrors
from commands.meetings.rhythm import read_rule, to_meet

TODAY = date(2026, 3, 2)


def _days(rule: str, first: date = TODAY, last: date = date(2027, 3, 1)) -> list[str]:
    """Return the days of a rule."""
    return [day.isoformat() for day in read_rule(rule, TODAY).days(first, last)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("derde dinsdag van elk kwartaal", ["2026-03-17", "2026-06-16", "2026-09-15", "2026-12-15"]),
        ("Third Tuesday of every quarter", ["2026-03-17", "2026-06-16", "2026-09-15", "2026-12-15"]),
        ("laatste donderdag van maart en oktober.", ["2026-03-26", "2026-10-29"]),
        ("2 weken voor 15-05, 1 september en 01-11", ["2026-05-01", "2026-08-18", "2026-10-18"]),
        ("dinsdag, 3 weken voor 15-05", ["2026-04-21"]),
        ("vijfde maandag van maart", ["2026-03-30"]),
    ],
)
def test_a_rule_is_read_as_people_write_it(rule: str, days: list[str]) -> None:
    assert _days(rule) == days


def test_an_anchor_on_a_leap_day_is_the_last_of_february_in_other_years() -> None:
    assert _days("1 week voor 29-02", last=date(2028, 12, 31)) == ["2027-02-21", "2028-02-22"]


@pytest.mark.parametrize(
    "rule", ["", "af en toe", "derde dinsdag van smarch", "2 weken voor 31-02", "2 weken voor", "0e dinsdag van mei"]
)
def test_what_is_no_rule_is_said_beside_its_field(rule: str) -> None:
    with pytest.raises(FormErrors) as wrong:
        read_rule(rule, TODAY)
    assert set(wrong.value.errors) == {"rule"}


def test_a_rule_that_never_matches_is_refused() -> None:
    with pytest.raises(FormErrors) as wrong:
        read_rule("vijfde maandag van februari", TODAY)
    assert "no day" in wrong.value.errors["rule"].id


def test_easter_a_closing_and_recess_move_a_meeting_and_are_named() -> None:
    calendar = Calendar(
        closings=(Span(date(2026, 5, 15), date(2026, 5, 15), "Brugdag"),),
        recesses=(Span(date(2026, 7, 18), date(2026, 8, 30), "Zomerreces"),),
    )
    easter = to_meet(date(2026, 4, 6), calendar, "nl")
    assert (easter.day, easter.moved_from, easter.why) == (date(2026, 4, 7), date(2026, 4, 6), "Tweede paasdag")
    assert to_meet(date(2026, 5, 15), calendar, "nl").why == "Brugdag"
    summer = to_meet(date(2026, 7, 21), calendar, "nl")
    assert (summer.day, summer.why) == (date(2026, 8, 31), "Zomerreces")
    assert to_meet(date(2026, 3, 17), calendar, "nl").moved_from is None


@given(st.dates(date(2026, 1, 1), date(2032, 12, 31)))
def test_a_board_only_meets_on_working_days_and_never_before_the_day_of_the_rule(day: date) -> None:
    planned = to_meet(day, Calendar(), "nl")
    assert Calendar().is_working_day(planned.day)
    assert planned.day >= day
