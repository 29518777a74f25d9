# SPDX-License-Identifier: EUPL-1.2
"""Questions without an answer: kept once, told to the steward once, answered when a right comes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.language import Localizer
from commands.decision_rights.gap_cards import gap_card
from commands.decision_rights.kept import GapState
from commands.errors import Refused
from commands.events import Press
from commands.people import Role
from commands.replies import ToPerson, ToRole
from storage.store import Store
from tests.cast import AT, FATIMA, KEES, LOTTE, SANNE, WATERVEEN
from tests.commands.decision_rights.desk import RIGHTS, Desk, button, read

QUESTION = "wie mag de vlag hijsen?"
NEW = {"topic_nl": "Hijsen van de vlag", "decides": "CIO", "kind": "mandaat", "keywords": "vlag"}


def _gap(desk: Desk) -> str:
    """Let Sanne ask what nobody decides about, and return the number of the gap."""
    [tell] = desk.reply(QUESTION).tells
    return dict(button(tell.card, "Beslisrecht toevoegen").values)["gap"]


def _refused(desk: Desk, press: Press, language: str = "nl") -> str:
    """Return why somebody who is no steward may not."""
    with pytest.raises(Refused) as refused:
        desk.reply(press, SANNE)
    return Localizer(language, WATERVEEN.zone).say(refused.value.message)


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
