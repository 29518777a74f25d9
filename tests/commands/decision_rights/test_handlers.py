# SPDX-License-Identifier: EUPL-1.2
"""Asking, choosing, gaps and words for the steward, and keeping the register by form."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.language import Localizer
from commands.decision_rights.gap_cards import gap_card
from commands.decision_rights.kept import GapState
from commands.errors import FormErrors, Refused
from commands.events import Press
from commands.people import Role
from commands.replies import Reply, ToPerson, ToRole
from storage.store import Store
from tests.cast import AT, FATIMA, KEES, LOTTE, SANNE, WATERVEEN
from tests.commands.decision_rights.desk import RIGHTS, Desk, button, read

QUESTION = "wie mag de vlag hijsen?"
NEW = {"topic_nl": "Hijsen van de vlag", "decides": "CIO", "kind": "mandaat", "keywords": "vlag"}


def _gap(desk: Desk) -> str:
    """Let Sanne ask what nobody decides about, and return the number of the gap."""
    [tell] = desk.reply(QUESTION).tells
    return dict(button(tell.card, "Beslisrecht toevoegen").values)["gap"]


def _errors(desk: Desk, hidden: dict[str, str], /, **answers: str) -> dict[str, str]:
    """Return what the form says is wrong, by field."""
    with pytest.raises(FormErrors) as wrong:
        desk.fills("decision_rights.right", hidden, **answers)
    return {field: Localizer("nl", WATERVEEN.zone).say(text) for field, text in wrong.value.errors.items()}


def _refused(desk: Desk, press: Press, language: str = "nl") -> str:
    """Return why somebody who is no steward may not."""
    with pytest.raises(Refused) as refused:
        desk.reply(press, SANNE)
    return Localizer(language, WATERVEEN.zone).say(refused.value.message)


@pytest.mark.parametrize(
    "words",
    [
        "/wiebeslist laptops van 40k",
        "/whodecides laptops van 40k",
        "wie beslist over laptops van 40k?",
        "Wie gaat er over laptops van € 40.000,-",
        "mag ik laptops kopen van 40 duizend euro",
        "hoi, weet je wie is bevoegd om laptops van 40.000 te kopen?",
        "bij wie moet ik zijn voor laptops van 40k",
        "who signs off on laptops of 40k?",
        "can I buy laptops of 40k",
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


def test_what_nobody_holds_is_said_and_becomes_a_gap_that_the_steward_hears_of(desk: Desk) -> None:
    reply = desk.reply(QUESTION)

    said = read(reply.answer)
    assert said.startswith("Dit staat niet in het register van Gemeente Waterveen")
    assert "Hier is niemand voor aangewezen, dus ik noem ook niemand." in said
    assert "Ik heb het doorgegeven aan de registerbeheerder, Fatima El Idrissi." in said
    [tell] = reply.tells
    assert tell.to == ToRole(Role.STEWARD)
    assert f"> {QUESTION}" in read(tell.card)
    assert "Gevraagd door 1 persoon" in read(tell.card)
    assert [(act.action, act.result) for act in reply.acts] == [("decision_rights.gap", "opened")]


def test_in_english_a_gap_is_told_in_english(desk: Desk) -> None:
    said = desk.says("who may hoist the flag?", LOTTE, language="en")

    assert said.startswith("This is not in the register of Gemeente Waterveen")
    assert "I told the steward of the register, Fatima El Idrissi." in said


def test_the_same_question_of_another_joins_the_gap_and_only_renews_the_stewards_card(desk: Desk) -> None:
    [tell] = desk.reply(QUESTION).tells
    again = desk.reply("wie mag er vlaggen hijsen", KEES)

    assert again.tells == ()
    assert "Dit heeft 1 persoon eerder gevraagd." in read(again.answer)
    [renew] = again.renews
    assert renew.key == tell.key
    assert "Gevraagd door 2 mensen" in read(renew.card)
    assert SANNE.name not in read(renew.card), "who asked does not matter"


def test_who_asks_twice_counts_once(desk: Desk) -> None:
    desk.reply(QUESTION)
    again = desk.reply(QUESTION)

    assert (again.tells, again.renews, again.acts) == ((), (), ())


def test_a_question_about_the_past_leaves_no_gap(desk: Desk) -> None:
    reply = desk.reply("wie mocht de vlag hijsen op 14 maart 2025?")

    assert "Het gaat over vroeger" in read(reply.answer)
    assert reply.tells == ()


def test_a_topic_that_holds_for_no_such_amount_shows_what_does_hold(desk: Desk) -> None:
    desk.lay(RIGHTS[1:], AT + timedelta(hours=1))
    reply = desk.reply("wie beslist over laptops van 5k?")

    said = read(reply.answer)
    assert said.startswith("“Aanschaf laptops”: wat jij vraagt, is bij niemand belegd")
    assert "bedragen boven € 25.000 tot en met € 100.000, sinds 1 januari 2024: CIO" in said
    assert len(reply.tells) == 1


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


def test_only_the_steward_sees_gaps_and_may_change_the_register(desk: Desk) -> None:
    number = _gap(desk)
    for action, values in (
        ("decision_rights.gaps", ()),
        ("decision_rights.gap", (("gap", number),)),
        ("decision_rights.dismiss", (("gap", number),)),
        ("decision_rights.add", (("gap", number),)),
        ("decision_rights.edit", (("right", "WV-001"),)),
        ("decision_rights.end", (("right", "WV-001"),)),
        ("decision_rights.accept", (("synonym", "1"),)),
    ):
        said = _refused(desk, Press(action, values))
        assert said == "Alleen de registerbeheerder kan dit doen: Fatima El Idrissi.", action


def test_a_right_added_for_a_gap_answers_everyone_who_asked(desk: Desk) -> None:
    number = _gap(desk)
    desk.reply(QUESTION, KEES)
    form = desk.reply(Press("decision_rights.add", (("gap", number),)), FATIMA).form
    assert form is not None
    assert dict(form.hidden) == {"gap": number}

    reply = desk.fills("decision_rights.right", {"gap": number}, **NEW)

    assert read(reply.answer).startswith("WV-009 is toegevoegd")
    assert {tell.to for tell in reply.tells} == {ToPerson(SANNE), ToPerson(KEES)}
    assert "CIO beslist over “Hijsen van de vlag”." in read(reply.tells[0].card)
    assert desk.presses(reply.tells[0].card, "Bekijk").answer is not None
    assert [(act.action, act.result) for act in reply.acts] == [
        ("decision_rights.changed", "version:2"),
        ("decision_rights.gap", "answered"),
    ]
    assert "Beslisrecht toevoegen" not in read(reply.renews[0].card)
    assert desk.says(QUESTION).startswith("CIO beslist over “Hijsen van de vlag”")


def test_a_right_added_without_a_gap_answers_the_gaps_it_fits(desk: Desk) -> None:
    desk.reply("wie beslist over het hijsen van de vlag?")
    reply = desk.fills("decision_rights.right", {}, **NEW)

    assert [tell.to for tell in reply.tells] == [ToPerson(SANNE)]


def test_a_gap_that_was_set_aside_is_not_brought_up_again(desk: Desk) -> None:
    number = _gap(desk)
    reply = desk.reply(Press("decision_rights.dismiss", (("gap", number),)), FATIMA)
    assert [act.result for act in reply.acts] == ["dismissed"]

    again = desk.reply(QUESTION, KEES)
    assert again.tells == ()
    assert "dat dit niet in het register hoort" in read(again.answer)
    with pytest.raises(Refused, match="dealt with"):
        desk.reply(Press("decision_rights.dismiss", (("gap", number),)), FATIMA)


def test_a_closed_gap_has_no_buttons(desk: Desk) -> None:
    number = int(_gap(desk))
    gap = desk.database.read(lambda c: Store(c, WATERVEEN).decision_rights.gap(number))

    assert gap is not None
    assert "[" in read(gap_card(gap))
    assert "[" not in read(gap_card(replace(gap, state=GapState.DISMISSED)))


def test_what_waits_for_the_steward_is_counted(desk: Desk) -> None:
    _gap(desk)
    said = desk.says("/register", FATIMA)

    assert "Wacht op jou: 1 open gat, 0 voorgestelde synoniemen." in said
    assert "Wacht op jou" not in desk.says("/register")


def test_the_register_shows_its_version_its_counts_and_what_is_odd(desk: Desk) -> None:
    said = desk.says("/register", FATIMA)

    assert "Versie: 1 van 2 maart 2026" in said
    assert "Geldige beslisrechten: 7" in said
    assert "Niet (meer) geldig: 1" in said
    assert "“Enterprise-architect”" in said
    assert "python -m bot register export" in said


def test_rights_are_found_by_words_and_by_id(desk: Desk) -> None:
    assert desk.says("/register wv-004").startswith("WV-004: Ondertekenen verwerkersovereenkomst")
    assert "WV-002 Aanschaf laptops" in desk.says("/register laptops")


def test_all_rights_can_be_leafed_through(desk: Desk) -> None:
    first = desk.reply("/register", FATIMA)
    page = desk.presses(first.answer, "Alle beslisrechten", FATIMA)

    assert read(page.answer).startswith("Beslisrechten 1 tot en met 8 van 8")


def test_a_change_makes_a_version_and_is_journalled(desk: Desk) -> None:
    card = desk.reply("/register WV-006", FATIMA).answer
    form = desk.presses(card, "Wijzigen", FATIMA).form
    assert form is not None
    values = {field.name: field.value for field in form.fields}
    assert values["topic_nl"] == "Prioriteren projectenportfolio"

    reply = desk.fills("decision_rights.right", dict(form.hidden), **{**values, "decides": "CIO"})

    assert read(reply.answer).startswith("WV-006 is gewijzigd")
    [act] = reply.acts
    assert (act.action, str(act.object), act.result) == (
        "decision_rights.changed",
        "decision_rights/WV-006",
        "version:2",
    )
    assert desk.says("/wiebeslist WV-006").startswith("CIO beslist")


def test_a_form_saved_without_a_change_makes_no_version(desk: Desk) -> None:
    form = desk.presses(desk.reply("/register WV-006", FATIMA).answer, "Wijzigen", FATIMA).form
    assert form is not None

    reply = desk.fills("decision_rights.right", dict(form.hidden), **{f.name: f.value for f in form.fields})
    assert reply.acts == ()


def test_a_form_on_a_right_that_changed_meanwhile_is_refused(desk: Desk) -> None:
    form = desk.presses(desk.reply("/register WV-006", FATIMA).answer, "Wijzigen", FATIMA).form
    assert form is not None
    values = {field.name: field.value for field in form.fields}
    desk.fills("decision_rights.right", dict(form.hidden), **{**values, "decides": "CIO"})

    with pytest.raises(Refused, match="in the meantime"):
        desk.fills("decision_rights.right", dict(form.hidden), **{**values, "decides": "Concerncontroller"})


def test_an_unknown_function_is_refused_with_the_nearest_known_one(desk: Desk) -> None:
    errors = _errors(desk, {}, **{**NEW, "decides": "Concerncontroler", "agrees": "CIO\nBode"})

    assert errors["decides"] == "“Concerncontroler” is geen bekende functie. Bedoel je “Concerncontroller”?"
    assert errors["agrees"] == "“Bode” is geen bekende functie."


def test_an_overlapping_band_is_refused_beside_the_amount(desk: Desk) -> None:
    values = {"topic_nl": "Aanschaf laptops", "decides": "CIO", "kind": "budget", "above": "20k", "up_to": "30k"}

    assert "WV-001: Teammanager I&A" in _errors(desk, {}, **values)["up_to"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("up_to", {"above": "100", "up_to": "50"}),
        ("up_to", {"up_to": "veel"}),
        ("above", {"above": "-5"}),
        ("valid_to", {"valid_from": "2026-05-01", "valid_to": "2026-04-01"}),
        ("valid_from", {"valid_from": "31 februari"}),
        ("checked_on", {"checked_on": "2027-01-01"}),
        ("legal_url", {"legal_url": "javascript:alert(1)"}),
        ("topic_nl", {"topic_nl": " "}),
        ("kind", {"kind": "gunst"}),
        ("description", {"description": "x" * 100_000}),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(desk: Desk, field: str, values: dict[str, str]) -> None:
    assert set(_errors(desk, {}, **{**NEW, **values})) == {field}


def test_a_right_ends_on_the_day_filled_in_and_stays_for_earlier_days(desk: Desk) -> None:
    form = desk.presses(desk.reply("/register WV-006", FATIMA).answer, "Beëindigen", FATIMA).form
    assert form is not None
    reply = desk.fills("decision_rights.ending", dict(form.hidden), last_day="2026-03-31")
    assert read(reply.answer).startswith("WV-006 eindigt op 31 maart 2026")

    april = AT + timedelta(days=35)
    assert not desk.says("wie prioriteert de projectenportfolio?", at=april).startswith("Portfolioboard beslist")
    said = desk.says("wie prioriteerde de projectenportfolio op 20 maart 2026?", at=april)
    assert "Portfolioboard besliste" in said


def test_a_right_cannot_end_before_it_begins(desk: Desk) -> None:
    with pytest.raises(FormErrors) as wrong:
        desk.fills("decision_rights.ending", {"right": "WV-006", "version": "1"}, last_day="2023-12-31")
    assert set(wrong.value.errors) == {"last_day"}


@pytest.mark.parametrize("words", ["wie vervangt de teammanager I&A?", "who replaces the teammanager i&a?"])
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
