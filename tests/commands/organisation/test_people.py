# SPDX-License-Identifier: EUPL-1.2
"""Looking up who holds what, in both languages, and what a person's own overview shows."""

from datetime import date

import pytest

from bot.plain import render_card
from commands.help import home_card
from commands.organisation import feature
from commands.people import Absence, Holding, Person
from storage.store import Store
from tests.cast import (
    AHMET,
    ARCHITECT,
    ARRANGEMENT_DIRECTOR,
    FATIMA,
    JOHAN,
    LOTTE,
    MARIEKE,
    SANNE,
    WATERVEEN,
    ZUIDERPLAS,
    context,
)
from tests.drive import Chat


def test_everyone_sees_which_functions_are_held_by_whom(chat: Chat) -> None:
    seen = chat.says(SANNE, "/mensen")

    assert "• CIO – Marieke Bakker; plaatsvervanger: Ahmet Demir [Openen]" in seen
    assert "• Afdelingshoofd – Naomi Pinas voor Ruimte en Willem Dekker voor Sociaal Domein [Openen]" in seen
    assert "• Portfolioboard – Johan Visser, Marieke Bakker en Priya Ramdin [Openen]" in seen


def test_a_function_without_a_holder_stands_first(chat: Chat) -> None:
    seen = chat.says(LOTTE, "/people")
    vacancy, _, everything = seen.partition("All functions")

    assert "1 function without a holder" in vacancy
    assert ARCHITECT in vacancy
    assert ARCHITECT in everything


def test_buttons_to_change_are_there_for_who_may_change(chat: Chat) -> None:
    chat.says(SANNE, "/mensen")
    assert set(chat.labels(SANNE)) == {"Openen"}

    chat.says(FATIMA, "/mensen")
    assert {"Aanwijzen", "Persoon toevoegen", "Functie toevoegen", "Afwezigheid noteren"} <= set(chat.labels(FATIMA))
    assert "Rollen" not in chat.labels(FATIMA)

    chat.says(LOTTE, "/people")
    assert "Roles" in chat.labels(LOTTE)


def test_the_name_of_a_function_shows_that_function_capitals_aside(chat: Chat) -> None:
    assert chat.says(SANNE, "/mensen cio").startswith("CIO\n\nVandaag: Marieke Bakker")


def test_a_function_is_found_by_its_english_name(chat: Chat) -> None:
    assert chat.says(LOTTE, "/people group controller").startswith("Concerncontroller")


def test_part_of_a_name_shows_the_person_with_everything_held(chat: Chat) -> None:
    seen = chat.says(SANNE, "/mensen ahmet")

    assert seen.startswith("Ahmet Demir")
    assert "Functies: Teammanager I&A en plaatsvervanger van CIO" in seen


def test_words_that_fit_more_are_a_choice(chat: Chat) -> None:
    seen = chat.says(SANNE, "/mensen de")

    assert seen.startswith("Welke bedoel je?")
    chat.presses(SANNE, "Openen")
    assert not chat.reads(SANNE).startswith("Welke bedoel je?")


def test_a_slip_of_the_keyboard_gets_what_comes_closest(chat: Chat) -> None:
    assert "• Portfolioboard [Openen]" in chat.says(SANNE, "/mensen portfoliobord")
    assert "• Marieke Bakker – I&A [Openen]" in chat.says(SANNE, "/mensen mareike")


def test_a_name_that_nobody_has_says_so_in_the_readers_language(chat: Chat) -> None:
    assert chat.says(SANNE, "/mensen qqq").startswith("Ik ken geen functie of persoon met de naam “qqq”.")
    assert chat.says(LOTTE, "/people qqq").startswith("I know no function or person called “qqq”.")


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("wie is de CIO?", "CIO\n"),
        ("wie zijn lid van het portfolioboard", "Portfolioboard\n"),
        ("who is our group controller today?", "Concerncontroller\n"),
        ("wie is Ahmet Demir?", "Ahmet Demir\n"),
    ],
)
def test_who_is_is_answered_for_a_function_or_a_whole_name(chat: Chat, words: str, begins: str) -> None:
    assert chat.says(SANNE, words).startswith(begins)


@pytest.mark.parametrize("words", ["wie is budgethouder van applicatiebeheer", "wie is Ahmet", "wie is er jarig"])
def test_other_questions_about_who_are_left_to_others(chat: Chat, words: str) -> None:
    assert chat.says(SANNE, words).startswith("Dit kan ik voor je doen")


def test_a_function_shows_the_deputy_and_why_while_its_holder_is_away(chat: Chat) -> None:
    chat.says(MARIEKE, "ik ben weg tot 9 maart")
    chat.fills(MARIEKE)

    seen = chat.says(SANNE, "/mensen cio")

    assert "Vandaag: Ahmet Demir als plaatsvervanger: Marieke Bakker is weg tot en met 8 maart 2026" in seen
    assert "• Marieke Bakker (weg tot en met 8 maart 2026)" in seen


def test_my_overview_shows_what_i_hold_and_deputise_for(chat: Chat) -> None:
    assert (
        "Jouw functies\n\n• Teammanager I&A – zonder einddatum\n• plaatsvervanger van CIO – zonder einddatum"
        in _overview(chat, AHMET)
    )


def test_my_overview_names_the_other_organisation_where_i_hold_something(chat: Chat) -> None:
    held = Holding(JOHAN, ARRANGEMENT_DIRECTOR, valid_to=date(2026, 12, 31))
    chat.database.transact(lambda c: Store(c, ZUIDERPLAS).people.add_holding(held))

    assert "• Directeur Zuiderplas bij Samenwerking Zuiderplas, tot en met 31 december 2026" in _overview(chat, JOHAN)


def test_my_overview_says_that_i_am_away_and_who_is_in_my_place(chat: Chat) -> None:
    chat.says(MARIEKE, "ik ben weg tot 9 maart")
    chat.fills(MARIEKE)

    assert "Tot en met 8 maart 2026; in jouw plaats: Ahmet Demir.\n\n[Ik ben er weer]" in _overview(chat, MARIEKE)


def test_my_overview_says_whom_i_replace_and_until_when(chat: Chat) -> None:
    away = Absence(MARIEKE, date(2026, 3, 1), date(2026, 3, 8), AHMET)
    chat.database.transact(lambda c: Store(c, WATERVEEN).people.add_absence(away))

    assert "Wie je vervangt\n\n• Marieke Bakker – Tot en met 8 maart 2026." in _overview(chat, AHMET)


def test_my_overview_says_what_i_chose_also_where_i_chose_nothing(chat: Chat) -> None:
    assert _overview(chat, SANNE) == (
        "Jouw overzicht\n\nEr wacht niets op jou.\n\nWanneer ik van je hoor\n\nTaal: Nederlands\n"
        "Wat ik alleen hoef te weten: samen, één keer per dag\nOverzicht om: 09:00\nStille uren: geen\n"
        "Niets tot: niet ingesteld\n\n[Wijzigen] [English] [Stil tot 3 maart 2026] [Stil tot 9 maart 2026]"
    )


def test_who_holds_nothing_has_nothing_here(chat: Chat) -> None:
    assert "Jouw functies" not in _overview(chat, SANNE)


def _overview(chat: Chat, person: Person) -> str:
    def look(store: Store) -> str:
        return render_card(home_card((feature(),), context(person), store), chat.localizer(person))

    return chat.database.read(lambda c: look(Store(c, WATERVEEN)))
