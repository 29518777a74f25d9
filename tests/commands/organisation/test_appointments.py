# SPDX-License-Identifier: EUPL-1.2
"""Functions get and lose holders and deputies, by a steward's form."""

from collections.abc import Callable

import pytest

from tests.cast import AHMET, ARCHITECT, FATIMA, JOHAN, KEES, LOTTE, MARIEKE, NAOMI, PRIYA, RUBEN, SANNE
from tests.drive import Chat


def open_form(chat: Chat, function: str, label: str) -> None:
    chat.says(FATIMA, f"/mensen {function}")
    chat.presses(FATIMA, label)


def test_a_vacancy_is_filled_from_today(chat: Chat) -> None:
    open_form(chat, ARCHITECT, "Functie toewijzen")
    answer = chat.fills(FATIMA, person=RUBEN.name)

    assert answer.startswith("Ruben Jacobs wordt Enterprise-architect\n\nEerste dag: 2 maart 2026")
    assert chat.reads(RUBEN).startswith("Je wordt Enterprise-architect")
    assert "Vandaag: Ruben Jacobs" in chat.says(SANNE, f"/mensen {ARCHITECT}")


def test_a_successor_begins_the_day_after_the_predecessor_ends(chat: Chat) -> None:
    open_form(chat, "CIO", "Functie toewijzen")
    instead = next(f for f in chat.opened[FATIMA.id].fields if f.name == "instead")
    assert "Marieke Bakker" in chat.form(FATIMA)
    chat.fills(FATIMA, person=SANNE.name, first_day="1-4-2026", instead=instead.options[0].value)  # type: ignore[union-attr]  # a choice

    seen = chat.says(SANNE, "/mensen cio")
    assert "• Marieke Bakker, tot en met 31 maart 2026" in seen
    assert "• Sanne de Vries, vanaf 1 april 2026" in seen
    ended = chat.reads(MARIEKE)
    assert ended.startswith("Je functie eindigt: CIO")
    assert ended.count("31 maart 2026") == 1


def test_a_deputy_is_appointed_until_a_day(chat: Chat) -> None:
    open_form(chat, "Concerncontroller", "Plaatsvervanger aanwijzen")
    answer = chat.fills(FATIMA, person=JOHAN.name, last_day="31-12-2026")

    assert answer.startswith("Johan Visser wordt plaatsvervanger voor Concerncontroller")
    assert "Laatste dag: 31 december 2026" in answer
    assert chat.reads(JOHAN).startswith("Je wordt plaatsvervanger voor Concerncontroller")


def test_a_third_head_gets_a_unit_of_her_own(chat: Chat) -> None:
    open_form(chat, "Afdelingshoofd", "Functie toewijzen")
    chat.fills(FATIMA, person=RUBEN.name, unit="Bedrijfsvoering")

    assert "Ruben Jacobs voor Bedrijfsvoering" in chat.says(SANNE, "/mensen afdelingshoofd")


@pytest.mark.parametrize(
    ("function", "label", "typed", "field", "error"),
    [
        ("CIO", "Functie toewijzen", {"person": "Fatima"}, "person", "Je kunt jezelf niet aanwijzen."),
        ("CIO", "Functie toewijzen", {"person": "Marieke"}, "person", "heeft deze functie in die tijd al."),
        (
            "CIO",
            "Functie toewijzen",
            {"person": "Ahmet"},
            "person",
            "zou deze functie én de vervanging tegelijk hebben.",
        ),
        ("CIO", "Functie toewijzen", {"person": "Niemand"}, "person", "Ik ken niemand die “Niemand” heet."),
        ("CIO", "Functie toewijzen", {"person": ""}, "person", "Vul dit in."),
        ("CIO", "Functie toewijzen", {"person": "Sanne", "first_day": "1-1-1900"}, "first_day", "Controleer het jaar."),
        (
            "CIO",
            "Functie toewijzen",
            {"person": "Sanne", "last_day": "1-3-2026"},
            "last_day",
            "ligt vóór de eerste dag",
        ),
        ("CIO", "Plaatsvervanger aanwijzen", {"person": "Ahmet"}, "person", "heeft deze functie in die tijd al."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    chat: Chat, function: str, label: str, typed: dict[str, str], field: str, error: str
) -> None:
    open_form(chat, function, label)
    chat.fills(FATIMA, **typed)

    assert error in chat.errors(FATIMA)[field]


def test_a_function_that_ends_without_a_successor_says_so_and_offers_one(chat: Chat) -> None:
    open_form(chat, "Concerncontroller", "Beëindigen")
    answer = chat.fills(FATIMA, last_day="31-3-2026")

    assert answer.startswith("Vanaf 1 april 2026 heeft niemand de functie Concerncontroller.")
    chat.presses(FATIMA, "Functie toewijzen")
    assert chat.opened[FATIMA.id].form == "organisation.holding"
    assert chat.reads(PRIYA).startswith("Je functie eindigt: Concerncontroller")


def test_a_function_that_ends_soon_stands_in_the_overview(chat: Chat) -> None:
    open_form(chat, "Concerncontroller", "Beëindigen")
    chat.fills(FATIMA, last_day="31-3-2026")

    seen = chat.says(SANNE, "/mensen")
    assert "Eindigt binnen drie maanden, zonder opvolger\n\n• Concerncontroller – Priya Ramdin" in seen


def test_a_holding_that_ended_before_is_not_ended_again(chat: Chat) -> None:
    open_form(chat, "Concerncontroller", "Beëindigen")
    stale = next(card for card in chat.cards(FATIMA) if card.title == "Concerncontroller")
    chat.fills(FATIMA, last_day="1-3-2026")
    chat.presses(FATIMA, "Beëindigen", stale)
    chat.fills(FATIMA, last_day="31-3-2026")

    assert chat.reads(FATIMA).startswith("Dit is intussen gewijzigd.")


def test_a_function_is_added_and_held_by_nobody_yet(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen")
    chat.presses(FATIMA, "Functie toevoegen")
    chat.fills(FATIMA, name="Privacy officer", name_en="Privacy officer", side="control")

    assert "Niemand heeft deze functie." in chat.says(SANNE, "/mensen privacy officer")


def test_a_function_is_not_added_twice(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen")
    chat.presses(FATIMA, "Functie toevoegen")
    chat.fills(FATIMA, name="cio")

    assert chat.errors(FATIMA)["name"] == "De functie “CIO” bestaat al."


def test_a_function_keeps_the_name_that_the_register_knows(chat: Chat) -> None:
    open_form(chat, "CIO", "Wijzigen")
    chat.fills(FATIMA, name="CDO")

    assert "Het register kent deze functie als “CIO”." in chat.errors(FATIMA)["name"]


def test_every_change_is_in_the_journal(chat: Chat, journal: Callable[[], list[str]]) -> None:
    open_form(chat, ARCHITECT, "Functie toewijzen")
    chat.fills(FATIMA, person=RUBEN.name)
    open_form(chat, ARCHITECT, "Beëindigen")
    chat.fills(FATIMA, last_day="31-3-2026")

    number = journal()[0].split()[2]
    assert journal() == [
        f"{FATIMA.id} organisation.appoint {number} {RUBEN.id}",
        f"{FATIMA.id} organisation.end {number} 2026-03-31",
    ]


def test_who_reads_english_appoints_in_english(chat: Chat) -> None:
    chat.says(LOTTE, f"/people {ARCHITECT}")
    chat.presses(LOTTE, "Appoint a holder")
    assert chat.fills(LOTTE, person=NAOMI.name).startswith("Naomi Pinas becomes Enterprise-architect")
    assert KEES.name not in chat.reads(LOTTE)
    assert AHMET.name not in chat.reads(LOTTE)
