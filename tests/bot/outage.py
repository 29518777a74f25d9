# SPDX-License-Identifier: EUPL-1.2
"""An hour in which a platform is away, with messages that are written meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.attempt import attempt
from bot.clock import machine_now
from bot.sender import Sender
from commands.cards import Card
from storage.database import Connection, Database
from storage.deliveries import Now, Wanted, claim
from storage.envelopes import Address, Envelope
from storage.messages import DUE, outbox
from storage.outbox import Outbox
from storage.outcomes import Dead, InDoubt, NotSent, Outcome, settle

AWAY, AFTER = timedelta(hours=1), timedelta(minutes=20)
#: How often we look, and after how many looks there is another message: five minutes.
LOOKS, EACH = timedelta(seconds=20), 15
WRITTEN = [f"Bericht {number}" for number in range(AWAY // (LOOKS * EACH))]


async def passes(database: Database, sender: Sender, to: Address, back: Callable[[], Awaitable[None]]) -> None:
    """Write a message every five minutes to where nobody answers, until the platform is ``back`` and all went."""
    now = machine_now()
    for title in WRITTEN:
        envelope = Envelope(to, Card(title))
        await asyncio.to_thread(database.transact, lambda c, e=envelope, at=now: Outbox(c, None).put(e, at))
        for _look in range(EACH):
            outcomes = await _turn(database, sender, to.platform, now)
            assert not any(isinstance(outcome, Dead | InDoubt) for outcome in outcomes)
            now += LOOKS
    await back()
    until = now + AFTER
    while now < until and await asyncio.to_thread(database.read, _waits):
        await _turn(database, sender, to.platform, now)
        now += timedelta(seconds=2)


async def _turn(database: Database, sender: Sender, platform: str, now: datetime) -> list[Outcome]:
    """Take what may go at this moment, send it, and write down how that ended, as if it were that moment."""
    wanted = Wanted(platform, 50, pace=sender.pace)
    taken = await asyncio.to_thread(database.transact, lambda c: claim(c, Now(now, now), wanted))
    outcomes: list[Outcome] = [await attempt(sender, row) for row in taken.rows]
    ahead = now - machine_now()
    moved = [replace(o, retry_at=o.retry_at + ahead) if isinstance(o, NotSent) else o for o in outcomes]
    await asyncio.to_thread(database.transact, lambda c: settle(c, moved, now))
    return outcomes


def _waits(connection: Connection) -> bool:
    """Whether anything is still to be sent."""
    return connection.execute(outbox.select().where(outbox.c.state == DUE)).first() is not None
