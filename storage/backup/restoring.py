# SPDX-License-Identifier: EUPL-1.2
"""Puts a backup into a database: in one transaction, so that a failure leaves what was there before."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    Table,
    case,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.types import TypeEngine

from storage.backup.reading import read
from storage.backup.shape import BackupDamaged, BackupNewer, Contents, DatabaseInUse, counters, sequences, tables
from storage.messages import DUE, FAILED, outbox
from storage.unusable import DatabaseNewer

ROWS_AT_ONCE = 1000


def restore(connection: Connection, where: str, stream: BinaryIO, contents: Contents, *, replace: bool) -> None:
    """Put a backup that was inspected into the database and bring it to this program's version.

    ``where`` names the database to people. The work must be alone in the database and run once.

    Raises:
        DatabaseInUse: when the database is not empty and may not be replaced.
        BackupNewer: when the backup is of a version that this program does not know.
        BackupDamaged: when the backup changed since it was inspected, or holds what its version has no place for.

    """
    # Alembic takes a while to import, and the command line begins here for every command.
    from storage.migrations.upgrade import clear, upgrade  # noqa: PLC0415

    if (there := _rows(connection)) and not replace:
        raise DatabaseInUse(str(there))
    clear(connection)
    try:
        upgrade(connection, where, contents.revision)
    except DatabaseNewer:
        raise BackupNewer(contents.revision) from None
    places = {table.name: table for table in tables(connection)}
    # What a migration put there itself is in the backup too.
    for table in reversed(places.values()):
        connection.execute(delete(table))
    _fill(connection, places, stream)
    upgrade(connection, where)


def hold_back(connection: Connection, reason: str, since: datetime) -> int:
    """Let the messages that were waiting not go by themselves, and return how many.

    They may have gone after the backup was made, ``since`` in machine time; so who sends them again has that looked
    up, or sends a repeat that says that it is one.
    """
    c = outbox.c
    doubt = {"doubts": case((c.doubts > 0, c.doubts), else_=1), "tried_at": func.coalesce(c.tried_at, since)}
    aside = update(outbox).where(c.state == DUE)
    values = {"state": FAILED, "error": reason, "token": None, "held_until": None, "settled_at": since, **doubt}
    return connection.execute(aside.values(values)).rowcount


def _rows(connection: Connection) -> int:
    """Return how many rows there are."""
    return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables(connection))


def _fill(connection: Connection, places: Mapping[str, Table], stream: BinaryIO) -> None:
    """Insert the rows, in the order in which they were written: each after what it points at."""
    waiting: list[dict[str, Any]] = []
    table: Table | None = None
    names: list[str] = []
    for line in read(stream):
        if isinstance(line, list) and table is not None:
            waiting.append({name: _value(table.c[name].type, value) for name, value in zip(names, line, strict=True)})
        if waiting and table is not None and (len(waiting) == ROWS_AT_ONCE or isinstance(line, dict)):
            connection.execute(insert(table), waiting)
            waiting = []
        if isinstance(line, dict) and "table" in line:
            table, names = places.get(line["table"]), line["columns"]
            if table is None or not {*names} <= {*table.c.keys()}:
                raise BackupDamaged
        if isinstance(line, dict) and "counters" in line:
            _count_on(connection, places, line["counters"])


def _value(kind: TypeEngine[Any], value: Any) -> Any:  # noqa: ANN401 - any value of a column
    """Return a value as its column takes it."""
    if value is None:
        return value
    if isinstance(kind, DateTime):
        moment = datetime.fromisoformat(value).astimezone(UTC)
        return moment if kind.timezone else moment.replace(tzinfo=None)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return value


def _count_on(connection: Connection, places: Mapping[str, Table], counted: Mapping[str, int]) -> None:
    """Let each table count on from where it was."""
    if connection.dialect.name == "sqlite":
        counting = text("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
        for name in {*connection.scalars(counting)} & counted.keys():
            last = max(counted[name], counters(connection).get(name, 0))
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
            connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :last)"), {"name": name, "last": last})
        return
    for name, sequence in sequences(connection).items():
        highest = connection.scalar(select(func.max(next(iter(places[name].primary_key.columns))))) or 0
        last = max(int(highest), counted.get(name, 0))
        if last:
            connection.execute(text("SELECT setval(CAST(:name AS regclass), :last)"), {"name": sequence, "last": last})
