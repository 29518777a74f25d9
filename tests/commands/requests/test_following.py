# SPDX-License-Identifier: EUPL-1.2
"""A request followed: its status, what waits for whom, withdrawing, the topic that fits, and its record."""

from datetime import timedelta

import pytest

from bot import plain
from commands.errors import Refused
from commands.events import Context, Place
from commands.people import Absence, Person
from commands.requests.authority import NotForYou
from commands.requests.case import ReferenceIncomplete, reference_in
from commands.requests.overview import record, waiting
from storage.store import Store
from tests.cast import AHMET, FATIMA, JOHAN, KEES, LOTTE, MARIEKE, NAOMI, PRIYA, RUBEN, SANNE, WATERVEEN, WILLEM
from tests.commands.requests.conftest import MONDAY, Asks
from tests.commands.requests.small_register import Register, right
from tests.drive import Chat


@pytest.mark.parametrize("typed", ["ITV-2031-0001", "itv 2031 1", "2031-1", "2031-0001", "#1", "1"])
def test_a_reference_is_understood_in_every_way_people_write_it(chat: Chat, asks: Asks, typed: str) -> None:
    asks()
    assert chat.says(SANNE, f"/itstatus {typed}").startswith("ITV-2031-0001 “Twee laptops”: In intake")


def test_a_number_alone_means_the_newest_request_with_it() -> None:
    assert reference_in("#14", ["ITV-2031-0014", "ITV-2030-0014"]) == "ITV-2031-0014"


@pytest.mark.parametrize("words", ["2026-03-14", "op 14 maart 2026", "tussen 2026 en 2027", "itverzoek 12"])
def test_a_day_or_a_year_is_no_reference(words: str) -> None:
    assert reference_in(words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "hoe staat het met mijn aanvraag?",
        "wanneer hoor ik iets",
        "Hoe snel krijg ik antwoord?",
        "is 2031-1 al besproken?",
        "How is my request?",
        "how soon do I get an answer",
    ],
)
def test_plain_words_ask_how_it_stands(chat: Chat, asks: Asks, words: str) -> None:
    asks()
    assert chat.says(SANNE, words).startswith("ITV-2031-0001 “Twee laptops”")


def test_who_asked_more_gets_a_list(chat: Chat, asks: Asks) -> None:
    asks()
    asks("Een telefoon")
    read = chat.says(SANNE, "/itstatus")
    assert read.startswith("Je aanvragen")
    assert read.index("ITV-2031-0002") < read.index("ITV-2031-0001")
    assert chat.says(SANNE, "/itstatus telefoon").startswith("ITV-2031-0002")


def test_an_unknown_reference_offers_the_nearest_of_ones_own(chat: Chat, asks: Asks) -> None:
    asks()
    read = chat.says(SANNE, "/itstatus 2031-99")
    assert "Ik ken geen aanvraag 2031-99 die jij kunt inzien. Van jou zijn: ITV-2031-0001." in read
    assert chat.presses(SANNE, "ITV-2031-0001").startswith("ITV-2031-0001 “Twee laptops”")


def test_who_has_nothing_to_do_with_it_does_not_even_hear_that_it_exists(chat: Chat, asks: Asks) -> None:
    asks()
    assert "Ik ken geen aanvraag 2031-1 die jij kunt inzien" in chat.says(WILLEM, "/itstatus 2031-1")


def test_those_who_take_part_and_the_information_manager_see_it(chat: Chat, asks: Asks) -> None:
    asks("Nieuwe applicatie", kind="application", sponsor="Naomi Pinas")
    for who in (FATIMA, MARIEKE, PRIYA, JOHAN, NAOMI):
        assert "Nieuwe applicatie" in chat.says(who, "/itstatus 2031-1"), who.name
    assert "Nieuwe applicatie" not in chat.says(RUBEN, "/itstatus 2031-1")


def test_the_secretary_sees_what_a_board_decides(chat: Chat, asks: Asks) -> None:
    asks("Het jaarbudget", kind="idea")
    assert "Het jaarbudget" in chat.says(RUBEN, "/itstatus 2031-1")


def test_withdrawing_is_asked_twice_and_told(chat: Chat, asks: Asks) -> None:
    asks()
    assert chat.says(SANNE, "trek mijn aanvraag maar in").startswith("ITV-2031-0001 “Twee laptops” intrekken?")
    assert chat.presses(SANNE, "Nee, laat staan").startswith("ITV-2031-0001 “Twee laptops”: In intake")
    chat.says(SANNE, "trek mijn aanvraag maar in")
    assert chat.presses(SANNE, "Ja, trek in") == "ITV-2031-0001 is ingetrokken"
    assert "Sanne de Vries heeft ITV-2031-0001 “Twee laptops” ingetrokken" in chat.reads_all(AHMET)
    assert "Keur goed" not in chat.labels(AHMET)
    assert chat.says(SANNE, "trek mijn aanvraag maar in") == "Je hebt geen aanvraag die je kunt intrekken"


def test_only_who_asked_withdraws(chat: Chat, asks: Asks) -> None:
    asks()
    assert "is een aanvraag van Sanne de Vries" in chat.says(AHMET, "trek aanvraag 2031-1 in")


def test_who_asked_adds_something_and_the_desk_reads_it(chat: Chat, asks: Asks) -> None:
    asks()
    chat.presses(SANNE, "Vul aan")
    chat.fills(SANNE, text="Het haast wel")
    assert "Sanne de Vries heeft ITV-2031-0001 aangevuld" in chat.reads(AHMET)
    assert "> Het haast wel" in chat.reads_all(AHMET)


def test_a_higher_amount_brings_it_to_the_next_holder_up(chat: Chat, asks: Asks) -> None:
    asks()
    chat.presses(SANNE, "Vul aan")
    chat.fills(SANNE, text="Het worden er meer", cost="60k")
    assert "ITV-2031-0001 ligt nu bij CIO" in chat.reads(SANNE)
    assert "> Het worden er meer" in chat.reads(MARIEKE)
    assert chat.labels(AHMET) == []


def test_who_asked_may_choose_the_topic_that_fits(chat: Chat, asks: Asks) -> None:
    asks("Een laptop met een nieuwe applicatie", kind="idea")
    assert "Welk onderwerp past?" in chat.reads(SANNE)
    assert "ITV-2031-0001 ligt nu bij Teammanager I&A" in chat.presses(SANNE, "Werkplekhardware")
    assert "Keur goed" in chat.labels(AHMET)
    assert "Werkplekhardware" not in chat.labels(FATIMA)


def test_the_information_manager_may_choose_it_too_and_the_requester_hears_it(chat: Chat, asks: Asks) -> None:
    asks("Een laptop met een nieuwe applicatie", kind="idea")
    chat.presses(FATIMA, "Nieuwe applicaties")
    assert chat.reads(SANNE).startswith("ITV-2031-0001 ligt nu bij CIO")
    assert "Akkoord" in chat.labels(PRIYA)


def test_a_topic_is_chosen_once(chat: Chat, asks: Asks) -> None:
    asks("Een laptop met een nieuwe applicatie", kind="idea")
    chosen = next(c for c in chat.cards(FATIMA))
    chat.presses(SANNE, "Werkplekhardware")
    chat.inbox[FATIMA.id] = {"old": chosen}
    assert "dat ben jij niet" in chat.presses(FATIMA, "Nieuwe applicaties")


def test_a_request_that_nobody_decided_on_finds_its_desk_when_the_right_was_added(
    chat: Chat, asks: Asks, register: Register
) -> None:
    asks("Drones voor toezicht", kind="idea")
    assert "Het register noemt nog steeds niemand" in chat.presses(FATIMA, "Zoek opnieuw wie beslist")
    register.topics["drone"] = (right("WV-099", "Drones", "CIO"),)
    chat.presses(FATIMA, "Zoek opnieuw wie beslist")
    assert "Keur goed" in chat.labels(MARIEKE)


def test_what_waits_what_was_asked_and_what_was_decided_stand_in_the_overview(chat: Chat, asks: Asks) -> None:
    asks("Nieuwe applicatie", kind="application")
    asks()
    assert "ITV-2031-0001 “Nieuwe applicatie” – beslissen; Sanne de Vries" in chat.says(MARIEKE, "/mijn")
    assert "ITV-2031-0001 “Nieuwe applicatie” – akkoord geven; Sanne de Vries" in chat.says(PRIYA, "/mijn")
    chat.presses(AHMET, "Stel een vraag")
    chat.fills(AHMET, question="Welke?")
    assert "ITV-2031-0002 “Twee laptops” – beantwoorden" in chat.says(SANNE, "/mijn")
    chat.presses(MARIEKE, "Wijs af")
    chat.fills(MARIEKE, reason="Nee", alternative="Iets anders")
    read = chat.says(SANNE, "/mijn")
    assert "Kort geleden besloten\n\n• Afgewezen: ITV-2031-0001 – CIO, maandag 3 maart 2031" in read
    assert "ITV-2031-0001" not in chat.says(PRIYA, "/mijn")


def test_what_waits_follows_who_acts_today(chat: Chat, asks: Asks) -> None:
    asks()

    def count(store: Store) -> list[int]:
        return [waiting(who, MONDAY, store) for who in (AHMET, KEES, NAOMI)]

    assert chat.database.read(lambda c: count(Store(c, WATERVEEN))) == [1, 0, 0]
    absence = Absence(AHMET, MONDAY.date(), MONDAY.date() + timedelta(days=1), NAOMI)
    chat.database.transact(lambda c: Store(c, WATERVEEN).people.add_absence(absence))
    assert chat.database.read(lambda c: count(Store(c, WATERVEEN))) == [0, 0, 1]


def test_what_was_deferred_waits_again_on_its_day(chat: Chat, asks: Asks) -> None:
    asks()
    chat.presses(AHMET, "Houd aan")
    chat.fills(AHMET, until="10-3-2031", reason="Eerst de begroting")

    def count(days: int) -> int:
        return chat.database.read(lambda c: waiting(AHMET, MONDAY + timedelta(days=days), Store(c, WATERVEEN)))

    assert [count(0), count(7)] == [0, 1]


def test_the_record_is_a_page_with_a_stable_address(chat: Chat, asks: Asks) -> None:
    reference = asks()
    chat.presses(AHMET, "Keur goed")
    assert f"https://pages.example/records/requests/{reference}" in chat.presses(SANNE, "Open het dossier")

    def page(store: Store) -> str:
        context = Context(SANNE, WATERVEEN, MONDAY, Place("web", ""))
        return plain.render_card(record(reference, context, store), chat.localizer(SANNE))

    read = chat.database.read(lambda c: page(Store(c, WATERVEEN)))
    for line in (
        "Besluit: Goedgekeurd door Teammanager I&A (Ahmet Demir, vervuller van de functie).",
        "Namens: Gemeente Waterveen",
        "Hoedanigheid: vervuller van de functie",
        "Grondslag: Mandaatbesluit art. 6",
        "Beslisrecht in het register: WV-001",
        "Versie van het register: 3",
        "goedgekeurd – Ahmet Demir",
    ):
        assert line in read


@pytest.mark.parametrize(
    ("who", "record_id", "refused"),
    [
        (WILLEM, "ITV-2031-0001", NotForYou),
        (SANNE, "ITV-2031-0002", ReferenceIncomplete),
        (SANNE, "../etc", ReferenceIncomplete),
        (SANNE, "nergens/ITV-2031-0001", ReferenceIncomplete),
    ],
)
def test_a_record_is_refused_to_who_may_not_see_it(
    chat: Chat, asks: Asks, who: Person, record_id: str, refused: type[Refused]
) -> None:
    asks()
    context = Context(who, WATERVEEN, MONDAY, Place("web", ""))
    with pytest.raises(refused):
        chat.database.read(lambda c: record(record_id, context, Store(c, WATERVEEN)))


def test_the_overview_says_nothing_to_who_has_nothing(chat: Chat) -> None:
    assert "Nothing waits for you." in chat.says(LOTTE, "/mine")
