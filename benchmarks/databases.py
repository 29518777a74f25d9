# SPDX-License-Identifier: EUPL-1.2
"""Databases to measure on: files and a server of PostgreSQL whose commits wait for the disk, as they do in earnest."""

import contextlib
import itertools
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from storage.database import Database
from tests import postgres


@contextlib.contextmanager
def both() -> Iterator[dict[str, Callable[[], str]]]:
    """Yield by name what makes the address of a new, migrated database."""
    numbers = itertools.count(1)
    with tempfile.TemporaryDirectory() as folder, postgres.running(durable=True) as server:

        def sqlite() -> str:
            return _migrated(f"sqlite:///{Path(folder) / f'{next(numbers)}.db'}")

        def postgresql() -> str:
            name = f"measure_{next(numbers)}"
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
            return _migrated(f"{server}/{name}")

        yield {"SQLite": sqlite, "PostgreSQL": postgresql}


def _migrated(url: str) -> str:
    """Bring a database to the program's version."""
    database = Database.open(url)
    database.migrate()
    database.close()
    return url
