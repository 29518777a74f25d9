# SPDX-License-Identifier: EUPL-1.2
"""What falls due for a request, and when: laws that hold for every calendar, and the terms of domain §2.8."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.calendars import Calendar, Span
from commands.dues import Due
from commands.requests.desks import due
from commands.requests.request import Desk, Kind, Needs, Request, Why
from commands.requests.states import APPROVALS, ENDED, State
from commands.requests.terms import Stage, falls_due, still_matters
from tests.calendars import CALENDARS, DAYS
from tests.cast import CIO, SANNE, WATERVEEN

MONDAY = date(2026, 3, 2)
PLAIN = Calendar()
REQUEST = Request(
    WATERVEEN.id,
    "ITV-2026-0001",
    SANNE,
    Needs(Kind.HARDWARE, "Twee laptops", "Te weinig laptops."),
    State.SUBMITTED,
    datetime(2026, 3, 2, 9, tzinfo=UTC),
    Desk(CIO, WATERVEEN.id, Why.RIGHT),
)


def _standing(state: State, on: date = MONDAY, calendar: Calendar = PLAIN, until: date | None = None) -> Request:
    """Return the request as it comes in this state on a day."""
    reached = replace(REQUEST, state=state, deferred_until=until)
    return replace(reached, due=due(reached, on, calendar))


def _planned(request: Request, on: date = MONDAY, calendar: Calendar = PLAIN) -> dict[str, date]:
    return {d.stage: d.day for d in falls_due(request, on, calendar)}


@pytest.mark.parametrize("state", [State.SUBMITTED, State.INTAKE])
def test_a_desk_is_reminded_after_half_of_five_working_days_and_on_the_last_and_is_overdue_two_later(
    state: State,
) -> None:
    assert _planned(_standing(state)) == {
        "half": date(2026, 3, 5),
        "end": date(2026, 3, 9),
        "overdue": date(2026, 3, 11),
    }


def test_assessment_takes_fifteen_working_days() -> None:
    assert _planned(_standing(State.ASSESSMENT)) == {
        "half": date(2026, 3, 12),
        "end": date(2026, 3, 23),
        "overdue": date(2026, 3, 25),
    }


def test_a_question_is_asked_again_twice_and_closes_on_the_working_day_after_its_term() -> None:
    assert _planned(_standing(State.INFO_NEEDED)) == {
        "half": date(2026, 3, 9),
        "end": date(2026, 3, 16),
        "close": date(2026, 3, 17),
    }


def test_days_on_which_the_organisation_is_closed_do_not_count() -> None:
    closed = Calendar(closings=(Span(date(2026, 3, 4), date(2026, 3, 6)),))
    assert _planned(_standing(State.SUBMITTED, calendar=closed), calendar=closed) == {
        "half": date(2026, 3, 10),
        "end": date(2026, 3, 12),
        "overdue": date(2026, 3, 16),
    }


def test_what_was_put_off_comes_back_on_its_day_and_what_rests_is_looked_at_every_quarter() -> None:
    assert _planned(_standing(State.DEFERRED, until=date(2026, 5, 1))) == {"resume": date(2026, 5, 1)}
    assert _planned(_standing(State.PARKED)) == {"review": date(2026, 6, 2)}
    assert _planned(_standing(State.ON_HOLD)) == {"review": date(2026, 6, 2)}
    assert _planned(_standing(State.DONE)) == {"benefits": date(2026, 9, 2)}


@pytest.mark.parametrize(
    "state", [State.READY, State.SCHEDULED, State.APPROVED, State.REJECTED, State.WITHDRAWN, State.EVALUATED]
)
def test_nothing_falls_due_where_nobody_waits_for_a_term(state: State) -> None:
    assert _planned(_standing(state)) == {}


STATES = st.sampled_from(State)


@given(STATES, DAYS, CALENDARS, st.none() | DAYS)
def test_what_falls_due_comes_later_in_order_once_a_stage_and_on_a_day_that_somebody_works(
    state: State, on: date, calendar: Calendar, until: date | None
) -> None:
    later = until if until and until > on else None
    planned = falls_due(_standing(state, on, calendar, later), on, calendar)
    days = [d.day for d in planned]
    assert all(day > on for day in days)
    assert days == sorted(days)
    assert len({d.stage for d in planned}) == len(planned)
    assert all(calendar.is_working_day(d.day) for d in planned if d.stage != "resume")


@given(STATES, DAYS, CALENDARS, st.none() | DAYS)
def test_what_falls_due_means_something_on_its_own_day(
    state: State, on: date, calendar: Calendar, until: date | None
) -> None:
    request = _standing(state, on, calendar, until if until and until > on else None)
    for planned in falls_due(request, on, calendar):
        assert still_matters(request, Stage(planned.stage), planned.day, calendar)


@given(DAYS, CALENDARS, st.sampled_from([State.SUBMITTED, State.ASSESSMENT, State.INFO_NEEDED]))
def test_after_a_long_sleep_only_the_last_word_on_a_term_is_still_said(
    on: date, calendar: Calendar, state: State
) -> None:
    request = _standing(state, on, calendar)
    planned: tuple[Due, ...] = falls_due(request, on, calendar)
    woken = planned[-1].day + timedelta(days=7)
    assert [d.stage for d in planned if still_matters(request, Stage(d.stage), woken, calendar)] == [planned[-1].stage]


@given(STATES, st.sampled_from(sorted(ENDED | APPROVALS)), DAYS, CALENDARS)
def test_what_was_planned_means_nothing_once_the_request_was_decided_or_ended(
    state: State, end: State, on: date, calendar: Calendar
) -> None:
    for planned in falls_due(_standing(state, on, calendar), on, calendar):
        assert not still_matters(replace(REQUEST, state=end), Stage(planned.stage), planned.day, calendar)
