# SPDX-License-Identifier: EUPL-1.2
"""Functions that must agree, and advice: the one blocks an approval, the other nothing."""

from dataclasses import replace
from datetime import timedelta

from commands.events import Incoming, Place, Press
from commands.people import Absence, Person
from commands.requests.request import Standing
from commands.requests.states import State
from storage.store import Store
from tests.cast import (
    AHMET,
    BOARD,
    CONTROLLER,
    JOHAN,
    KEES,
    MARIEKE,
    NAOMI,
    PRIYA,
    RUBEN,
    SANNE,
    WATERVEEN,
    WILLEM,
    account,
)
from tests.commands.requests.conftest import MONDAY, Asks
from tests.commands.requests.small_register import Register
from tests.drive import Chat


def software(asks: Asks, who: Person = SANNE) -> str:
    """Send in a request that needs the agreement of the controller."""
    return asks("Nieuwe applicatie voor vergunningen", who=who, kind="application", cost="40k")


def press(chat: Chat, who: Person, verb: str, reference: str, function: str = CONTROLLER) -> str:
    """Press a button that this person was not given."""
    values = (("ref", reference), ("org", "waterveen"), ("function", function))
    said = Press(f"requests.{verb}", values)
    return chat.happens(who, Incoming(said, account(who), Place("local", who.id), f"{verb}/{who.id}/{function}"))


def test_approval_waits_for_every_function_that_must_agree(chat: Chat, asks: Asks) -> None:
    reference = software(asks)
    assert "Goedkeuren kan pas na akkoord van Concerncontroller." in chat.reads(MARIEKE)
    assert "Keur goed" not in chat.labels(MARIEKE)
    assert "Eerst is het akkoord nodig van Concerncontroller" in press(chat, MARIEKE, "approve", reference)
    assert "Eerst is het akkoord nodig van Concerncontroller" in press(chat, MARIEKE, "conditions", reference)


def test_declining_waits_for_nobody(chat: Chat, asks: Asks) -> None:
    software(asks)
    chat.presses(MARIEKE, "Wijs af")
    chat.fills(MARIEKE, reason="We hebben er al een", alternative="Gebruik het zaaksysteem")
    assert "Afgewezen" in chat.reads(SANNE)
    assert "Akkoord" not in chat.labels(PRIYA)


def test_who_decides_hears_it_when_everyone_agrees(chat: Chat, asks: Asks) -> None:
    software(asks)
    chat.presses(PRIYA, "Akkoord")
    assert "Iedereen is akkoord: over ITV-2031-0001 kan worden beslist" in chat.reads(MARIEKE)
    assert "Concerncontroller (Priya Ramdin) is akkoord." in chat.reads_all(MARIEKE)
    chat.presses(MARIEKE, "Keur goed")
    assert "Goedgekeurd" in chat.reads(SANNE)


def test_not_agreeing_needs_a_reason_blocks_the_approval_and_can_be_taken_back(chat: Chat, asks: Asks) -> None:
    reference = software(asks)
    chat.presses(PRIYA, "Geen akkoord")
    chat.fills(PRIYA, text="")
    assert chat.errors(PRIYA) == {"text": "Vul dit in."}
    chat.fills(PRIYA, text="Er is geen dekking")
    assert "Concerncontroller is niet akkoord met ITV-2031-0001" in chat.reads(MARIEKE)
    assert "Eerst is het akkoord nodig" in press(chat, MARIEKE, "approve", reference)
    chat.presses(PRIYA, "Akkoord")
    assert "Keur goed" in chat.labels(MARIEKE)


def test_the_agreement_is_asked_of_a_function_and_its_deputy_may_give_it(chat: Chat, asks: Asks) -> None:
    absence = Absence(PRIYA, MONDAY.date(), MONDAY.date() + timedelta(days=3), WILLEM)
    chat.database.transact(lambda c: Store(c, WATERVEEN).people.add_absence(absence))
    reference = software(asks)
    chat.presses(WILLEM, "Akkoord")
    [opinion] = chat.database.read(lambda c: Store(c, WATERVEEN).requests.opinions(reference))
    assert (opinion.function, opinion.person, opinion.standing) == (CONTROLLER, WILLEM, Standing.DEPUTY)


def test_nobody_else_agrees_and_nobody_agrees_to_the_own_request(chat: Chat, asks: Asks) -> None:
    reference = software(asks)
    assert "is gevraagd aan Concerncontroller, en dat ben jij niet" in press(chat, JOHAN, "agree", reference)
    assert "is gevraagd aan CIO, en dat ben jij niet" in press(chat, MARIEKE, "agree", reference, "CIO")
    own = software(asks, who=PRIYA)
    assert "is je eigen aanvraag" in press(chat, PRIYA, "agree", own)


def test_for_a_board_that_must_agree_its_secretary_records_it(chat: Chat, asks: Asks, register: Register) -> None:
    register.change("laptop", lambda right: replace(right, agrees=(BOARD,)))
    reference = asks()
    assert "is gevraagd aan Portfolioboard, en dat ben jij niet" in press(chat, PRIYA, "agree", reference, BOARD)
    chat.presses(RUBEN, "Akkoord")
    assert "Portfolioboard (Ruben Jacobs) is akkoord." in chat.reads_all(AHMET)


def test_agreeing_twice_is_told(chat: Chat, asks: Asks) -> None:
    reference = software(asks)
    chat.presses(PRIYA, "Akkoord")
    assert "Concerncontroller is al akkoord met ITV-2031-0001." in press(chat, PRIYA, "agree", reference)


def test_who_must_agree_can_no_longer_once_it_was_decided(chat: Chat, asks: Asks) -> None:
    reference = software(asks)
    chat.presses(PRIYA, "Akkoord")
    chat.presses(MARIEKE, "Keur goed")
    assert "heeft al over ITV-2031-0001 beslist" in press(chat, PRIYA, "object", reference)


def test_advice_of_a_function_that_is_named_is_kept_with_its_function_and_blocks_nothing(
    chat: Chat, asks: Asks
) -> None:
    reference = asks()
    chat.presses(KEES, "Geef advies")
    chat.fills(KEES, text="Neem een docking erbij")
    [opinion] = chat.database.read(lambda c: Store(c, WATERVEEN).requests.opinions(reference))
    assert (opinion.function, opinion.standing) == ("Coördinator werkplekbeheer", Standing.HOLDER)
    request = chat.database.read(lambda c: Store(c, WATERVEEN).requests.get(reference))
    assert request
    assert request.state is State.INTAKE


def test_advice_of_somebody_else_is_on_their_own_title(chat: Chat, asks: Asks) -> None:
    reference = asks()
    press(chat, NAOMI, "advise", reference)
    chat.fills(NAOMI, text="Ik heb er nog een over")
    [opinion] = chat.database.read(lambda c: Store(c, WATERVEEN).requests.opinions(reference))
    assert (opinion.function, opinion.standing) == ("", Standing.OWN)
