# SPDX-License-Identifier: EUPL-1.2
"""Indexes of some of the rows, which both databases have."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Index, event


def partial_index(name: str, *columns: ColumnElement[Any], where: ColumnElement[bool]) -> Index:
    """Return an index of the rows of which something holds.

    Each database has its own word for that, and SQLAlchemy loads the database at the mention of it. So the condition is
    said when the index is made, to the database in which that is.
    """
    index = Index(name, *columns)

    @event.listens_for(index, "before_create")
    def of_these_rows(index: Index, connection: Connection, **_more: object) -> None:
        index.dialect_options[connection.dialect.name]["where"] = where

    return index
