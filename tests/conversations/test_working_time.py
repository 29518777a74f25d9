# SPDX-License-Identifier: EUPL-1.2
"""Messages come when their reader works, what only has to be known comes together, and everyone chooses otherwise."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.clock import business_now
from bot.effects import Cause, effect
from commands.cards import Card
from commands.people import Person
from commands.preferences import Preferences
from commands.replies import Reply, Tell, ToPerson, Urgency
from storage.store import Store
from tests.cast import AHMET, DAY, FATIMA, LOTTE, PRIYA, RUBEN, SANNE
from tests.conversations.scenes import FIRST, files
from tests.drive import AMSTERDAM, Chat

ASKED = f"Sanne de Vries vraagt je besluit: {FIRST}"


def it_is(chat: Chat, day: date, at: time) -> None:
    """Let it be this day and hour, with all that fell due."""
    chat.wakes(datetime.combine(day, at, AMSTERDAM))


def chosen(chat: Chat, who: Person, **wishes: object) -> None:
    """Let somebody have chosen this."""

    def choose(store: Store) -> None:
        store.preferences.choose(who, replace(store.preferences.of(who), **wishes))  # type: ignore[arg-type]  # any field

    chat.arranges(choose)


def tells(chat: Chat, who: Person, *titles: str, urgency: Urgency = Urgency.INFORMATION) -> None:
    """Let the house have something to say to somebody, at nine in the morning or whatever time it is."""

    def tell(store: Store) -> None:
        said = tuple(Tell(ToPerson(who), Card(title), urgency=urgency) for title in titles)
        effect(store, Reply(tells=said), Cause(chat.platform.name, "test", business_now(store.settings), ""))

    chat.arranges(tell)
    chat.deliver()


def test_a_request_of_the_evening_arrives_the_next_morning_and_who_asked_has_a_receipt_at_once(chat: Chat) -> None:
    it_is(chat, DAY, time(20, 15))
    assert FIRST in files(chat)
    assert chat.reads(AHMET) == ""
    it_is(chat, DAY + timedelta(days=1), time(8, 29))
    assert chat.reads(AHMET) == ""
    it_is(chat, DAY + timedelta(days=1), time(8, 30))
    assert chat.reads(AHMET).startswith(ASKED)


def test_what_is_asked_after_hours_on_friday_waits_until_monday(chat: Chat) -> None:
    it_is(chat, date(2026, 3, 6), time(17, 5))
    files(chat)
    it_is(chat, date(2026, 3, 8), time(12))
    assert chat.reads(AHMET) == ""
    it_is(chat, date(2026, 3, 9), time(8, 30))
    assert chat.reads(AHMET).startswith(ASKED)


def test_a_public_holiday_and_a_closing_day_of_ones_own_are_no_working_days(chat: Chat) -> None:
    chat.says(LOTTE, "/calendar")
    chat.presses(LOTTE, "Add closing days or a recess")
    read = chat.fills(LOTTE, name="Dag na Koningsdag", first_day="2026-04-28")
    assert "Dag na Koningsdag: 28 April 2026" in read
    assert "27 April 2026: King's Day" in read
    it_is(chat, date(2026, 4, 27), time(10))
    files(chat)
    it_is(chat, date(2026, 4, 28), time(16))
    assert chat.reads(AHMET) == ""
    it_is(chat, date(2026, 4, 29), time(8, 30))
    assert chat.reads(AHMET).startswith(ASKED)


def test_a_part_time_day_and_quiet_hours_are_ones_own(chat: Chat) -> None:
    chat.begins(AHMET, "/voorkeuren")
    chat.fills(AHMET, days_off="di, wo", quiet="12:00-9:00", digest_at="9:30")
    assert not chat.last.errors
    assert "Vrije dagen elke week: dinsdag en woensdag" in chat.reads(AHMET)
    it_is(chat, date(2026, 3, 3), time(10))
    files(chat)
    it_is(chat, date(2026, 3, 5), time(8, 59))
    assert not chat.reads(AHMET).startswith(ASKED)
    it_is(chat, date(2026, 3, 5), time(9))
    assert chat.reads(AHMET).startswith(ASKED)


def test_somebody_who_snoozes_is_left_alone_until_that_day_and_hears_of_an_escalation(chat: Chat) -> None:
    assert chat.says(AHMET, "snooze tot donderdag").startswith("Je hoort niets van mij tot 5 maart 2026")
    files(chat)
    tells(chat, AHMET, "Dit kan niet wachten", urgency=Urgency.NOW)
    assert chat.reads(AHMET) == "Dit kan niet wachten"
    it_is(chat, date(2026, 3, 5), time(8, 30))
    assert chat.reads(AHMET).startswith(ASKED)


@pytest.mark.parametrize(
    "words", ["/snooze tot donderdag", "/snooze donderdag", "laat me met rust tot donderdag", "/it snooze 5-3"]
)
def test_a_snooze_is_asked_for_in_many_ways(chat: Chat, words: str) -> None:
    assert chat.says(AHMET, words).startswith("Je hoort niets van mij tot 5 maart 2026")
    assert chat.says(AHMET, "/snooze uit").startswith("Je krijgt weer berichten")


def test_whoever_ends_a_snooze_gets_what_waited(chat: Chat) -> None:
    chat.says(AHMET, "niet storen tot vrijdag")
    files(chat)
    assert ASKED not in chat.reads_all(AHMET)
    chat.says(AHMET, "stop snooze")
    assert "Je krijgt weer berichten" in chat.reads_all(AHMET)
    assert ASKED in chat.reads_all(AHMET)


def test_a_snooze_for_what_already_waits_counts_too(chat: Chat) -> None:
    it_is(chat, DAY, time(19))
    files(chat)
    chat.says(AHMET, "snooze tot vrijdag")
    it_is(chat, date(2026, 3, 5), time(12))
    assert not chat.reads(AHMET).startswith(ASKED)
    it_is(chat, date(2026, 3, 6), time(8, 30))
    assert chat.reads(AHMET).startswith(ASKED)


@pytest.mark.parametrize(
    "words", ["snooze", "snooze tot sint-juttemis", "snooze tot 2 maart 2026", "snooze tot 1 september"]
)
def test_a_snooze_that_is_not_clear_or_too_long_offers_two_days(chat: Chat, words: str) -> None:
    assert "Tot wanneer zal ik je met rust laten?" in chat.says(SANNE, words)
    assert chat.presses(SANNE, "Tot 9 maart 2026").startswith("Je hoort niets van mij tot 9 maart 2026")


def test_five_things_to_know_come_in_one_message_each_with_its_button(chat: Chat) -> None:
    tells(chat, PRIYA, "Een", "Twee", "Drie", "Vier", "Vijf")
    assert chat.reads(PRIYA) == ""
    it_is(chat, DAY + timedelta(days=1), time(9))
    assert len(chat.cards(PRIYA)) == 1
    read = chat.reads(PRIYA)
    assert read.startswith("Je overzicht: 5 berichten")
    assert [title in read for title in ("Een", "Twee", "Drie", "Vier", "Vijf")] == [True] * 5
    assert chat.presses(PRIYA, "Openen") in {"Een", "Vijf"}
    tells(chat, PRIYA, "Zes", "Zeven")
    it_is(chat, DAY + timedelta(days=1), time(16))
    assert "Zes" not in chat.reads_all(PRIYA)  # at most one overview a day
    it_is(chat, DAY + timedelta(days=2), time(9))
    assert chat.reads(PRIYA).startswith("Je overzicht: 2 berichten")


def test_a_single_thing_needs_no_overview_and_nothing_needs_none(chat: Chat) -> None:
    tells(chat, PRIYA, "Alleen dit")
    it_is(chat, DAY + timedelta(days=1), time(9))
    assert chat.reads(PRIYA) == "Alleen dit"
    it_is(chat, DAY + timedelta(days=2), time(9))
    assert len(chat.cards(PRIYA)) == 1


def test_a_reminder_that_lost_its_meaning_is_left_out_of_the_overview(chat: Chat) -> None:
    files(chat)
    chosen(chat, AHMET, digest_at=time(15))
    it_is(chat, DAY + timedelta(days=3), time(9, 1))
    tells(chat, AHMET, "Iets anders", "En nog iets")
    chat.presses(AHMET, "Keur goed")
    before = len(chat.cards(AHMET))
    it_is(chat, DAY + timedelta(days=3), time(15))
    assert len(chat.cards(AHMET)) == before + 1
    assert chat.reads(AHMET).startswith("Je overzicht: 2 berichten")
    assert "wacht op jou" not in chat.reads(AHMET)


def test_whoever_wants_to_know_nothing_still_hears_what_waits_and_is_reminded(chat: Chat) -> None:
    chat.begins(AHMET, "/voorkeuren")
    chat.fills(AHMET, informing="not")
    files(chat)
    assert chat.reads(AHMET).startswith(ASKED)
    tells(chat, AHMET, "Ter kennisname")
    chat.day_becomes(DAY + timedelta(days=3))
    assert f"{FIRST} wacht op jou, tot 9 maart 2026" in chat.reads(AHMET)
    assert "Ter kennisname" not in chat.reads_all(AHMET)


def test_whoever_wants_everything_by_itself_gets_it_in_working_time(chat: Chat) -> None:
    chosen(chat, PRIYA, informing=Preferences().informing.SINGLY)
    tells(chat, PRIYA, "Een", "Twee")
    assert chat.reads_all(PRIYA) == "Een\n\nTwee"


def test_somebody_in_another_zone_hears_it_on_the_own_clock(chat: Chat) -> None:
    chat.begins(AHMET, "/voorkeuren")
    chat.fills(AHMET, zone="Lisbn")
    assert chat.errors(AHMET)["zone"] == "De tijdzone “Lisbn” bestaat niet. Bedoel je Europe/Lisbon?"
    chat.fills(AHMET, zone="europe/lisbon")
    assert "Tijdzone: Europe/Lisbon" in chat.reads(AHMET)
    it_is(chat, DAY, time(20))
    files(chat)
    it_is(chat, DAY + timedelta(days=1), time(9, 29))
    assert not chat.reads(AHMET).startswith(ASKED)
    it_is(chat, DAY + timedelta(days=1), time(9, 30))
    assert chat.reads(AHMET).startswith(ASKED)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("digest_at", "ochtend", "Schrijf een tijdstip, zoals 9:00."),
        ("digest_at", "23:00", "Kies een tijd onder werktijd, 08:30 tot 17:00, en niet in je stille uren."),
        ("quiet", "altijd", "Schrijf van wanneer tot wanneer, zoals 12:00-13:00."),
        ("quiet", "17:00-18:00 en 3:00", "Schrijf van wanneer tot wanneer, zoals 12:00-13:00."),
        ("quiet", "8:00-17:30", "Zo blijft er niets over van de werkdag, 08:30 tot 17:00."),
        ("days_off", "wo, fruitdag", "Schrijf de namen van dagen, zoals: wo, vr."),
        ("days_off", "ma di wo do vr", "Laat minstens één werkdag over. Ben je weg? Typ /afwezig."),
        ("snoozed_until", "2026-03-01", "1 maart 2026 ligt niet in de toekomst."),
    ],
)
def test_a_wish_that_cannot_be_is_explained_at_its_field(chat: Chat, field: str, typed: str, said: str) -> None:
    chat.begins(SANNE, "/voorkeuren")
    chat.fills(SANNE, **{field: typed})
    assert chat.errors(SANNE) == {field: said}


def test_the_working_hours_of_the_organisation_are_chosen_by_who_keeps_them(chat: Chat) -> None:
    assert "Tijden en feestdagen wijzigen" not in chat.says(RUBEN, "/it kalender")
    chat.says(FATIMA, "/kalender")
    chat.presses(FATIMA, "Tijden en feestdagen wijzigen")
    chat.fills(FATIMA, opens="half negen", closes="7:00")
    assert chat.errors(FATIMA) == {"opens": "Schrijf een tijdstip, zoals 8:30."}
    chat.fills(FATIMA, opens="9", closes="7:00")
    assert chat.errors(FATIMA) == {"closes": "De dag eindigt voordat hij begint, om 09:00."}
    read = chat.fills(FATIMA, closes="16.30", good_friday="yes")
    assert "Werktijden: Maandag tot en met vrijdag, 09:00 tot 16:30" in read
    assert "3 april 2026: Goede vrijdag" in read
    it_is(chat, date(2026, 4, 2), time(16, 30))
    files(chat)
    it_is(chat, date(2026, 4, 7), time(8, 59))
    assert chat.reads(AHMET) == ""
    it_is(chat, date(2026, 4, 7), time(9))
    assert chat.reads(AHMET).startswith(ASKED)


def test_a_recess_that_overlaps_is_named_and_one_is_removed(chat: Chat) -> None:
    chat.says(FATIMA, "/kalender")
    chat.presses(FATIMA, "Sluiting of reces toevoegen")
    chat.fills(FATIMA, kind="recess", name="Zomerreces", first_day="2026-07-13", last_day="2026-07-10")
    assert "vóór de eerste dag" in chat.errors(FATIMA)["last_day"]
    read = chat.fills(FATIMA, last_day="2026-08-21")
    assert "Zomerreces: 13 juli 2026 tot en met 21 augustus 2026" in read
    chat.presses(FATIMA, "Sluiting of reces toevoegen")
    chat.fills(FATIMA, kind="recess", name="Nog een", first_day="2026-08-21")
    assert "“Zomerreces”" in chat.errors(FATIMA)["first_day"]
    assert "Zomerreces" not in chat.presses(FATIMA, "Verwijderen")


def test_terms_count_the_working_days_of_the_organisation(chat: Chat) -> None:
    chat.arranges(lambda store: store.calendars.choose(replace(store.calendar, good_friday=True)))
    it_is(chat, date(2026, 4, 1), time(10))
    files(chat)
    request = chat.arranges(lambda store: store.requests.get(FIRST))
    assert request
    assert request.due == date(2026, 4, 10)  # five working days; Good Friday and Easter Monday do not count


def test_a_message_to_the_board_waits_until_the_organisation_opens(chat: Chat) -> None:
    files(chat)
    it_is(chat, DAY, time(19))
    chat.presses(AHMET, "Naar de board")
    chat.fills(AHMET, note="Past in het portfolio.")
    assert chat.channel() == ""
    it_is(chat, DAY + timedelta(days=1), time(8, 30))
    assert chat.channel().startswith(FIRST)
