# SPDX-License-Identifier: EUPL-1.2
"""Authority is checked on every press: the function on that day, the amount, the right in force, one's own request."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from commands.cards import buttons
from commands.events import Incoming, Place, Press
from commands.people import Holding
from commands.requests.request import Standing
from commands.requests.states import State
from storage.store import Store
from tests.cast import (
    AHMET,
    CIO,
    DIRECTOR,
    JOHAN,
    KEES,
    MARIEKE,
    NAOMI,
    SANNE,
    TEAMMANAGER,
    WATERVEEN,
    WILLEM,
    YARA,
    ZUIDERPLAS,
    account,
)
from tests.commands.requests.conftest import Asks
from tests.commands.requests.small_register import Register
from tests.commands.requests.story import TODAY, away, forged, journal, state
from tests.drive import Chat


def test_a_second_press_is_told_who_already_decided_and_when(chat: Chat, asks: Asks) -> None:
    reference = asks()
    chat.presses(AHMET, "Keur goed")
    away(chat, AHMET)
    read = forged(chat, KEES, "approve", reference)
    assert read.startswith("Ahmet Demir, Teammanager I&A, heeft al over ITV-2031-0001 beslist op maandag 3 maart 2031")
    assert ("requests.approve", KEES.id, "refused:AlreadyDecided") in journal(chat, reference)


def test_nobody_decides_after_it_was_withdrawn(chat: Chat, asks: Asks) -> None:
    reference = asks()
    chat.presses(SANNE, "Trek in")
    chat.presses(SANNE, "Ja, trek in")
    assert "Keur goed" not in chat.labels(AHMET)
    assert "Dat kan nu niet: ITV-2031-0001 is nu “Ingetrokken”." in forged(chat, AHMET, "approve", reference)


def test_who_has_no_authority_is_refused_with_a_reason_and_may_advise_instead(chat: Chat, asks: Asks) -> None:
    reference = asks()
    read = forged(chat, WILLEM, "approve", reference)
    assert "Teammanager I&A beslist over ITV-2031-0001, en dat ben jij niet. Vandaag is dat Ahmet Demir." in read
    assert ("requests.approve", WILLEM.id, "refused:NotYourDecision") in journal(chat, reference)
    chat.presses(WILLEM, "Geef advies")
    chat.fills(WILLEM, text="Neem refurbished")
    assert state(chat, reference) is State.INTAKE
    assert "Advies van Willem Dekker:\n\n> Neem refurbished" in chat.reads_all(AHMET)


def test_a_deputy_decides_while_the_holder_is_away_and_the_record_says_so(chat: Chat, asks: Asks) -> None:
    away(chat, AHMET)
    reference = asks()
    assert "Nu is dat de plaatsvervanger, Kees Vermeulen, tot en met 4 maart 2031." in chat.reads(SANNE)
    chat.presses(KEES, "Keur goed")
    [decision] = chat.database.read(lambda c: Store(c, WATERVEEN).requests.decisions(reference))
    assert (decision.name, decision.standing, decision.instead_of) == ("Kees Vermeulen", Standing.DEPUTY, "Ahmet Demir")
    assert "Goedgekeurd door Teammanager I&A (Kees Vermeulen, plaatsvervanger, namens Ahmet Demir)." in chat.reads(
        SANNE
    )


def test_a_deputy_does_not_decide_while_the_holder_is_there(chat: Chat, asks: Asks) -> None:
    reference = asks()
    assert "Ahmet Demir is niet afwezig" in forged(chat, KEES, "approve", reference)


def test_who_takes_over_an_absence_decides(chat: Chat, asks: Asks) -> None:
    away(chat, AHMET, NAOMI)
    asks()
    chat.presses(NAOMI, "Keur goed")
    assert "Goedgekeurd door Teammanager I&A (Naomi Pinas, plaatsvervanger, namens Ahmet Demir)." in chat.reads(SANNE)


def test_nobody_decides_on_the_own_request_through_a_substitute(chat: Chat, asks: Asks) -> None:
    reference = asks()
    away(chat, SANNE)

    def becomes_holder(store: Store) -> None:
        for number, held in store.people.all_holdings().items():
            if held.function == TEAMMANAGER and not held.deputy:
                store.people.end_holding(number, TODAY - timedelta(days=1))
        store.people.add_holding(Holding(SANNE, TEAMMANAGER))

    chat.arranges(becomes_holder)
    read = forged(chat, KEES, "approve", reference)
    assert read.startswith("ITV-2031-0001 is aangevraagd door Sanne de Vries, en jij zou in diens plaats beslissen.")
    assert ("requests.approve", KEES.id, "refused:InTheirPlace") in journal(chat, reference)
    assert state(chat, reference) is State.INTAKE


def test_the_deputy_that_the_right_names_goes_first(chat: Chat, asks: Asks, register: Register) -> None:
    register.change("laptop", lambda right: replace(right, deputy=CIO))
    away(chat, AHMET)
    asks()
    assert "Keur goed" in chat.labels(MARIEKE)
    assert "Keur goed" not in chat.labels(KEES)


def test_nobody_decides_on_the_own_request_also_not_as_a_deputy(chat: Chat, asks: Asks) -> None:
    reference = asks(who=KEES)
    away(chat, AHMET)
    read = forged(chat, KEES, "approve", reference)
    assert "is je eigen aanvraag" in read
    assert "Geef advies" not in chat.labels(KEES)


def test_authority_that_ended_yesterday_is_no_authority(chat: Chat, asks: Asks) -> None:
    reference = asks()

    def hand_over(store: Store) -> None:
        number = next(n for n, h in store.people.all_holdings().items() if h.function == TEAMMANAGER and not h.deputy)
        store.people.end_holding(number, TODAY - timedelta(days=1))
        store.people.add_holding(Holding(NAOMI, TEAMMANAGER))

    chat.database.transact(lambda c: hand_over(Store(c, WATERVEEN)))
    assert "dat ben jij niet. Vandaag is dat Naomi Pinas." in chat.presses(AHMET, "Keur goed")
    assert "Goedgekeurd" in forged(chat, NAOMI, "approve", reference)


def test_a_right_that_changed_meanwhile_brings_the_request_to_who_decides_now(
    chat: Chat, asks: Asks, register: Register
) -> None:
    reference = asks()
    register.change("laptop", lambda right: replace(right, decides=DIRECTOR, register_version=4))
    read = chat.presses(AHMET, "Keur goed")
    assert (
        "Het register is gewijzigd: ITV-2031-0001 ligt nu bij Directeur Bedrijfsvoering. Er is niets besloten." in read
    )
    assert chat.database.read(lambda c: Store(c, WATERVEEN).requests.decisions(reference)) == ()
    assert "Keur goed" in chat.labels(JOHAN)
    assert chat.labels(AHMET) == []


def test_the_version_of_the_register_on_the_day_of_the_decision_is_recorded(
    chat: Chat, asks: Asks, register: Register
) -> None:
    reference = asks()
    register.change("laptop", lambda right: replace(right, register_version=9))
    chat.presses(AHMET, "Keur goed")
    [decision] = chat.database.read(lambda c: Store(c, WATERVEEN).requests.decisions(reference))
    assert decision.register_version == 9


def test_a_limit_that_was_lowered_brings_the_request_one_step_up(chat: Chat, asks: Asks, register: Register) -> None:
    asks()
    low = (Decimal(1000), Decimal(1000))
    register.change("laptop", lambda r: replace(r, up_to=low[0]) if r.lowest else replace(r, above=low[1]))
    chat.presses(AHMET, "Keur goed")
    assert "ligt nu bij CIO" in chat.reads(AHMET)
    assert "Keur goed" in chat.labels(MARIEKE)


def test_an_unknown_amount_is_asked_before_a_limit_is_held_to_it(chat: Chat, asks: Asks) -> None:
    reference = asks(cost="")
    assert "het bedrag van ITV-2031-0001 is niet bekend. Vraag het eerst na." in chat.presses(AHMET, "Keur goed")
    chat.presses(AHMET, "Stel een vraag")
    chat.fills(AHMET, question="Wat kost het?")
    chat.presses(SANNE, "Beantwoord")
    chat.fills(SANNE, text="Dertigduizend", cost="30k")
    assert "ITV-2031-0001 ligt nu bij CIO" in chat.reads(SANNE)
    chat.presses(MARIEKE, "Keur goed")
    assert state(chat, reference) is State.APPROVED


def test_the_same_event_twice_has_its_effect_once(chat: Chat, asks: Asks) -> None:
    reference = asks()
    card = chat.cards(AHMET)[0]
    press = buttons(card)[0].press
    for _ in range(2):
        chat.happens(AHMET, Incoming(press, account(AHMET), Place("local", AHMET.id), "twice"))
    assert len(chat.database.read(lambda c: Store(c, WATERVEEN).requests.decisions(reference))) == 1
    assert len(chat.cards(SANNE)) == 2


def test_giving_advice_is_no_way_to_see_a_request(chat: Chat, asks: Asks) -> None:
    reference = asks()
    forged(chat, WILLEM, "advise", reference)
    chat.fills(WILLEM, text="Wij hebben er nog staan.")
    assert chat.reads(WILLEM).startswith(f"Je advies over {reference} is bewaard")
    assert "Bekijk de aanvraag" not in chat.labels(WILLEM)
    assert forged(chat, WILLEM, "show", reference).startswith(f"Je kunt {reference} niet inzien")


def test_who_may_not_see_a_request_does_not_hear_who_asked_or_what_was_decided(chat: Chat, asks: Asks) -> None:
    reference = asks()
    assert "Sanne" not in forged(chat, WILLEM, "withdraw", reference)
    chat.presses(AHMET, "Keur goed")
    assert forged(chat, WILLEM, "advise", reference).startswith(f"Je kunt {reference} niet inzien")


def test_an_organisation_that_has_nothing_to_do_with_a_request_does_not_hear_of_it(chat: Chat, asks: Asks) -> None:
    reference = asks()
    press = Press("requests.approve", (("ref", reference), ("org", WATERVEEN.id)))
    read = chat.happens(YARA, Incoming(press, account(YARA, ZUIDERPLAS), Place("local", YARA.id), "elsewhere"))
    assert read == "Deze knop hoort niet meer bij een aanvraag. Vraag de status opnieuw op."
