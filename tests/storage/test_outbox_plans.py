# SPDX-License-Identifier: EUPL-1.2
"""A message is found by its key and by its turn: however many were sent or wait, those are read that it is about."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event

from commands.cards import Card
from commands.events import Room
from storage.database import Database
from storage.envelopes import Address, Envelope
from storage.outbox import Outbox
from storage.turns import turn
from tests.databases import sqlite_at
from tests.storage.house import NOW


@pytest.fixture
def small(sqlite_url: str) -> Any:  # noqa: ANN401 - a database that closes behind the test
    with sqlite_at(sqlite_url) as opened:
        yield opened


def explained(connection: Connection, work: Callable[[Connection], object]) -> list[str]:
    """Return how SQLite looks for what this work asks."""
    asked: list[tuple[str, Any]] = []

    def heard(_connection: Connection, _cursor: Any, said: str, values: Any, *_more: Any) -> None:  # noqa: ANN401
        asked.append((said, values))

    event.listen(connection, "before_cursor_execute", heard)
    work(connection)
    event.remove(connection, "before_cursor_execute", heard)
    selects = [each for each in asked if each[0].startswith(("SELECT", "WITH"))]
    plans = (connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values) for said, values in selects)
    return ["; ".join(row.detail for row in rows) for rows in plans]


def test_what_an_event_asks_of_the_outbox_is_found_by_an_index_that_fits(small: Database) -> None:
    def plans(connection: Connection) -> list[str]:
        outbox = Outbox(connection, None)
        outbox.put(Envelope(Address("local", "t", "jan", Room.DIRECT), Card("x"), "a/1"), NOW)
        return explained(connection, lambda _connection: outbox.renew("a/1", Card("y"), at=NOW))

    (plan,) = small.transact(plans)
    assert "ix_outbox_key" in plan
    assert "ix_outbox_replaces" in plan
    assert "ix_outbox_settled" not in plan
    assert "SCAN" not in plan


@pytest.mark.parametrize("urgent", [False, True])
def test_whose_turn_it_is_is_found_by_steps_and_by_reading_no_backlog(small: Database, urgent: bool) -> None:  # noqa: FBT001 - parametrized
    def look(connection: Connection) -> dict[int, str]:
        return turn(connection, "local", "t", NOW, NOW, urgent=urgent, most=9)

    oldest, each = small.transact(lambda c: explained(c, look))
    by_age, by_name = "ix_outbox_due (platform=? AND tenant=? AND urgent=? AND due_at<?)", "tenant=? AND address>?)"
    assert f"SEARCH outbox USING INDEX {by_age}" in oldest
    assert (
        f"SEARCH waiting USING INDEX {'ix_outbox_urgent' if urgent else 'ix_outbox_order'} (platform=? AND {by_name}"
        in each
    )
    for plan in (oldest, each):
        assert "SEARCH message USING INDEX ix_outbox_order (platform=? AND tenant=? AND address=?)" in plan
        assert "SEARCH outbox USING INTEGER PRIMARY KEY" in plan
        assert "SCAN outbox" not in plan
