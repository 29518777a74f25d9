# SPDX-License-Identifier: EUPL-1.2
"""The yearly meeting about shared goals: who leads is asked to it, and somebody is reminded to plan it."""

from datetime import date

import pytest

from bot.neighbours.inviting import leading
from bot.ticker import Ticker
from commands.meetings.board import Kind
from commands.meetings.strategy import next_look
from commands.people import Function, Side
from tests.cast import CIO, CONTROLLER, DIRECTOR, JOHAN, RUBEN, TEAMMANAGER
from tests.conversations.test_boards import sets_up
from tests.drive import Chat

REMINDED = "De vergadering van 2026 over gedeelde doelen is nog niet gepland"


@pytest.mark.parametrize(
    ("day", "look"),
    [
        (date(2026, 1, 14), date(2026, 1, 15)),
        (date(2026, 1, 15), date(2026, 3, 16)),
        (date(2026, 3, 16), date(2027, 1, 15)),
        (date(2028, 1, 16), date(2028, 1, 17)),
    ],
)
def test_twice_before_the_spring_memorandum_is_looked_whether_it_is_planned(chat: Chat, day: date, look: date) -> None:
    assert chat.arranges(lambda store: next_look(day, store)) == look


def test_the_secretary_is_reminded_once_with_the_chair_and_who_leads_is_asked(chat: Chat) -> None:
    sets_up(chat, rule="eerste dinsdag van mei")
    Ticker(chat.database, chat.features, lambda: None).plan_recurring()
    chat.sleeps_until(date(2026, 3, 16))
    assert REMINDED in chat.reads_all(JOHAN)
    assert "Ruben Jacobs kan die plannen." in chat.reads_all(JOHAN)
    assert REMINDED in chat.reads_all(RUBEN)
    chat.presses(RUBEN, "Plan deze vergadering")
    assert chat.filled(RUBEN)["kind"] == Kind.STRATEGY.value
    assert {DIRECTOR, CONTROLLER, CIO, TEAMMANAGER} <= set(chat.filled(RUBEN)["guests"].splitlines())
    asked = {"day": "11-5-2026", "starts": "13:00", "minutes": "180"}
    chat.fills(RUBEN, **asked, guests="Tovenaar")
    assert set(chat.errors(RUBEN)) == {"guests"}
    chat.fills(RUBEN, guests="")
    (session,) = chat.arranges(lambda store: store.meetings.meetings(date(2026, 5, 11), date(2026, 5, 11)))
    assert {DIRECTOR, CONTROLLER, CIO, TEAMMANAGER} <= set(session.guests)
    Ticker(chat.database, chat.features, lambda: None).plan_recurring()
    chat.sleeps_until(date(2027, 1, 14))
    assert chat.reads_all(JOHAN).count(REMINDED) == 1


def test_who_directs_is_asked_and_who_only_sounds_like_it_is_not(chat: Chat) -> None:
    chat.arranges(lambda store: store.people.add_function(Function("Chief Happiness Officer", Side.BUSINESS)))
    asked = chat.arranges(leading)
    assert "Chief Happiness Officer" not in asked
    assert DIRECTOR in asked
