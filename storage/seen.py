# SPDX-License-Identifier: EUPL-1.2
"""Events seen before, with what was acknowledged: the same event twice has its effect once."""

from datetime import datetime
from functools import cache

from sqlalchemy import Column, Connection, Executable, Index, Table, Text, bindparam, delete, select

from storage.database import UtcDateTime, metadata
from storage.upserts import insert_into

seen = Table(
    "seen",
    metadata,
    Column("key", Text, primary_key=True),
    Column("ack", Text, nullable=False, default=""),
    Column("at", UtcDateTime),
    Index(None, "at"),
)


class Seen:
    """The events that were carried out, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Read and write on this connection."""
        self._connection = connection

    def answer(self, key: str, at: datetime) -> str | None:
        """Return what was acknowledged to this event before, or None: then it is this transaction's to carry out.

        The key is written at once, with the moment (machine time), so a second delivery at the same moment waits for
        this transaction and then gets its answer; when this transaction fails, the second carries the event out. The
        answer is empty where none was kept.
        """
        if self.first_time(key, at):
            return None
        return self._connection.scalar(_ACK, {"which": key})

    def kept(self, key: str) -> str | None:
        """Return what was acknowledged to this event before; None where nothing was, and then nothing is claimed."""
        return self._connection.scalar(_ACK, {"which": key})

    def keep(self, key: str, ack: str, at: datetime) -> None:
        """Keep what is acknowledged to this event, and when (machine time); an empty one is there already."""
        self._connection.execute(_keep(self._connection.dialect.name), {"key": key, "ack": ack, "at": at})

    def first_time(self, key: str, at: datetime) -> bool:
        """Write the key, and tell whether it was new; PostgreSQL waits here for a transaction that writes the same."""
        row = {"key": key, "ack": "", "at": at}
        return self._connection.execute(_claim(self._connection.dialect.name), row).rowcount > 0

    def forget(self, before: datetime) -> int:
        """Forget what was seen before a moment after which no platform repeats itself; return how many."""
        return self._connection.execute(delete(seen).where(seen.c.at < before)).rowcount


_ACK = select(seen.c.ack).where(seen.c.key == bindparam("which"))


# Both are written once: every event comes here.
@cache
def _claim(dialect: str) -> Executable:
    """Return how a key is written; how many rows that made tells whether it was new."""
    claim = insert_into(seen, dialect).on_conflict_do_nothing().inline()
    return claim.execution_options(preserve_rowcount=True)


@cache
def _keep(dialect: str) -> Executable:
    """Return how an acknowledgement is kept.

    An update by key would read the index, and then PostgreSQL sees a conflict with every event whose key stands near.
    """
    made = insert_into(seen, dialect)
    kept = {"ack": made.excluded.ack, "at": made.excluded.at}
    return made.on_conflict_do_update(index_elements=[seen.c.key], set_=kept).inline()
