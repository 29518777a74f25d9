# SPDX-License-Identifier: EUPL-1.2
"""Delivers what the outbox holds for the local page: into the page's own memory, then to who is looking."""

import asyncio

from bot.clock import business_now
from bot.local.bell import Bell
from bot.local.visit import PLATFORM
from commands.events import Place
from storage.codec import encode_card
from storage.database import Connection, Database
from storage.deliveries import Row
from storage.local import LocalMessages
from storage.pacing import UNPACED
from storage.settings import Settings


class LocalSender:
    """Takes messages for the local page; the bell tells open pages in this process that something changed."""

    pace = UNPACED

    def __init__(self, database: Database) -> None:
        """Keep where messages are remembered."""
        self._database = database
        self.bell = Bell()

    async def send(self, row: Row) -> str:
        """Write or change the message and return its id; the same row twice is one message."""
        message_id = row.renews or f"r-{row.id}"

        def keep(connection: Connection) -> None:
            place = Place(PLATFORM, row.address, row.room)
            at = business_now(Settings(connection))
            card = encode_card(row.card)
            LocalMessages(connection, row.tenant).keep_card(message_id, place, card, at, row.correlation)

        await asyncio.to_thread(self._database.transact, keep)
        self.bell.ring()
        return message_id

    async def find(self, row: Row) -> str | None:
        """Return the id of the message where it arrived."""
        message_id = f"r-{row.id}"
        there = await asyncio.to_thread(self._database.read, lambda c: LocalMessages(c, row.tenant).holds(message_id))
        return message_id if there else None

    async def close(self) -> None:
        """Do nothing: there is no connection."""
