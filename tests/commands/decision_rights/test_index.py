# SPDX-License-Identifier: EUPL-1.2
"""A look-up answers, asks back, or says that nobody holds it; it never guesses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.decision_rights.index import Index, Outcome
from commands.decision_rights.question import understand
from commands.decision_rights.rights import DecisionRight
from tests.commands.decision_rights.small_register import RIGHTS, TODAY, ask, first, index, lexicon


def test_a_clear_question_is_answered() -> None:
    found = ask("wie tekent de verwerkersovereenkomst")
    assert found.outcome is Outcome.ANSWER
    assert [right.id for right in found.rights] == ["V-1"]


def test_a_banded_topic_without_an_amount_shows_the_ladder() -> None:
    found = ask("wie beslist over de aanschaf van werkplekapparatuur")
    assert [right.id for right in found.rights] == ["H-1", "H-2", "H-3"]


def test_the_id_of_a_right_finds_it() -> None:
    assert [right.id for right in ask("h-2").rights] == ["H-2"]


@pytest.mark.parametrize(
    "words",
    [
        "wie beslist over een parkeervergunning",
        "who approves parental leave",
        "wie beslist over de verkoop van afgeschreven laptops",
        "wie benoemt de ciso",
        "hoe reset ik mijn wachtwoord",
        "hoe verkrijg ik een laptop",
        "wie koopt het kantoormeubilair in, 40.000 euro",
    ],
)
def test_what_nobody_holds_is_never_answered(words: str) -> None:
    assert ask(words).outcome is not Outcome.ANSWER


def test_an_action_alone_in_other_words_names_nobody() -> None:
    rights = (*RIGHTS, DecisionRight("S-1", "Stopzetten ICT-project", "Gemeentesecretaris"))
    small = Index(rights, lexicon())
    assert small.search(understand("annuleer", TODAY), TODAY).outcome is not Outcome.ANSWER
    assert small.search(understand("stopzetten", TODAY), TODAY).outcome is Outcome.ANSWER


def test_a_new_thing_is_no_round_of_replacement() -> None:
    rights = [replace(r, description="Vervangingsronde van laptops") if r.id == "H-3" else r for r in RIGHTS]
    found = Index(rights, lexicon()).search(understand("mag ik een nieuwe laptop kopen?", TODAY), TODAY)
    assert [right.id for right in found.rights] == ["H-1", "H-2", "H-3"]


def test_a_coffee_machine_is_no_third_party() -> None:
    rights = (*RIGHTS, DecisionRight("L-1", "Gegevens leveren", "Data officer", topic_en="Data for third parties"))
    found = Index(rights, lexicon()).search(understand("wie gaat er over de koffieautomaten", TODAY), TODAY)
    assert found.outcome is Outcome.UNKNOWN


def test_how_many_are_bought_says_nothing_about_the_topic() -> None:
    assert ask("15 laptops à € 2.000").rights[0].id == "H-2"


@pytest.mark.parametrize("words", ["wie beslist over een parkeervergunning", "who decides on the bus timetable"])
def test_not_in_the_register_is_said_with_the_nearest_rights(words: str) -> None:
    found = ask(words)
    assert found.outcome is Outcome.UNKNOWN
    assert found.rights == ()
    assert len(found.alternatives) <= 3


def test_a_topic_that_nobody_holds_for_this_amount_is_not_answered() -> None:
    rights = (DecisionRight("X", "Aanschaf laptops", "f", up_to=RIGHTS[0].up_to),)
    found = Index(rights, lexicon()).search(understand("aanschaf laptops van 2 ton", TODAY), TODAY)
    assert (found.outcome, found.off_band) == (Outcome.UNKNOWN, True)
    assert [right.id for right in found.alternatives] == ["X"]


def test_a_right_that_is_not_in_force_is_not_found() -> None:
    found = ask("wie stelde in 2022 de regels voor chatbots")
    assert not {"A-1", "A-2"} & {right.id for right in (*found.rights, *found.alternatives)}


def test_the_alternatives_are_other_rights_each_once() -> None:
    found = ask("wie accepteert een restrisico")
    ids = [right.id for right in (*found.rights, *found.alternatives)]
    assert len(ids) == len(set(ids))


def test_a_remembered_synonym_finds_its_topic() -> None:
    learned = Index(RIGHTS, lexicon(), synonyms=[("krabbelblad", "Ondertekenen verwerkersovereenkomst")])
    found = learned.search(understand("wie tekent het krabbelblad", TODAY), TODAY)
    assert first(found) == "V-1"
    assert found.outcome is Outcome.ANSWER
    assert ask("wie tekent het krabbelblad").outcome is not Outcome.ANSWER


def test_who_may_do_it_prefers_what_that_function_holds() -> None:
    assert first(ask("mag de wijzigingscoördinator een wijziging goedkeuren")) == "W-1"


@pytest.mark.parametrize("words", ["wie beslist over laptops", "aanschaf laptops van 5.000 euro"])
def test_a_register_of_one_right_answers(words: str) -> None:
    alone = Index((DecisionRight("X", "Aanschaf laptops", "f"),), lexicon())
    assert alone.search(understand(words, TODAY), TODAY).outcome is Outcome.ANSWER


def test_an_empty_register_has_no_answer() -> None:
    assert Index((), lexicon()).search(understand("laptops", TODAY), TODAY).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("words", ["", "wie beslist", "???", "wie wie wie"])
def test_a_question_about_nothing_has_no_answer(words: str) -> None:
    assert ask(words).outcome is Outcome.UNKNOWN


class Model:
    """A model of two meanings: chairs and signing."""

    def __init__(self, *, ready: bool) -> None:
        """Be ready, or not yet."""
        self.ready = ready

    def question(self, text: str) -> Sequence[float]:
        return (1.0, 0.0) if "krabbelen" in text else (0.0, 1.0)

    def passages(self, texts: Sequence[str]) -> Sequence[Sequence[float]] | None:
        return [self.question("krabbelen" if "erwerker" in text else "") for text in texts] if self.ready else None


def test_the_model_finds_what_no_word_tells() -> None:
    found = Index(RIGHTS, lexicon(), Model(ready=True)).search(understand("wie mag krabbelen", TODAY), TODAY)
    assert first(found) == "V-1"


def test_the_index_answers_while_the_model_is_not_ready() -> None:
    waiting = Index(RIGHTS, lexicon(), Model(ready=False))
    question = understand("wie tekent de verwerkersovereenkomst", TODAY)
    assert waiting.search(question, TODAY) == index().search(question, TODAY)


@given(st.text(max_size=200), st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1)))
def test_whatever_is_asked_what_is_named_holds_on_that_day(words: str, day: date) -> None:
    from commands.dates import DayUnclear  # noqa: PLC0415 - named where it is caught

    try:
        question = understand(words, day)
    except DayUnclear:
        return
    found = index().search(question, day)
    assert 0 <= found.score <= 1
    assert (found.outcome is Outcome.ANSWER) == bool(found.rights)
    for right in (*found.rights, *found.alternatives):
        assert question.period or right.holds_on(question.as_of or day)


@given(st.permutations(RIGHTS))
def test_the_order_of_the_register_does_not_change_the_answer(rights: list[DecisionRight]) -> None:
    question = understand("laptops van 30k", TODAY)
    assert [right.id for right in Index(rights, lexicon()).search(question, TODAY).rights] == ["H-2"]
