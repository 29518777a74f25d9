# SPDX-License-Identifier: EUPL-1.2
"""A register in the style of a decree: long general titles, and rows of one topic that only their words tell apart."""

from datetime import date
from decimal import Decimal

import pytest

from commands.decision_rights.index import Found, Index, Outcome
from commands.decision_rights.question import understand
from commands.decision_rights.rights import DecisionRight
from tests.commands.decision_rights.small_register import lexicon

TODAY = date(2026, 3, 2)
_KEY = "Het nemen van besluiten omtrent ligplaatsen"
_GRANT = "Het nemen van besluiten omtrent marktsubsidies"
INDEX = Index(
    (
        DecisionRight("L-1", _KEY, "Havenmeester", description="Verlenen"),
        DecisionRight("L-2", _KEY, "Teammanager", description="Weigeren"),
        DecisionRight("S-1", _GRANT, "Teammanager", description="Verlenen", up_to=Decimal(10000)),
        DecisionRight("S-2", _GRANT, "College", description="Verlenen", above=Decimal(10000)),
        DecisionRight("S-3", _GRANT, "Controller", description="Vaststellen na afloop"),
        DecisionRight("O-1", "Het buiten invordering stellen van vorderingen", "Controller"),
        DecisionRight("W-1", "Het vrijgeven van wijzigingen", "Beheerder"),
        DecisionRight("W-2", "Het vrijgeven van spoedwijzigingen", "Piketleider"),
        DecisionRight("T-1", "Het aanschaffen van telefoons", "Beheerder"),
    ),
    lexicon(),
)


def ask(words: str) -> Found:
    """Return what the decree says."""
    return INDEX.search(understand(words, TODAY), TODAY)


def ids(found: Found) -> list[str]:
    """Return the ids of all candidates in order, whatever the outcome."""
    return [right.id for right in (*found.rights, *found.alternatives)]


@pytest.mark.parametrize(
    ("words", "right"), [("wie verleent een ligplaats", "L-1"), ("wie weigert een ligplaats", "L-2")]
)
def test_the_words_of_a_row_choose_within_its_topic(words: str, right: str) -> None:
    assert ids(ask(words))[0] == right


def test_the_other_row_of_a_topic_stands_next_to_the_chosen_one() -> None:
    assert ids(ask("wie weigert een ligplaats"))[:2] == ["L-2", "L-1"]


@pytest.mark.parametrize(
    ("words", "right"), [("marktsubsidie van 4.000 euro", "S-1"), ("marktsubsidie van 2 ton", "S-2")]
)
def test_an_amount_asks_for_the_rows_that_speak_of_amounts(words: str, right: str) -> None:
    assert ids(ask(words))[0] == right


def test_an_action_that_the_topic_speaks_of_is_not_contrary_to_it() -> None:
    found = ask("wie is bevoegd tot het buiten invordering stellen van vorderingen")
    assert (found.outcome, ids(found)[0]) == (Outcome.ANSWER, "O-1")


def test_a_compound_written_apart_is_the_compound_in_another_form() -> None:
    assert ids(ask("spoed wijziging vrijgeven"))[0] == "W-2"


@pytest.mark.parametrize("unit", ["per stuk", "p/s", "stuks", "p.p."])
def test_what_a_price_is_for_says_nothing_about_the_subject(unit: str) -> None:
    assert "T-1" in [right.id for right in ask(f"telefoons van 300 euro {unit}").rights]
