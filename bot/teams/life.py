# SPDX-License-Identifier: EUPL-1.2
"""The app comes, goes and is updated, and people come along: where we may speak is kept, and nothing else is done."""

import asyncio
from collections.abc import Callable

from bot.clock import business_now, machine_now
from bot.payload import Payload, parts, text
from bot.teams.acquaintances import Acquaintances, told
from bot.teams.listen import PLATFORM
from commands.cards import Card, Paragraph, Tone
from commands.events import Incoming, Room
from commands.text import _
from storage.conversations import Conversations
from storage.database import Connection, Database
from storage.envelopes import Address, Envelope
from storage.organisation import identify
from storage.seen import Seen
from storage.settings import Settings
from storage.store import Store

#: Kinds of activity about where we are rather than about what somebody does.
KINDS = frozenset({"installationUpdate", "conversationUpdate"})
_LEFT = frozenset({"teamDeleted", "teamArchived", "channelDeleted"})


class Life:
    """Keeps where the app is."""

    def __init__(self, database: Database, acquaintances: Acquaintances, wake: Callable[[], None]) -> None:
        """Keep where that is written; ``wake`` has the outbox looked at."""
        self._database = database
        self._acquaintances = acquaintances
        self._wake = wake

    async def heard(self, payload: Payload) -> bool:
        """Keep what such an activity tells; False where it is another kind."""
        if text(payload, "type") not in KINDS:
            return False
        heard = told(payload)
        if not (heard.tenant and heard.id):
            return True
        if left(payload):
            await asyncio.to_thread(
                self._database.transact, lambda c: Conversations(c, PLATFORM).leave(heard.tenant, heard.id)
            )
            self._acquaintances.forget(heard.tenant, heard.id)
        else:
            self._acquaintances.forget(heard.tenant, heard.id)
            await self._acquaintances.meet(payload)
        return True

    def cannot_reach(self, incoming: Incoming) -> None:
        """Say in the conversation, once a day, that this person has no app to be answered in."""

        def work(connection: Connection) -> bool:
            """Put it in the outbox."""
            known = identify(connection, incoming.account)
            if known is None:
                return False
            person, organisation = known
            store, account = Store(connection, organisation), incoming.account
            day = machine_now().date()
            if not Seen(connection).first_time(f"unreachable/{account.tenant}/{account.user}/{day}", machine_now()):
                return False
            title = _("{name}, I answer you alone, but you don't have this app yet", name=person.name)
            text_ = _("Add it in Teams under Apps, and ask again. Nobody else sees your answers.")
            to = Address(PLATFORM, account.tenant, incoming.place.conversation, Room.CHANNEL)
            card = Card(title, (Paragraph(text_),), Tone.WAITING)
            store.outbox.put(Envelope(to, card, urgent=True), business_now(Settings(connection)))
            return True

        if self._database.transact(work):
            self._wake()


def left(payload: Payload) -> bool:
    """Whether we are gone from a conversation; an update of the app takes it out and puts it back, and is none."""
    if text(payload, "type") == "installationUpdate":
        return text(payload, "action") == "remove"
    if text(payload, "channelData", "eventType") in _LEFT:
        return True
    us = text(payload, "recipient", "id")
    return bool(us) and any(text(each, "id") == us for each in parts(payload, "membersRemoved"))
