# SPDX-License-Identifier: EUPL-1.2
"""Which boards there are, for who asks and for who sets up the next."""

from commands.people import Function
from tests.cast import RUBEN, SANNE
from tests.conversations.test_boards import sets_up
from tests.drive import Chat


def test_who_set_up_one_board_sets_up_the_next_with_a_schedule_of_its_own(chat: Chat) -> None:
    sets_up(chat)
    chat.arranges(lambda store: store.people.add_function(Function("Inkoopberaad", body=True)))
    assert "Inkoopberaad" not in chat.says(SANNE, "/itagenda inkoop")
    assert "Boards en hun vergaderingen" in chat.reads(SANNE), "the meeting of another board is no answer"
    chat.presses(RUBEN, "Alle boards")
    chat.presses(RUBEN, "Richt een board in")
    chat.fills(RUBEN, function="Inkoopberaad", seats="CIO", schedule="20, 12, 8, 2, 1")
    assert "Inkoopberaad is ingericht" in chat.reads(RUBEN)
    listed = chat.says(SANNE, "welke boards zijn er?")
    assert "Inkoopberaad – er is geen vergadering gepland" in listed
    assert "Portfolioboard – dinsdag 17 maart 2026 om 10:00 uur" in listed
