# SPDX-License-Identifier: EUPL-1.2
"""A database for what the rules of a feature do.

It is SQLite: that both databases keep and give back the same is the specification of ``storage``, and the
conversations are held on both.
"""

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.databases import sqlite_at


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    with sqlite_at(sqlite_url) as opened:
        yield opened
