# SPDX-License-Identifier: EUPL-1.2
"""Taking messages out of the outbox to send them: under a lease, fenced by a token, in order within a conversation."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Update, and_, exists, func, or_, select, update

from commands.cards import Card
from commands.events import Room
from storage.codec import Undecodable, decode_card
from storage.messages import DUE, FAILED, SENT, outbox
from storage.organisation import organisations
from storage.persons import people


@dataclass(frozen=True, slots=True)
class Row:
    """One message that is ours to send until the lease ends.

    ``attempts`` counts the earlier ones. ``renews`` is the platform's id of the message that this one changes, empty
    for a new message. ``interrupted`` says that somebody took it before and never told how that ended, so it may
    have arrived. ``language`` and ``zone`` are the reader's, or the organisation's in a channel.
    """

    id: int
    organisation: str | None
    platform: str
    tenant: str
    address: str
    room: Room
    person: str | None
    key: str
    card: Card
    urgent: bool
    created_at: datetime
    due_at: datetime
    attempts: int
    renews: str
    interrupted: bool
    language: str
    zone: str
    correlation: str
    token: str


def claim(
    connection: Connection, now: datetime, limit: int, lease_seconds: float, platforms: Sequence[str] | None = None
) -> tuple[Row, ...]:
    """Take at most so many messages that are due: urgent first, and of each conversation only the one whose turn it is.

    ``now`` is machine time. Where a process dies with a message, another may take it once the lease has ended.
    """
    taken: dict[int, bool] = {}
    for urgent in (True, False):
        if len(taken) < limit:
            query = _next(now, urgent=urgent, platforms=platforms).limit(limit - len(taken))
            taken |= {row.id: row.token is not None for row in connection.execute(query)}
    if not taken:
        return ()
    token = secrets.token_hex(8)
    lease = (
        update(outbox)
        .where(outbox.c.id.in_(taken))
        .values(token=token, held_until=now + timedelta(seconds=lease_seconds), attempts=outbox.c.attempts + 1)
    )
    connection.execute(lease)
    found = {row.id: row for row in connection.execute(_whole().where(outbox.c.id.in_(taken)))}
    rows = (_row(connection, found[number], interrupted=interrupted) for number, interrupted in taken.items())
    return tuple(row for row in rows if row)


def sent(connection: Connection, row: Row, message_id: str) -> bool:
    """Write down that the platform took it; False where the lease was lost to another process."""
    done = _held(row).values(state=SENT, message_id=message_id, error="", token=None, held_until=None)
    return connection.execute(done).rowcount == 1


def failed(connection: Connection, row: Row, error: str, *, permanent: bool, retry_at: datetime) -> bool:
    """Write down that the platform did not take it: try again then, or never. False where the lease was lost."""
    if not permanent:
        later = _held(row).values(error=error, token=None, held_until=retry_at)
        return connection.execute(later).rowcount == 1
    dead = _held(row).values(state=FAILED, error=error, token=None, held_until=None)
    if connection.execute(dead).rowcount != 1:
        return False
    _promote(connection, row.id)
    return True


def _promote(connection: Connection, first: int) -> None:
    """Let what would have changed a message that never arrived be a message itself."""
    c = outbox.c
    heir = connection.scalar(select(func.min(c.id)).where(c.replaces == first, c.state == DUE))
    if heir is not None:
        connection.execute(update(outbox).where(c.replaces == first, c.id > heir).values(replaces=heir))
        connection.execute(update(outbox).where(c.id == heir).values(replaces=None))


def _next(now: datetime, *, urgent: bool, platforms: Sequence[str] | None) -> Select[tuple[int, str | None]]:
    """Return the messages that may be taken now, locked; rows that another process is taking are passed over."""
    c, earlier = outbox.c, outbox.alias("earlier").c
    before = exists().where(
        earlier.state == DUE,
        earlier.platform == c.platform,
        earlier.tenant == c.tenant,
        earlier.address == c.address,
        or_(earlier.due_at < c.due_at, and_(earlier.due_at == c.due_at, earlier.id < c.id)),
    )
    where: list[ColumnElement[bool]] = [
        c.state == DUE,
        c.urgent == urgent,
        c.due_at <= now,
        or_(c.held_until.is_(None), c.held_until <= now),
        ~before,
    ]
    if platforms is not None:
        where.append(c.platform.in_(platforms))
    return select(c.id, c.token).where(*where).order_by(c.due_at, c.id).with_for_update(skip_locked=True, of=outbox)


def _whole() -> Select[Any]:
    """Return rows with the message they change and what their reader reads."""
    changed = outbox.alias("changed")
    joined = (
        outbox.outerjoin(changed, changed.c.id == outbox.c.replaces)
        .outerjoin(organisations, organisations.c.id == outbox.c.organisation)
        .outerjoin(people, people.c.id == outbox.c.person)
    )
    language = func.coalesce(func.nullif(people.c.language, ""), organisations.c.language, "nl")
    zone = func.coalesce(func.nullif(people.c.zone, ""), organisations.c.zone, "Europe/Amsterdam")
    renews = func.coalesce(changed.c.message_id, "")
    return select(outbox, renews.label("renews"), language.label("language"), zone.label("zone")).select_from(joined)


def _row(connection: Connection, row: Any, *, interrupted: bool) -> Row | None:  # noqa: ANN401 - a row of many columns
    """Return the message, or put it aside where this program cannot read its card: it must not hold up the others."""
    try:
        card = decode_card(row.card)
    except Undecodable as error:
        aside = update(outbox).where(outbox.c.id == row.id)
        connection.execute(aside.values(state=FAILED, error=f"the card cannot be read: {error}", token=None))
        _promote(connection, row.id)
        return None
    return Row(
        row.id,
        row.organisation,
        row.platform,
        row.tenant,
        row.address,
        Room(row.room),
        row.person,
        row.key,
        card,
        row.urgent,
        row.created_at,
        row.due_at,
        row.attempts - 1,
        row.renews,
        interrupted,
        row.language,
        row.zone,
        row.correlation,
        row.token,
    )


def _held(row: Row) -> Update:
    """Return a change of the row that does nothing once somebody else holds it."""
    return update(outbox).where(outbox.c.id == row.id, outbox.c.token == row.token, outbox.c.state == DUE)
