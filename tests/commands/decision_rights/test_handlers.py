# SPDX-License-Identifier: EUPL-1.2
"""Asking in many words, doubt, and questions about a function."""

from dataclasses import replace

import pytest

from commands.errors import Refused
from commands.events import Press
from commands.replies import Reply
from tests.cast import FATIMA, KEES, LOTTE, WATERVEEN
from tests.commands.decision_rights.desk import RIGHTS, Desk, read


@pytest.mark.parametrize(
    "words",
    [
        "/wiebeslist laptops van 40k",
        "/whodecides laptops van 40k",
        "wie beslist over laptops van 40k?",
        "Wie gaat er over laptops van € 40.000,-",
        "mogen wij laptops kopen van 40 duizend euro",
        "hoi, weet je wie is bevoegd om laptops van 40.000 te kopen?",
        "bij wie moet ik zijn voor laptops van 40k",
        "who signs off on laptops of 40k?",
        "can we buy laptops of 40k",
    ],
)
def test_the_question_works_with_or_without_a_slash_in_both_languages(desk: Desk, words: str) -> None:
    assert desk.says(words).startswith("CIO beslist over “Aanschaf laptops”")


def test_words_that_nobody_claims_are_answered_only_when_it_is_sure(desk: Desk) -> None:
    assert "Aanschaf laptops" in desk.says("nieuwe laptops")
    assert desk.says("lekker weer vandaag").startswith("Dit kan ik voor je doen")


def test_small_talk_leaves_no_gap(desk: Desk) -> None:
    assert desk.reply("zullen we zo lunchen").tells == ()


def test_without_words_the_command_shows_how_to_ask(desk: Desk) -> None:
    assert "[wie beslist over laptops van 40k?]" in desk.says("/wiebeslist")
    assert "[who decides on laptops of 40k?]" in desk.says("/whodecides", LOTTE, language="en")


def test_a_question_without_a_topic_asks_for_one(desk: Desk) -> None:
    reply = desk.reply("gaat de GR hierover of wij zelf?")

    assert "Noem ook het onderwerp." in read(reply.answer)
    assert reply.tells == ()


def test_how_something_is_done_is_not_answered_with_a_name_and_is_no_gap(desk: Desk) -> None:
    reply = desk.reply("/wiebeslist hoe vraag ik een laptop aan?")

    assert "Ik weet wie beslist, niet hoe, wanneer of waarom." in read(reply.answer)
    assert reply.tells == ()


@pytest.mark.parametrize("amount", ["-500 euro", "€ 99.000.000.000"])
def test_an_amount_that_cannot_be_meant_is_refused(desk: Desk, amount: str) -> None:
    with pytest.raises(Refused, match=r"negative|more than any municipality"):
        desk.reply(f"wie beslist over laptops van {amount}?")


def test_other_questions_beginning_with_who_are_answered_where_the_register_knows(desk: Desk) -> None:
    assert desk.says("wie prioriteert de projectenportfolio?").startswith("Portfolioboard beslist")
    reply = desk.reply("wie wint het songfestival?")
    assert read(reply.answer).startswith("Dit kan ik voor je doen")
    assert reply.tells == ()


def _doubt(desk: Desk) -> Reply:
    """Return the choice after an answer that was not meant."""
    return desk.presses(desk.reply("wie beslist over laptops van 40k?").answer, "Ik bedoel iets anders")


def test_in_doubt_at_most_three_topics_are_offered_and_none_of_these(desk: Desk) -> None:
    card = _doubt(desk).answer

    said = read(card)
    assert said.startswith("Bedoel je een van deze?")
    assert 2 <= said.count("[") <= 4
    assert "[Geen van deze]" in said
    assert "[Aanschaf laptops]" not in said


def test_a_topic_with_several_rights_is_one_choice(desk: Desk) -> None:
    desk.lay((*RIGHTS, replace(RIGHTS[4], id="WV-009", conditions="voor de cloud")))

    said = desk.says("wie gaat over doelarchitectuur en open data en het portfolio")
    assert said.startswith("Bedoel je een van deze?")
    assert said.count("[Vaststellen doelarchitectuur]") == 1


def test_a_choice_is_answered_and_proposed_to_the_steward_as_a_synonym(desk: Desk) -> None:
    press = Press("decision_rights.choose", (("right", "WV-006"), ("words", "sjoelbak")))
    assert desk.says(press).startswith("Portfolioboard beslist over “Prioriteren projectenportfolio”")
    desk.says(press, KEES)

    listed = desk.reply("/gaten", FATIMA).answer
    assert "“sjoelbak” is 2 keer gebruikt voor “Prioriteren projectenportfolio”." in read(listed)
    accepted = desk.presses(listed, "Aannemen", FATIMA)
    assert [act.result for act in accepted.acts] == ["accepted"]
    assert desk.says("wie gaat er over de sjoelbak?").startswith("Portfolioboard beslist")


def test_a_rejected_synonym_changes_nothing(desk: Desk) -> None:
    desk.says(Press("decision_rights.choose", (("right", "WV-006"), ("words", "sjoelbak"))))
    listed = desk.reply("/gaten", FATIMA).answer
    desk.presses(listed, "Afwijzen", FATIMA)

    assert not desk.says("wie gaat er over de sjoelbak?", KEES).startswith("Portfolioboard beslist")
    with pytest.raises(Refused):
        desk.presses(listed, "Aannemen", FATIMA)


def test_a_choice_keeps_the_amount_of_the_question(desk: Desk) -> None:
    press = Press("decision_rights.choose", (("right", "WV-001"), ("amount", "40000"), ("words", "klapcomputers")))

    assert desk.says(press).startswith("CIO beslist over “Aanschaf laptops”")


def test_none_of_these_becomes_a_gap(desk: Desk) -> None:
    reply = desk.presses(_doubt(desk).answer, "Geen van deze")

    assert read(reply.answer).startswith("Dit staat niet in het register")
    assert len(reply.tells) == 1


def test_a_button_for_a_right_that_is_gone_or_of_strangers_is_refused(desk: Desk) -> None:
    for values in ((("right", "WV-999"),), (("right", "ZP-001"), ("organisation", "elders"))):
        with pytest.raises(Refused, match="no longer in the register"):
            desk.reply(Press("decision_rights.show", values))


@pytest.mark.parametrize(
    "words", ["wie vervangt de teammanager I&A als hij ziek is?", "who replaces the teammanager i&a?"]
)
def test_who_replaces_a_function_is_answered_from_the_directory(desk: Desk, words: str) -> None:
    said = desk.says(words)

    assert said.startswith("Wie vervangt Teammanager I&A")
    assert "Vervuller: Ahmet Demir" in said
    assert "Plaatsvervanger: Kees Vermeulen" in said


def test_who_replaces_a_person_is_answered_for_each_function_held(desk: Desk) -> None:
    said = desk.says("wie vervangt Ahmet?")

    assert "Teammanager I&A" in said
    assert "Plaatsvervanger: Kees Vermeulen" in said


def test_an_unknown_function_is_not_invented(desk: Desk) -> None:
    assert desk.says("wie vervangt de controler?").startswith("Ik ken de functie “controler” niet")


def test_up_to_which_amount_a_function_decides_is_answered_from_the_register(desk: Desk) -> None:
    said = desk.says("tot welk bedrag mag de teammanager tekenen?")

    assert said.startswith("Teammanager I&A beslist over 1 onderwerp")
    assert "• Aanschaf laptops: bedragen tot en met € 25.000" in said


@pytest.mark.parametrize("words", ["wie beslist over laptops?", "/register"])
def test_an_organisation_without_a_register_says_so(desk: Desk, words: str) -> None:
    empty = replace(WATERVEEN, id="leeg", name="Gemeente Leeg", arrangements=())

    assert desk.says(words, organisation=empty).startswith("Gemeente Leeg heeft nog geen register")
