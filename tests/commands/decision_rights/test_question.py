# SPDX-License-Identifier: EUPL-1.2
"""What a question asks is read before any register is looked at."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.dates import DayUnclear
from commands.decision_rights.question import LONGEST, understand
from commands.money import Euro

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("wie beslist over laptops van 40k", "40000"),
        ("20 laptops à 1.200, wie tekent", "24000"),
        ("software abonnement voor 2 ton", "200000"),
        ("wie beslist tussen 50.000 en 100.000 euro", "100000"),
    ],
)
def test_the_amount_is_the_largest_that_is_named(words: str, amount: str) -> None:
    assert understand(words, TODAY).amount == Euro(Decimal(amount))


def test_a_question_for_more_than_an_amount_looks_a_cent_above_it() -> None:
    question = understand("wie tekent boven de 50.000 euro", TODAY)
    assert (question.amount, question.least) == (Euro(Decimal(50000)), Decimal("50000.01"))


def test_per_cent_is_no_amount() -> None:
    question = understand("project loopt 6% uit de kosten", TODAY)
    assert (question.amount, question.per_cent) == (None, Decimal(6))


def test_the_day_and_the_amount_are_taken_out_of_the_topic() -> None:
    question = understand("wie besliste in maart 2024 over een afroep van 15.000 euro", TODAY)
    assert question.as_of == date(2024, 3, 31)
    assert question.period == (date(2024, 3, 1), date(2024, 3, 31))
    assert "2024" not in question.topic
    assert "15" not in question.topic
    assert "afroep" in question.topic


def test_a_question_without_a_day_is_about_no_day() -> None:
    assert understand("wie gaat over laptops", TODAY).as_of is None


@pytest.mark.parametrize(
    "words",
    [
        "/wiebeslist licenties",
        "/whodecides licenties",
        "hoi, licenties graag",
        "<@U123> licenties",
        "wie gaat er over licenties",
    ],
)
def test_commands_mentions_and_politeness_are_no_topic(words: str) -> None:
    assert understand(words, TODAY).topic == ("licenties",)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("who signs off on a DPA with the supplier", "en"),
        ("wie beslist over de licenties", "nl"),
        ("licenties", "nl"),
        ("what can the CIO approve", "en"),
    ],
)
def test_the_language_is_guessed_from_small_words(words: str, language: str) -> None:
    assert understand(words, TODAY).language == language


@pytest.mark.parametrize("words", ["tot welk bedrag mag de teammanager tekenen", "up to what amount may the CIO sign"])
def test_a_question_for_limits_asks_for_the_ladder(words: str) -> None:
    assert understand(words, TODAY).asks_ladder


@pytest.mark.parametrize(
    ("words", "otherwise"),
    [
        ("hoe kom ik in het wifi netwerk", True),
        ("how do I reset my password", True),
        ("wanneer is de volgende vergadering", True),
        ("hoe regel ik akkoord voor een laptop", False),
        ("wie beslist hoe we het doen", False),
    ],
)
def test_a_question_how_or_when_is_not_a_question_who(words: str, *, otherwise: bool) -> None:
    assert understand(words, TODAY).asks_otherwise is otherwise


def test_a_function_that_may_do_something_is_set_apart() -> None:
    assert understand("mag de CIO een laptop kopen", TODAY).actor[0] == "cio"
    assert understand("wie mag de CIO benoemen", TODAY).actor == ()


def test_an_impossible_day_is_reported() -> None:
    with pytest.raises(DayUnclear):
        understand("wie besliste op 31 februari 2025 over licenties", TODAY)


def test_an_organisation_is_a_hint() -> None:
    assert understand("wie beslist bij gemeente Waterveen over licenties", TODAY).organisation


def test_an_endless_question_is_cut() -> None:
    assert len(understand("wie beslist " * 10_000, TODAY).text) <= LONGEST


@given(st.text(max_size=400))
def test_any_text_is_understood_or_its_day_refused(text: str) -> None:
    try:
        question = understand(text, TODAY)
    except DayUnclear:
        return
    assert question.amount is None or question.amount.value >= 0
