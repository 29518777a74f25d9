# SPDX-License-Identifier: EUPL-1.2
"""The smallest work to try a database with: keep one value, and read it back."""

import contextlib
from collections.abc import Iterator

from sqlalchemy import Connection

from storage.database import Database
from storage.settings import Settings

IMPATIENT = 0.2


def put(connection: Connection) -> None:
    Settings(connection).put("name", "value")


def get(connection: Connection) -> str | None:
    return Settings(connection).get("name")


@contextlib.contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database.open(url, patience=IMPATIENT)
    try:
        yield database
    finally:
        database.close()
