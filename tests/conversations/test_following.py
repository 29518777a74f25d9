# SPDX-License-Identifier: EUPL-1.2
"""Somebody follows the own request: how it stands, something added, withdrawn."""

from tests.cast import AHMET, FATIMA, LOTTE, MARIEKE, NAOMI, PRIYA, RUBEN, SANNE
from tests.conversations.scenes import FIRST, files, right_says
from tests.drive import Chat

SECOND = "ITV-2026-0002"


def test_a_reference_is_known_however_it_is_written(chat: Chat) -> None:
    files(chat)
    files(chat, title="Zes laptops")
    for words in ("1", "#1", "2026-1", "2026/0001", "itv-2026-001", FIRST):
        assert chat.says(SANNE, f"/itstatus {words}").startswith(f"{FIRST} “Vier laptops”: In intake"), words
    assert chat.says(SANNE, FIRST).startswith(FIRST)


def test_asking_how_it_stands_lists_what_was_asked_or_shows_the_only_one(chat: Chat) -> None:
    assert "[Nieuwe aanvraag]" in chat.says(SANNE, "hoe staat het met mijn aanvraag?")
    files(chat)
    assert chat.says(SANNE, "hoe staat het met mijn aanvraag?").startswith(f"{FIRST} “Vier laptops”: In intake")
    files(chat, title="Zes laptops")
    read = chat.says(SANNE, "/itstatus")
    assert f"• {SECOND} “Zes laptops” – In intake" in read
    assert f"• {FIRST} “Vier laptops” – In intake" in read
    assert chat.says(SANNE, "/itstatus zes").startswith(SECOND)


def test_an_unknown_reference_offers_the_own_ones(chat: Chat) -> None:
    files(chat)
    read = chat.says(SANNE, "/itstatus ITV-2026-0009")
    assert read.startswith("Ik ken geen aanvraag ITV-2026-0009 die jij kunt inzien.")
    assert chat.presses(SANNE, FIRST).startswith(f"{FIRST} “Vier laptops”")
    assert "en je hebt nog niets aangevraagd" in chat.says(NAOMI, "/itstatus 2026-9")


def test_withdrawing_asks_whether_it_is_sure_and_then_tells_the_holder(chat: Chat) -> None:
    files(chat)
    assert chat.says(SANNE, "trek mijn aanvraag maar in").startswith(f"{FIRST} “Vier laptops” intrekken?")
    assert "Keur goed" in chat.labels(AHMET)
    chat.presses(SANNE, "Nee, laat staan")
    chat.says(SANNE, "trek 2026-1 maar in")
    assert chat.presses(SANNE, "Ja, trek in").startswith(f"{FIRST} is ingetrokken")
    assert chat.reads(AHMET).startswith(f"Sanne de Vries heeft {FIRST} “Vier laptops” ingetrokken")
    assert "Keur goed" not in chat.labels(AHMET)
    assert chat.says(SANNE, "trek mijn aanvraag maar in") == "Je hebt geen aanvraag die je kunt intrekken"


def test_what_was_withdrawn_is_not_decided_any_more(chat: Chat) -> None:
    files(chat)
    stale = chat.cards(AHMET)[-1]
    chat.says(SANNE, "trek mijn aanvraag maar in")
    chat.presses(SANNE, "Ja, trek in")
    read = chat.presses(AHMET, "Keur goed", stale)
    assert f"{FIRST} is nu “Ingetrokken”" in read
    assert ("requests.approve", f"requests/{FIRST}", "refused:NotNow") in chat.journal()


def test_an_amount_that_changes_brings_it_to_who_decides_on_that_amount(chat: Chat) -> None:
    files(chat)
    chat.presses(SANNE, "Vul aan")
    read = chat.fills(SANNE, text="Het zijn er zestig.", cost="60.000")
    assert read.startswith(f"{FIRST} ligt nu bij CIO")
    assert "> Het zijn er zestig." in chat.reads(MARIEKE)
    assert "Keur goed" in chat.labels(MARIEKE)
    assert "Keur goed" not in chat.labels(AHMET)


def test_the_overview_says_what_waits_what_was_asked_and_what_is_held(chat: Chat) -> None:
    right_says(chat, "WV-001", agrees=("Concerncontroller",))
    files(chat)
    read = chat.says(AHMET, "wat wacht er op mij?")
    assert f"• {FIRST} “Vier laptops” – beslissen; Sanne de Vries, kosten: € 4.000 excl. btw, incidenteel" in read
    assert "• plaatsvervanger van CIO" in read
    assert f"• {FIRST} “Vier laptops” – akkoord" in chat.says(PRIYA, "/mijn")
    chat.presses(PRIYA, "Bekijk")
    assert "Akkoord" in chat.labels(PRIYA)
    assert f"• {FIRST} “Vier laptops” – In intake" in chat.says(SANNE, "/mijn")
    assert "Er wacht niets op jou." in chat.says(RUBEN, "/mijn")


def test_a_request_in_english_is_followed_in_english(chat: Chat) -> None:
    chat.begins(LOTTE, "/itrequest four laptops, 4k")
    read = chat.fills(LOTTE, problem="The old ones are worn.", kind="hardware", personal_data="no")
    assert read.startswith(f"Sent in: {FIRST} “Four laptops”")
    assert chat.reads(AHMET).startswith(f"Lotte Hendriks vraagt je besluit: {FIRST}")
    chat.presses(AHMET, "Keur goed")
    assert chat.reads(LOTTE).startswith(f"Approved: {FIRST}")
    assert "Approved by Teammanager I&A (Ahmet Demir, holder of the function)." in chat.reads(LOTTE)


def test_the_information_manager_sorts_requests_and_takes_them_in(chat: Chat) -> None:
    files(chat, personal_data="unknown")
    chat.says(FATIMA, f"/itstatus {FIRST}")
    chat.presses(FATIMA, "Neem in intake")
    assert chat.reads(SANNE).startswith(f"{FIRST} “Vier laptops”: In intake")
    chat.presses(FATIMA, "Run, Improve of Change")
    chat.fills(FATIMA, sort="run")
    assert FIRST in chat.reads(FATIMA)
    assert "Run" in chat.reads(FATIMA)
