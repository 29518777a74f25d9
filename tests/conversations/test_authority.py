# SPDX-License-Identifier: EUPL-1.2
"""Somebody presses who may not, or too late: it is refused with a reason, and nothing is decided."""

from datetime import timedelta

from tests.cast import AHMET, CONTROLLER, KEES, LOTTE, MARIEKE, PRIYA, SANNE, WILLEM
from tests.conversations.scenes import FIRST, away, files, right_says
from tests.drive import Chat


def test_a_press_without_authority_is_refused_journalled_and_offered_advice(chat: Chat) -> None:
    files(chat)
    read = chat.presses(WILLEM, "Keur goed", chat.cards(AHMET)[-1])
    assert read.startswith(f"Teammanager I&A beslist over {FIRST}, en dat ben jij niet. Vandaag is dat Ahmet Demir.")
    assert ("requests.approve", f"requests/{FIRST}", "refused:NotYourDecision") in chat.journal()
    chat.presses(WILLEM, "Geef advies")
    chat.fills(WILLEM, text="Wij hebben er nog staan.")
    assert chat.reads(AHMET).startswith(f"Er is advies over {FIRST}")
    assert "Goedgekeurd" not in chat.reads_all(SANNE)


def test_nobody_decides_on_the_own_request(chat: Chat) -> None:
    files(chat)
    card = chat.cards(AHMET)[-1]
    read = chat.presses(SANNE, "Keur goed", card)
    assert read.startswith(f"{FIRST} is je eigen aanvraag: daarover beslist iemand anders")
    assert "Geef advies" not in chat.labels(SANNE)
    assert ("requests.approve", f"requests/{FIRST}", "refused:OwnRequest") in chat.journal()


def test_a_second_press_is_told_who_already_decided_and_when(chat: Chat) -> None:
    files(chat)
    stale = chat.cards(AHMET)[-1]
    chat.presses(AHMET, "Keur goed")
    read = chat.presses(AHMET, "Keur goed", stale)
    assert f"heeft al over {FIRST} beslist op maandag 2 maart 2026" in read
    assert read.startswith("Ahmet Demir, Teammanager I&A,")
    assert len([act for act in chat.journal() if act[2] == "approved"]) == 1


def test_holder_and_deputy_at_once_make_one_decision(chat: Chat) -> None:
    away(chat, AHMET)
    files(chat)
    stale = chat.cards(KEES)[-1]
    chat.presses(KEES, "Keur goed")
    assert chat.presses(AHMET, "Wijs af", stale).startswith("Kees Vermeulen, Teammanager I&A, heeft al")
    assert not chat.last.form


def test_a_deputy_decides_no_longer_when_the_holder_is_back(chat: Chat) -> None:
    away(chat, AHMET)
    files(chat)
    chat.time_passes(timedelta(days=7))
    read = chat.presses(KEES, "Keur goed")
    assert "Ahmet Demir is niet weg" in read or "Ahmet Demir is niet afwezig" in read
    assert chat.says(AHMET, "/mijn").count(FIRST) == 1
    chat.presses(AHMET, "Bekijk")
    assert chat.presses(AHMET, "Keur goed").startswith(f"Goedgekeurd: {FIRST}")


def test_the_same_press_delivered_twice_decides_once_and_tells_once(chat: Chat) -> None:
    files(chat)
    before = len(chat.cards(SANNE))
    read = chat.presses(AHMET, "Keur goed")
    assert chat.repeats(AHMET) == read
    assert len(chat.cards(SANNE)) == before + 1
    assert len(chat.cards(AHMET)) == 2
    assert [result for action, _about, result in chat.journal() if action == "requests.approve"] == ["approved"]


def test_a_form_that_was_open_when_somebody_else_decided_is_refused(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Wijs af")
    away(chat, AHMET)
    chat.presses(KEES, "Keur goed", chat.cards(AHMET)[-1])
    assert chat.fills(AHMET, reason="Nee.", alternative="Later.").startswith(
        "Kees Vermeulen, Teammanager I&A, heeft al"
    )
    assert "Afgewezen" not in chat.reads_all(SANNE)


def test_nobody_agrees_for_a_function_of_somebody_else(chat: Chat) -> None:
    right_says(chat, "WV-001", agrees=(CONTROLLER,))
    files(chat)
    read = chat.presses(MARIEKE, "Akkoord", chat.cards(PRIYA)[-1])
    assert read.startswith(f"Het akkoord op {FIRST} is gevraagd aan Concerncontroller, en dat ben jij niet.")
    assert "Keur goed" not in chat.labels(AHMET)


def test_who_is_not_involved_does_not_get_to_see_a_request(chat: Chat) -> None:
    files(chat)
    assert chat.says(WILLEM, f"/itstatus {FIRST}").startswith(f"Ik ken geen aanvraag {FIRST} die jij kunt inzien")
    assert "De oude zijn op" not in chat.reads_all(WILLEM)


def test_refusals_are_in_the_language_of_who_pressed(chat: Chat) -> None:
    files(chat)
    read = chat.presses(LOTTE, "Approve", chat.cards(AHMET)[-1])
    assert read.startswith(f"Teammanager I&A decides on {FIRST}, and that is not you.")


def test_a_right_that_changed_meanwhile_brings_the_request_to_who_decides_now(chat: Chat) -> None:
    files(chat)
    right_says(chat, "WV-001", decides="CIO")
    read = chat.presses(AHMET, "Keur goed")
    assert "Het register is gewijzigd" in read
    assert chat.reads(MARIEKE).startswith(f"Sanne de Vries vraagt je besluit: {FIRST}")
    assert "Keur goed" not in chat.labels(AHMET)
