# SPDX-License-Identifier: EUPL-1.2
"""The same event twice has its effect once."""

from datetime import UTC, datetime

from storage.database import Database
from storage.seen import Seen

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_an_event_that_was_never_seen_has_no_answer(database: Database) -> None:
    assert database.transact(lambda c: Seen(c).answer("slack/1")) is None


def test_an_event_seen_before_gets_the_stored_answer(database: Database) -> None:
    database.transact(lambda c: Seen(c).keep("slack/1", '{"form":1}', AT))

    assert database.transact(lambda c: Seen(c).answer("slack/1")) == '{"form":1}'
