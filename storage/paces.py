# SPDX-License-Identifier: EUPL-1.2
"""What was lately sent where, kept in the database so that all processes together stay within a platform's limits.

All times are machine time. A row that is out of date says the same as no row.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Executable, Index, Table, Text, bindparam, delete, func, select

from storage.database import UtcDateTime, metadata
from storage.pacing import Meter, Pace, allowance, let_through, next_at
from storage.upserts import insert_into

#: Where a platform asks for a longer pause we ask again after this; a hold that ends later is of a clock set back.
LONGEST_HOLD = timedelta(minutes=15)

paces = Table(
    "paces",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    # Empty: the whole workspace or tenant.
    Column("address", Text, primary_key=True),
    # The moments of the windows, in seconds since the epoch, as JSON.
    Column("meter", Text, nullable=False),
    # Before this nothing goes there: the next turn of a conversation, or what the platform asked of a workspace.
    Column("free_at", UtcDateTime, nullable=False),
    Index(None, "platform", "free_at"),
)

_WHOLE = ""


class Workspace:
    """One workspace while messages to it are taken: how many it may get now, and what it got."""

    def __init__(self, connection: Connection, platform: str, tenant: str, pace: Pace, now: datetime) -> None:
        """Read what was lately sent; where there is a limit, other processes wait until this transaction ends."""
        self.platform = platform
        self.tenant = tenant
        self._connection = connection
        self._key = {"platform": platform, "tenant": tenant}
        self._windows = pace.workspace
        self._conversations = pace.conversation
        self._now = now
        whole, question = {**self._key, "address": _WHOLE}, _LOCKED if pace.workspace else _ONE
        kept = connection.execute(question, whole).first()
        if kept is None and pace.workspace:
            # Whoever writes the row first, the others wait for it here.
            connection.execute(_where_none(connection.dialect.name), {**whole, "meter": "[]", "free_at": now})
            kept = connection.execute(question, whole).first()
        self._meter = _meter(kept.meter) if kept else ()
        self._held_until = kept.free_at if kept and _holds(kept.free_at, now) else now

    @property
    def held(self) -> bool:
        """Whether the platform asked to wait."""
        return self._held_until > self._now

    def allowance(self, most: int, *, urgent: bool) -> int:
        """Return how many messages may go now, at most ``most``."""
        if self.held:
            return 0
        return allowance(self._windows, self._meter, self._now.timestamp(), most, urgent=urgent)

    def next_at(self) -> datetime:
        """Return from when a message that is not urgent may go."""
        if self.held:
            return self._held_until
        return _moment(next_at(self._windows, self._meter, self._now.timestamp(), urgent=False))

    def took(self, addresses: Sequence[str]) -> None:
        """Write down that one message went to each of these conversations."""
        now = self._now.timestamp()
        for _one in addresses:
            self._meter = let_through(self._windows, self._meter, now)
        if self._windows and addresses:
            _write(self._connection, [{**self._key, "address": _WHOLE, **_kept(self._meter, self._now)}])
        if self._conversations and addresses:
            rows = self._connection.execute(_THESE, {**self._key, "addresses": addresses})
            kept = {row.address: _meter(row.meter) for row in rows}
            _write(self._connection, [self._conversation(address, kept.get(address, ())) for address in addresses])

    def _conversation(self, address: str, meter: Meter) -> dict[str, Any]:
        """Return the row of a conversation that gets one message now."""
        now = self._now.timestamp()
        after = let_through(self._conversations, meter, now)
        return {**self._key, "address": address, **_kept(after, _moment(next_at(self._conversations, after, now)))}


def hold(connection: Connection, platform: str, tenant: str, until: datetime, now: datetime) -> None:
    """Send nothing to a workspace until then, because the platform asked so."""
    key = {"platform": platform, "tenant": tenant, "address": _WHOLE}
    kept = connection.execute(_LOCKED, key).first()
    if kept and _holds(kept.free_at, now):
        until = max(until, kept.free_at)
    _write(connection, [{**key, "meter": kept.meter if kept else "[]", "free_at": min(until, now + LONGEST_HOLD)}])


def soonest(connection: Connection, platform: str, now: datetime) -> datetime | None:
    """Return when the first conversation of a platform that is at its limit may get a message again."""
    found: datetime | None = connection.scalar(_SOONEST, {"platform": platform, "now": now})
    return found


def forget(connection: Connection, before: datetime) -> int:
    """Remove rows that have said nothing since then; return how many."""
    return connection.execute(delete(paces).where(paces.c.free_at < before)).rowcount


def _holds(until: datetime, now: datetime) -> bool:
    """Whether a hold still counts."""
    return now < until <= now + LONGEST_HOLD


def _kept(meter: Meter, free_at: datetime) -> dict[str, Any]:
    """Return what a row holds."""
    return {"meter": json.dumps(meter), "free_at": free_at}


def _meter(text: str) -> Meter:
    """Return the moments that a row holds."""
    return tuple(float(moment) for moment in json.loads(text))


def _moment(seconds: float) -> datetime:
    """Return seconds since the epoch as a moment."""
    return datetime.fromtimestamp(seconds, UTC)


def _write(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows, each over the one that is there."""
    connection.execute(_over(connection.dialect.name), list(rows))


# Written once: every turn of every workspace asks these.
_p = paces.c
_ONE = select(paces).where(
    _p.platform == bindparam("platform"), _p.tenant == bindparam("tenant"), _p.address == bindparam("address")
)
_LOCKED = _ONE.with_for_update()
_THESE = select(paces).where(
    _p.platform == bindparam("platform"),
    _p.tenant == bindparam("tenant"),
    _p.address.in_(bindparam("addresses", expanding=True)),
)
_SOONEST = select(func.min(_p.free_at)).where(
    _p.platform == bindparam("platform"), _p.free_at > bindparam("now", type_=UtcDateTime), _p.address != _WHOLE
)


@cache
def _where_none(dialect: str) -> Executable:
    """Return how a row is written where there is none."""
    return insert_into(paces, dialect).on_conflict_do_nothing()


@cache
def _over(dialect: str) -> Executable:
    """Return how a row is written over the one that is there."""
    made = insert_into(paces, dialect)
    kept = {"meter": made.excluded.meter, "free_at": made.excluded.free_at}
    return made.on_conflict_do_update(index_elements=paces.primary_key.columns, set_=kept)
