# SPDX-License-Identifier: EUPL-1.2
"""Which version a database is at, and which this program's is: asked at every start, so without Alembic."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

VERSION_TABLE = "alembic_version"


def head() -> str:
    """Return this program's version: the revisions are named after their files, and numbered."""
    return max(path.stem for path in (Path(__file__).parent / "versions").glob("[0-9]*.py"))


def version(connection: Connection) -> str:
    """Return the revision of the database; nothing where it was never migrated."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    return connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) or ""  # noqa: S608 - a constant
