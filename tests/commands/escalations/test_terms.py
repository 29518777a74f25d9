# SPDX-License-Identifier: EUPL-1.2
"""Terms are working days: weekends, holidays and clock changes do not shorten them, recess only where boards meet."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commands.calendars import Calendar, Span
from commands.escalations.escalation import Escalation, Kind, Rung, Six, State, Why
from commands.escalations.terms import MORNING, falls_due, stands
from commands.organisations import Organisation, OrganisationKind

RECESS = Span(date(2026, 12, 21), date(2027, 1, 3), "kerstreces")
CALENDAR = Calendar(recesses=(RECESS,))
TOWN = Organisation("town", "Town", OrganisationKind.MUNICIPALITY)
CIO = Rung("CIO", "town", 2, 5, Why.RIGHT)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 12, 31))


def escalation(rung: Rung, state: State = State.RUNNING, until: date | None = None) -> Escalation:
    """Return an escalation on this rung."""
    six = Six("Vast", "Gebeld", "Lever", "CIO", date(2026, 3, 2), "Stil")
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return Escalation(
        "town", "ESC-1", Kind.OTHER, state, "Laptops", six, at, "CIO", "town", ladder=(rung,), until=until
    )


def stages(rung: Rung, on: date, calendar: Calendar = CALENDAR) -> dict[str, date]:
    """Return what falls due on which day."""
    found = falls_due(escalation(stands(rung, on, calendar)), on, calendar)
    return {due.stage.partition(":")[0]: due.day for due in found}


def test_a_rung_is_reminded_at_half_its_term_and_climbs_on_the_working_day_after_it() -> None:
    assert stages(CIO, date(2026, 3, 2)) == {"half": date(2026, 3, 5), "end": date(2026, 3, 10)}


def test_christmas_recess_counts_for_officials_and_not_for_a_board_or_the_college() -> None:
    friday = date(2026, 12, 18)
    assert stages(CIO, friday)["end"] == date(2026, 12, 29)
    board = replace(CIO, function="Portfolioboard", level=3, term=10, body=True)
    assert stages(board, friday)["end"] == date(2027, 1, 18)
    assert stages(replace(CIO, level=5), friday)["end"] == date(2027, 1, 11)


def test_both_clock_changes_leave_the_hour_on_the_wall_as_it_is() -> None:
    for on in (date(2026, 3, 26), date(2026, 10, 22)):
        for due in falls_due(escalation(stands(CIO, on, CALENDAR)), on, CALENDAR):
            local = due.moment(TOWN).astimezone(TOWN.zone)
            assert (local.date(), local.time()) == (due.day, MORNING)


def test_what_was_taken_up_or_asked_runs_out_and_nothing_else_falls_due_then() -> None:
    until = date(2026, 3, 6)
    for state, stage in ((State.TAKEN_UP, "lapse"), (State.ASKED, "unanswered")):
        [due] = falls_due(escalation(CIO, state, until), date(2026, 3, 2), CALENDAR)
        assert (due.stage.partition(":")[0], due.day) == (stage, until)
    assert falls_due(escalation(CIO, State.BOARD), date(2026, 3, 2), CALENDAR) == ()


@given(days, st.integers(1, 20), st.booleans(), st.integers(0, 5))
def test_it_climbs_after_exactly_its_term_on_a_working_day(on: date, term: int, body: bool, level: int) -> None:  # noqa: FBT001 - Hypothesis draws it
    rung = replace(CIO, term=term, body=body, level=level)
    boards = level == 5 or (body and level >= 3)
    counted = CALENDAR.for_boards if boards else CALENDAR
    end = stages(rung, on)["end"]
    assert counted.is_working_day(end)
    assert counted.working_days_between(on, end - timedelta(days=1)) == term
