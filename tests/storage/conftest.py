# SPDX-License-Identifier: EUPL-1.2
"""What the tests of this room share: a database with people in it."""

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.storage.house import furnished


@pytest.fixture
def house(database: Database) -> Database:
    return furnished(database)


@pytest.fixture
def postgres_house(postgres_url: str) -> Iterator[Database]:
    database = Database.open(postgres_url)
    yield furnished(database)
    database.close()
