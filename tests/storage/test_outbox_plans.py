# SPDX-License-Identifier: EUPL-1.2
"""A message is found by its key: however many were ever sent, an event reads those that it is about."""

from typing import Any

import pytest
from sqlalchemy import Connection, event

from commands.cards import Card
from commands.events import Room
from storage.database import Database
from storage.envelopes import Address, Envelope
from storage.outbox import Outbox
from tests.databases import sqlite_at
from tests.storage.house import NOW


@pytest.fixture
def small(sqlite_url: str) -> Any:  # noqa: ANN401 - a database that closes behind the test
    with sqlite_at(sqlite_url) as opened:
        yield opened


def test_what_an_event_asks_of_the_outbox_is_found_by_an_index_that_fits(small: Database) -> None:
    asked: list[tuple[str, Any]] = []

    def heard(_connection: Connection, _cursor: Any, said: str, values: Any, *_more: Any) -> None:  # noqa: ANN401
        asked.append((said, values))

    def plans(connection: Connection) -> list[str]:
        outbox = Outbox(connection, None)
        outbox.put(Envelope(Address("local", "t", "jan", Room.DIRECT), Card("x"), "a/1"), NOW)
        event.listen(connection, "before_cursor_execute", heard)
        outbox.renew("a/1", Card("y"), at=NOW)
        event.remove(connection, "before_cursor_execute", heard)
        selects = [each for each in asked if each[0].startswith("SELECT")]
        explained = (connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values) for said, values in selects)
        return ["; ".join(row.detail for row in rows) for rows in explained]

    (plan,) = small.transact(plans)
    assert "ix_outbox_key" in plan
    assert "ix_outbox_replaces" in plan
    assert "ix_outbox_settled" not in plan
    assert "SCAN" not in plan
