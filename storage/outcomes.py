# SPDX-License-Identifier: EUPL-1.2
"""How sending ended, written down: sent, certainly not sent, in doubt, or never to be sent. Fenced by the token.

``retry_at`` and the moment of writing down are machine time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, literal_column, null, select, update

from storage.deliveries import Row
from storage.messages import DUE, FAILED, SENT, outbox
from storage.paces import hold


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it, under this id."""

    row: Row
    message_id: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """The platform certainly did not take it; try again then.

    ``pause`` says that the platform takes nothing from us until then; such an attempt does not count.
    """

    row: Row
    reason: str
    retry_at: datetime
    pause: bool = False


@dataclass(frozen=True, slots=True)
class InDoubt:
    """It may have arrived or not; find out from then on."""

    row: Row
    reason: str
    retry_at: datetime


@dataclass(frozen=True, slots=True)
class Dead:
    """It can never be sent, or is not to be tried again."""

    row: Row
    reason: str


Outcome: TypeAlias = Sent | NotSent | InDoubt | Dead


def settle(connection: Connection, outcomes: Sequence[Outcome], now: datetime) -> tuple[Outcome, ...]:
    """Write down how these ended, and return those that were still ours to write: others hold the rest by now."""
    if not outcomes:
        return ()
    c = outbox.c
    held = dict(connection.execute(_HELD, {"numbers": [outcome.row.id for outcome in outcomes]}).all())
    kept = tuple(outcome for outcome in outcomes if held.get(outcome.row.id) == outcome.row.token)
    sent = [outcome for outcome in kept if isinstance(outcome, Sent)]
    if sent:
        _sent(connection, sent, now)
    for outcome in kept:
        match outcome:
            case NotSent():
                _not_sent(connection, outcome, now)
            case InDoubt(row, reason, retry_at):
                values = {"doubts": c.doubts + 1, "error": reason, "token": None, "held_until": retry_at}
                connection.execute(update(outbox).where(c.id == row.id).values(values))
            case Dead(row, reason):
                values = {"state": FAILED, "error": reason, "token": None, "held_until": None, "settled_at": now}
                connection.execute(update(outbox).where(c.id == row.id).values(values))
                _promote(connection, row.id)
            case Sent():
                pass
    return kept


def _sent(connection: Connection, outcomes: Sequence[Sent], now: datetime) -> None:
    """Write down what arrived; a message that came anew instead of being changed is the one to change from now on."""
    rows = [{"number": outcome.row.id, "message": outcome.message_id, "settled": now} for outcome in outcomes]
    connection.execute(_SENT, rows)
    for outcome in outcomes:
        if outcome.row.renews and outcome.row.renews != outcome.message_id:
            changed = select(outbox.c.replaces).where(outbox.c.id == outcome.row.id).scalar_subquery()
            new = update(outbox).where(outbox.c.id == changed).values(message_id=outcome.message_id)
            connection.execute(new)


def _not_sent(connection: Connection, outcome: NotSent, now: datetime) -> None:
    """Let it wait, and its whole workspace where the platform asks for that."""
    c, row = outbox.c, outcome.row
    values = {"error": outcome.reason, "token": None, "held_until": None if outcome.pause else outcome.retry_at}
    tries = c.attempts - 1 if outcome.pause else c.attempts
    connection.execute(update(outbox).where(c.id == row.id).values(attempts=tries, **values))
    if outcome.pause:
        hold(connection, row.platform, row.tenant, outcome.retry_at, now)


def _promote(connection: Connection, first: int) -> None:
    """Let what would have changed a message that never arrived be a message itself."""
    c = outbox.c
    heir = connection.scalar(select(func.min(c.id)).where(c.replaces == first, c.state == DUE))
    if heir is not None:
        connection.execute(update(outbox).where(c.replaces == first, c.id > heir).values(replaces=heir))
        connection.execute(update(outbox).where(c.id == heir).values(replaces=None))


# By number alone: with "is due" beside it SQLite would read everything that is due. What is not due has no token.
_HELD = (
    select(outbox.c.id, outbox.c.token)
    .where(outbox.c.id.in_(bindparam("numbers", expanding=True)))
    .order_by(outbox.c.id)
    .with_for_update()
)
# What is the same for all is written out: every parameter is prepared anew for every message.
_NOTHING: ColumnElement[str] = literal_column("''")
_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("number"))
    .values(
        state=literal_column(f"'{SENT}'"),
        message_id=bindparam("message"),
        settled_at=bindparam("settled"),
        # Only a card with a key may be changed later; the text of the others is needed by nobody once it arrived.
        card=case((outbox.c.key == _NOTHING, _NOTHING), else_=outbox.c.card),
        error=_NOTHING,
        token=null(),
        held_until=null(),
    )
)
