# SPDX-License-Identifier: EUPL-1.2
"""References such as ``ITV-2026-0014``: numbers within an organisation that begin again each year."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Select, Table, bindparam, func, select

from storage.upserts import insert_into


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


# Written once for each table: building a statement takes longer than SQLite takes to carry it out.
@cache
def _last(table: Table) -> Select[tuple[int]]:
    """Return how the last number of a series is found."""
    column = table.c
    here = column.organisation == bindparam("ours"), column.year == bindparam("in_year")
    return select(func.max(column.number)).where(*here)


@cache
def _new(table: Table, dialect: str) -> Executable:
    """Return how a row is kept, unless another has its number."""
    return insert_into(table, dialect).on_conflict_do_nothing().returning(table.c.number)
