# SPDX-License-Identifier: EUPL-1.2
"""Which version counts, whose unit, when two gaps are one, what fits on a button, who may edit."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.decision_rights.forms import competes
from commands.decision_rights.kept import Gap, GapState, Version
from commands.decision_rights.rights import DecisionRight, Kind
from commands.decision_rights.rules import (
    ROOM_ON_A_BUTTON,
    AmountAbsurd,
    AmountNegative,
    amount_of,
    check_amount,
    day_of,
    essence,
    fitting,
    joined,
    next_id,
    own_unit,
    reference_day,
    same_gap,
    stale,
    version_on,
)
from commands.decision_rights.words import tokens
from commands.money import Euro
from commands.people import Holding
from tests.cast import HEAD, NAOMI, WILLEM

ZONE = ZoneInfo("Europe/Amsterdam")
FIRST = Version(1, datetime(2026, 3, 2, 22, 30, tzinfo=UTC))
SECOND = Version(2, datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
RIGHT = DecisionRight("R-1", "Laptops", "CIO", up_to=Decimal(100))


def test_the_version_of_a_day_is_the_last_one_made_by_its_end() -> None:
    assert version_on((FIRST, SECOND), date(2026, 3, 2), ZONE) == FIRST
    assert version_on((FIRST, SECOND), date(2026, 3, 3), ZONE) == SECOND


def test_a_day_before_the_first_version_is_answered_from_the_first() -> None:
    assert version_on((FIRST, SECOND), date(2020, 1, 1), ZONE) == FIRST


def test_without_versions_there_is_no_register() -> None:
    assert version_on((), date(2026, 1, 1), ZONE) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vlag hijsen", "hijsen vlag"),
        ("vlag hijsen", "vlaggen hijsen"),
        ("parkeervergunningen", "parkeervergunning"),
        ("drones kopen", "drons kopen"),
    ],
)
def test_the_same_question_in_other_words_order_or_form_is_one_gap(one: str, other: str) -> None:
    assert same_gap(one, other)


@pytest.mark.parametrize(("one", "other"), [("vlag hijsen", "vlag strijken"), ("drones", "parkeren"), ("laptop", "")])
def test_other_questions_are_other_gaps(one: str, other: str) -> None:
    assert not same_gap(one, other)


def test_a_gap_that_was_answered_is_asked_anew_and_one_set_aside_is_not() -> None:
    answered = Gap(1, "drones?", "drones", 3, FIRST.at, GapState.ANSWERED)
    assert joined((answered,), "drones") is None
    dismissed = replace(answered, state=GapState.DISMISSED)
    assert joined((dismissed,), "drones") == dismissed


def test_what_a_question_is_about_leaves_out_the_words_that_only_ask() -> None:
    assert essence(tokens("wie beslist er over het hijsen van de vlag")) == "hijsen vlag"


@pytest.mark.parametrize(
    ("ids", "expected"),
    [(("WV-001", "WV-067"), "WV-068"), ((), "R-001"), (("art. 3",), "art. 4"), (("X", "Y"), "R-001"), (("A9",), "A10")],
)
def test_a_new_right_gets_the_next_number_in_the_style_of_the_register(ids: tuple[str, ...], expected: str) -> None:
    assert next_id(ids) == expected


@given(st.lists(st.text(alphabet="AB-019", min_size=1, max_size=6)))
def test_a_new_id_is_never_taken(ids: list[str]) -> None:
    assert next_id(ids) not in ids


@given(st.text(max_size=400), st.text(min_size=1, max_size=60), st.text(max_size=40))
def test_what_a_button_carries_fits_on_every_platform(words: str, right: str, organisation: str) -> None:
    pairs = fitting(words, right=right, organisation=organisation)
    assert sum(len(name) + len(value) for name, value in pairs) <= ROOM_ON_A_BUTTON
    assert dict(pairs)["right"] == right


@pytest.mark.parametrize("words", ["laptops van -500 euro", "€ -40.000", "-€ 12", "voor -5k"])
def test_a_negative_amount_is_refused(words: str) -> None:
    with pytest.raises(AmountNegative):
        check_amount(words, None)


@pytest.mark.parametrize("words", ["tussen 10-20 laptops", "40.000,-", "op 14-3-2025", "COVID-19 euro", "van € 500,-"])
def test_a_hyphen_or_dash_is_no_minus(words: str) -> None:
    check_amount(words, Euro(Decimal(500)))


def test_an_amount_beyond_all_budgets_is_refused() -> None:
    with pytest.raises(AmountAbsurd):
        check_amount("laptops", Euro(Decimal(10) ** 13))


def test_the_askers_unit_counts_where_the_function_is_held_there() -> None:
    held = (Holding(NAOMI, HEAD, "Ruimte"), Holding(WILLEM, HEAD, "Sociaal Domein"))
    assert own_unit("ruimte ", held) == "Ruimte"
    assert own_unit("Financiën", held) == ""
    assert own_unit("", held) == ""


def test_a_right_not_checked_for_a_year_is_stale_and_one_never_checked_is_not() -> None:
    today = date(2026, 3, 2)
    assert stale(replace(RIGHT, checked_on=today - timedelta(days=366)), today)
    assert not stale(replace(RIGHT, checked_on=today - timedelta(days=300)), today)
    assert not stale(RIGHT, today)


def test_a_right_that_held_in_part_of_a_period_is_looked_at_on_its_last_day() -> None:
    ended = replace(RIGHT, valid_to=date(2025, 6, 30))
    assert reference_day(ended, date(2025, 12, 31)) == date(2025, 6, 30)
    assert reference_day(RIGHT, date(2025, 12, 31)) == date(2025, 12, 31)


def test_rights_compete_when_topic_kind_condition_days_and_amounts_meet() -> None:
    rival = replace(RIGHT, id="R-2", topic_nl="laptops ", above=Decimal(50), up_to=None)
    assert competes(RIGHT, rival)
    assert not competes(RIGHT, replace(rival, above=Decimal(100)))
    assert not competes(RIGHT, replace(rival, kind=Kind.BUDGET))
    assert not competes(RIGHT, replace(rival, conditions="alleen in crisis"))
    assert not competes(replace(RIGHT, valid_to=date(2025, 1, 1)), replace(rival, valid_from=date(2025, 1, 2)))


def test_what_a_forged_button_carries_is_no_day_and_no_amount() -> None:
    assert day_of("2026-02-30") is None
    assert amount_of("-5") is None
    assert amount_of("1e9") is None
    assert amount_of("40000.01") == Decimal("40000.01")
