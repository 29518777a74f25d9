# SPDX-License-Identifier: EUPL-1.2
"""Once the topic is right, band, percentage, level and date are right every time."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.decision_rights.ladder import holding
from commands.decision_rights.question import Question
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.topics import Band, topics
from commands.money import Euro
from tests.commands.decision_rights.small_register import ask, first

TODAY = date(2026, 3, 2)
days = st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31))
amounts = st.integers(min_value=0, max_value=10**9).map(lambda c: Decimal(c) / 100)
limits = st.lists(st.integers(min_value=1, max_value=10**6), min_size=1, max_size=6, unique=True).map(sorted)


def ladder(steps: list[int]) -> tuple[DecisionRight, ...]:
    """Return rights that follow each other from nothing to everything."""
    edges = [Decimal(0), *map(Decimal, steps), None]
    return tuple(
        DecisionRight(f"X-{n}", "Aankoop", f"Functie {n}", above=low, up_to=high)
        for n, (low, high) in enumerate(pairwise(edges))
    )


@given(limits, amounts)
def test_on_a_closed_ladder_exactly_one_right_holds_and_covers_the_amount(steps: list[int], amount: Decimal) -> None:
    [topic] = topics(ladder(steps))
    [held] = holding(topic, Question("", amount=Euro(amount)), TODAY)
    assert held.covers(amount)


@given(limits, amounts)
def test_more_than_a_limit_is_never_answered_with_the_right_up_to_it(steps: list[int], amount: Decimal) -> None:
    [topic] = topics(ladder(steps))
    for held in holding(topic, Question("", amount=Euro(amount), over=True), TODAY):
        assert held.up_to is None or held.up_to > amount


@given(limits)
def test_without_an_amount_the_whole_ladder_stands_in_order(steps: list[int]) -> None:
    rights = ladder(steps)
    [topic] = topics(tuple(reversed(rights)))
    assert holding(topic, Question(""), TODAY) == rights


@given(amounts, amounts, amounts)
def test_a_band_is_open_below_and_closed_above_save_for_zero(low: Decimal, high: Decimal, value: Decimal) -> None:
    right = DecisionRight("X", "t", "f", above=low, up_to=high)
    assert right.covers(value) == Band(low, high).covers(value) == ((low == 0 or value > low) and value <= high)


@given(days, days, days)
def test_only_rights_in_force_on_the_day_hold(start: date, end: date, day: date) -> None:
    right = DecisionRight("X", "Aankoop", "f", valid_from=start, valid_to=end)
    [topic] = topics((right,))
    held = holding(topic, Question("", as_of=day), TODAY)
    assert bool(held) == (start <= day <= end) == right.holds_on(day)


@given(days, days)
def test_a_successor_takes_over_the_day_after(change: date, day: date) -> None:
    before = DecisionRight("X-1", "Aankoop", "oud", valid_to=date.fromordinal(change.toordinal() - 1))
    after = DecisionRight("X-2", "Aankoop", "nieuw", valid_from=change)
    [topic] = topics((before, after))
    assert holding(topic, Question("", as_of=day), TODAY) == ((after,) if day >= change else (before,))


def test_a_period_finds_what_was_in_force_in_it_when_nothing_was_on_its_last_day() -> None:
    right = DecisionRight("X", "Aankoop", "f", valid_from=date(2024, 1, 1), valid_to=date(2024, 6, 30))
    [topic] = topics((right,))
    year = Question("", as_of=date(2024, 12, 31), period=(date(2024, 1, 1), date(2024, 12, 31)))
    assert holding(topic, year, TODAY) == (right,)


def test_bands_written_in_words_count_when_the_columns_are_empty() -> None:
    low = DecisionRight("X-1", "Aankoop tot € 25.000", "a")
    high = DecisionRight("X-2", "Aankoop boven € 25.000", "b")
    [topic] = topics((low, high))
    assert holding(topic, Question("", amount=Euro(Decimal(25000))), TODAY) == (low,)
    assert holding(topic, Question("", amount=Euro(Decimal(26000))), TODAY) == (high,)


def test_the_amount_chooses_the_decider() -> None:
    asked = {"laptops van 25.000 euro": "H-1", "laptops voor 25.001 euro": "H-2", "laptops van 3 ton": "H-3"}
    assert {words: first(ask(words)) for words in asked} == asked


def test_the_percentage_chooses_the_decider() -> None:
    asked = {
        "projectbudget loopt 10 procent uit": "P-1",
        "projectbudget wordt met 30% overschreden": "P-2",
        "overschrijding van het projectbudget boven 10 procent": "P-2",
    }
    assert {words: first(ask(words)) for words in asked} == asked


def test_the_level_chooses_the_decider() -> None:
    asked = {"wie accepteert een hoog restrisico": "R-2", "who accepts a low residual risk": "R-1"}
    assert {words: first(ask(words)) for words in asked} == asked


def test_the_words_of_a_row_choose_between_rows_of_one_topic() -> None:
    assert first(ask("spoedeisende wijziging in productie goedkeuren")) == "W-2"


def test_the_day_chooses_the_decider() -> None:
    asked = {"wie stelde in 2024 de regels voor chatbots": "A-1", "wie stelt de regels voor chatbots": "A-2"}
    assert {words: first(ask(words)) for words in asked} == asked


SCALES = (
    DecisionRight("S-1", "Aangaan van een arbeidsovereenkomst", "Teammanager", description="Tot en met schaal 10"),
    DecisionRight("S-2", "Aangaan van een arbeidsovereenkomst", "Directeur", description="Vanaf schaal 11"),
)


@pytest.mark.parametrize(("scale", "holds"), [(8, "S-1"), (10, "S-1"), (11, "S-2"), (14, "S-2")])
def test_rows_that_a_salary_scale_tells_apart_are_told_apart_by_it(scale: int, holds: str) -> None:
    [topic] = topics(SCALES)
    assert [right.id for right in holding(topic, Question(f"iemand in schaal {scale}"), TODAY)] == [holds]


def test_without_a_scale_all_rows_of_the_topic_hold() -> None:
    [topic] = topics(SCALES)
    assert holding(topic, Question("iemand aannemen"), TODAY) == SCALES
