# SPDX-License-Identifier: EUPL-1.2
"""Nobody holds the right for a question: it is kept as a gap, and the steward fills it."""

from tests.cast import AHMET, FATIMA, SANNE, WILLEM
from tests.conversations.scenes import FIRST, HALLS, files, register_gains
from tests.drive import Chat

FLAG = "wie beslist over de kleur van de vlag?"


def test_what_nobody_holds_is_said_and_the_steward_hears_of_it_once(chat: Chat) -> None:
    read = chat.says(SANNE, FLAG)
    assert read.startswith("Dit staat niet in het register van Gemeente Waterveen")
    assert "Hier is niemand voor aangewezen, dus ik noem ook niemand." in read
    assert "Ik heb het doorgegeven aan de registerbeheerder, Fatima El Idrissi." in read
    assert "> wie beslist over de kleur van de vlag?" in chat.reads(FATIMA)
    read = chat.says(WILLEM, "wie gaat er over de vlag en zijn kleur")
    assert "Dit heeft 1 persoon eerder gevraagd." in read
    assert len(chat.cards(FATIMA)) == 1
    assert "Gevraagd door 2 mensen" in chat.reads(FATIMA)


def test_a_question_of_which_no_candidate_was_meant_becomes_a_gap(chat: Chat) -> None:
    register_gains(chat, *HALLS)
    chat.says(SANNE, "wie beslist over de huur van een zaal?")
    assert chat.presses(SANNE, "Geen van deze").startswith("Dit staat niet in het register")
    assert "> huur zaal" in chat.reads(FATIMA)
    assert "voor “Huren" not in chat.says(FATIMA, "/gaten")


def test_an_answer_that_was_not_meant_leads_to_other_topics_or_a_gap(chat: Chat) -> None:
    chat.says(SANNE, "wie beslist over laptops van 40k?")
    chat.presses(SANNE, "Ik bedoel iets anders")
    assert "Aanschaf werkplekhardware" not in chat.reads(SANNE)
    if "Geen van deze" in chat.labels(SANNE):
        chat.presses(SANNE, "Geen van deze")
    assert "Ik heb het doorgegeven aan de registerbeheerder, Fatima El Idrissi." in chat.reads(SANNE)
    assert chat.reads(FATIMA).startswith("Voor deze vraag is niemand aangewezen")


def test_what_nobody_decides_on_can_be_requested_all_the_same(chat: Chat) -> None:
    read = chat.says(SANNE, f"{FLAG.rstrip('?')} van 3.000 euro?")
    assert read.startswith("Dit staat niet in het register van Gemeente Waterveen\n\nBegrepen: € 3.000 excl. btw.\n")
    chat.presses(SANNE, "Dien een aanvraag in")
    assert (chat.filled(SANNE)["subject"], chat.filled(SANNE)["cost"]) == ("Kleur vlag", "3000")


def test_asking_the_same_twice_counts_once(chat: Chat) -> None:
    chat.says(SANNE, FLAG)
    assert "De registerbeheerder weet dat dit wordt gevraagd." in chat.says(SANNE, FLAG)
    assert "Gevraagd door 1 persoon" in chat.reads(FATIMA)


def test_when_the_steward_fills_the_gap_everyone_who_asked_is_told(chat: Chat) -> None:
    chat.says(SANNE, FLAG)
    chat.says(WILLEM, FLAG)
    chat.presses(FATIMA, "Beslisrecht toevoegen")
    assert "Dit werd gevraagd: “wie beslist over de kleur van de vlag?”." in chat.form(FATIMA)
    assert chat.filled(FATIMA)["topic_nl"] == "Kleur vlag"
    chat.fills(FATIMA, decides="Directeur Bedrijsvoering")
    assert "Bedoel je “Directeur Bedrijfsvoering”?" in chat.errors(FATIMA)["decides"]
    chat.fills(FATIMA, decides="Directeur Bedrijfsvoering")
    assert "Beslisrecht toevoegen" not in chat.labels(FATIMA)
    for asker in (SANNE, WILLEM):
        assert "Directeur Bedrijfsvoering beslist over “Kleur vlag”." in chat.reads(asker)
    assert chat.presses(SANNE, "Bekijk").startswith("Directeur Bedrijfsvoering beslist over “Kleur vlag”")
    assert "versie 2 van 2 maart 2026" in chat.says(AHMET, FLAG)
    assert ("decision_rights.changed", "decision_rights/WV-068", "version:2") in chat.journal()


def test_a_gap_that_does_not_belong_here_is_set_aside(chat: Chat) -> None:
    chat.says(SANNE, FLAG)
    chat.presses(FATIMA, "Hoort hier niet")
    assert "Hoort hier niet" not in chat.labels(FATIMA)
    assert "heeft eerder bepaald dat dit niet in het register hoort" in chat.says(WILLEM, FLAG)
    assert len(chat.cards(FATIMA)) == 2


def test_only_the_steward_sees_and_fills_gaps(chat: Chat) -> None:
    chat.says(SANNE, FLAG)
    stale = chat.cards(FATIMA)[-1]
    assert chat.says(AHMET, "/gaten") == "Alleen de registerbeheerder kan dit doen: Fatima El Idrissi."
    assert chat.presses(AHMET, "Hoort hier niet", stale).startswith("Alleen de registerbeheerder")
    assert ("decision_rights.dismiss", "decision_rights/register", "refused:OnlySteward") in chat.journal()
    assert "1 open gat in het register" in chat.says(FATIMA, "/gaten")


def test_a_request_that_nobody_decides_on_goes_to_the_information_manager_and_makes_a_gap(chat: Chat) -> None:
    read = files(chat, SANNE, "Zwembad renoveren", kind="idea")
    assert "Het register noemt niemand die hierover beslist. Informatiemanager zoekt het uit" in read
    assert "Nu is dat Fatima El Idrissi." in read
    assert "> Zwembad renoveren" in chat.reads_all(FATIMA)
    assert "Keur goed" not in chat.labels(FATIMA)
    chat.presses(FATIMA, "Beslisrecht toevoegen")
    chat.fills(FATIMA, topic_nl="Renoveren zwembad", decides="Directeur Bedrijfsvoering")
    chat.presses(FATIMA, "Zoek opnieuw wie beslist")
    assert chat.reads(FATIMA).startswith(f"{FIRST} ligt nu bij Directeur Bedrijfsvoering")
