# SPDX-License-Identifier: EUPL-1.2
"""Rows that are put in a database at once: what is laid the same way in a thousand tests is laid for real only once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from sqlalchemy import Connection, Table, create_engine, func, insert, select

import storage.store  # noqa: F401 - so that every table is known
from storage.database import metadata


@dataclass(frozen=True, slots=True)
class Rows:
    """Every row of a database, by table, in the order in which they can be put in."""

    by_table: Sequence[tuple[Table, Sequence[Mapping[str, Any]]]]

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """Take every row."""
        taken = ((table, connection.execute(select(table)).mappings().all()) for table in metadata.sorted_tables)
        return cls([(table, [dict(row) for row in rows]) for table, rows in taken if rows])

    def put(self, connection: Connection) -> None:
        """Put them in a database that has none of them; it counts on from there."""
        for table, rows in self.by_table:
            connection.execute(insert(table), list(rows))
            counted = table.autoincrement_column
            if counted is not None and connection.dialect.name == "postgresql":
                sequence = func.pg_get_serial_sequence(table.name, counted.name)
                connection.execute(select(func.setval(sequence, max(row[counted.name] for row in rows))))


@cache
def laid(lay: Callable[[Connection], None]) -> Rows:
    """Return what this function lays, through real storage; it is called once a process."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        lay(connection)
        rows = Rows.of(connection)
    engine.dispose()
    return rows
