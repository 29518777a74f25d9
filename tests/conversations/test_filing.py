# SPDX-License-Identifier: EUPL-1.2
"""Somebody sends in an IT request."""

from tests.cast import AHMET, COORDINATOR, FATIMA, JOHAN, KEES, LOTTE, MARIEKE, NAOMI, PRIYA, SANNE, YARA
from tests.conversations.scenes import (
    FIRST,
    HALLS,
    away,
    files,
    market_pitches,
    register_becomes,
    register_gains,
    right_says,
)
from tests.drive import Chat


def test_words_fill_in_the_form_and_the_confirmation_says_who_decides_and_why(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek vier laptops, 4k")
    assert chat.filled(SANNE)["subject"] == "Vier laptops"
    assert chat.filled(SANNE)["cost"] == "4000"
    assert chat.filled(SANNE)["kind"] == "hardware"
    read = chat.fills(SANNE, problem="De oude zijn op.", sponsor="Naomi Pinas")
    assert read.startswith(f"Ingediend: {FIRST} “Vier laptops”")
    assert "€ 4.000 excl. btw, incidenteel" in read
    assert "Teammanager I&A beslist: Mandaatbesluit Waterveen 2024 art. 6, tot en met € 25.000 excl. btw." in read
    assert "Nu is dat Ahmet Demir." in read
    assert chat.reads(AHMET).startswith(f"Sanne de Vries vraagt je besluit: {FIRST}")
    assert "Opdrachtgever of manager: Naomi Pinas" in chat.reads(AHMET)
    assert chat.reads(KEES) == ""


def test_plain_words_begin_a_request_too(chat: Chat) -> None:
    chat.begins(SANNE, "We hebben drie extra licenties nodig voor het tekenpakket, 4k")
    assert chat.filled(SANNE)["kind"] == "extension"
    assert "Softwarelicenties" in chat.fills(SANNE, problem="Twee tekenaars erbij.")


def test_an_answer_leads_to_a_request_with_its_topic_and_amount(chat: Chat) -> None:
    chat.says(SANNE, "wie beslist over laptops van 40k?")
    chat.presses(SANNE, "Dien een aanvraag in")
    assert "Over: Aanschaf werkplekhardware." in chat.form(SANNE)
    assert chat.filled(SANNE)["cost"] == "40000"
    read = chat.fills(SANNE, subject="Alles vervangen", problem="Alles is oud.", kind="replacement")
    assert "CIO beslist: Mandaatbesluit Waterveen 2024 art. 6, boven € 25.000 tot en met € 100.000" in read


def test_who_reads_english_sees_the_topic_in_english(chat: Chat) -> None:
    chat.says(LOTTE, "who decides on laptops of 40k?")
    chat.presses(LOTTE, "Submit a request")
    assert "About: Purchase of workplace hardware." in chat.form(LOTTE)
    assert "Topic: Aanschaf werkplekhardware" in chat.fills(LOTTE, problem="They are old.")


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(chat: Chat) -> None:
    chat.begins(SANNE, "/itverzoek vier laptops")
    chat.fills(SANNE, cost="min 5", sponsor="Piet Onbekend", goal="Snelle balie")
    errors = chat.errors(SANNE)
    assert errors["problem"] == "Vul dit in."
    assert errors["cost"] == "Een bedrag kan niet lager zijn dan nul."
    assert errors["sponsor"].startswith("Ik ken ")
    assert chat.reads(AHMET) == ""
    assert "Nog niet ingediend" in chat.says(SANNE, "/mijn")
    chat.presses(SANNE, "Verder")
    kept = chat.filled(SANNE)
    assert kept["goal"] == "Snelle balie"
    assert kept["cost"] == "min 5"
    read = chat.fills(SANNE, problem="De oude zijn op.", cost="4.000", sponsor=NAOMI.name)
    assert read.startswith(f"Ingediend: {FIRST}")
    assert "Nog niet ingediend" not in chat.says(SANNE, "/mijn")


def test_a_small_standard_request_takes_the_fast_lane(chat: Chat) -> None:
    assert "Route: snel, want klein en standaard" in files(chat)
    assert "Route: snel" not in files(chat, personal_data="yes")


def test_costs_that_are_not_known_are_no_obstacle_until_the_decision(chat: Chat) -> None:
    assert "nog niet bekend" in files(chat, cost="weet ik niet")
    read = chat.presses(AHMET, "Keur goed")
    assert "het bedrag" in read
    assert "Stel een vraag" in chat.labels(AHMET)


def test_over_the_limit_of_the_topic_it_goes_one_step_up(chat: Chat) -> None:
    register_becomes(chat, lambda rights: [r for r in rights if r.id not in ("WV-002", "WV-003", "WV-004")])
    read = files(chat, cost="40k")
    assert "Het bedrag gaat over de grens van Teammanager I&A" in read
    assert "CIO beslist." in read
    assert FIRST in chat.reads(MARIEKE)


def test_an_absent_holder_is_acted_for_by_the_deputy_until_the_holder_is_back(chat: Chat) -> None:
    away(chat, AHMET)
    assert "Nu is dat de plaatsvervanger, Kees Vermeulen, tot en met 6 maart 2026." in files(chat)
    assert chat.reads(KEES).startswith(f"Sanne de Vries vraagt je besluit: {FIRST}")
    assert chat.reads(AHMET) == ""


def test_the_deputy_that_a_right_names_goes_first(chat: Chat) -> None:
    away(chat, JOHAN)
    right_says(chat, "WV-003", deputy=COORDINATOR)
    assert "Nu is dat de plaatsvervanger, Kees Vermeulen" in files(chat, cost="150k")
    assert chat.reads(MARIEKE) == ""


def test_when_nobody_holds_the_function_the_steward_and_the_information_manager_hear_so(chat: Chat) -> None:
    read = files(chat, cost="300k")
    assert "College van B&W beslist" in read
    assert "Niemand vervult die functie nu; de registerbeheerder heeft bericht gekregen." in read
    assert f"{FIRST} wacht daarop" in chat.reads(FATIMA)


def test_who_decides_never_gets_the_own_request_also_as_deputy(chat: Chat) -> None:
    read = files(chat, AHMET)
    assert "De aanvrager is zelf Teammanager I&A; daarom gaat het een stap omhoog: CIO beslist." in read
    assert chat.reads(MARIEKE).startswith(f"Ahmet Demir vraagt je besluit: {FIRST}")
    away(chat, AHMET)
    assert "CIO beslist." in files(chat, KEES)
    assert "Keur goed" not in chat.labels(KEES)


def test_where_several_topics_fit_a_button_brings_it_to_who_decides(chat: Chat) -> None:
    register_gains(chat, *HALLS)
    assert "Er past meer dan één onderwerp." in files(chat, title="Huur van een zaal", kind="idea")
    assert {"Huren sportzaal", "Huren feestzaal"} <= set(chat.labels(FATIMA))
    chat.presses(SANNE, "Huren feestzaal")
    assert chat.reads(SANNE).startswith(f"{FIRST} ligt nu bij Concerncontroller")
    assert chat.reads(PRIYA).startswith(f"Sanne de Vries vraagt je besluit: {FIRST}")
    assert "Huren feestzaal" not in chat.labels(FATIMA)


def test_what_is_broken_is_for_the_service_desk_with_a_way_on(chat: Chat) -> None:
    read = chat.says(SANNE, "de printer op de derde doet het niet")
    assert "De servicedesk helpt je meteen: Servicedesk, tel. 1000." in read
    chat.presses(SANNE, "Toch een aanvraag indienen")
    assert chat.filled(SANNE)["subject"] == "De printer op de derde doet het niet"


def test_what_is_in_use_already_is_reported_without_blame(chat: Chat) -> None:
    chat.begins(SANNE, "we gebruiken al eigen laptops, voor 400 euro")
    assert chat.filled(SANNE)["kind"] == "shadow_it"
    assert "fijn dat je het meldt" in chat.form(SANNE)
    chat.fills(SANNE, subject="Laptops", problem="Wijkteams werken zo al een jaar.")
    assert {"Regulariseer", "Vervang", "Stop het gebruik"} <= set(chat.labels(AHMET))
    chat.presses(AHMET, "Vervang")
    chat.fills(AHMET, conditions="Vanaf april een laptop van ons.")
    assert "vervangen door iets anders" in chat.reads_all(SANNE)


def test_a_matter_of_the_joint_arrangement_is_decided_there_and_told_here(chat: Chat) -> None:
    market_pitches(chat)
    read = files(chat, title="Standplaatsen op de weekmarkt toewijzen", kind="idea", cost="")
    assert "Directeur Zuiderplas beslist" in read
    assert "Dat is een zaak van Samenwerking Zuiderplas. Nu is dat Yara Kuipers." in read
    chat.presses(YARA, "Keur goed")
    assert "Goedgekeurd door Directeur Zuiderplas (Yara Kuipers, vervuller van de functie)." in chat.reads(SANNE)
    assert "Keur goed" not in chat.labels(YARA)


def test_the_same_form_delivered_twice_is_one_request(chat: Chat) -> None:
    read = files(chat)
    assert chat.repeats(SANNE) == read
    assert len(chat.cards(AHMET)) == 1
    assert [act for act, _about, _result in chat.journal()] == ["requests.submit"]
    assert FIRST.replace("1", "2") not in chat.says(SANNE, "/itstatus")
