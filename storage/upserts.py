# SPDX-License-Identifier: EUPL-1.2
"""Inserts that give way to a row that is there already: each database has a statement of its own for that."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def insert_into(table: Table, dialect: str) -> "postgresql.Insert | sqlite.Insert":
    """Return an insert for a ``dialect`` (``postgresql`` or ``sqlite``) that knows what to do on a conflict.

    Only the database that is used is loaded: the dialect of PostgreSQL takes three megabytes.
    """
    kind: Any = import_module(f"sqlalchemy.dialects.{dialect}")
    insert: postgresql.Insert | sqlite.Insert = kind.insert(table)
    return insert
