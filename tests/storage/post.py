# SPDX-License-Identifier: EUPL-1.2
"""Messages for the tests of the outbox: written, taken, sent and failed, each in a transaction of its own."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from commands.cards import Card
from commands.events import Room
from storage.database import Database
from storage.deliveries import Now, Row, Taken, Wanted, claim
from storage.envelopes import Address, Envelope
from storage.messages import outbox
from storage.outcomes import Dead, InDoubt, NotSent, Outcome, Sent, settle
from storage.pacing import UNPACED, Pace
from tests.storage.house import NOW, in_store

LEASE = 60
LATER = NOW + timedelta(seconds=LEASE + 1)


def put(  # noqa: PLR0913 - each test names what matters to it
    database: Database,
    title: str,
    address: str = "jan",
    *,
    platform: str = "local",
    tenant: str = "waterveen",
    room: Room = Room.DIRECT,
    person_id: str | None = None,
    at: datetime = NOW,
    correlation: str = "",
    **more: Any,  # noqa: ANN401 - the rest of an envelope
) -> int:
    """Write a message to somebody on the local page."""
    envelope = Envelope(Address(platform, tenant, address, room, person_id), Card(title), **more)
    return in_store(database, lambda s: s.outbox.put(envelope, at, correlation))


def renew(database: Database, key: str, title: str) -> int:
    """Replace the card with a key everywhere."""
    return in_store(database, lambda s: s.outbox.renew(key, Card(title), at=NOW))


def take(  # noqa: PLR0913 - each test names what matters to it
    database: Database,
    now: datetime = NOW,
    limit: int = 10,
    platform: str = "local",
    *,
    business: datetime | None = None,
    spare: int = 0,
    pace: Pace = UNPACED,
) -> tuple[Row, ...]:
    """Take what is due; ``now`` is the time on both clocks, unless business time is another."""
    return taken(database, Wanted(platform, limit, spare, pace, LEASE), now, business).rows


def taken(database: Database, wanted: Wanted, now: datetime = NOW, business: datetime | None = None) -> Taken:
    """Take what is wanted."""
    return database.transact(lambda c: claim(c, Now(business or now, now), wanted), serial=False)


def tell(database: Database, *outcomes: Outcome, at: datetime = NOW) -> int:
    """Write down how sending ended; return how many of these were still ours to write."""
    return len(database.transact(lambda c: settle(c, outcomes, at), serial=False))


def tell_sent(database: Database, row: Row, message_id: str = "") -> bool:
    """Write down that it was sent."""
    return tell(database, Sent(row, message_id or f"m{row.id}")) == 1


def tell_failed(database: Database, row: Row, *, permanent: bool = False, retry_at: datetime = LATER) -> bool:
    """Write down that it was not taken."""
    return tell(database, Dead(row, "429") if permanent else NotSent(row, "429", retry_at)) == 1


def tell_unsure(database: Database, row: Row, retry_at: datetime = LATER) -> bool:
    """Write down that nobody knows whether it arrived."""
    return tell(database, InDoubt(row, "time-out", retry_at)) == 1


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
