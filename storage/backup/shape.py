# SPDX-License-Identifier: EUPL-1.2
"""What a backup is made of, and why one cannot be used."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, MetaData, Table, text

from storage.migrations.version import VERSION_TABLE

KIND = "mandaat-backup"
FORMAT = 1
#: Who is in an open round of an evaluation, and what is answered so far: two backups, one before and one after somebody
#: answered, would say whose answers these are. After a restore, everybody is asked anew.
LEFT_OUT = frozenset({"evaluation_participants", "evaluation_drafts", "evaluation_box"})


class BackupUnusable(Exception):
    """This backup cannot be used: {detail}."""

    def __init__(self, detail: str = "") -> None:
        """Fill the sentence, which is the docstring of the class."""
        super().__init__(" ".join((type(self).__doc__ or "").split()).format(detail=detail))


class NotABackup(BackupUnusable):
    """This file is no backup of Mandaat."""


class BackupDamaged(BackupUnusable):
    """This backup is damaged: part of it is missing or was changed. Nothing was restored; take another one."""


class BackupNewer(BackupUnusable):
    """This backup was made by a newer version of Mandaat (it is at {detail}): install that version first."""


class DatabaseInUse(BackupUnusable):
    """The database is not empty: {detail} rows stand in it. To replace all of them by the backup, add --replace."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: ``revision`` is that of the database, ``made_at`` machine time, ``rows`` by table."""

    revision: str
    made_at: datetime
    rows: dict[str, int]

    @property
    def total(self) -> int:
        """How many rows there are together."""
        return sum(self.rows.values())


def tables(connection: Connection) -> list[Table]:
    """Return the tables as the database has them, each after those that it points at."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def counters(connection: Connection) -> dict[str, int]:
    """Return how far each table has counted: a number that was given out is not given out again."""
    if connection.dialect.name == "sqlite":
        if not connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'")):
            return {}
        rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence ORDER BY name"))
        return {str(name): int(last) for name, last in rows}
    counted: dict[str, int] = {}
    for table, sequence in sequences(connection).items():
        last = connection.scalar(text("SELECT pg_sequence_last_value(CAST(:name AS regclass))"), {"name": sequence})
        if last:
            counted[table] = int(last)
    return counted


def sequences(connection: Connection) -> dict[str, str]:
    """Return on PostgreSQL the sequence of each table that counts."""
    query = text(
        "SELECT t.relname, CAST(CAST(s.oid AS regclass) AS text) FROM pg_class s"
        " JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0"
        " JOIN pg_class t ON t.oid = d.refobjid"
        " WHERE s.relkind = 'S' AND s.relnamespace = CAST(current_schema() AS regnamespace) ORDER BY 1"
    )
    return {str(table): str(sequence) for table, sequence in connection.execute(query)}
