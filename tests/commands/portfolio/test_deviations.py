# SPDX-License-Identifier: EUPL-1.2
"""When the plan of an initiative is over its threshold, against what was adopted last (domain §2.8, §2.9)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.calendars import Calendar
from commands.money import Euro
from commands.portfolio.deviations import Deviation, Thresholds, adopted, deviations, falls_due
from commands.portfolio.initiative import Initiative, InitiativeState, Report

TODAY = date(2026, 3, 6)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
USUAL = Thresholds()


def euro(value: int | None) -> Euro | None:
    return None if value is None else Euro(Decimal(value))


def plan(one_off: int | None, recurring: int | None, ends: date | None, decision: str = "") -> Report:
    """Return a plan as it was reported."""
    return Report(AT, "", InitiativeState.RUNNING, ends, euro(one_off), euro(recurring), decision=decision)


def goes(one_off: int | None, recurring: int | None, ends: date | None) -> Initiative:
    """Return an initiative as it goes now."""
    running = Initiative("INI-2026-0001", "Loket", "CIO", TODAY, state=InitiativeState.RUNNING, ends=ends)
    return replace(running, one_off=euro(one_off), recurring=euro(recurring))


PLAN = plan(100, 10, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (goes(100, 10, date(2026, 11, 30)), ""),
        # Four years of what comes back count: 140 was adopted, and 154 is ten percent more.
        (goes(114, 10, None), ""),
        (goes(115, 10, None), "budget"),
        (goes(60, 24, None), "budget"),
        (goes(155, None, None), "budget"),
        (goes(50, 10, None), ""),
        (goes(None, None, date(2027, 2, 28)), ""),
        (goes(None, None, date(2027, 3, 1)), "planning"),
        (goes(500, None, date(2028, 1, 1)), "budget planning"),
    ],
)
def test_dearer_or_later_than_the_threshold_is_over_and_what_is_cheaper_or_not_known_is_not(
    now: Initiative, over: str
) -> None:
    assert deviations(now, PLAN, USUAL) == tuple(map(Deviation, over.split()))
    assert deviations(replace(now, state=InitiativeState.DONE), PLAN, USUAL) == ()


def test_an_organisation_has_thresholds_of_its_own_and_without_a_plan_nothing_is_over() -> None:
    dear = goes(200, 10, date(2027, 3, 31))
    assert deviations(dear, PLAN, Thresholds(100, 12)) == ()
    assert deviations(goes(1, None, None), plan(0, None, None), Thresholds(0, 0)) == (Deviation.BUDGET,)
    assert deviations(dear, plan(None, None, None), USUAL) == ()
    assert deviations(dear, None, USUAL) == ()


@given(st.lists(st.booleans(), max_size=6))
def test_the_first_plan_counts_until_one_is_adopted_by_a_decision_and_then_the_last_of_those(made: list[bool]) -> None:
    reports = [plan(number, None, None, "BES-2026-0001" if yes else "") for number, yes in enumerate(made)]
    last = max((number for number, yes in enumerate(made) if yes), default=0)
    assert adopted(reports) == (reports[last] if reports else None)


def test_it_is_escalated_on_the_next_working_day_and_again_only_when_a_figure_changes() -> None:
    was, now = goes(100, 10, None), replace(goes(200, 10, None), revision=4)
    [due] = falls_due(was, now, (Deviation.BUDGET,), TODAY, Calendar())
    assert (due.day, due.stage, due.about) == (date(2026, 3, 9), "budget:4", now.ref)
    assert falls_due(now, replace(now, revision=5), (Deviation.BUDGET,), TODAY, Calendar()) == ()
    assert falls_due(now, was, (), TODAY, Calendar()) == ()
