# SPDX-License-Identifier: EUPL-1.2
"""A right names who must agree: they say so by a button on the item itself, and the board waits for that."""

from commands.requests.states import State
from tests.cast import CIO, MARIEKE, RUBEN
from tests.commands.meetings.test_sources import item_of, laptops, records, rules, state_of
from tests.conversations.test_boards import card_of, passes_to_board, sets_up
from tests.drive import Chat


def test_who_must_agree_says_so_by_a_button_and_until_then_the_board_cannot_approve(chat: Chat) -> None:
    sets_up(chat)
    laptops(chat, agrees=(CIO,))
    passes_to_board(chat)
    item = item_of(chat, "requests")
    assert "Eerst is het akkoord van CIO nodig" in records(chat, item)
    chat.presses(MARIEKE, "Openen", card_of(item))
    chat.presses(MARIEKE, "Niet akkoord namens CIO")
    chat.fills(MARIEKE, reason="Dit model kan niet worden beheerd.")
    assert "CIO is niet akkoord met “Vier laptops”" in chat.reads_all(RUBEN)
    assert "Eerst is het akkoord van CIO nodig" in records(chat, item_of(chat, "requests"))
    assert "Al akkoord: CIO" in chat.presses(MARIEKE, "Akkoord namens CIO")
    rules(chat, item_of(chat, "requests"))
    assert state_of(chat) is State.APPROVED
