# SPDX-License-Identifier: EUPL-1.2
"""A question that names a function is about what that function decides on, however a decree writes its name."""

from datetime import date
from decimal import Decimal

import pytest

from commands.decision_rights.holders import Holders, Named
from commands.decision_rights.index import Found, Index, Outcome
from commands.decision_rights.question import understand
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.topics import topics
from commands.decision_rights.words import tokens
from tests.commands.decision_rights.small_register import lexicon

TODAY = date(2026, 3, 2)
RIGHTS = (
    DecisionRight("I-1", "Verplichtingen aangaan inkoop", "teamleider Inkoop", up_to=Decimal(10000)),
    DecisionRight("I-2", "Verplichtingen aangaan ICT", "manager ICT", up_to=Decimal(25000)),
    DecisionRight("V-1", "Verlof verlenen", "managers, ieder voor zich"),
    DecisionRight("V-2", "Zwangerschapsverlof en bevallingsverlof verlenen", "teamleiders, ieder voor zich"),
    DecisionRight("W-1", "Beslissen op een Woo-verzoek", "directeur Bestuurszaken"),
    DecisionRight("W-2", "Beslissen op een Woo-verzoek", "juridische adviseurs, ieder voor zich"),
    DecisionRight("K-1", "Klachten afdoen", "hoofd Klantenservice en hoofd Belastingen"),
)
HOLDERS = Holders(topics(RIGHTS))


def named(words: str) -> Named:
    """Return the function that these words begin with."""
    return HOLDERS.named(tokens(words))


def ask(words: str) -> Found:
    """Ask the register."""
    return Index(RIGHTS, lexicon()).search(understand(words, TODAY), TODAY)


@pytest.mark.parametrize(
    ("words", "function"),
    [
        ("teamleider inkoop laptops kopen", "teamleider Inkoop"),
        ("teamleider verlof geven", "teamleiders, ieder voor zich"),
        ("juridisch adviseur beslissen", "juridische adviseurs, ieder voor zich"),
        ("directeur van bestuurszaken beslissen", "directeur Bestuurszaken"),
        ("hoofd belastingen een klacht afdoen", "hoofd Klantenservice en hoofd Belastingen"),
    ],
)
def test_a_function_is_known_by_its_name_or_enough_of_it(words: str, function: str) -> None:
    assert named(words).functions == {function}


def test_the_first_word_alone_names_the_only_function_that_begins_with_it() -> None:
    assert named("directeur tekenen").functions == {"directeur Bestuurszaken"}
    assert named("belastingen innen") == Named()


def test_words_that_name_no_function_name_none() -> None:
    assert named("leverancier betalen") == Named()
    assert named("") == Named()


def test_up_to_which_amount_a_function_decides_is_answered_with_its_limit() -> None:
    found = ask("tot welk bedrag mag de manager ICT tekenen")
    assert found.outcome is Outcome.ANSWER
    assert [right.id for right in found.rights] == ["I-2"]


def test_whether_a_function_may_spend_so_much_is_answered_with_its_limit() -> None:
    assert [right.id for right in ask("mag de teamleider inkoop 8.000 euro uitgeven").rights] == ["I-1"]


def test_of_rows_that_each_hold_the_one_of_the_function_named_is_answered() -> None:
    assert ask("mag de juridisch adviseur op een woo-verzoek beslissen").rights[0].id == "W-2"
    assert ask("mag de directeur bestuurszaken op een woo-verzoek beslissen").rights[0].id == "W-1"
