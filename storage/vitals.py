# SPDX-License-Identifier: EUPL-1.2
"""What shows from outside whether an installation keeps up: the clock's last tick, and what waits to be delivered.

The clock's tick is machine time, so that processes on other machines can be compared; messages wait in business time.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text

from storage.messages import DUE, outbox
from storage.settings import Settings

TICKED = "clock.ticked_at"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many messages of a platform should have gone by now, and for how many seconds the oldest of them."""

    platform: str
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Vitals:
    """How it stands; ``ticked`` is None where no clock ever ran."""

    ticked: datetime | None
    waiting: tuple[Waiting, ...]

    @property
    def seconds(self) -> float:
        """For how many seconds the oldest message waits."""
        return max((w.seconds for w in self.waiting), default=0)


def tick(connection: Connection, now: datetime) -> None:
    """Note that a clock runs."""
    Settings(connection).put(TICKED, now.isoformat())


def forget_tick(connection: Connection) -> None:
    """Forget that a clock ran."""
    Settings(connection).remove(TICKED)


def ticked(connection: Connection) -> datetime | None:
    """Return when a clock last ticked, in machine time; None where none ever ran."""
    kept = Settings(connection).get(TICKED)
    return datetime.fromisoformat(kept) if kept else None


def vitals(connection: Connection, now: datetime) -> Vitals:
    """Return how it stands; ``now`` is business time."""
    c = outbox.c
    rows = connection.execute(
        select(c.platform, func.count().label("number"), func.min(c.due_at).label("oldest"))
        .where(c.state == DUE, c.due_at <= now)
        .group_by(c.platform)
        .order_by(c.platform)
    )
    waiting = tuple(Waiting(row.platform, row.number, (now - row.oldest).total_seconds()) for row in rows)
    return Vitals(ticked(connection), waiting)


def size(connection: Connection) -> int:
    """Return how many bytes the database takes."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    pages, each = (connection.scalar(text(f"PRAGMA {name}")) or 0 for name in ("page_count", "page_size"))
    return int(pages) * int(each)
