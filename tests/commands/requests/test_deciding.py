# SPDX-License-Identifier: EUPL-1.2
"""The desk decides: authority is checked on every press, each decision makes a record, and everyone is told once."""

from datetime import timedelta

import pytest

from bot.plain import render_card
from commands.requests.request import Standing
from commands.requests.states import Move, State
from storage.store import Store
from tests.cast import (
    AHMET,
    FATIMA,
    JOHAN,
    KEES,
    MARIEKE,
    PRIYA,
    RUBEN,
    SANNE,
    TEAMMANAGER,
    WATERVEEN,
)
from tests.commands.requests.conftest import MONDAY, Asks
from tests.commands.requests.story import forged, state
from tests.drive import Chat


def test_one_press_approves_and_the_record_says_all_of_it(chat: Chat, asks: Asks) -> None:
    reference = asks()
    assert "Goedgekeurd: ITV-2031-0001 “Twee laptops”" in chat.presses(AHMET, "Keur goed")
    [decision] = chat.database.read(lambda c: Store(c, WATERVEEN).requests.decisions(reference))
    assert (decision.move, decision.name, decision.function) == (Move.APPROVE, "Ahmet Demir", TEAMMANAGER)
    assert (decision.standing, decision.on_behalf_of) == (Standing.HOLDER, "Gemeente Waterveen")
    assert (decision.basis, decision.right, decision.register_version) == ("Mandaatbesluit art. 6", "WV-001", 3)
    assert decision.at - MONDAY < timedelta(minutes=5)


def test_the_requester_hears_the_decision_once_and_its_buttons_are_gone(chat: Chat, asks: Asks) -> None:
    asks()
    chat.presses(AHMET, "Keur goed")
    assert chat.reads(SANNE).startswith("Goedgekeurd: ITV-2031-0001 “Twee laptops”")
    assert len(chat.cards(SANNE)) == 2
    assert set(chat.labels(SANNE)) == {"Open het dossier"}
    assert set(chat.labels(AHMET)) == {"Voortgang", "Open het dossier"}
    assert chat.labels(KEES) == ["Open het dossier"]


def test_conditions_are_required_and_told(chat: Chat, asks: Asks) -> None:
    reference = asks()
    chat.presses(AHMET, "Keur goed onder voorwaarden")
    chat.fills(AHMET, conditions=" ")
    assert chat.errors(AHMET) == {"conditions": "Vul dit in."}
    chat.fills(AHMET, conditions="Eerst twee oude inleveren")
    assert state(chat, reference) is State.APPROVED_COND
    assert "> Eerst twee oude inleveren" in chat.reads(SANNE)


@pytest.mark.parametrize("missing", ["reason", "alternative"])
def test_declining_needs_a_reason_and_an_alternative(chat: Chat, asks: Asks, missing: str) -> None:
    reference = asks()
    chat.presses(AHMET, "Wijs af")
    chat.fills(AHMET, **{"reason": "Er is nog voorraad", "alternative": "Haal ze bij de balie", missing: ""})
    assert chat.errors(AHMET) == {missing: "Vul dit in."}
    chat.fills(AHMET, reason="Er is nog voorraad", alternative="Haal ze bij de balie")
    assert state(chat, reference) is State.REJECTED
    assert "> Er is nog voorraad" in chat.reads(SANNE)
    assert "> Haal ze bij de balie" in chat.reads(SANNE)


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("28-2-2031", "ligt niet in de toekomst"),
        ("8-3-2031", "is geen werkdag"),
        ("1-1-2033", "meer dan een jaar weg"),
        ("31-2-2031", "kalender"),
    ],
)
def test_a_decision_is_put_off_until_a_working_day_to_come(chat: Chat, asks: Asks, until: str, message: str) -> None:
    asks()
    chat.presses(AHMET, "Houd aan")
    chat.fills(AHMET, until=until, reason="Eerst de begroting")
    assert message in chat.errors(AHMET)["until"]


def test_what_was_put_off_is_taken_up_again_and_decided(chat: Chat, asks: Asks) -> None:
    reference = asks()
    chat.presses(AHMET, "Houd aan")
    chat.fills(AHMET, until="10-3-2031", reason="Eerst de begroting")
    assert "Aangehouden tot: 10 maart 2031" in chat.reads_all(SANNE)
    assert "Keur goed" not in chat.labels(AHMET)
    chat.presses(AHMET, "Pak weer op")
    chat.presses(AHMET, "Keur goed")
    kept = chat.database.read(lambda c: Store(c, WATERVEEN).requests.decisions(reference))
    assert [(d.number, d.move) for d in kept] == [(1, Move.DEFER), (2, Move.APPROVE)]


def test_a_question_goes_to_the_requester_and_the_answer_comes_back(chat: Chat, asks: Asks) -> None:
    reference = asks()
    chat.presses(AHMET, "Stel een vraag")
    chat.fills(AHMET, question="Welk model?")
    assert state(chat, reference) is State.INFO_NEEDED
    assert "> Welk model?" in chat.reads(SANNE)
    assert "Keur goed" not in chat.labels(AHMET)
    chat.presses(SANNE, "Beantwoord")
    assert "Welk model?" in chat.form(SANNE)
    chat.fills(SANNE, text="Een lichte, voor onderweg")
    assert "Beantwoord" not in chat.labels(SANNE)
    assert "Sanne de Vries heeft ITV-2031-0001 aangevuld" in chat.reads(AHMET)
    assert "> Een lichte, voor onderweg" in chat.reads_all(AHMET)
    chat.presses(AHMET, "Keur goed")
    assert state(chat, reference) is State.APPROVED


def test_parked_is_not_now_and_not_declined(chat: Chat, asks: Asks) -> None:
    reference = asks()
    chat.presses(AHMET, "Parkeer")
    chat.fills(AHMET, note="Na de verhuizing")
    assert "is geparkeerd: nu niet, maar ook niet afgewezen" in chat.reads(SANNE)
    assert "Na de verhuizing" in chat.reads(SANNE)
    assert state(chat, reference) is State.PARKED
    chat.presses(AHMET, "Pak weer op")
    assert state(chat, reference) is State.INTAKE


def test_the_board_gets_what_is_passed_to_it_and_its_secretary_records_the_decision(chat: Chat, asks: Asks) -> None:
    reference = asks()
    chat.presses(AHMET, "Naar de board")
    chat.fills(AHMET, note="Raakt het jaarbudget")
    assert state(chat, reference) is State.SCHEDULED
    assert "ITV-2031-0001 “Twee laptops”: Geagendeerd" in chat.channel("portfolioboard")
    assert "Het is doorgestuurd naar Portfolioboard" in chat.reads(SANNE)
    assert chat.labels(AHMET) == []
    assert "Portfolioboard beslist samen over ITV-2031-0001" in forged(chat, PRIYA, "approve", reference)
    chat.presses(RUBEN, "Keur goed")
    [decision] = chat.database.read(lambda c: Store(c, WATERVEEN).requests.decisions(reference))
    assert (decision.function, decision.standing) == ("Portfolioboard", Standing.SECRETARY)


@pytest.mark.parametrize(
    ("label", "fields", "outcome"),
    [
        ("Regulariseer", {}, "Geregulariseerd"),
        ("Vervang", {"conditions": "Het pakket van de gemeente, vanaf mei"}, "vervangen door iets anders"),
        ("Stop het gebruik", {"reason": "Onveilig", "alternative": "Gebruik de gedeelde map"}, "Het gebruik stopt."),
    ],
)
def test_what_was_in_use_already_ends_regularised_replaced_or_stopped(
    chat: Chat, asks: Asks, label: str, fields: dict[str, str], outcome: str
) -> None:
    asks("We gebruiken al een laptop van thuis", kind="shadow_it")
    chat.presses(AHMET, label)
    if fields:
        chat.fills(AHMET, **fields)
    assert outcome in chat.reads(SANNE)


def test_an_approved_request_goes_on_until_its_benefits_were_reviewed(chat: Chat, asks: Asks) -> None:
    reference = asks()
    chat.presses(AHMET, "Keur goed")
    for step, reached in (
        ("plan", State.PLANNED), ("start", State.IN_PROGRESS), ("hold", State.ON_HOLD),
        ("reorient", State.REORIENTATION), ("finish", State.DONE), ("evaluate", State.EVALUATED),
    ):  # fmt: skip
        chat.presses(AHMET, "Voortgang")
        chat.fills(AHMET, step=step)
        assert state(chat, reference) is reached
    assert "“Twee laptops”: Geëvalueerd" in chat.reads(SANNE)
    assert "Voortgang" not in chat.labels(AHMET)


def test_the_information_manager_sorts_and_takes_in(chat: Chat, asks: Asks) -> None:
    reference = asks(personal_data="yes")
    chat.says(FATIMA, f"/itstatus {reference}")
    chat.presses(FATIMA, "Run, Improve of Change")
    chat.fills(FATIMA, sort="run")
    chat.presses(FATIMA, "Neem in intake")
    assert state(chat, reference) is State.INTAKE
    assert "Soort inzet: Run: houden wat werkt" in chat.reads_all(AHMET)
    assert "Alleen de functie Informatiemanager kan dit doen" in forged(chat, AHMET, "assess", reference)


def test_functions_that_must_hear_of_a_decision_do_in_their_overview(chat: Chat, asks: Asks) -> None:
    asks("Nieuwe applicatie", kind="application")
    chat.presses(PRIYA, "Akkoord")
    chat.presses(MARIEKE, "Keur goed")
    [item] = chat.arranges(lambda store: store.digests.waiting(JOHAN))
    read = render_card(item.card, chat.localizer(JOHAN))
    assert read.startswith("ITV-2031-0001 “Nieuwe applicatie”: Goedgekeurd")
