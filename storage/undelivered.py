# SPDX-License-Identifier: EUPL-1.2
"""Messages as an administrator sees them: what waits, what arrived, what could not be delivered and may go again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, or_, select, update

from commands.people import Account
from storage.messages import DUE, FAILED, SENT, outbox

STATES = (DUE, SENT, FAILED)


@dataclass(frozen=True, slots=True)
class Kept:
    """One message as it stands; ``person`` is the id of its reader, None in a channel.

    ``created_at`` and ``due_at`` are business time, ``settled_at`` is machine time. ``overtaken`` says that a failed
    message is of no use any more: a newer one, or another way, took its place; ``cleared`` that its text is gone.
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
    cleared: bool


def messages(connection: Connection, states: Sequence[str] = STATES, most: int = 100) -> tuple[Kept, ...]:
    """Return the newest messages in these states, oldest first."""
    query = _kept().where(outbox.c.state.in_(states)).order_by(outbox.c.id.desc()).limit(most)
    return tuple(Kept(*row) for row in reversed(connection.execute(query).all()))


def message(connection: Connection, number: int) -> Kept | None:
    """Return the message with this number."""
    row = connection.execute(_kept().where(outbox.c.id == number)).first()
    return Kept(*row) if row else None


def may_go_again(connection: Connection) -> tuple[int, ...]:
    """Return the numbers of all failed messages that are still of use."""
    query = select(outbox.c.id).where(outbox.c.state == FAILED, outbox.c.card != "", ~_overtaken())
    return tuple(connection.scalars(query.order_by(outbox.c.id)))


def send_again(connection: Connection, number: int) -> bool:
    """Let a failed message be due again; False where it is not. One that may have arrived is marked as a repeat."""
    c = outbox.c
    new = {"state": DUE, "attempts": 0, "held_until": None, "token": None, "settled_at": None}
    again = update(outbox).where(c.id == number, c.state == FAILED, c.card != "", ~_overtaken())
    return connection.execute(again.values(**new, doubts=case((c.doubts > 0, 1), else_=0))).rowcount == 1


def tried(connection: Connection, number: int) -> tuple[Account, ...]:
    """Return every address to which this message and those in whose place it came were sent."""
    ways: list[Account] = []
    at: int | None = number
    while at is not None:
        row = connection.execute(select(outbox).where(outbox.c.id == at)).one()
        ways.append(Account(row.platform, row.tenant, row.address))
        at = row.instead_of
    return tuple(ways)


def _kept() -> Select[Any]:
    """Return the question for messages as they stand."""
    c = outbox.c
    columns = [getattr(c, name) for name in Kept.__dataclass_fields__ if name not in {"overtaken", "cleared"}]
    overtaken = (_overtaken() & (c.state == FAILED)).label("overtaken")
    return select(*columns, overtaken, (c.card == "").label("cleared"))


def _overtaken() -> ColumnElement[bool]:
    """Whether a newer message with the same key took the place of this one, or the same message went another way."""
    c, later = outbox.c, outbox.alias("later").c
    same = (later.platform == c.platform, later.tenant == c.tenant, later.address == c.address)
    newer = (c.key != "") & (later.key == c.key) & (later.id > c.id)
    here = exists().where(*same, newer, later.organisation.is_not_distinct_from(c.organisation), later.state != FAILED)
    return or_(here, exists().where(later.instead_of == c.id, later.state != FAILED))
