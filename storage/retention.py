# SPDX-License-Identifier: EUPL-1.2
"""What is kept for a time: texts of messages, events seen before, paces of conversations, where leavers were."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from storage.conversations import forget_leavers
from storage.messages import FAILED, SENT, outbox
from storage.paces import forget as forget_paces
from storage.seen import Seen

#: How long the text of a message is kept that may still be changed, or sent again.
TEXT = timedelta(days=30)
#: How long a platform may repeat an event at the very most.
EVENTS = timedelta(days=7)
PACES = timedelta(hours=1)
#: So that a transaction is short.
BATCH = 1_000


def forget(connection: Connection, now: datetime) -> int:
    """Forget what is no longer needed, a part of it; return how much. ``now`` is machine time."""
    return (
        _texts(connection, now - TEXT)
        + Seen(connection).forget(now - EVENTS)
        + forget_paces(connection, now - PACES)
        + forget_leavers(connection)
    )


def _texts(connection: Connection, before: datetime) -> int:
    """Remove the text of messages that arrived or failed before then; that they did stays known."""
    c = outbox.c
    old = select(c.id).where(c.state.in_((SENT, FAILED)), c.settled_at < before, c.card != "").limit(BATCH)
    return connection.execute(update(outbox).where(c.id.in_(old)).values(card="")).rowcount
