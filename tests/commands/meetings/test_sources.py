# SPDX-License-Identifier: EUPL-1.2
"""What comes onto an agenda by itself, from its cause to the decision and back, whichever feature it is of.

Gaps, decisions to look at again, actions that stall and rights that end are followed in ``tests/conversations``.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from bot.clock import business_now
from bot.effects import Cause, effect
from commands.boards import Proposal
from commands.decision_rights.rights import DecisionRight
from commands.escalations.escalation import State as Stuck
from commands.meetings.item import Item, ItemState
from commands.money import Euro
from commands.refs import Ref
from commands.replies import Reply
from commands.requests.request import Stance
from commands.requests.states import State
from storage.store import Store
from tests.cast import BOARD, CIO, CONTROLLER, DAY, DIRECTOR, MARIEKE, PRIYA, RUBEN, SANNE, TEAMMANAGER, WILLEM
from tests.conversations.scenes import FIRST, files, register_gains
from tests.conversations.test_boards import card_of, decides, passes_to_board, sets_up
from tests.drive import Chat

_numbers = count(1)
AGREES = {"agrees": "yes", "funding": "budget"}


def laptops(chat: Chat, decides: str = TEAMMANAGER, **fields: Any) -> None:  # noqa: ANN401 - the fields of a right
    """Let the register say who decides on laptops."""
    register_gains(chat, DecisionRight("WV-001", "Aanschaffen laptops", decides, **fields))


def item_of(chat: Chat, feature: str) -> Item:
    """Return what is open on the agenda of the things of a feature."""
    every = chat.arranges(lambda store: store.meetings.all_open())
    return next(item for item in every if item.about.feature == feature)


def records(chat: Chat, item: Item, verdict: str = "approved", /, **typed: str) -> str:
    """Let the secretary record a decision on an item."""
    chat.presses(RUBEN, "Openen", card_of(item))
    return decides(chat, verdict, **typed)


def controls(chat: Chat, item: Item, **typed: str) -> str:
    """Let the controller fill in the page of an item."""
    chat.presses(PRIYA, "Openen", card_of(item))
    chat.presses(PRIYA, "Financiële paragraaf")
    return chat.fills(PRIYA, **typed)


def state_of(chat: Chat, reference: str = FIRST) -> State | None:
    """Return how a request stands."""
    return chat.arranges(lambda store: getattr(store.requests.get(reference), "state", None))


def rules(chat: Chat, item: Item, verdict: str = "approved", /, **typed: str) -> None:
    """Let a decision on an item be recorded that nothing stands in the way of."""
    records(chat, item, verdict, **typed)
    assert not chat.errors(RUBEN), chat.errors(RUBEN)


def test_an_escalation_comes_with_its_right_and_amount_and_is_not_approved_without_who_must_agree(chat: Chat) -> None:
    sets_up(chat)
    laptops(chat, decides=DIRECTOR, agrees=(CONTROLLER, CIO), escalates_to=BOARD)
    files(chat, cost="4.000")
    chat.day_becomes(DAY + timedelta(days=16))
    item = item_of(chat, "escalations")
    assert (item.right, item.register_version, item.agrees) == ("WV-001", 1, (CONTROLLER, CIO))
    assert item.amount == Euro(Decimal(4000))
    assert "Portfolioboard vraagt je financiële paragraaf: " in chat.reads_all(PRIYA)
    assert f"Eerst is het akkoord van {CONTROLLER} en CIO nodig" in records(chat, item)
    controls(chat, item, agrees="no", funding="none", text="Er is geen geld voor.")
    assert f"Eerst is het akkoord van {CONTROLLER} en CIO nodig" in records(chat, item_of(chat, "escalations"))
    controls(chat, item, **AGREES)
    assert "Portfolioboard vraagt akkoord van CIO: " in chat.reads_all(MARIEKE)
    chat.presses(MARIEKE, "Niet akkoord namens CIO")
    chat.fills(MARIEKE, reason="Dit model kan niet worden beheerd.")
    assert "CIO is niet akkoord met “" in chat.reads_all(RUBEN)
    assert "Eerst is het akkoord van CIO nodig" in records(chat, item_of(chat, "escalations"))
    assert "Dit model kan niet worden beheerd." in chat.reads_all(RUBEN)
    asked = chat.cards(MARIEKE)[-1]
    assert "wordt gevraagd van CIO, en dat ben jij vandaag niet." in chat.presses(WILLEM, "Akkoord namens CIO", asked)
    assert "Al akkoord: Concerncontroller en CIO" in chat.presses(MARIEKE, "Akkoord namens CIO")
    rules(chat, item_of(chat, "escalations"))
    assert chat.arranges(lambda store: [each.state for each in store.escalations.all()]) == [Stuck.DECIDED]


def test_who_must_agree_to_a_request_does_so_on_the_agenda_or_at_the_request_and_once_is_enough(chat: Chat) -> None:
    sets_up(chat)
    laptops(chat, agrees=(CONTROLLER, CIO))
    passes_to_board(chat)
    first = item_of(chat, "requests")
    controls(chat, first, **AGREES)
    chat.presses(MARIEKE, "Openen", card_of(first))
    chat.presses(MARIEKE, "Akkoord namens CIO")
    rules(chat, item_of(chat, "requests"))
    assert state_of(chat) is State.APPROVED
    said = chat.arranges(lambda store: store.requests.opinions(FIRST))
    assert [(each.person, each.function) for each in said] == [(PRIYA, CONTROLLER), (MARIEKE, CIO)]
    assert {each.stance for each in said} == {Stance.AGREES}

    passes_to_board(chat)
    chat.presses(PRIYA, "Akkoord")
    chat.presses(MARIEKE, "Akkoord")
    second = item_of(chat, "requests")
    assert second.agreed == (CONTROLLER, CIO)
    assert "Al akkoord: Concerncontroller en CIO" in chat.presses(RUBEN, "Openen", card_of(second))
    rules(chat, second)
    assert state_of(chat, second.about.id) is State.APPROVED


def test_a_page_of_the_controller_is_about_one_amount_and_goes_when_that_is_another(chat: Chat) -> None:
    sets_up(chat)
    proposal = Proposal(Ref("portfolio", "start/INI-1"), BOARD, "Loket", "Start.", amount=Euro(Decimal(9000)))
    for amount, left in ((9000, True), (9500, False)):
        proposes(chat, proposal)
        controls(chat, item_of(chat, "portfolio"), **AGREES)
        proposes(chat, replace(proposal, amount=Euro(Decimal(amount))))
        assert bool(item_of(chat, "portfolio").controllers) is left
    assert chat.reads_all(PRIYA).count("Portfolioboard vraagt je financiële paragraaf: Loket") == 1


def test_who_answered_is_not_asked_any_more_and_a_new_item_is_told_also_when_it_changed_meanwhile(chat: Chat) -> None:
    sets_up(chat)
    chat.says(WILLEM, "/itagenda")
    chat.presses(WILLEM, "Stel een punt voor")
    chat.fills(WILLEM, subject="Plan 2027", decision="Instemmen met het plan.", amount="9000")
    controls(chat, item_of(chat, "meetings"), **AGREES)
    chat.day_becomes(DAY + timedelta(days=1))
    assert "Portfolioboard vraagt je financiële paragraaf" not in chat.reads_all(PRIYA)
    assert "Plan 2027" in chat.reads_all(RUBEN)
    assert "Al akkoord: Concerncontroller" in chat.reads_all(RUBEN), "it is told as it is now"


def proposes(chat: Chat, proposal: Proposal) -> None:
    """Let a feature propose something."""

    def work(store: Store) -> None:
        at = business_now(store.settings)
        effect(store, Reply(proposes=(proposal,)), Cause("clock", "story", at, str(next(_numbers))), chat.features)

    chat.arranges(work)
    chat.day_becomes(chat.arranges(lambda store: business_now(store.settings)).date() + timedelta(days=1))


def merges_laptops(chat: Chat) -> tuple[Item, Item]:
    """Let Sanne's laptops be dealt with under what Willem brings in; return both items as they were."""
    sets_up(chat)
    laptops(chat)
    passes_to_board(chat)
    chat.says(WILLEM, "/itagenda")
    chat.presses(WILLEM, "Stel een punt voor")
    chat.fills(WILLEM, subject="Hardware 2026", decision="Instemmen met de inkoop.")
    request, own = item_of(chat, "requests"), item_of(chat, "meetings")
    merges(chat, request, own)
    return request, own


def test_a_decision_holds_for_what_is_dealt_with_along_and_is_told_to_everyone_who_brought_it_in(chat: Chat) -> None:
    merges_laptops(chat)
    assert "“Vier laptops” wordt behandeld bij “Hardware 2026”" in chat.reads(SANNE)
    until = {"reason": "Eerst de begroting.", "until": "20-4-2026"}
    rules(chat, item_of(chat, "meetings"), "deferred", **until)
    assert state_of(chat) is State.DEFERRED
    assert "Eerst de begroting." in chat.reads(WILLEM)
    (left,) = chat.arranges(lambda store: store.meetings.all_open())
    assert (left.title, left.not_before) == ("Hardware 2026", date(2026, 4, 20))
    rules(chat, left)
    assert state_of(chat) is State.APPROVED
    assert "Portfolioboard besloot over “Hardware 2026”: Goedgekeurd" in chat.reads(WILLEM)


def test_what_was_to_be_dealt_with_along_comes_back_when_that_is_off_and_what_is_withdrawn_is_not_decided(
    chat: Chat,
) -> None:
    request, own = merges_laptops(chat)
    chat.presses(WILLEM, "Openen", card_of(own))
    chat.presses(WILLEM, "Trek in")
    assert item_of(chat, "requests").number == request.number
    passes_to_board(chat)
    first, second = chat.arranges(lambda store: store.meetings.all_open())
    merges(chat, first, second)
    chat.says(SANNE, f"trek {FIRST} in")
    chat.presses(SANNE, "Ja, trek in")
    rules(chat, chat.arranges(lambda store: store.meetings.all_open())[0])
    assert state_of(chat) is State.WITHDRAWN
    assert state_of(chat, second.about.id) is State.APPROVED


def merges(chat: Chat, item: Item, other: Item) -> None:
    """Let the secretary deal with an item under another."""
    chat.presses(RUBEN, "Openen", card_of(item))
    chat.presses(RUBEN, "Bewerk")
    chat.fills(RUBEN, merge=str(other.number))
    assert not chat.errors(RUBEN)


def test_what_was_only_spoken_of_waits_for_the_next_meeting(chat: Chat) -> None:
    sets_up(chat)
    laptops(chat)
    passes_to_board(chat)
    rules(chat, item_of(chat, "requests"), "noted")
    assert item_of(chat, "requests").state is ItemState.OPEN
    assert state_of(chat) is State.SCHEDULED


def test_after_the_closing_date_somebody_hears_that_it_is_for_a_later_meeting(chat: Chat) -> None:
    sets_up(chat)
    chat.day_becomes(date(2026, 3, 4))
    chat.says(WILLEM, "/itagenda")
    chat.presses(WILLEM, "Stel een punt voor")
    read = chat.fills(WILLEM, subject="Plan 2027", decision="Instemmen met het plan.")
    assert "Voor de vergadering van 17 maart 2026 kon je punten voorstellen tot en met 3 maart 2026." in read
    assert "Het komt in de vergadering van 16 juni 2026." in read


def test_what_is_referred_is_told_to_the_function_that_has_it_now_and_rests_on_the_boards_own_mandate(
    chat: Chat,
) -> None:
    sets_up(chat, mandate="Beslist binnen de begroting.")
    chat.says(WILLEM, "/itagenda")
    chat.presses(WILLEM, "Stel een punt voor")
    chat.fills(WILLEM, subject="Plan 2027", decision="Instemmen met het plan.")
    rules(chat, item_of(chat, "meetings"), "referred", function=CIO)
    assert "Portfolioboard verwees “Plan 2027” door naar CIO" in chat.reads_all(MARIEKE)
    decision = chat.arranges(lambda store: store.meetings.decision("BES-2026-0001"))
    assert decision
    assert decision.basis == "Beslist binnen de begroting."
