# SPDX-License-Identifier: EUPL-1.2
"""The holder of a function decides on a request, or does something else with it first."""

from tests.cast import AHMET, CONTROLLER, KEES, MARIEKE, PRIYA, RUBEN, SANNE
from tests.conversations.scenes import FIRST, away, files, right_says
from tests.drive import Chat


def test_approving_takes_one_press_and_the_requester_is_told_by_whom(chat: Chat) -> None:
    files(chat)
    before = len(chat.cards(SANNE))
    assert chat.presses(AHMET, "Keur goed").startswith(f"Goedgekeurd: {FIRST} “Vier laptops”")
    assert "Vastgelegd, en Sanne de Vries heeft bericht gekregen." in chat.reads(AHMET)
    news = chat.reads(SANNE)
    assert news.startswith(f"Goedgekeurd: {FIRST}")
    assert "Goedgekeurd door Teammanager I&A (Ahmet Demir, vervuller van de functie)." in news
    assert len(chat.cards(SANNE)) == before + 1
    assert ("requests.approve", f"requests/{FIRST}", "approved") in chat.journal()


def test_after_a_decision_the_buttons_are_gone_for_everyone(chat: Chat) -> None:
    right_says(chat, "WV-001", agrees=(CONTROLLER,))
    files(chat)
    chat.presses(PRIYA, "Akkoord")
    chat.presses(AHMET, "Keur goed")
    for person in (AHMET, PRIYA, SANNE):
        left = {"Keur goed", "Wijs af", "Akkoord", "Geen akkoord", "Trek in", "Vul aan"} & set(chat.labels(person))
        assert not left, person.name


def test_conditions_are_required_where_they_are_promised(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Keur goed onder voorwaarden")
    chat.fills(AHMET, conditions="  ")
    assert chat.errors(AHMET) == {"conditions": "Vul dit in."}
    chat.fills(AHMET, conditions="Neem refurbished.")
    assert chat.reads(SANNE).startswith(f"Goedgekeurd onder voorwaarden: {FIRST}")
    assert "> Neem refurbished." in chat.reads(SANNE)


def test_declining_takes_a_reason_and_an_alternative(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Wijs af")
    chat.fills(AHMET, reason="Er is geen budget.")
    assert chat.errors(AHMET) == {"alternative": "Vul dit in."}
    assert "Afgewezen" not in chat.reads_all(SANNE)
    chat.fills(AHMET, alternative="Neem de laptops van Burgerzaken.")
    assert "> Er is geen budget." in chat.reads(SANNE)
    assert "> Neem de laptops van Burgerzaken." in chat.reads(SANNE)


def test_a_question_goes_to_the_requester_and_the_answer_comes_back(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Stel een vraag")
    chat.fills(AHMET, question="Welk model?")
    assert chat.reads(SANNE).startswith(f"Er is een vraag over {FIRST}")
    assert "Keur goed" not in chat.labels(AHMET)
    assert f"{FIRST} “Vier laptops” – beantwoorden" in chat.says(SANNE, "/mijn")
    chat.presses(SANNE, "Beantwoord")
    assert "Welk model?" in chat.form(SANNE)
    chat.fills(SANNE, text="Een lichte, voor onderweg.")
    assert chat.reads(AHMET).startswith(f"Sanne de Vries heeft {FIRST} aangevuld")
    assert "> Een lichte, voor onderweg." in chat.reads_all(AHMET)
    assert "Beantwoord" not in chat.labels(SANNE)
    assert chat.presses(AHMET, "Keur goed").startswith(f"Goedgekeurd: {FIRST}")


def test_a_deferral_needs_a_working_day_to_come_and_is_taken_up_again(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Houd aan")
    chat.fills(AHMET, until="2026-02-27", reason="Eerst de begroting.")
    assert chat.errors(AHMET)["until"] == "27 februari 2026 ligt niet in de toekomst."
    chat.fills(AHMET, until="2026-03-07")
    assert chat.errors(AHMET)["until"] == "7 maart 2026 is geen werkdag."
    chat.fills(AHMET, until="2026-03-09")
    assert "> Eerst de begroting." in chat.reads(SANNE)
    assert "Keur goed" not in chat.labels(AHMET)
    assert "Aangehouden tot: 9 maart 2026" in chat.says(SANNE, "/itstatus")
    chat.presses(AHMET, "Pak weer op")
    assert chat.presses(AHMET, "Keur goed").startswith(f"Goedgekeurd: {FIRST}")


def test_the_board_gets_it_in_its_channel_and_its_secretary_records_the_decision(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Naar de board")
    chat.fills(AHMET, note="Past in het portfolio.")
    assert chat.channel().startswith(f"{FIRST} “Vier laptops”: Geagendeerd")
    assert "[Keur goed]" not in chat.channel()
    assert "Keur goed" not in chat.labels(AHMET)
    assert "doorgestuurd naar Portfolioboard" in chat.reads(SANNE)
    chat.presses(RUBEN, "Keur goed")
    assert "Goedgekeurd door Portfolioboard (Ruben Jacobs, secretaris" in chat.reads(SANNE)
    assert "Goedgekeurd" in chat.channel()
    # What happened after the board got it stands in the thread of that message, where the platform has threads.
    assert chat.trail() == ("Ruben Jacobs: goedgekeurd" if chat.platform.name == "slack" else "")


def test_parked_is_not_declined_and_can_be_taken_up_again(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Parkeer")
    chat.fills(AHMET)
    assert "nu niet, maar ook niet afgewezen" in chat.reads(SANNE)
    chat.presses(AHMET, "Pak weer op")
    assert "Keur goed" in chat.labels(AHMET)


def test_approval_waits_for_every_function_that_must_agree(chat: Chat) -> None:
    right_says(chat, "WV-001", agrees=(CONTROLLER,))
    files(chat)
    assert "Goedkeuren kan pas na akkoord van Concerncontroller." in chat.reads(AHMET)
    assert "Keur goed" not in chat.labels(AHMET)
    assert chat.reads(PRIYA).startswith("Sanne de Vries heeft akkoord nodig van Concerncontroller")
    chat.presses(PRIYA, "Geen akkoord")
    chat.fills(PRIYA, text="Er is geen dekking.")
    assert chat.reads(AHMET).startswith(f"Concerncontroller is niet akkoord met {FIRST}")
    assert "Keur goed" not in chat.labels(AHMET)
    chat.presses(PRIYA, "Akkoord")
    assert chat.reads(AHMET).startswith(f"Iedereen is akkoord: over {FIRST} kan worden beslist")
    assert chat.presses(AHMET, "Keur goed").startswith(f"Goedgekeurd: {FIRST}")


def test_advice_blocks_nothing_and_is_kept_with_the_request(chat: Chat) -> None:
    right_says(chat, "WV-001", advises=("CIO",))
    files(chat)
    assert chat.reads(MARIEKE).startswith(f"CIO mag adviseren over {FIRST}")
    assert "Keur goed" in chat.labels(AHMET)
    chat.presses(MARIEKE, "Geef advies")
    chat.fills(MARIEKE, text="Koop duurzaam.")
    assert chat.reads(AHMET).startswith(f"Er is advies over {FIRST}")
    chat.presses(AHMET, "Keur goed")
    assert "Advies van CIO (Marieke Bakker):\n\n> Koop duurzaam." in chat.record(SANNE, "requests", FIRST)


def test_a_deputy_decides_on_behalf_of_while_the_holder_is_away(chat: Chat) -> None:
    away(chat, AHMET)
    files(chat)
    chat.presses(KEES, "Keur goed")
    assert "Goedgekeurd door Teammanager I&A (Kees Vermeulen, plaatsvervanger, namens Ahmet Demir)." in chat.reads(
        SANNE
    )
    assert "Keur goed" not in chat.labels(KEES)
    read = chat.record(SANNE, "requests", FIRST)
    assert "Namens: Gemeente Waterveen" in read
    assert "Hoedanigheid: plaatsvervanger" in read


def test_the_record_stands_behind_a_stable_link_with_all_that_counts(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Keur goed")
    read = chat.presses(SANNE, "Open het dossier")
    assert "De link is alleen voor jou en werkt één keer, binnen tien minuten." in read
    assert "/open/" in read
    read = chat.record(SANNE, "requests", FIRST)
    for line in (
        "Besluit: Goedgekeurd door Teammanager I&A (Ahmet Demir, vervuller van de functie).",
        "Op: maandag 2 maart 2026 om 09:3",
        "Namens: Gemeente Waterveen",
        "Soort bevoegdheid: sturing",
        "Grondslag: Mandaatbesluit Waterveen 2024 art. 6",
        "Beslisrecht in het register: WV-001",
        "Versie van het register: 1",
        "> De oude zijn op.",
        "ingediend – Sanne de Vries",
        "goedgekeurd – Ahmet Demir",
    ):
        assert line in read


def test_an_approved_request_goes_on_and_the_requester_follows(chat: Chat) -> None:
    files(chat)
    chat.presses(AHMET, "Keur goed")
    for step, state in (("start", "In uitvoering"), ("finish", "Afgerond")):
        chat.presses(AHMET, "Voortgang")
        chat.fills(AHMET, step=step)
        assert chat.reads(SANNE).startswith(f"{FIRST} “Vier laptops”: {state}")
