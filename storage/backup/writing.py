# SPDX-License-Identifier: EUPL-1.2
"""Writes a backup, row by row, while others go on writing to the database."""

import gzip
import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from storage.backup.shape import FORMAT, KIND, LEFT_OUT, Contents, counters, tables
from storage.migrations.version import version

ROWS_AT_ONCE = 1000


def write(connection: Connection, stream: BinaryIO, made_at: datetime) -> Contents:
    """Write all that this connection sees, which in a transaction that only reads is one moment.

    ``made_at`` is machine time.

    Raises:
        OSError: when the stream takes no more.

    """
    lines = _Lines(stream)
    at = version(connection)
    lines.add({"kind": KIND, "format": FORMAT, "revision": at, "made_at": made_at.astimezone(UTC).isoformat()})
    rows: dict[str, int] = {}
    for table in (table for table in tables(connection) if table.name not in LEFT_OUT):
        lines.add({"table": table.name, "columns": [column.name for column in table.columns]})
        rows[table.name] = 0
        query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=ROWS_AT_ONCE)
        for row in connection.execute(query):
            lines.add([_plain(value) for value in row])
            rows[table.name] += 1
    lines.add({"counters": counters(connection)})
    lines.end()
    return Contents(at, made_at, rows)


class _Lines:
    """Lines of JSON under one checksum."""

    def __init__(self, stream: BinaryIO) -> None:
        """Write to this stream."""
        self._out = gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=6)
        self._sum = hashlib.sha256()

    def add(self, value: object) -> None:
        """Write one line."""
        line = json.dumps(value, separators=(",", ":")).encode() + b"\n"
        self._sum.update(line)
        self._out.write(line)

    def end(self) -> None:
        """Write the checksum and finish."""
        self._out.write(json.dumps({"sha256": self._sum.hexdigest()}).encode() + b"\n")
        self._out.close()


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a column
    """Return a value as JSON knows it; the column tells the reader what it was.

    Raises:
        TypeError: for a kind of value that no column of ours holds.

    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a backup knows no {type(value).__name__}")
