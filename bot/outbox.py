# SPDX-License-Identifier: EUPL-1.2
"""Empties the outbox: a lane for each platform, so that none waits for another."""

import asyncio
from collections.abc import Collection, Mapping

from bot.lane import Lane
from bot.metrics import Metrics
from bot.sender import Sender
from storage.database import Database


class Delivery:
    """What empties the outbox; ``wake`` and ``stop`` may be called from any thread."""

    def __init__(self, database: Database, senders: Mapping[str, Sender], metrics: Metrics | None = None) -> None:
        """Keep where the rows are, who sends them, and who counts."""
        self._lanes = {name: Lane(database, name, senders, metrics or Metrics()) for name in senders}
        self._loop: asyncio.AbstractEventLoop | None = None

    def stop(self) -> None:
        """Take nothing more; what is being sent is finished, and then :meth:`run` returns."""
        for lane in self._lanes.values():
            lane.stopping = True
        self.wake()

    def wake(self, platforms: Collection[str] | None = None) -> None:
        """Look at the outbox now rather than at the next turn; only for these platforms, where they are known."""
        if self._loop and not self._loop.is_closed():
            for name, lane in self._lanes.items():
                if (platforms is None or name in platforms) and not lane.woken:
                    self._loop.call_soon_threadsafe(lane.wake)

    async def run(self) -> None:
        """Deliver until stopped."""
        self._loop = asyncio.get_running_loop()
        await asyncio.gather(*(lane.run() for lane in self._lanes.values()))

    async def deliver_due(self) -> bool:
        """Deliver what is due now and wait for it; return whether there was anything to do."""
        return any([await lane.deliver_due() for lane in self._lanes.values()])
