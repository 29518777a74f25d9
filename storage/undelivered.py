# SPDX-License-Identifier: EUPL-1.2
"""Messages as an administrator sees them: what waits, what arrived, what could not be delivered and may go again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, exists, or_, select, update

from commands.people import Account
from storage.messages import DUE, FAILED, SENT, outbox

STATES = (DUE, SENT, FAILED)


@dataclass(frozen=True, slots=True)
class Kept:
    """One message as it stands; ``person`` is the id of its reader, None in a channel.

    ``created_at`` and ``due_at`` are business time, ``settled_at`` is machine time. ``overtaken`` says that a failed
    message is of no use any more: a newer one, or another way, took its place.
    """

    id: int
    organisation: str | None
    platform: str
    tenant: str
    address: str
    person: str | None
    state: str
    urgent: bool
    created_at: datetime
    due_at: datetime
    settled_at: datetime | None
    attempts: int
    message_id: str
    error: str
    overtaken: bool


def messages(connection: Connection, states: Sequence[str] = STATES, most: int = 100) -> tuple[Kept, ...]:
    """Return the newest messages in these states, oldest first."""
    c = outbox.c
    columns = [getattr(c, name) for name in Kept.__dataclass_fields__ if name != "overtaken"]
    query = select(*columns, (_overtaken() & (c.state == FAILED)).label("overtaken")).where(c.state.in_(states))
    rows = connection.execute(query.order_by(c.id.desc()).limit(most)).all()
    return tuple(Kept(*row) for row in reversed(rows))


def may_go_again(connection: Connection, number: int | None = None) -> tuple[int, ...]:
    """Return the failed messages, or the one with this number, that may be sent again."""
    c = outbox.c
    query = select(c.id).where(c.state == FAILED, c.card != "", ~_overtaken())
    if number is not None:
        query = query.where(c.id == number)
    return tuple(connection.scalars(query.order_by(c.id)))


def send_again(connection: Connection, numbers: Sequence[int]) -> int:
    """Let failed messages be due again; return how many. One that may have arrived is marked as a repeat."""
    c, again = outbox.c, 0
    new = {"state": DUE, "attempts": 0, "held_until": None, "token": None, "settled_at": None}
    doubts = case((c.doubts > 0, 1), else_=0)
    for number in numbers:
        row = update(outbox).where(c.id == number, c.state == FAILED).values(**new, doubts=doubts)
        again += connection.execute(row).rowcount
    return again


def tried(connection: Connection, number: int) -> tuple[Account, ...]:
    """Return every address to which this message and those in whose place it came were sent."""
    ways: list[Account] = []
    at: int | None = number
    while at is not None:
        row = connection.execute(select(outbox).where(outbox.c.id == at)).one()
        ways.append(Account(row.platform, row.tenant, row.address))
        at = row.instead_of
    return tuple(ways)


def _overtaken() -> ColumnElement[bool]:
    """Whether a newer message with the same key took the place of this one, or the same message went another way."""
    c, later = outbox.c, outbox.alias("later").c
    same = (later.platform == c.platform, later.tenant == c.tenant, later.address == c.address)
    newer = (c.key != "") & (later.key == c.key) & (later.id > c.id)
    here = exists().where(*same, newer, later.organisation.is_not_distinct_from(c.organisation), later.state != FAILED)
    return or_(here, exists().where(later.instead_of == c.id, later.state != FAILED))
