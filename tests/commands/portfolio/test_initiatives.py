# SPDX-License-Identifier: EUPL-1.2
"""When a report on an initiative is complete, and what an initiative costs."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from commands.money import Euro
from commands.portfolio.initiative import Initiative, InitiativeState
from commands.portfolio.rules import is_stale, report_faults, total

TODAY = date(2026, 3, 2)
PLAN = Initiative("INI-2026-0001", "Loket", "CIO", TODAY, one_off=Euro(Decimal(100)), ends=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("now", "note", "wrong"),
    [
        (replace(PLAN, state=InitiativeState.RUNNING), "", set()),
        (replace(PLAN, ends=date(2027, 1, 31)), "", {"note"}),
        (replace(PLAN, one_off=None), "", {"note"}),
        (replace(PLAN, recurring=Euro(Decimal(5))), "De licentie kwam erbij.", set()),
        (replace(PLAN, state=InitiativeState.CANCELLED), "", {"note"}),
        (replace(PLAN, state=InitiativeState.ON_HOLD), "", {"review"}),
        (replace(PLAN, state=InitiativeState.ON_HOLD, review=TODAY), "", {"review"}),
        (replace(PLAN, state=InitiativeState.ON_HOLD, review=TODAY + timedelta(days=1)), "", set()),
        (replace(PLAN, starts=date(2027, 1, 1)), "", {"ends"}),
    ],
)
def test_what_changes_is_explained_and_what_sleeps_has_a_day_to_wake(
    now: Initiative, note: str, wrong: set[str]
) -> None:
    assert set(report_faults(PLAN, now, note, TODAY)) == wrong


@pytest.mark.parametrize(
    ("one_off", "recurring", "expected"),
    [(None, None, None), (100, None, 100), (None, 10, 40), (100, 10, 140), (0, None, 0)],
)
def test_the_whole_cost_counts_four_years_of_what_comes_back(
    one_off: int | None, recurring: int | None, expected: int | None
) -> None:
    def euro(value: int | None) -> Euro | None:
        return None if value is None else Euro(Decimal(value))

    assert total(replace(PLAN, one_off=euro(one_off), recurring=euro(recurring))) == euro(expected)


def test_an_initiative_of_which_nobody_speaks_for_a_quarter_is_shown_as_such_unless_it_is_finished() -> None:
    later = TODAY + timedelta(days=93)
    assert not is_stale(PLAN, TODAY + timedelta(days=92))
    assert is_stale(PLAN, later)
    assert not is_stale(replace(PLAN, state=InitiativeState.DONE), later)
