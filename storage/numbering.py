# SPDX-License-Identifier: EUPL-1.2
"""References such as ``ITV-2026-0014``: numbers within an organisation that begin again each year, given once."""

from collections.abc import Mapping
from contextlib import closing
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Row, Select, Table, Text, bindparam, func, select

from storage.upserts import insert_into

_PREFIX = bindparam("prefix", type_=Text)


def add_numbered(
    connection: Connection, table: Table, pattern: str, series: tuple[str, int], row: Mapping[str, Any]
) -> str:
    """Keep a row under the next number of a series, an organisation and a year, and return its reference.

    ``pattern`` makes the reference of the ``year`` and the ``number``. Two processes that take the same number at once:
    the second tries the next.
    """
    organisation, year = series
    last, new = _last(table), _new(table, connection.dialect.name)
    while True:
        number = 1 + (connection.scalar(last, {"ours": organisation, "in_year": year}) or 0)
        reference = pattern.format(year=year, number=number)
        place = {"organisation": organisation, "reference": reference, "year": year, "number": number}
        if connection.execute(new, {**row, **place}).first():
            return reference


def add_referenced(
    connection: Connection, table: Table, prefix: str, organisation: str, row: Mapping[str, Any]
) -> tuple[str, Row[Any]]:
    """Keep a row under the next reference of an organisation that begins so; return that, and the key of the row.

    ``prefix`` is all but the number, such as ``VG-2026-``. Where two processes take the same at once, the second tries
    the next. What was taken in with a reference of its own, such as ``INI-2026-loket``, is no number.
    """
    new = _new(table, connection.dialect.name)
    while True:
        with closing(connection.scalars(_references(table), {"ours": organisation, "prefix": prefix})) as found:
            tails = (reference.removeprefix(prefix) for reference in found)
            last = next((int(tail) for tail in tails if tail.isascii() and tail.isdecimal()), 0)
        reference = f"{prefix}{last + 1:04}"
        place = {"organisation": organisation, "reference": reference}
        if key := connection.execute(new, {**row, **place}).first():
            return reference, key


# Written once for each table: building a statement takes longer than SQLite takes to carry it out.
@cache
def _last(table: Table) -> Select[int]:
    """Return how the last number of a series is found."""
    column = table.c
    here = column.organisation == bindparam("ours"), column.year == bindparam("in_year")
    return select(func.max(column.number)).where(*here)


@cache
def _references(table: Table) -> Select[str]:
    """Return how references that begin so are found, the highest number first."""
    reference = table.c.reference
    here = table.c.organisation == bindparam("ours"), func.substr(reference, 1, func.length(_PREFIX)) == _PREFIX
    return select(reference).where(*here).order_by(func.length(reference).desc(), reference.desc())


@cache
def _new(table: Table, dialect: str) -> Executable:
    """Return how a row is kept, unless another has its number."""
    return insert_into(table, dialect).on_conflict_do_nothing().returning(*table.primary_key)
