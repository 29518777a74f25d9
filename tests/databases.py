# SPDX-License-Identifier: EUPL-1.2
"""Databases for every test: real SQLite files and a real PostgreSQL, each test its own copy of a migrated one.

``database`` runs a test on both. ``database_url`` gives only the address, ``empty_url`` that of one without tables;
``sqlite_url`` and ``postgres_url`` are for what one of the two does alone.
"""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import make_url

from storage.database import Database
from storage.postgres import Postgres
from tests import postgres

KINDS = ("sqlite", "postgres")
#: How long a test waits for a lock, in seconds.
PATIENCE = 2.0


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "mandaat.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL as long as the tests, with a migrated database ``template``; gives its address."""
    try:
        with postgres.running() as server:
            _on(server, SQL("CREATE DATABASE template"))
            migrate(f"{server}/template")
            yield server
    except postgres.NoPostgres as missing:
        if os.environ.get("MANDAAT_REQUIRE_POSTGRES") == "1":
            raise
        pytest.skip(str(missing))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "mandaat.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_copy(postgres_server: str) -> Iterator["Copy"]:
    copy = Copy(postgres_server)
    yield copy
    copy.engine.close()


@pytest.fixture
def postgres_url(postgres_copy: "Copy") -> Iterator[str]:
    yield postgres_copy.url
    postgres_copy.restore()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(request: pytest.FixtureRequest, database_url: str) -> Iterator[Database]:
    if database_url.startswith("postgresql"):
        yield Database(request.getfixturevalue("postgres_copy").engine)
        return
    opened = Database.open(database_url, patience=PATIENCE)
    yield opened
    opened.close()


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: str = request.getfixturevalue("postgres_server")
        url = _make(server, "template0")
        yield url
        _remove(server, url)


class Copy:
    """A copy of the migrated database that is emptied after each test: making one takes a third of a second."""

    def __init__(self, server: str) -> None:
        """Make the first copy."""
        self._server = server
        self.url, self.engine = self._new()
        with psycopg.connect(self.url, autocommit=True) as connection:
            self._shape = _shape(connection)

    def restore(self) -> None:
        """Take every row away again; after a test that changed more than rows, take a new copy."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(OTHERS_OUT)
            unchanged = _shape(connection) == self._shape
            if unchanged:
                connection.execute(EMPTY)
        if not unchanged:
            self.engine.close()
            _remove(self._server, self.url)
            self.url, self.engine = self._new()

    def _new(self) -> tuple[str, Postgres]:
        """Return the address of a new copy, and its connections: they and what they have prepared serve every test."""
        url = _make(self._server, "template")
        return url, Postgres(make_url(url), PATIENCE)


OTHERS_OUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND (application_name <> 'mandaat' OR state <> 'idle')
"""

# The journal's guards would refuse this; a replica's session has none.
EMPTY = """
SET session_replication_role = replica;
DO $$
DECLARE item record;
BEGIN
    FOR item IN
        SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE format('DELETE FROM %I', item.name);
    END LOOP;
    FOR item IN SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' LOOP
        PERFORM setval(quote_ident(item.name)::regclass, 1, false);
    END LOOP;
END $$
"""

# Tables with their columns, guards, functions and the revision: what a test may change besides rows.
SHAPE = """
SELECT md5(
    (SELECT string_agg(version_num, ',') FROM alembic_version)
    || (SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_trigger WHERE NOT tgisinternal)
    || (SELECT string_agg(oid || relname || relnatts, ',' ORDER BY oid) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace)
    || (SELECT string_agg(oid || prosrc, ',' ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace)
)
"""


def _shape(connection: "psycopg.Connection[tuple[str]]") -> str | None:
    """Return what stands for everything in a database but its rows; None where even that is gone."""
    try:
        row = connection.execute(SHAPE).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return row[0] if row else None


_numbers = itertools.count(1)


def _make(server: str, template: str) -> str:
    """Make a copy of a database and return its address."""
    name = f"copy_{next(_numbers)}"
    _on(server, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
    return f"{server}/{name}"


def _remove(server: str, url: str) -> None:
    """Remove a copy."""
    _on(server, SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(url.rpartition("/")[2])))


def _on(server: str, statement: SQL | Composed) -> None:
    """Run one statement beside all databases."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement)


def migrate(url: str) -> None:
    """Bring a database to the program's version."""
    made = Database.open(url)
    made.migrate()
    made.close()
