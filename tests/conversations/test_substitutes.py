# SPDX-License-Identifier: EUPL-1.2
"""Somebody is away: the deputy is asked, what waits moves over and comes back, and a no goes on to the next."""

from datetime import date

from commands.people import Holding
from tests.cast import AHMET, FATIMA, KEES, MARIEKE, NAOMI, SANNE, TEAMMANAGER
from tests.conversations.scenes import FIRST, files, right_says
from tests.drive import Chat


def away(chat: Chat, words: str, **typed: str) -> str:
    """Ahmet says that he is away; return what he reads."""
    chat.begins(AHMET, words)
    return chat.fills(AHMET, **typed)


def test_the_deputy_is_asked_takes_over_what_waits_and_gives_it_back(chat: Chat) -> None:
    right_says(chat, "WV-001", deputy="")
    files(chat)
    read = away(chat, "ik ben weg van 4 t/m 6 maart", deputy="Naomi Pinas")
    assert "Het is gevraagd; je hoort wat de ander zegt." in read
    read = chat.reads(NAOMI)
    assert read.startswith("Je vervangt Ahmet Demir van 4 maart 2026 tot en met 6 maart 2026")
    assert "• Teammanager I&A" in read
    assert FIRST not in read, "it has not begun"
    chat.presses(NAOMI, "Ik neem het over")
    assert chat.reads(AHMET).startswith("Naomi Pinas vervangt je van 4 maart 2026 tot en met 6 maart 2026")
    assert "Ik kan niet" not in chat.labels(NAOMI)

    chat.sleeps_until(date(2026, 3, 4))
    read = chat.reads(NAOMI)
    assert read.startswith("Vanaf vandaag vervang je Ahmet Demir, tot en met 6 maart 2026")
    assert f"{FIRST} “Vier laptops”" in read
    assert "namens Ahmet Demir" in read
    files(chat, title="Vijf laptops")
    chat.presses(NAOMI, "Keur goed")
    assert "Vijf laptops" in chat.reads(NAOMI), "what comes in meanwhile comes to the substitute"

    chat.sleeps_until(date(2026, 3, 9))
    read = chat.reads_all(AHMET)
    assert "Welkom terug" in read
    welcome = read.split("Welkom terug")[1]
    decided, waits = welcome.split("Dit wacht nu op jou")
    assert "In jouw plaats besloten" in decided
    assert "ITV-2026-0002 “Vijf laptops”: Goedgekeurd" in decided
    assert "Naomi Pinas voor Teammanager I&A, woensdag 4 maart 2026" in decided
    assert f"{FIRST} “Vier laptops”" in waits
    assert chat.presses(AHMET, "Bekijk").startswith("ITV-2026-0002")
    assert "Ahmet Demir is terug: je vervangt niet meer" in chat.reads_all(NAOMI)
    assert chat.says(NAOMI, "/mijn").count("ITV-") == 0
    assert FIRST in chat.says(AHMET, "/mijn")


def test_after_a_no_the_next_is_asked_and_in_the_end_the_steward_hears_it(chat: Chat) -> None:
    right_says(chat, "WV-001", deputy="")
    files(chat)
    away(chat, "ik ben weg tot en met vrijdag", deputy="Naomi Pinas")
    assert f"{FIRST} “Vier laptops”" in chat.reads(NAOMI), "it has begun, so what waits comes along"
    chat.presses(NAOMI, "Ik kan niet")
    assert chat.reads(NAOMI).startswith("Je vervangt Ahmet Demir niet")
    assert "Nu is Kees Vermeulen gevraagd." in chat.reads(AHMET)
    read = chat.reads(KEES)
    assert read.startswith("Je vervangt Ahmet Demir van 2 maart 2026 tot en met 6 maart 2026")
    assert f"{FIRST} “Vier laptops”" in read
    chat.presses(KEES, "Ik kan niet")
    assert "Niemand neemt dit over: Teammanager I&A." in chat.reads(AHMET)
    assert "Niemand vervangt Ahmet Demir van 2 maart 2026 tot en met 6 maart 2026" in chat.reads_all(FATIMA)

    chat.arranges(lambda store: store.people.add_holding(Holding(MARIEKE, TEAMMANAGER, deputy=True)))
    assert "Marieke Bakker" in chat.says(SANNE, "wie beslist over laptops van 4k?")
    assert chat.says(AHMET, "ik ben er weer").startswith("Welkom terug")
    assert FIRST in chat.reads(AHMET)


def test_what_a_right_gives_to_another_deputy_comes_to_that_deputy(chat: Chat) -> None:
    files(chat)
    away(chat, "ik ben weg tot en met vrijdag", deputy="Naomi Pinas")
    assert FIRST not in chat.reads(NAOMI)
    read = chat.reads(KEES)
    assert read.startswith("Ahmet Demir is afwezig: dit komt naar jou, tot en met 6 maart 2026")
    assert f"{FIRST} “Vier laptops”" in read


def test_who_says_nothing_is_reminded_once_and_then_it_goes_on_to_the_next_and_up(chat: Chat) -> None:
    right_says(chat, "WV-001", deputy="")
    files(chat)
    away(chat, "ik ben weg tot en met 13 maart", deputy="Naomi Pinas")
    chat.sleeps_until(date(2026, 3, 3))
    assert chat.reads(NAOMI).startswith("Vervang je Ahmet Demir? Je hebt nog niet geantwoord")
    chat.sleeps_until(date(2026, 3, 4))
    assert chat.reads(NAOMI).startswith("Je hebt niet geantwoord, dus je vervangt Ahmet Demir niet")
    assert "Naomi Pinas heeft niet gezegd of je wordt vervangen" in chat.reads_all(AHMET)
    assert "Nu is Kees Vermeulen gevraagd." in chat.reads_all(AHMET)
    assert "Naomi Pinas heeft niet gezegd of Ahmet Demir wordt vervangen" in chat.reads_all(FATIMA)
    assert f"{FIRST} “Vier laptops”" in chat.reads(KEES)
    chat.presses(NAOMI, "Ik neem het over")
    assert "Naomi Pinas vervangt Ahmet Demir toch, dus jij hoeft het niet te doen" in chat.reads(KEES)
    assert FIRST in chat.says(NAOMI, "/mijn")
    chat.says(NAOMI, "/mijngegevens")
    assert "Ahmet Demir, van 2 maart 2026 tot en met 13 maart 2026: je vervangt" in chat.reads(NAOMI)


def test_where_nobody_answers_the_steward_hears_it_and_what_is_stuck_goes_past_the_empty_place(chat: Chat) -> None:
    right_says(chat, "WV-001", deputy="")
    away(chat, "ik ben weg tot en met 13 maart")
    chat.day_becomes(date(2026, 3, 4))
    told = chat.reads(FATIMA)
    assert told.startswith("Niemand vervangt Ahmet Demir van 2 maart 2026 tot en met 13 maart 2026")
    assert "Kees Vermeulen heeft niet gezegd of Ahmet Demir wordt vervangen" in told
    chat.begins(SANNE, "/escaleer de aanschaf van laptops")
    path = chat.fills(SANNE, tried="Gebeld.", decision="Wanneer ze komen.", otherwise="Stilstand.")
    assert "• Teammanager I&A valt af: afwezig" in path
    assert "Eerst: CIO (Marieke Bakker)" in path


def test_a_deputy_who_is_back_before_the_holder_is_asked_and_whoever_stood_in_hears_that(chat: Chat) -> None:
    right_says(chat, "WV-001", deputy="")
    files(chat)
    chat.begins(KEES, "ik ben weg tot en met woensdag")
    chat.fills(KEES, deputy="Naomi Pinas")
    away(chat, "ik ben weg tot en met 13 maart")
    assert f"{FIRST} “Vier laptops”" in chat.reads(NAOMI)
    chat.presses(NAOMI, "Ik neem het over")
    chat.sleeps_until(date(2026, 3, 5))
    read = chat.reads(KEES)
    assert read.startswith("Je vervangt Ahmet Demir van 2 maart 2026 tot en met 13 maart 2026")
    assert f"{FIRST} “Vier laptops”" in read
    assert "Kees Vermeulen is terug en vervangt Ahmet Demir, dus jij hoeft het niet meer te doen" in chat.reads(NAOMI)
