# SPDX-License-Identifier: EUPL-1.2
"""People say something about themselves, and stewards about others."""

from datetime import timedelta

from commands.people import Account, Function
from tests.cast import AHMET, BOARD, FATIMA, KEES, LOTTE, MARIEKE, PRIYA, RUBEN, SANNE, WILLEM
from tests.conversations.scenes import FIRST, away, files, right_says
from tests.drive import Chat
from tests.platforms import CHANNEL


def test_a_language_is_chosen_by_command_by_words_and_by_button(chat: Chat) -> None:
    assert chat.says(SANNE, "/taal en").startswith("From now on I answer you in English.")
    assert chat.says(SANNE, "/itstatus").startswith("You asked nothing yet")
    assert chat.says(SANNE, "graag in het Nederlands").startswith("Vanaf nu antwoord ik je in het Nederlands.")
    assert "Ik spreek geen “frans”." in chat.says(SANNE, "/taal frans")
    assert chat.presses(SANNE, "English").startswith("From now on")


def test_being_away_is_said_in_words_and_the_deputy_hears_it(chat: Chat) -> None:
    right_says(chat, "WV-001", deputy="")
    form = chat.begins(AHMET, "ik ben weg tot vrijdag")
    assert "weg van 2 maart 2026 tot en met 5 maart 2026" in form
    chat.fills(AHMET, last_day="2026-02-27", deputy="Priya Ramdin")
    assert "vóór de eerste dag" in chat.errors(AHMET)["last_day"]
    read = chat.fills(AHMET, last_day="2026-03-06")
    assert read.startswith("Je bent weg van 2 maart 2026 tot en met 6 maart 2026")
    assert "Teammanager I&A: Priya Ramdin" in read
    assert chat.reads(PRIYA).startswith("Je vervangt Ahmet Demir van 2 maart 2026 tot en met 6 maart 2026")
    assert "Nu de plaatsvervanger, Priya Ramdin" in chat.says(SANNE, "wie beslist over laptops van 400 euro?")


def test_whoever_is_back_early_decides_again(chat: Chat) -> None:
    away(chat, AHMET)
    chat.time_passes(timedelta(days=2))
    assert chat.says(AHMET, "ik ben weer terug").startswith("Welkom terug")
    files(chat)
    assert chat.reads(AHMET).startswith(f"Sanne de Vries vraagt je besluit: {FIRST}")
    assert FIRST not in chat.reads_all(KEES)


def test_an_absence_with_a_day_that_does_not_exist_is_asked_again(chat: Chat) -> None:
    form = chat.begins(AHMET, "/afwezig tot 31 februari")
    assert "staat niet op de kalender" in form


def test_a_steward_fills_a_vacancy_and_the_new_holder_hears_it(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen enterprise-architect")
    chat.presses(FATIMA, "Functie toewijzen")
    read = chat.fills(FATIMA, person="Lotte Hendriks")
    assert read.startswith("Lotte Hendriks wordt Enterprise-architect")
    assert chat.reads(LOTTE).startswith("You become Enterprise-architect")
    assert "Vandaag is dat Lotte Hendriks." in chat.says(SANNE, "wie beslist over een afwijking van de architectuur?")


def test_a_steward_writes_down_the_absence_of_somebody_else(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen")
    chat.presses(FATIMA, "Afwezigheid noteren")
    chat.fills(FATIMA, person="Marieke Bakker", last_day="2026-03-06")
    assert "Fatima El Idrissi heeft genoteerd dat je weg bent" in chat.reads(MARIEKE)
    assert "Marieke Bakker is afwezig tot en met 6 maart 2026" in chat.says(SANNE, "wie vervangt de CIO?")


def test_who_keeps_no_register_sees_people_but_changes_nothing(chat: Chat) -> None:
    chat.says(FATIMA, "/mensen enterprise-architect")
    theirs = chat.cards(FATIMA)[-1]
    assert "Functie toewijzen" not in chat.says(AHMET, "/mensen enterprise-architect")
    read = chat.presses(AHMET, "Functie toewijzen", theirs)
    assert read.startswith("Dit kan alleen iemand met de rol registerbeheerder of beheerder.")
    assert "Fatima El Idrissi" in read
    assert not chat.last.form


def test_only_an_administrator_gives_and_takes_roles(chat: Chat) -> None:
    chat.says(LOTTE, "/people")
    chat.presses(LOTTE, "Roles")
    theirs = chat.cards(LOTTE)[-1]
    chat.says(FATIMA, "/taal en")
    assert "administrator" in chat.presses(FATIMA, "Give a role", theirs)
    assert not chat.last.form
    chat.presses(LOTTE, "Give a role")
    chat.fills(LOTTE, person="Willem Dekker", role="steward")
    assert "registerbeheerder" in chat.reads(WILLEM)
    assert chat.says(WILLEM, "/gaten").startswith("0 open gaten")


def test_everyone_sees_what_is_kept_of_oneself(chat: Chat) -> None:
    files(chat)
    read = chat.says(SANNE, "/mijngegevens")
    assert "E-mailadres: sanne.de.vries@waterveen.example" in read
    assert FIRST in read
    assert read == chat.says(SANNE, "/it mijngegevens")
    data = chat.presses(SANNE, "Als gegevens (JSON)")
    assert '"id": "sanne-de-vries"' in data
    assert "Ahmet" not in data


def test_the_register_is_open_to_all_and_only_the_steward_changes_it(chat: Chat) -> None:
    assert "WV-006" in chat.says(RUBEN, "/register licenties")
    assert "Beslisrecht toevoegen" not in chat.says(RUBEN, "/register")
    assert "Versie: 1 van 2 maart 2026" in chat.reads(RUBEN)
    chat.says(FATIMA, "/register")
    chat.presses(FATIMA, "Beslisrecht toevoegen")
    chat.fills(FATIMA, topic_nl="Aanschaf werkplekhardware", decides="CIO", above="30.000", up_to="40.000")
    assert "WV-002" in chat.errors(FATIMA)["up_to"]
    chat.fills(FATIMA, topic_nl="Kiezen koffiesoort", decides="CIO", above="", up_to="")
    assert chat.says(SANNE, "wie beslist over de koffiesoort?").startswith("CIO beslist over “Kiezen koffiesoort”")


def test_a_body_gets_the_channel_in_which_a_steward_says_so(chat: Chat) -> None:
    body = "Architectuurboard"
    chat.arranges(lambda store: store.people.add_function(Function(body, body=True)))
    channel = Account(chat.platform.name, chat.platform.tenant, CHANNEL)
    assert "een kanaal in" in chat.says(SANNE, "/kanaal")
    assert "/kanaal Architectuurboard" in chat.says(FATIMA, "/kanaal architectuurboard")
    assert "Dit kan alleen iemand met de rol" in chat.mentions(SANNE, "/kanaal Architectuurboard")
    assert "Ik ken geen orgaan “Visclub”" in chat.mentions(FATIMA, "/kanaal Visclub")
    chat.mentions(FATIMA, "dit is het kanaal van de Architectuurboard")
    assert chat.arranges(lambda store: store.people.channels(body)) == (channel,)
    assert channel not in chat.arranges(lambda store: store.people.channels(BOARD))
