# SPDX-License-Identifier: EUPL-1.2
"""Requests and boards: what lies with a body is proposed, and what it decided flows back in one transaction."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pytest

from bot.dispatch import Dispatcher
from bot.routes import Routes
from commands.boards import Proposal, Ruling, Verdict
from commands.events import Context, Incoming, Place, Press
from commands.feature import Feature
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.requests.request import Standing
from commands.requests.states import State
from storage.store import Store
from tests.cast import AHMET, BOARD, CIO, CONTROLLER, MARIEKE, PRIYA, RUBEN, SANNE, WATERVEEN, account
from tests.commands.requests.conftest import Asks
from tests.commands.requests.small_register import Register
from tests.commands.requests.story import journal, state
from tests.drive import Chat

RECORD = Ref("meetings", "1/2")


@dataclass
class Table:
    """Who keeps the agenda here: it remembers what is asked, and rules what the test says."""

    asked: dict[Ref, Proposal] = field(default_factory=dict)
    ruling: Ruling | None = None

    def feature(self) -> Feature:
        """Return the feature."""
        return Feature(
            "meetings", presses={"meetings.rule": self._rule}, proposal=self._proposed, retraction=self._retracted
        )

    def _proposed(self, proposal: Proposal, at: datetime, store: Store) -> Reply:
        self.asked[proposal.about] = proposal
        return Reply(acts=(Act("meetings.propose", proposal.about),))

    def _retracted(self, ref: Ref, at: datetime, store: Store) -> Reply:
        self.asked.pop(ref, None)
        return Reply()

    def _rule(self, press: Press, context: Context, store: Store) -> Reply:
        assert self.ruling
        return Reply(acts=(Act("meetings.decide", RECORD),), rules=(self.ruling,))


@pytest.fixture
def table(chat: Chat, register: Register) -> Table:
    table = Table()
    routes = Routes((*chat.dispatcher._routes.features, table.feature()))  # noqa: SLF001 - one feature more
    chat.dispatcher = Dispatcher(chat.database, routes, lambda _platforms: None)
    chat.features = routes.features
    return table


def _rules(chat: Chat, table: Table, reference: str, verdict: Verdict, **more: str | date) -> str:
    """Let the board decide, recorded by its secretary; return what Ruben reads."""
    ruled = Ruling(Ref("requests", reference), verdict, BOARD, RUBEN, RECORD)
    table.ruling = replace(ruled, **more)  # type: ignore[arg-type]  # the test names fields of a ruling
    key = f"rules-{len(chat.journal())}"
    press = Incoming(Press("meetings.rule"), account(RUBEN), Place("local", RUBEN.id), key)
    return chat.happens(RUBEN, press)


def _passed(chat: Chat, asks: Asks) -> str:
    """Let Ahmet pass a request to the board."""
    reference = asks()
    chat.presses(AHMET, "Naar de board")
    chat.fills(AHMET)
    return reference


def test_a_request_that_is_passed_to_the_board_is_proposed_with_what_it_rests_on(
    chat: Chat, asks: Asks, table: Table
) -> None:
    reference = asks()
    assert not table.asked

    chat.presses(AHMET, "Naar de board")
    chat.fills(AHMET)

    asked = table.asked[Ref("requests", reference)]
    assert (asked.board, asked.title, asked.right, asked.by) == (BOARD, "Twee laptops", "WV-001", SANNE)
    assert asked.amount
    assert asked.amount.value == 2400
    assert (asked.organisation, asked.board_organisation) == ("waterveen", "waterveen")
    assert chat.localizer(SANNE).say(asked.decision).replace("\xa0", " ") == (
        "Besluit over “Twee laptops”, gevraagd door Sanne de Vries, kosten: € 2.400 excl. btw, incidenteel."
    )


def test_what_the_register_brings_to_a_board_is_proposed_at_once_and_a_withdrawal_takes_it_off(
    chat: Chat, asks: Asks, table: Table
) -> None:
    reference = asks("Het jaarbudget")
    assert Ref("requests", reference) in table.asked

    chat.says(SANNE, f"trek {reference} in")
    chat.presses(SANNE, "Ja, trek in")

    assert state(chat, reference) is State.WITHDRAWN
    assert not table.asked


def test_what_the_board_decides_is_decided_and_recorded_for_it_and_told_to_who_asked(
    chat: Chat, asks: Asks, table: Table
) -> None:
    reference = _passed(chat, asks)

    _rules(chat, table, reference, Verdict.APPROVED_COND, conditions="Binnen het budget van I&A.")

    assert state(chat, reference) is State.APPROVED_COND
    [decision] = chat.database.read(lambda c: Store(c, WATERVEEN).requests.decisions(reference))
    assert (decision.function, decision.standing, decision.name) == (BOARD, Standing.SECRETARY, "Ruben Jacobs")
    assert "Goedgekeurd onder voorwaarden: ITV-2031-0001" in chat.reads(SANNE)
    assert "Binnen het budget van I&A." in chat.reads(SANNE)
    assert ("requests.approve_cond", RUBEN.id, "approved_cond") in journal(chat, reference)
    assert not table.asked


def test_a_deferral_keeps_the_request_on_the_agenda_until_its_day_and_then_the_board_decides(
    chat: Chat, asks: Asks, table: Table
) -> None:
    reference = _passed(chat, asks)

    _rules(chat, table, reference, Verdict.DEFERRED, until=date(2031, 6, 3), reason="Eerst de begroting.")
    assert table.asked[Ref("requests", reference)].not_before == date(2031, 6, 3)

    _rules(chat, table, reference, Verdict.REJECTED, reason="Te duur.", alternative="Leen er twee.")
    assert state(chat, reference) is State.REJECTED


def test_what_the_board_refers_lies_with_that_function_and_no_longer_with_the_board(
    chat: Chat, asks: Asks, table: Table
) -> None:
    reference = _passed(chat, asks)

    _rules(chat, table, reference, Verdict.REFERRED, function=CIO, reason="Dit kan de CIO zelf.")

    assert "Doorverwezen door de board: CIO beslist." in chat.reads(MARIEKE)
    assert not table.asked
    chat.presses(MARIEKE, "Keur goed")
    assert state(chat, reference) is State.APPROVED


def test_what_cannot_be_decided_rolls_back_what_the_board_recorded(
    chat: Chat, asks: Asks, table: Table, register: Register
) -> None:
    register.change("laptop", lambda right: replace(right, agrees=(CONTROLLER,)))
    reference = _passed(chat, asks)

    said = _rules(chat, table, reference, Verdict.APPROVED)
    assert "Eerst is het akkoord nodig van Concerncontroller" in said
    assert state(chat, reference) is State.SCHEDULED
    assert "meetings.decide" not in [action for action, _object, result in chat.journal() if result == "done"]

    chat.presses(PRIYA, "Akkoord")
    _rules(chat, table, reference, Verdict.APPROVED)
    assert state(chat, reference) is State.APPROVED


def test_a_decision_that_is_not_complete_comes_back_by_field(chat: Chat, asks: Asks, table: Table) -> None:
    reference = _passed(chat, asks)

    _rules(chat, table, reference, Verdict.DEFERRED)

    assert set(chat.errors(RUBEN)) == {"reason", "until"}
    assert state(chat, reference) is State.SCHEDULED
