# SPDX-License-Identifier: EUPL-1.2
"""Takes what is due from the outbox and sends it; never a transaction open while sending."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Protocol, TypeVar

from bot.clock import machine_now
from storage.database import Connection, Database, DatabaseUnusable
from storage.deliveries import Row, claim, failed, sent

log = logging.getLogger(__name__)

T = TypeVar("T")

BATCH = 50
LEASE_SECONDS = 60
IDLE_SECONDS = 1.0
MOST_ATTEMPTS = 8


class Undelivered(Exception):
    """A platform did not take a message. ``retry_after`` is in seconds; ``permanent`` means never try again."""

    def __init__(self, reason: str, *, permanent: bool = False, retry_after: float | None = None) -> None:
        """Keep why, and when it may be tried again."""
        super().__init__(reason)
        self.permanent = permanent
        self.retry_after = retry_after


class Sender(Protocol):
    """How one platform takes a message."""

    async def send(self, row: Row) -> str:
        """Send or update the message and return the platform's id of it.

        Raises:
            Undelivered: when the platform did not take it.

        """


class Delivery:
    """The loop that empties the outbox; ``wake`` may be called from any thread."""

    def __init__(self, database: Database, senders: Mapping[str, Sender]) -> None:
        """Keep where the rows are and who sends them."""
        self._database = database
        self._senders = senders
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._stopped = False

    def stop(self) -> None:
        """Take nothing more; what is being sent is finished, and then :meth:`run` returns."""
        self._stopped = True
        self.wake()

    def wake(self) -> None:
        """Look at the outbox now rather than at the next turn."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Deliver until stopped."""
        self._loop = asyncio.get_running_loop()
        while not self._stopped:
            try:
                busy = await self.deliver_due()
            except DatabaseUnusable:
                busy = False  # the database itself says so in the log, once
            if not busy and not self._stopped:
                await self._rest()

    async def deliver_due(self) -> bool:
        """Deliver one batch; return whether there was anything to do."""
        platforms = tuple(self._senders)
        rows = await self._write(lambda c: claim(c, machine_now(), BATCH, LEASE_SECONDS, platforms))
        await asyncio.gather(*(self._one(row) for row in rows))
        return bool(rows)

    async def _one(self, row: Row) -> None:
        """Send one row and write down how it ended."""
        try:
            message_id = await self._senders[row.platform].send(row)
        except Undelivered as no:
            permanent = no.permanent or row.attempts + 1 >= MOST_ATTEMPTS
            wait = no.retry_after if no.retry_after is not None else 2.0**row.attempts
            again = machine_now() + timedelta(seconds=wait)
            reason = str(no)
            await self._write(lambda c: failed(c, row, reason, permanent=permanent, retry_at=again))
            log.warning("message %s not delivered: %s", row.id, reason)
        else:
            await self._write(lambda c: sent(c, row, message_id))

    async def _write(self, work: Callable[[Connection], T]) -> T:
        """Run a work that guards its rows itself, so that PostgreSQL needs no strict order."""
        return await asyncio.to_thread(self._database.transact, work, serial=False)

    async def _rest(self) -> None:
        """Wait until woken, or a turn."""
        try:
            await asyncio.wait_for(self._woken.wait(), IDLE_SECONDS)
        except TimeoutError:
            return
        finally:
            self._woken.clear()
