# SPDX-License-Identifier: EUPL-1.2
"""The way to one platform: many conversations at once, and no transaction open while sending.

What was sent is written down together with taking what is next, many messages in one transaction.
"""

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from structlog.contextvars import bind_contextvars

from bot.attempt import attempt
from bot.clock import machine_now, now_on
from bot.metrics import Metrics
from bot.sender import Sender
from bot.undelivered import bury
from storage.database import Connection, Database, DatabaseUnusable
from storage.deliveries import Row, Taken, Wanted, claim
from storage.outcomes import Dead, InDoubt, NotSent, Outcome, Sent, settle
from storage.settings import Settings

log = logging.getLogger(__name__)

#: Messages under way at once, and how many of these places are kept for what is urgent. So many that a quick platform
#: does not run out of them during a turn.
PLACES = 256
URGENT_PLACES = 32
LEASE_SECONDS = 60.0
IDLE_SECONDS = 1.0
#: What ended waits so long for others to be written down with it, or until there are so many; turns are that far apart.
LINGER_SECONDS = 0.02
TOGETHER = 96
#: How long stopping waits for what is under way.
GRACE_SECONDS = 3.0

_COUNTED: Mapping[type[Outcome], str] = {Sent: "sent", NotSent: "retried", InDoubt: "unsure", Dead: "failed"}


class Lane:
    """What is under way to one platform, and what ended and is still to be written down."""

    def __init__(self, database: Database, platform: str, senders: Mapping[str, Sender], metrics: Metrics) -> None:
        """Keep where the rows are, who sends them here and by which other ways, and who counts."""
        self._database = database
        self._platform = platform
        self._sender = senders[platform]
        self._platforms = tuple(senders)
        self._metrics = metrics
        self._woken = asyncio.Event()
        self._under_way: dict[int, tuple[Row, asyncio.Task[None]]] = {}
        self._ended: list[Outcome] = []
        self.stopping = False

    @property
    def woken(self) -> bool:
        """Whether it will look at the outbox next; from any thread."""
        return self._woken.is_set()

    def wake(self) -> None:
        """Look at the outbox now."""
        self._woken.set()

    async def run(self) -> None:
        """Deliver until stopped; whatever happens, the lane goes on."""
        while not self.stopping:
            begun = time.monotonic()
            await self._rest(await self._tried_turn())
            # Where people keep writing, every event wakes us: what follows at once is taken in one turn.
            await asyncio.sleep(max(0.0, begun + LINGER_SECONDS - time.monotonic()))
        if tasks := [task for _row, task in self._under_way.values()]:
            await asyncio.wait(tasks, timeout=GRACE_SECONDS)
        await self._tried_turn()
        await self._sender.close()

    async def deliver_due(self) -> bool:
        """Deliver what is due now and wait for it; return whether there was anything to do."""
        await self._turn()
        if tasks := [task for _row, task in self._under_way.values()]:
            await asyncio.wait(tasks)
        # The next call writes down how these ended.
        return bool(self._ended)

    async def _tried_turn(self) -> float:
        """Take a turn that may fail; return how long to rest at most."""
        try:
            return await self._turn()
        except DatabaseUnusable:
            pass  # the database itself says so in the log, once
        except Exception:
            # A fault of ours must not end deliveries for good; the next turn may go well.
            log.exception("outbox: a turn to %s failed", self._platform)
        return IDLE_SECONDS

    async def _turn(self) -> float:
        """Write down what ended, take what is next, and begin to send it; return how long to rest at most."""
        ended, self._ended = self._ended, []
        most = 0 if self.stopping else PLACES - len(self._under_way)
        wanted = Wanted(self._platform, most, URGENT_PLACES, self._sender.pace, LEASE_SECONDS)
        exchange = _Exchange(ended, wanted, self._platforms)
        try:
            taken = await asyncio.to_thread(self._database.transact, exchange, serial=False)
        except BaseException:
            # As far as we know it was not written down; the token tells when it was.
            self._ended = ended + self._ended
            raise
        for kind, count in Counter(map(type, ended)).items():
            self._metrics.delivered(self._platform, _COUNTED[kind], count)
        for row in taken.rows:
            self._begin(row)
        if taken.again_at is None:
            return IDLE_SECONDS
        return min(IDLE_SECONDS, max(0.0, (taken.again_at - machine_now()).total_seconds()))

    def _begin(self, row: Row) -> None:
        """Send a message; one that is under way here already, after the clock was set on, only has a new lease."""
        if known := self._under_way.get(row.id):
            self._under_way[row.id] = row, known[1]
        elif self.stopping:
            self._ended.append(NotSent(row, "stopped before it was sent", machine_now()))
        else:
            self._under_way[row.id] = row, asyncio.create_task(self._send(row))

    async def _send(self, row: Row) -> None:
        """Send one message and keep how it ended."""
        bind_contextvars(correlation=row.correlation)
        outcome = await attempt(self._sender, row)
        newest, _task = self._under_way.pop(row.id)
        self._ended.append(outcome if newest is row else replace(outcome, row=newest))
        if len(self._ended) >= TOGETHER or not self._under_way:
            self.wake()
        elif len(self._ended) == 1:
            asyncio.get_running_loop().call_later(LINGER_SECONDS, self.wake)

    async def _rest(self, seconds: float) -> None:
        """Wait until woken, or so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        self._woken.clear()


class _Exchange:
    """The work of one turn in the database; it may be run more than once."""

    def __init__(self, ended: Sequence[Outcome], wanted: Wanted, platforms: Sequence[str]) -> None:
        """Keep what ended, what is wanted, and to which platforms there is a way."""
        self._ended = ended
        self._wanted = wanted
        self._platforms = platforms

    def __call__(self, connection: Connection) -> Taken:
        """Write down, take, and see to what is dead."""
        now = now_on(Settings(connection))
        for outcome in settle(connection, self._ended, now.machine):
            if isinstance(outcome, Dead):
                bury(connection, outcome, self._platforms, now.business)
        return claim(connection, now, self._wanted) if self._wanted.most else Taken()
