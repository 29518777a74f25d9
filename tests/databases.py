# SPDX-License-Identifier: EUPL-1.2
"""Databases for every test: real SQLite files and a real PostgreSQL, each test its own copy of a migrated one.

``database`` runs a test on both. ``database_url`` gives only the address, ``empty_url`` that of one without tables;
``sqlite_url`` and ``postgres_url`` are for what one of the two does alone.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Composed, Identifier

from storage.database import Database
from tests import postgres

KINDS = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "mandaat.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL as long as the tests, with a migrated database ``template``; gives its address."""
    try:
        with postgres.running() as server:
            _on(server, SQL("CREATE DATABASE template"))
            _migrate(f"{server}/template")
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


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    yield from _copy(postgres_server, "template")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database.open(database_url, patience=2)
    yield opened
    opened.close()


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        yield from _copy(request.getfixturevalue("postgres_server"), "template0")


_copies = iter(range(1, 1_000_000))


def _copy(server: str, template: str) -> Iterator[str]:
    """Yield the address of a copy of a database, and remove it afterwards."""
    name = f"copy_{next(_copies)}"
    _on(server, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
    yield f"{server}/{name}"
    _on(server, SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _on(server: str, statement: SQL | Composed) -> None:
    """Run one statement beside all databases."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement)


def _migrate(url: str) -> None:
    """Bring a database to the program's version."""
    made = Database.open(url)
    made.migrate()
    made.close()
