# SPDX-License-Identifier: EUPL-1.2
"""Shows a card anew to one of the people whom it concerns, when Teams asks for it: their language, as it stands now."""

from collections.abc import Container

from bot.language import Localizer
from bot.payload import Payload, text
from bot.teams import answers
from bot.teams.listen import PLATFORM
from bot.teams.render import render_card
from bot.teams.texts import Item
from commands.events import Room
from commands.help import whole
from commands.text import _
from storage.conversations import Conversation
from storage.database import Database
from storage.envelopes import Address
from storage.outbox import Outbox

#: Teams takes no answer, or an empty one, for a fault: it says below the card that something went wrong.
OLD = _("Nothing newer than this card is known.")


class Refreshing:
    """Reads what stands in the outbox; looking at a card changes nothing."""

    def __init__(self, database: Database, public: str, opens: Container[str]) -> None:
        """Keep where cards are and how they are drawn."""
        self._database = database
        self._public = public
        self._opens = opens

    def answer(self, where: Conversation, payload: Payload, key: str, reader: Localizer) -> Item:
        """Return the card with this key as it stands in the conversation; a word where none is kept (any more).

        A card without a key of ours is of another version of the program.
        """
        # A thread of a channel is written to by its own name, and the channel by its.
        places = dict.fromkeys((text(payload, "conversation", "id"), where.id))
        there = [Address(PLATFORM, where.tenant, place, Room.CHANNEL) for place in places]
        found = self._database.read(lambda c: [Outbox(c, None).newest(each, key) for each in there if key])
        shown = next(filter(None, found), None)
        if shown is None:
            return answers.word(reader.say(OLD))
        number, card = shown
        return answers.card(render_card(card, reader, self._public, self._opens, whole=whole(str(number))))
