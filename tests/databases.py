# SPDX-License-Identifier: EUPL-1.2
"""Databases for every test: real SQLite files and a real PostgreSQL, each test its own copy of a migrated one.

``database`` runs a test on both. ``database_url`` gives only the address, ``empty_url`` that of one without tables;
``sqlite_url`` and ``postgres_url`` are for what one of the two does alone.
"""

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import psycopg
import pytest
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import Engine, make_url

from storage.database import Database
from storage.postgres import Postgres
from storage.sqlite import Sqlite
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
    copy.close()


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
    with sqlite_at(database_url) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: str = request.getfixturevalue("postgres_server")
        url = _make(server, "template0")
        yield url
        _remove(server, url)


@contextmanager
def sqlite_at(url: str, patience: float = PATIENCE) -> Iterator[Database]:
    """Open a file as the only one of the moment."""
    database = Database(Lasting(Path(str(make_url(url).database)), patience))
    yield database
    database.close()


class Lasting(Sqlite):
    """SQLite with engines that outlast a test: to compile each statement anew would take longer than most tests do."""

    _engines: ClassVar[dict[str, Engine]] = {}
    _openers: ClassVar[dict[str, Callable[[], sqlite3.Connection]]] = {}

    def close(self) -> None:
        super().close()
        self._openers.clear()

    def _engine(self, begin: str, creator: Callable[[], sqlite3.Connection], pool: type, **more: Any) -> Engine:  # noqa: ANN401 - the pool's own options
        """Return the engine that there is, which opens this file from now on."""
        assert begin not in self._openers, "another file is still open"
        self._openers[begin] = creator
        if begin not in self._engines:
            self._engines[begin] = super()._engine(begin, partial(self._open, begin), pool, **more)
        return self._engines[begin]

    @classmethod
    def _open(cls, begin: str) -> sqlite3.Connection:
        """Return a connection to the file of the moment."""
        return cls._openers[begin]()


class Copy:
    """A copy of the migrated database that is emptied after each test: making one takes a third of a second."""

    def __init__(self, server: str) -> None:
        """Make the first copy."""
        self._server = server
        self._take()
        self._shape = _shape(self._cleaner)

    def restore(self) -> None:
        """Take every row away again; after a test that changed more than rows, take a new copy."""
        self._cleaner.execute(OTHERS_OUT)
        if _shape(self._cleaner) == self._shape:
            self._cleaner.execute(EMPTY)
            return
        self.close()
        _remove(self._server, self.url)
        self._take()

    def close(self) -> None:
        """Let go of the copy."""
        self.engine.close()
        self._cleaner.close()

    def _take(self) -> None:
        """Make a copy with its connections: they and what they have prepared serve every test."""
        self.url = _make(self._server, "template")
        self.engine = Postgres(make_url(self.url), PATIENCE)
        self._cleaner = psycopg.connect(self.url, autocommit=True)


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
