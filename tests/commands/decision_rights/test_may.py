# SPDX-License-Identifier: EUPL-1.2
"""May I: yes, yes with conditions, or no with who can, by what the asker holds that day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from commands.decision_rights.gates import EUROPEAN_THRESHOLDS, Spending
from commands.decision_rights.rights import DecisionRight, Kind
from commands.people import Absence, Person
from storage.store import Store
from tests.cast import (
    AHMET,
    ARCHITECT,
    AT,
    BOARD,
    CIO,
    DAY,
    DIRECTOR,
    HEAD,
    JOHAN,
    KEES,
    LOTTE,
    MARIEKE,
    NAOMI,
    PRIYA,
    SANNE,
    WATERVEEN,
)
from tests.commands.decision_rights.desk import LAPTOPS, RIGHTS, Desk, read

SIGNING = DecisionRight("WV-021", "Sluiten clouddiensten", CIO, kind=Kind.POWER_OF_ATTORNEY, up_to=Decimal(100000))
PAYING = replace(SIGNING, id="WV-022", decides=DIRECTOR, kind=Kind.BUDGET)
HOSTING = DecisionRight("WV-023", "Afnemen hosting", CIO, description="met persoonsgegevens", up_to=Decimal(999000))
TENDER = DecisionRight("WV-024", "Starten Europese aanbesteding ICT", DIRECTOR)
DPIA = DecisionRight("WV-025", "Vaststellen DPIA", HEAD)


def _away(desk: Desk, person: Person) -> None:
    def write(connection: Connection) -> None:
        Store(connection, WATERVEEN).people.add_absence(Absence(person, DAY, DAY + timedelta(days=4)))

    desk.database.transact(write)


@pytest.mark.parametrize(
    "words",
    ["/magik laptops van 5k", "/mayi laptops van 5k", "mag ik laptops kopen van 5.000 euro?", "/magik 5.000 laptops",
     "kan ik zelf laptops kopen van 5k", "ben ik bevoegd om laptops van 5k te kopen",
     "hoi, mag ik 5k aan laptops kopen"],
)  # fmt: skip
def test_it_is_asked_by_command_or_in_plain_words(desk: Desk, words: str) -> None:
    assert desk.says(words, AHMET).startswith("Ja, jij beslist over “Aanschaf laptops”")
    assert desk.says(words, SANNE).startswith("Nee, maar Teammanager I&A beslist over “Aanschaf laptops”")


@pytest.mark.parametrize("words", ["van wie mag ik laptops kopen van 5k", "wie zegt dat ik laptops van 5k mag kopen"])
def test_who_is_asked_about_somebody_else_is_answered_who_decides(desk: Desk, words: str) -> None:
    assert desk.says(words, AHMET).startswith("Teammanager I&A beslist over “Aanschaf laptops”")


def test_a_yes_comes_with_advice_and_what_the_register_cannot_know(desk: Desk) -> None:
    said = desk.says("/mayi laptops of 5k", AHMET, language="en")

    assert said.startswith("Yes, you decide on “Purchase of laptops”, with what is below")
    assert "You hold this function: Teammanager I&A." in said
    assert "Must be heard first, without binding you: Inkoopadviseur." in said
    assert "Are personal data processed? Then the (pre-scan) DPIA comes first (AVG art. 35)." in said
    assert "The register does not say who decides on that." in said
    assert "Is it for yourself? Then somebody else decides on it" in said
    assert "Register: Gemeente Waterveen, WV-001, version 1 of 2 March 2026" in said
    assert "Name the funding" not in said, "the right is one on the budget"


def test_a_yes_without_conditions_is_plain(desk: Desk) -> None:
    desk.lay((replace(LAPTOPS, advises=()),))
    said = desk.says("/magik laptops van 5k", AHMET)
    assert said.startswith("Ja, jij beslist over “Aanschaf laptops”\n")
    assert "Regel dit eerst" not in said


def test_who_must_agree_and_the_condition_are_settled_first(desk: Desk) -> None:
    said = desk.says("ben ik bevoegd om een verwerkersovereenkomst te tekenen?", NAOMI)
    assert "Eerst akkoord nodig van: Concerncontroller." in said
    assert "In het beslisrecht staat: alleen met het model van de gemeente." in said


def test_a_no_says_who_can_and_for_what_one_can_oneself(desk: Desk) -> None:
    said = desk.says("/magik laptops van 5k", MARIEKE)

    assert said.startswith("Nee, maar Teammanager I&A")
    assert "Vandaag is dat Ahmet Demir." in said
    assert "Zelf beslis je wel over: bedragen boven € 25.000 tot en met € 100.000." in said
    assert "[Dien een aanvraag in] [Ik krijg geen besluit]" in said


def test_a_deputy_may_only_while_the_holder_is_away_and_on_whose_behalf(desk: Desk) -> None:
    assert "Je bent plaatsvervanger van Teammanager I&A, maar vandaag is dat Ahmet Demir." in desk.says(
        "/magik laptops van 5k", KEES
    )
    _away(desk, AHMET)
    assert "Ahmet Demir is afwezig tot en met 6 maart 2026, en je handelt namens Ahmet Demir." in desk.says(
        "/magik laptops van 5k", KEES
    )
    gone = desk.says("/magik laptops van 5k", AHMET)
    assert "maar je staat als afwezig genoteerd" in gone
    assert "Nu de plaatsvervanger, Kees Vermeulen" in gone
    assert desk.says("/magik laptops van 5k", KEES, at=AT + timedelta(days=5)).startswith("Nee, maar")


def test_of_a_body_nobody_may_alone(desk: Desk) -> None:
    said = desk.says("mag ik het projectenportfolio prioriteren?", PRIYA)
    assert said.startswith(f"Nee, maar {BOARD}")
    assert "beslist samen, in de vergadering: niemand beslist alleen." in said


def test_a_function_that_nobody_holds_is_nobodys(desk: Desk) -> None:
    said = desk.says("mag ik de doelarchitectuur vaststellen?", SANNE)
    assert said.startswith(f"Nee, maar {ARCHITECT}")
    assert "Voor zover ik weet vervult nu niemand deze functie." in said


def test_without_an_amount_the_ladder_comes_with_ones_own_rungs(desk: Desk) -> None:
    said = desk.says("mag ik laptops kopen?", AHMET)
    assert "dat hangt van het bedrag af" in said
    assert "Zelf beslis je wel over: bedragen tot en met € 25.000." in said
    assert "Zelf beslis je" not in desk.says("mag ik laptops kopen?", SANNE)


def test_deciding_paying_and_signing_are_three_things(desk: Desk) -> None:
    desk.lay((*RIGHTS, SIGNING, PAYING))
    said = desk.says("mag ik voor 45.000 clouddiensten sluiten?", MARIEKE)
    assert said.startswith("Ja, jij beslist over “Sluiten clouddiensten”")
    assert "• budget: mag het geld uitgeven: Directeur Bedrijfsvoering (WV-022)." in said
    assert "Nee" not in desk.says("mag ik voor 45.000 clouddiensten sluiten?", JOHAN).split("\n")[0]


def test_the_gates_name_who_decides_on_them_by_the_register(desk: Desk) -> None:
    desk.lay((*RIGHTS, HOSTING, TENDER, DPIA))
    said = desk.says("mag ik een contract tekenen om voor 300.000 hosting af te nemen?", MARIEKE)
    assert "Vanaf € 216.000 over de hele looptijd wordt het Europees aanbesteed (Aanbestedingswet 2012)." in said
    assert "Directeur Bedrijfsvoering beslist over “Starten Europese aanbesteding ICT” (WV-024)." in said
    assert "Het gaat om persoonsgegevens: doe eerst de (pre-scan) DPIA (AVG art. 35)." in said
    assert "Afdelingshoofd beslist over “Vaststellen DPIA” (WV-025)." in said
    assert "Voor tekenen is een volmacht nodig (Awb art. 10:12)" in said
    assert "Noem de dekking, incidenteel of structureel" in said


def test_the_past_and_what_is_not_there_are_answered_as_who_decides(desk: Desk) -> None:
    assert "op 2 maart 2025" in desk.says("mag ik op 2 maart 2025 laptops van 5k kopen", AHMET)
    assert desk.says("/magik standplaatsen").startswith("Dit staat niet in het register")
    assert "[mag ik voor 45.000 een cloudcontract tekenen?]" in desk.says("/magik")
    assert "[may I sign a cloud contract of 45k?]" in desk.says("/mayi", LOTTE, language="en")
    assert "31 februari" in read(desk.reply("/magik laptops op 31 februari").answer)


def test_what_the_register_does_not_know_is_asked_and_never_filled_in(desk: Desk) -> None:
    reply = desk.reply("/magik 45.000 standplaatsen", MARIEKE)
    assert read(reply.answer).startswith("Bedoel je een van deze?")
    assert read(desk.presses(reply.answer, "Aanschaf laptops", MARIEKE).answer).startswith("Ja, jij beslist")
    assert read(desk.presses(reply.answer, "Geen van deze", MARIEKE).answer).startswith(
        "Dit staat niet in het register"
    )


@given(st.decimals(0, 2_000_000, places=2), st.dates(date(2024, 1, 1), date(2029, 12, 31)))
def test_the_european_threshold_is_that_of_the_day_and_never_below_it(amount: Decimal, day: date) -> None:
    spending = Spending("laptops", amount, day, LAPTOPS)
    told = any("Aanbestedingswet" in str(m.id) for m in spending.conditions())
    unsure = any("the one I know" in str(m.id) for m in spending.conditions())
    least = next((a for first, last, a in EUROPEAN_THRESHOLDS if first <= day <= last), None)
    assert told == (least is not None and amount >= least)
    assert unsure == (least is None and amount >= EUROPEAN_THRESHOLDS[-1][2])


def test_a_joint_right_is_that_of_the_joint_arrangement(desk: Desk) -> None:
    said = desk.says("mag ik vergaderzalen verhuren?", SANNE)
    assert said.startswith("Nee, maar Directeur Zuiderplas beslist over “Verhuren vergaderzalen”")
    assert "Vandaag is dat Yara Kuipers." in said
