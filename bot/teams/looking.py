# SPDX-License-Identifier: EUPL-1.2
"""What is looked at in each tenant every quarter of an hour: however many processes there are, by one of them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeAlias

from bot.clock import machine_now
from bot.teams.graph import NoGraph
from storage.database import Connection, Database, DatabaseUnusable
from storage.seen import Seen

log = logging.getLogger(__name__)
EVERY_SECONDS = 900


Look: TypeAlias = Callable[[str], Awaitable[None]]


async def every_quarter(name: str, tenants: Sequence[str], look: Look, database: Database) -> None:
    """Look in each tenant in every quarter of an hour, until cancelled."""
    while tenants:
        await this_quarter(name, tenants, look, database, machine_now())
        await asyncio.sleep(EVERY_SECONDS - machine_now().timestamp() % EVERY_SECONDS)


async def this_quarter(name: str, tenants: Sequence[str], look: Look, database: Database, at: datetime) -> None:
    """Look in each tenant in which no other process looks in this quarter of an hour; ``at`` is machine time.

    A look that Graph refuses, or in which a process dies, is not done again before the next: each sees all there is.
    """
    for tenant in tenants:
        try:
            if await asyncio.to_thread(database.transact, partial(ours, f"{name}/{tenant}", at)):
                await look(tenant)
        except NoGraph as no:
            log.warning("Microsoft Graph, %s: %s", name, no)
        except DatabaseUnusable:
            # The database itself says why; the next look is soon enough.
            continue


def ours(what: str, at: datetime, connection: Connection) -> bool:
    """Whether this quarter of an hour is ours for something; it is nobody else's then."""
    return Seen(connection).first_time(f"look/{what}/{int(at.timestamp()) // EVERY_SECONDS}", at)
