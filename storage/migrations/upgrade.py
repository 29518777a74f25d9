# SPDX-License-Identifier: EUPL-1.2
"""Brings a database to this program's version, or tells which version it is at."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, MetaData

from storage.migrations.version import head, version
from storage.unusable import DatabaseNewer, DatabaseOlder, NotOurDatabase

HEAD = "head"


def upgrade(connection: Connection, where: str, revision: str = HEAD) -> None:
    """Run what is missing up to the revision, in the transaction of the connection.

    Raises:
        DatabaseNewer: when the database is at a revision that this program does not know, or should be brought to one.

    """
    config = _config(connection)
    if revision != HEAD:
        _refuse_newer(config, revision, where)
    if at := version(connection):
        _refuse_newer(config, at, where)
    command.upgrade(config, revision)


def check(connection: Connection, where: str) -> None:
    """Return when the database is at this program's version.

    Raises:
        NotOurDatabase: when it was never migrated.
        DatabaseNewer: when it is at a revision that this program does not know.
        DatabaseOlder: when a migration is missing.

    """
    at = version(connection)
    if not at:
        raise NotOurDatabase(where)
    config = _config(connection)
    _refuse_newer(config, at, where)
    if at != head():
        raise DatabaseOlder(where, at)


def clear(connection: Connection) -> None:
    """Remove every table with all that is in it, also the journal."""
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS journal_is_append_only()")


def _config(connection: Connection) -> Config:
    """Return Alembic's configuration, which needs no file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _refuse_newer(config: Config, at: str, where: str) -> None:
    """Refuse a revision that is not among ours."""
    try:
        ScriptDirectory.from_config(config).get_revision(at)
    except CommandError:
        raise DatabaseNewer(where, at) from None
