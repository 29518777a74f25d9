# SPDX-License-Identifier: EUPL-1.2
"""What the secretary keeps off an agenda: whoever it concerns hears why, of whichever feature the thing is."""

from datetime import date, timedelta
from itertools import count

from bot.clock import business_now
from bot.effects import Cause, effect
from commands.boards import KeptOff
from commands.evaluations.improvements import Improvement, Owner
from commands.evaluations.instrument import Dimension
from commands.evaluations.round import Kind, Round, State
from commands.evaluations.suppression import LOWEST
from commands.meetings.item import Action
from commands.people import Person
from commands.portfolio.goal import Goal
from commands.portfolio.initiative import Initiative, Report
from commands.refs import Ref
from commands.replies import Reply
from storage.store import Store
from tests.cast import (
    AHMET,
    AT,
    BOARD,
    DAY,
    FATIMA,
    JOHAN,
    MARIEKE,
    NAOMI,
    RUBEN,
    SANNE,
    TEAMMANAGER,
    WATERVEEN,
    WILLEM,
)
from tests.commands.meetings.test_sources import item_of, laptops
from tests.conversations.scenes import files
from tests.conversations.test_boards import card_of, passes_to_board, sets_up
from tests.drive import Chat

_numbers = count(1)
LATER = "Dit kan beter na de zomer."


def keeps_off(chat: Chat, about: str, *heard: Person) -> None:
    """Let a thing be kept off the agenda, and see that these people read why."""
    kept = KeptOff(Ref(*about.split(":", 1)), BOARD, f"Punt {about}", LATER, RUBEN)

    def work(store: Store) -> None:
        cause = Cause("local", RUBEN.id, business_now(store.settings), str(next(_numbers)))
        effect(store, Reply(keeps_off=(kept,)), cause, chat.features)

    chat.arranges(work)
    chat.deliver()
    for person in heard:
        assert f"“Punt {about}” komt niet op de agenda van Portfolioboard" in chat.reads(person), (about, person)
        assert LATER in chat.reads(person)


def declines(chat: Chat, feature: str) -> None:
    """Let the secretary keep what is on the agenda of a feature off it."""
    chat.presses(RUBEN, "Openen", card_of(item_of(chat, feature)))
    chat.presses(RUBEN, "Niet agenderen")
    chat.fills(RUBEN, reason=LATER)
    assert "Waar het over gaat" in chat.labels(RUBEN)


def test_who_asked_a_request_and_who_guides_it_hear_that_it_is_kept_off_and_it_stays_open(chat: Chat) -> None:
    sets_up(chat)
    laptops(chat)
    passes_to_board(chat)
    declines(chat, "requests")
    for person in (SANNE, FATIMA):
        assert "“Vier laptops” komt niet op de agenda van Portfolioboard" in chat.reads(person)
        assert LATER in chat.reads(person)
    assert "Vier laptops" in chat.says(SANNE, "/mijn")


def test_whose_matter_an_escalation_is_hears_that_it_is_kept_off_and_it_stays_on_its_rung(chat: Chat) -> None:
    sets_up(chat)
    laptops(chat, escalates_to=BOARD)
    files(chat)
    chat.day_becomes(DAY + timedelta(days=16))
    declines(chat, "escalations")
    assert LATER in chat.reads_all(SANNE)
    (escalation,) = chat.arranges(lambda store: store.escalations.all())
    assert escalation.rung.function == BOARD
    moves = chat.arranges(lambda store: [event.move for event in store.escalations.history(escalation.reference)])
    assert moves[-1] == "kept_off"


def test_owners_stewards_and_proposers_hear_that_something_of_theirs_is_kept_off(chat: Chat) -> None:
    sets_up(chat)
    laptops(chat, decides="CIO", valid_to=date(2026, 5, 1))
    chat.says(WILLEM, "wie beslist over de kleur van de vlag?")
    keeps_off(chat, "decision_rights:gap/1", FATIMA)
    assert "Vraag het de board" in chat.labels(FATIMA)
    keeps_off(chat, "decision_rights:right/WV-001", FATIMA, MARIEKE)
    assert "WV-001 loopt af op 1 mei 2026, en er volgt geen ander." in chat.reads(MARIEKE)

    goal = Goal("", "Sneller", "w", "p", "a", "i", "1", "2", AT, NAOMI)
    action = Action(0, BOARD, None, "Bestel de laptops", TEAMMANAGER, DAY, AT)
    initiative = Initiative("", "Wifi", TEAMMANAGER, DAY)
    plan = Report(AT, JOHAN.id, initiative.state, None, None, None)
    chat.arranges(lambda store: store.meetings.add_action(action))
    keeps_off(chat, "meetings:action/1", AHMET)
    assert "Het is klaar" in chat.labels(AHMET)
    round_ = Round(WATERVEEN.id, "", Kind.QUARTERLY, State.CLOSED, "2026-1", DAY, DAY, LOWEST, ())
    flagged = chat.arranges(lambda store: store.evaluations.add_round(round_)).reference
    improvement = Improvement(flagged, Dimension.TRUST, None, Owner(TEAMMANAGER))
    chat.arranges(lambda store: store.evaluations.keep_improvement(improvement))
    keeps_off(chat, f"evaluations:{improvement.ref.id}", AHMET)
    kept = chat.arranges(lambda store: store.portfolio.add_goal(goal)).reference
    keeps_off(chat, f"portfolio:{kept}", NAOMI)
    started = chat.arranges(lambda store: store.portfolio.add_initiative(initiative, plan)).reference
    keeps_off(chat, f"portfolio:start/{started}", AHMET)
