# SPDX-License-Identifier: EUPL-1.2
"""What an answer says: who decides, who acts today and why, on what basis, and what is beside it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection

from commands.people import Absence
from storage.store import Store
from tests.cast import (
    AHMET,
    ARCHITECT,
    AT,
    CIO,
    CONTROLLER,
    DAY,
    FATIMA,
    KEES,
    LOTTE,
    MARIEKE,
    NAOMI,
    PRIYA,
    WATERVEEN,
    WILLEM,
    ZUIDERPLAS,
)
from tests.commands.decision_rights.desk import ARRANGEMENT_RIGHTS, LAPTOPS, RIGHTS, Desk, button

FRIDAY = DAY + timedelta(days=4)


def _away(desk: Desk, *absences: Absence) -> None:
    def write(connection: Connection) -> None:
        for absence in absences:
            Store(connection, WATERVEEN).people.add_absence(absence)

    desk.database.transact(write)


def test_the_answer_names_the_function_first_and_then_who_holds_it_today(desk: Desk) -> None:
    said = desk.says("wie beslist over laptops van 40k?")

    assert said.startswith("CIO beslist over “Aanschaf laptops”")
    assert "Vandaag is dat Marieke Bakker." in said
    assert "Begrepen: € 40.000 excl. btw. Uit het register van Gemeente Waterveen." in said


def test_the_answer_gives_the_kind_the_band_the_roles_the_basis_the_validity_and_the_version(desk: Desk) -> None:
    said = desk.says("wie beslist over laptops van 5.000 euro?")

    assert "Soort bevoegdheid: budget: mag het geld uitgeven" in said
    assert "Geldt voor (excl. btw): bedragen tot en met € 25.000" in said
    assert "Adviseert: Inkoopadviseur" in said
    assert "Wordt geïnformeerd: Concerncontroller" in said
    assert "Escaleert naar: CIO" in said
    assert "Grondslag: Mandaatbesluit 2024 art. 6" in said
    assert "Lees de grondslag: https://regels.example/mandaatbesluit#6" in said
    assert "Geldig: sinds 1 januari 2024" in said
    assert "Register: Gemeente Waterveen, WV-001, versie 1 van 2 maart 2026" in said
    assert "Bij twijfel geldt het vastgestelde register." in said


def test_the_answer_in_english_gives_the_english_names_with_the_official_ones(desk: Desk) -> None:
    said = desk.says("who decides on laptops of 40k?", LOTTE, language="en")

    assert said.startswith("CIO decides on “Purchase of laptops”")
    assert "Today that is Marieke Bakker." in said
    assert "Is informed: Group controller (Concerncontroller)" in said
    assert "Covers (excl. VAT): amounts above €25,000 up to €100,000" in said


def test_the_other_bands_of_the_topic_stand_in_one_line_each(desk: Desk) -> None:
    said = desk.says("wie beslist over laptops van 40k?")

    assert "• bedragen tot en met € 25.000: Teammanager I&A" in said
    assert "• bedragen boven € 100.000: Directeur Bedrijfsvoering" in said


def test_a_topic_with_bands_asked_without_an_amount_shows_the_ladder(desk: Desk) -> None:
    reply = desk.reply("wie beslist over laptops?")
    said = desk.says("wie beslist over laptops?")

    assert said.startswith("“Aanschaf laptops”: dat hangt van het bedrag af")
    assert said.index("Teammanager I&A – Ahmet Demir") < said.index("CIO – Marieke Bakker")
    shown = desk.says(button(reply.answer, "Bekijk"))
    assert shown.startswith("Teammanager I&A beslist over “Aanschaf laptops”")


def test_the_deputy_acts_when_the_holder_is_away_and_the_answer_says_until_when(desk: Desk) -> None:
    _away(desk, Absence(AHMET, DAY, FRIDAY))
    said = desk.says("wie beslist over laptops van 5k?")

    assert "Nu de plaatsvervanger, Kees Vermeulen: Ahmet Demir is afwezig tot en met 6 maart 2026." in said


def test_when_holder_and_deputy_are_away_nobody_is_named_and_the_steward_is(desk: Desk) -> None:
    _away(desk, Absence(AHMET, DAY, FRIDAY), Absence(KEES, DAY, FRIDAY))
    said = desk.says("wie beslist over laptops van 5k?")

    assert "Ahmet Demir is afwezig tot en met 6 maart 2026, en er is geen plaatsvervanger." in said
    assert "Vraag het aan de registerbeheerder: Fatima El Idrissi." in said


@pytest.mark.parametrize("words", ["wie beslist over de doelarchitectuur?", "wie kiest het datacenter?"])
def test_a_function_that_nobody_holds_or_that_is_unknown_gets_no_invented_holder(desk: Desk, words: str) -> None:
    said = desk.says(words)

    assert "Voor zover ik weet vervult nu niemand deze functie." in said
    assert "Vraag het aan de registerbeheerder: Fatima El Idrissi." in said
    assert ARCHITECT in said or "College van B&W" in said


def test_of_a_function_held_by_unit_the_asker_gets_the_own_one(desk: Desk) -> None:
    said = desk.says("wie tekent een verwerkersovereenkomst?")

    assert NAOMI.name in said
    assert WILLEM.name not in said


def test_who_has_no_such_unit_gets_the_units_listed(desk: Desk) -> None:
    said = desk.says("wie tekent een verwerkersovereenkomst?", AHMET)

    assert "Ruimte: Naomi Pinas." in said
    assert "Sociaal Domein: Willem Dekker." in said


def test_who_must_agree_and_under_which_condition_is_said(desk: Desk) -> None:
    said = desk.says("wie tekent een verwerkersovereenkomst?")

    assert f"Akkoord vereist: {CONTROLLER}" in said
    assert "Voorwaarden: alleen met het model van de gemeente" in said
    assert "volmacht: privaatrechtelijke handelingen" in said


def test_of_a_body_the_members_are_named(desk: Desk) -> None:
    said = desk.says("wie prioriteert de projectenportfolio?")

    assert "Leden: Johan Visser, Marieke Bakker en Priya Ramdin." in said


def test_who_asks_about_the_own_function_hears_so(desk: Desk) -> None:
    assert "Jij mag dit dus zelf beslissen" in desk.says("wie koopt laptops van 5k?", AHMET)
    assert "Jij mag dit dus zelf beslissen" not in desk.says("wie koopt laptops van 5k?", MARIEKE)


def test_a_right_that_was_not_checked_for_a_year_carries_a_warning(desk: Desk) -> None:
    warning = "Let op: dit is voor het laatst met de bron vergeleken op 1 juni 2024."

    assert warning in desk.says("wie beslist over laptops van 40k?")
    assert warning not in desk.says("wie beslist over laptops van 5k?")


def test_the_request_button_carries_topic_right_amount_and_what_was_asked(desk: Desk) -> None:
    reply = desk.reply("wie beslist over laptops van 40k?")

    press = button(reply.answer, "Dien een aanvraag in")
    assert press.action == "requests.new"
    assert dict(press.values) == {"topic": "Aanschaf laptops", "right": "WV-002", "amount": "40000", "words": "laptops"}


def test_an_earlier_day_is_answered_from_the_register_of_that_day(desk: Desk) -> None:
    later = AT + timedelta(days=10)
    desk.lay((RIGHTS[0], replace(RIGHTS[1], decides="Directeur Bedrijfsvoering"), *RIGHTS[2:]), later)
    now = AT + timedelta(days=20)

    assert desk.says("wie beslist over laptops van 40k?", at=now).startswith("Directeur Bedrijfsvoering beslist")
    said = desk.says("wie besliste over laptops van 40k op 5 maart 2026?", at=now)
    assert said.startswith("“Aanschaf laptops” op 5 maart 2026: CIO besliste")
    assert "versie 1 van 2 maart 2026" in said
    assert "Dien een aanvraag in" not in said


def test_an_earlier_day_is_answered_with_the_absences_of_that_day(desk: Desk) -> None:
    _away(desk, Absence(AHMET, DAY, FRIDAY))
    said = desk.says("wie besliste over laptops van 5k op 3 maart 2026?", at=AT + timedelta(days=20))

    assert "Op 3 maart 2026 de plaatsvervanger: Kees Vermeulen. Ahmet Demir is dan afwezig." in said


def test_a_day_before_the_first_version_is_answered_by_dates_and_says_so(desk: Desk) -> None:
    said = desk.says("wie besliste over open data op 1 juni 2025?")

    assert said.startswith("“Publiceren open data” op 1 juni 2025: CIO besliste")
    assert "Van die dag is geen register bewaard. Dit is de oudste versie, van 2 maart 2026" in said


def test_a_right_that_has_ended_is_no_answer_today(desk: Desk) -> None:
    assert "beslist over “Publiceren open data”" not in desk.says("wie beslist over open data?")


def test_a_day_that_is_not_on_the_calendar_is_said_so(desk: Desk) -> None:
    assert "staat niet op de kalender" in desk.says("wie beslist over laptops op 31 februari?")


def test_what_the_own_register_lacks_is_answered_by_the_joint_arrangement_and_named_so(desk: Desk) -> None:
    said = desk.says("wie beslist over het inrichten van de servicedesk?")

    assert said.startswith("Directeur Zuiderplas beslist over “Inrichten servicedesk”")
    assert "Uit het register van Samenwerking Zuiderplas." in said
    assert "Yara Kuipers" in said


def test_where_both_decide_the_own_register_answers_and_the_other_is_mentioned(desk: Desk) -> None:
    shared = replace(ARRANGEMENT_RIGHTS[0], id="ZP-009", topic_nl="Beheer laptops", keywords=("laptop",))
    desk.lay((*ARRANGEMENT_RIGHTS, shared), organisation=ZUIDERPLAS)

    said = desk.says("gaat de GR over laptops van 5k of wij zelf?")
    assert said.startswith("Teammanager I&A beslist")
    assert "Samenwerking Zuiderplas heeft hier ook een beslisrecht voor: Directeur Zuiderplas" in said
    assert desk.says("wie beslist bij Zuiderplas over laptops van 5k?").startswith("Directeur Zuiderplas beslist")


def test_an_organisation_that_is_not_ours_is_not_answered_for(desk: Desk) -> None:
    said = desk.says("wie beslist over laptops van 5k bij de gemeente Amsterdam?")

    assert "Uit het register van Gemeente Waterveen; dat van gemeente Amsterdam staat hier niet." in said


def test_a_right_of_another_kind_on_the_same_topic_is_kept_apart(desk: Desk) -> None:
    budget, mandate = LAPTOPS, replace(LAPTOPS, id="WV-009", kind=RIGHTS[4].kind, decides=CIO)
    desk.lay((budget, mandate, *RIGHTS[3:]), AT + timedelta(hours=1))

    said = desk.says("wie beslist over laptops van 5k?")
    assert "hier gelden meerdere beslisrechten" in said
    assert "budget: mag het geld uitgeven: Teammanager I&A" in said
    assert "sturing: een afspraak binnen de organisatie over wie beslist: CIO" in said


def test_a_right_can_be_shown_by_its_id(desk: Desk) -> None:
    assert desk.says("/wiebeslist WV-006").startswith("Portfolioboard beslist")


def test_a_deputy_named_on_the_right_goes_before_the_deputy_of_the_function(desk: Desk) -> None:
    desk.lay((replace(RIGHTS[1], above=Decimal(0), deputy=CONTROLLER), *RIGHTS[3:]), AT + timedelta(hours=1))
    _away(desk, Absence(MARIEKE, DAY, FRIDAY))
    said = desk.says("wie beslist over laptops van 5k?")

    assert f"Nu de plaatsvervanger, {PRIYA.name}" in said


def test_everybody_may_see_a_right_and_only_the_steward_its_buttons(desk: Desk) -> None:
    assert "[Wijzigen]" in desk.says("/register WV-001", FATIMA)
    assert "[Wijzigen]" not in desk.says("/register WV-001")
