# SPDX-License-Identifier: EUPL-1.2
"""The journal: append-only lines with the six fields of BIO2 8.15.01, sealed into a chain for each organisation.

Lines hold ids, no names and no free text. A line is sealed within a minute after it was written, so that commands do
not queue behind each other; from then on a change, a gap or a missing end is found (BIO2 8.15.05; domain §3.5).
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)

from storage.database import Number, UtcDateTime, metadata
from storage.indexes import partial_index
from storage.upserts import insert_into

#: What stands before the first line of a chain.
GENESIS = "0" * 64
# Enough for one turn; what is left waits for the next, so that a seal never holds others up for long.
MOST_IN_ONE_SEAL = 5000

journal = Table(
    "journal",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # Filled in once, by the seal.
    Column("sequence", Integer),
    Column("hash", Text),
    sqlite_autoincrement=True,
)
Index("uq_journal_organisation_sequence", journal.c.organisation, journal.c.sequence, unique=True)
partial_index("ix_journal_unsealed", journal.c.id, where=journal.c.sequence.is_(None))
Index("ix_journal_object", journal.c.object)

# Written once, and without asking for the number of the line: every event comes here.
_INSERT = insert(journal).inline()

# The last sealed line of each organisation: without it a chain that was cut short would still be a chain.
heads = Table(
    "journal_heads",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal; ``sequence`` and ``hash`` are empty until it is sealed."""

    id: int
    organisation: str
    action: str
    object: str
    result: str
    origin: str
    actor: str
    at: datetime
    sequence: int | None
    hash: str | None

    def sealed(self, sequence: int, before: str) -> str:
        """Return the hash of this line at this place in the chain, after the line with the hash ``before``."""
        place = (before, self.organisation, sequence, self.id)
        fields = (self.action, self.object, self.result, self.origin, self.actor)
        text = json.dumps([*place, *fields, self.at.isoformat(timespec="microseconds")], separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class Journal:
    """The journal of one organisation, in one transaction: to be added to, and read."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Write on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation_id

    def append(
        self,
        *,
        action: str,
        object: str,  # noqa: A002 - BIO2's word
        result: str,
        origin: str,
        actor: str,
        at: datetime,
    ) -> None:
        """Add a line: what was done to what, with which result, where from, by whom, and when."""
        line = {"action": action, "object": object, "result": result, "origin": origin, "actor": actor, "at": at}
        self._connection.execute(_INSERT, {"organisation": self._organisation, **line})

    def about(self, object: str) -> tuple[Line, ...]:  # noqa: A002 - BIO2's word
        """Return the lines about one object, oldest first."""
        query = select(journal).where(journal.c.organisation == self._organisation, journal.c.object == object)
        return tuple(_line(row) for row in self._connection.execute(query.order_by(journal.c.id)))


def lines(connection: Connection, organisation_id: str | None = None) -> Iterator[Line]:
    """Yield the lines of one organisation, or of all, in the order of their chains; what is not sealed comes last."""
    j = journal.c
    query = select(journal).order_by(j.organisation, j.sequence.is_(None), j.sequence, j.id)
    if organisation_id is not None:
        query = query.where(j.organisation == organisation_id)
    for row in connection.execution_options(yield_per=1000).execute(query):
        yield _line(row)


def seal(connection: Connection) -> int:
    """Add what was written since to the chains, and return how many lines; safe from several processes at once."""
    unsealed = select(journal.c.organisation).where(journal.c.sequence.is_(None)).distinct()
    return sum(_seal(connection, organisation) for organisation in sorted(connection.scalars(unsealed)))


def _seal(connection: Connection, organisation: str) -> int:
    """Add lines to the chain of one organisation; its head is the lock, so it is taken before the lines are read."""
    start = insert_into(heads, connection.dialect.name).values(organisation=organisation, sequence=0, hash=GENESIS)
    connection.execute(start.on_conflict_do_nothing())
    mine = heads.c.organisation == organisation
    head = connection.execute(select(heads).where(mine).with_for_update()).one()
    here = (journal.c.organisation == organisation, journal.c.sequence.is_(None))
    waiting = connection.execute(select(journal).where(*here).order_by(journal.c.id).limit(MOST_IN_ONE_SEAL)).all()
    sequence, before = head.sequence, head.hash
    places: list[dict[str, Any]] = []
    for line in map(_line, waiting):
        sequence, before = sequence + 1, line.sealed(sequence + 1, before)
        places.append({"line": line.id, "place": sequence, "link": before})
    if places:
        place = update(journal).where(journal.c.id == bindparam("line"), journal.c.sequence.is_(None))
        connection.execute(place.values(sequence=bindparam("place"), hash=bindparam("link")), places)
        connection.execute(update(heads).where(mine).values(sequence=sequence, hash=before))
    return len(places)


def _line(row: Any) -> Line:  # noqa: ANN401 - a row of the journal
    """Return the line of a row."""
    return Line(
        row.id,
        row.organisation,
        row.action,
        row.object,
        row.result,
        row.origin,
        row.actor,
        row.at,
        row.sequence,
        row.hash,
    )
