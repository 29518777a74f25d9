# SPDX-License-Identifier: EUPL-1.2
"""Messages for the tests of the outbox: written, taken, sent and failed, each in a transaction of its own."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from commands.cards import Card
from commands.events import Room
from storage.database import Database
from storage.deliveries import Row, claim, failed, sent
from storage.messages import outbox
from tests.storage.house import NOW, in_store

LEASE = 60
LATER = NOW + timedelta(seconds=LEASE + 1)


def put(database: Database, title: str, address: str = "jan", **more: Any) -> int:  # noqa: ANN401 - the options of put
    """Write a message to somebody on the local page."""
    options: dict[str, Any] = {"platform": "local", "tenant": "waterveen", "room": Room.DIRECT, "at": NOW} | more
    return in_store(database, lambda s: s.outbox.put(address=address, card=Card(title), **options))


def renew(database: Database, key: str, title: str) -> int:
    """Replace the card with a key everywhere."""
    return in_store(database, lambda s: s.outbox.renew(key, Card(title), at=NOW))


def take(
    database: Database, now: datetime = NOW, limit: int = 10, platforms: tuple[str, ...] | None = None
) -> tuple[Row, ...]:
    """Take what is due."""
    return database.transact(lambda c: claim(c, now, limit, LEASE, platforms), serial=False)


def tell_sent(database: Database, row: Row, message_id: str = "") -> bool:
    """Write down that it was sent."""
    return database.transact(lambda c: sent(c, row, message_id or f"m{row.id}"), serial=False)


def tell_failed(database: Database, row: Row, *, permanent: bool = False, retry_at: datetime = LATER) -> bool:
    """Write down that it was not taken."""
    return database.transact(lambda c: failed(c, row, "429", permanent=permanent, retry_at=retry_at), serial=False)


def titles(rows: tuple[Row, ...]) -> list[object]:
    """Return what the messages say first."""
    return [row.card.title for row in rows]


def drain(database: Database, now: datetime = NOW) -> list[object]:
    """Send everything that may go, and return the titles in that order."""
    said: list[object] = []
    while rows := take(database, now, limit=1):
        said += titles(rows)
        assert tell_sent(database, rows[0])
    return said


def state(database: Database, number: int) -> tuple[str, str, str]:
    """Return the state, the error and the message id of a message."""
    c = outbox.c
    query = select(c.state, c.error, c.message_id).where(c.id == number)
    stands, error, message = database.read(lambda connection: connection.execute(query).one())
    return stands, error, message
