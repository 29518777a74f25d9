# SPDX-License-Identifier: EUPL-1.2
"""Somebody asks who decides."""

from datetime import date, timedelta

from commands.people import Holding, Role
from storage.store import Store
from tests.cast import (
    AHMET,
    CIO,
    DAY,
    FATIMA,
    LOTTE,
    MARIEKE,
    PRIYA,
    RUBEN,
    SANNE,
)
from tests.conversations.scenes import HALLS, away, market_pitches, register_gains
from tests.drive import Chat


def test_an_answer_names_the_function_its_holder_the_band_the_basis_and_the_version(chat: Chat) -> None:
    read = chat.says(SANNE, "wie beslist over laptops van 40k?")
    assert read.startswith("CIO beslist over “Aanschaf werkplekhardware”")
    assert "Begrepen: € 40.000 excl. btw." in read
    assert "Vandaag is dat Marieke Bakker." in read
    assert "boven € 25.000 tot en met € 100.000" in read
    assert "Grondslag: Mandaatbesluit Waterveen 2024 art. 6" in read
    assert "Escaleert naar: Directeur Bedrijfsvoering" in read
    assert "Register: Gemeente Waterveen, WV-002, versie 1 van 2 maart 2026" in read
    assert "• bedragen boven € 250.000: College van B&W" in read
    assert "Bij twijfel geldt het vastgestelde register." in read


def test_the_command_and_plain_words_ask_the_same(chat: Chat) -> None:
    plain = chat.says(SANNE, "wie beslist over laptops van 40k?")
    assert chat.says(SANNE, "/wiebeslist laptops van 40k") == plain
    assert chat.says(SANNE, "/whodecides laptops van € 40.000,-") == plain
    assert chat.says(SANNE, "Hoi, wie tekent er voor laptops van 40 duizend euro?") == plain


def test_who_reads_english_is_answered_in_english(chat: Chat) -> None:
    read = chat.says(LOTTE, "who decides on laptops of 40k?")
    assert read.startswith("CIO decides on “Purchase of workplace hardware”")
    assert "Today that is Marieke Bakker." in read
    assert "amounts above €25,000 up to €100,000" in read
    assert "[Submit a request]" in read


def test_without_an_amount_the_whole_ladder_is_shown(chat: Chat) -> None:
    read = chat.says(SANNE, "mag ik licenties bijkopen?")
    assert read.startswith("“Softwarelicenties aanschaffen of verlengen”: dat hangt van het bedrag af")
    assert "• bedragen tot en met € 50.000: Teammanager I&A – Ahmet Demir [Bekijk]" in read
    assert "• bedragen boven € 150.000: Directeur Bedrijfsvoering – Johan Visser [Bekijk]" in read
    assert chat.presses(SANNE, "Bekijk").startswith("Teammanager I&A beslist over “Softwarelicenties")


def test_a_ladder_is_whole_also_when_some_rungs_have_the_word_and_others_not(chat: Chat) -> None:
    read = chat.says(SANNE, "wie beslist over beeldschermen?")
    assert "• bedragen tot en met € 25.000: Teammanager I&A" in read
    assert "• bedragen boven € 250.000: College van B&W – op dit moment niemand" in read


def test_a_question_about_the_past_names_who_held_it_then(chat: Chat) -> None:
    def succeed(store: Store) -> None:
        now = next(n for n, h in store.people.all_holdings().items() if h.person == MARIEKE and h.function == CIO)
        store.people.change_days(now, date(2025, 6, 1), None)
        store.people.add_holding(Holding(RUBEN, CIO, valid_from=date(2024, 1, 1), valid_to=date(2025, 5, 31)))

    chat.arranges(succeed)
    read = chat.says(SANNE, "wie besliste op 14 maart 2025 over laptops van 40k?")
    assert "peildatum 14 maart 2025" in read
    assert "Op 14 maart 2025 was dat Ruben Jacobs." in read
    assert "Dien een aanvraag in" not in read
    assert "Vandaag is dat Marieke Bakker." in chat.says(SANNE, "wie beslist over laptops van 40k?")


def test_for_an_absent_holder_the_deputy_is_named_with_the_reason(chat: Chat) -> None:
    away(chat, MARIEKE)
    read = chat.says(SANNE, "wie beslist over laptops van 40k?")
    assert "Nu de plaatsvervanger, Ahmet Demir: Marieke Bakker is afwezig tot en met 6 maart 2026." in read
    chat.time_passes(timedelta(days=7))
    assert "Vandaag is dat Marieke Bakker." in chat.says(SANNE, "wie beslist over laptops van 40k?")


def test_where_each_unit_has_a_holder_the_asker_hears_the_own_one(chat: Chat) -> None:
    assert "Vandaag is dat Naomi Pinas." in chat.says(SANNE, "wie tekent een verwerkersovereenkomst?")
    read = chat.says(AHMET, "wie tekent een verwerkersovereenkomst?")
    assert "Ruimte: Naomi Pinas." in read
    assert "Sociaal Domein: Willem Dekker." in read


def test_a_vacancy_is_said_and_nobody_is_made_up(chat: Chat) -> None:
    read = chat.says(SANNE, "wie beslist over betalen van losgeld?")
    assert read.startswith("Burgemeester beslist over “Betalen losgeld bij gijzelsoftware”")
    assert "Voor zover ik weet vervult nu niemand deze functie." in read
    assert "Fatima El Idrissi" in read


def test_who_holds_the_function_is_told_that_it_is_about_oneself(chat: Chat) -> None:
    assert "Jij mag dit dus zelf beslissen" in chat.says(MARIEKE, "wie beslist over laptops van 40k?")


def test_a_choice_from_candidates_becomes_a_word_that_the_steward_accepts(chat: Chat) -> None:
    register_gains(chat, *HALLS)
    read = chat.says(SANNE, "wie beslist over de huur van een zaal?")
    assert "ik gok liever niet" in read
    assert {"Huren sportzaal", "Huren feestzaal", "Geen van deze"} <= set(chat.labels(SANNE))
    assert chat.presses(SANNE, "Huren feestzaal").startswith("Concerncontroller beslist over “Huren feestzaal”")
    assert "voor “Huren feestzaal”" in chat.says(FATIMA, "/gaten")
    chat.presses(FATIMA, "Aannemen")
    assert chat.reads(FATIMA).startswith("“huur zaal” leidt nu naar “Huren feestzaal”")
    read = chat.says(AHMET, "wie beslist over de huur van een zaal?")
    assert read.startswith("Concerncontroller beslist over “Huren feestzaal”")


def test_a_right_of_the_joint_arrangement_is_found_and_named_as_such(chat: Chat) -> None:
    market_pitches(chat)
    read = chat.says(SANNE, "wie beslist over standplaatsen op de weekmarkt?")
    assert read.startswith("Directeur Zuiderplas beslist over “Toewijzen standplaatsen weekmarkt”")
    assert "Uit het register van Samenwerking Zuiderplas." in read
    assert "Vandaag is dat Yara Kuipers." in read


def test_a_day_that_is_not_on_the_calendar_is_said_so(chat: Chat) -> None:
    read = chat.says(SANNE, "wie beslist over laptops op 31 februari 2025?")
    assert read == "“op 31 februari 2025” staat niet op de kalender."


def test_amounts_that_cannot_be_meant_are_said_so(chat: Chat) -> None:
    assert chat.says(SANNE, "wie beslist over laptops van € -500?").startswith("Een bedrag kan niet")
    read = chat.says(SANNE, "wie beslist over laptops van 900 miljard?")
    assert read.startswith("€ 900.000.000.000 is meer dan een gemeente uitgeeft.")


def test_who_replaces_a_function_is_answered(chat: Chat) -> None:
    read = chat.says(SANNE, "wie vervangt de concerncontroller?")
    assert read.startswith("Wie vervangt Concerncontroller")
    assert "Plaatsvervanger: niemand" in read
    read = chat.says(SANNE, "wie vervangt de directeur bedrijfsvoering?")
    assert "Plaatsvervanger: Marieke Bakker" in read
    assert "[Teammanager I&A]" in chat.says(SANNE, "wie vervangt de teammanager?") or "Kees Vermeulen" in chat.reads(
        SANNE
    )


def test_in_a_channel_who_decides_is_answered_aloud_in_the_language_of_the_organisation(chat: Chat) -> None:
    assert chat.mentions(LOTTE, "who decides on laptops of 40k?") == ""
    assert chat.channel().startswith("CIO beslist over “Aanschaf werkplekhardware”")


def test_in_a_channel_what_is_personal_is_answered_in_private(chat: Chat) -> None:
    assert chat.mentions(PRIYA, "/mijn").startswith("Jouw overzicht")
    assert chat.channel() == ""


def test_without_a_steward_the_answer_does_not_promise_one(chat: Chat) -> None:
    chat.arranges(lambda store: store.people.revoke_role(FATIMA, Role.STEWARD))
    read = chat.says(SANNE, "wie beslist over de kleur van de vlag?")
    assert "er is nog geen registerbeheerder" in read


def test_an_answer_about_tomorrow_looks_at_tomorrow(chat: Chat) -> None:
    away(chat, MARIEKE)
    read = chat.says(SANNE, f"wie beslist op {DAY + timedelta(days=9):%d-%m-%Y} over laptops van 40k?")
    assert "11 maart 2026" in read
    assert "Marieke Bakker" in read
    assert "Ahmet Demir" not in read
