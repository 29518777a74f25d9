# SPDX-License-Identifier: EUPL-1.2
"""The same event twice has its effect once, also when both arrive at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from storage.database import Database
from storage.seen import Seen
from storage.settings import Settings
from tests.storage.house import NOW

ACK = '{"form":1}'


class HandlerFailedError(Exception):
    pass


def _handle(connection: Connection, key: str = "slack/1") -> str:
    """Carry out an event once, as dispatch does: count it, and keep what is acknowledged."""
    if (kept := Seen(connection).answer(key, NOW)) is not None:
        return f"again: {kept}"
    count = int(Settings(connection).get("effects") or 0) + 1
    Settings(connection).put("effects", str(count))
    Seen(connection).keep(key, ACK, NOW)
    return ACK


def test_an_event_that_was_never_seen_has_no_answer(database: Database) -> None:
    assert database.transact(lambda c: Seen(c).answer("slack/1", NOW)) is None


def test_an_event_seen_before_gets_the_stored_answer(database: Database) -> None:
    assert database.transact(_handle) == ACK
    assert database.transact(_handle) == f"again: {ACK}"
    assert database.read(lambda c: Settings(c).get("effects")) == "1"


def test_another_event_is_another(database: Database) -> None:
    database.transact(_handle)
    assert database.transact(lambda c: _handle(c, "slack/2")) == ACK


def test_an_event_that_was_carried_out_without_an_answer_has_an_empty_one(database: Database) -> None:
    database.transact(lambda c: Seen(c).answer("slack/1", NOW))
    assert database.transact(lambda c: Seen(c).answer("slack/1", NOW)) == ""


def test_deliveries_of_one_event_at_the_same_moment_have_one_effect(database: Database) -> None:
    together = threading.Barrier(6)

    def deliver(_: int) -> str:
        together.wait()
        return database.transact(_handle)

    with ThreadPoolExecutor(6) as threads:
        answers = sorted(threads.map(deliver, range(6)))

    assert answers == [f"again: {ACK}"] * 5 + [ACK]
    assert database.read(lambda c: Settings(c).get("effects")) == "1"


def test_a_second_delivery_waits_for_the_first_and_gets_its_answer(database: Database) -> None:
    handling, arrived = threading.Event(), threading.Event()

    def slowly(connection: Connection) -> str:
        answer = _handle(connection)
        handling.set()
        arrived.wait()
        return answer

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(database.transact, slowly)
        handling.wait()
        second = threads.submit(database.transact, _handle)
        arrived.set()

        assert first.result() == ACK
        assert second.result() == f"again: {ACK}"


def test_a_second_delivery_carries_out_what_the_first_failed_to(database: Database) -> None:
    handling, arrived = threading.Event(), threading.Event()

    def fail(connection: Connection) -> None:
        _handle(connection)
        handling.set()
        arrived.wait()
        raise HandlerFailedError

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(database.transact, fail)
        handling.wait()
        second = threads.submit(database.transact, _handle)
        arrived.set()

        with pytest.raises(HandlerFailedError):
            first.result()
        assert second.result() == ACK
    assert database.read(lambda c: Settings(c).get("effects")) == "1"


def test_what_may_happen_once_is_true_once(database: Database) -> None:
    assert database.transact(lambda c: Seen(c).first_time("link/1", NOW))
    assert not database.transact(lambda c: Seen(c).first_time("link/1", NOW))


def test_events_of_long_ago_are_forgotten(database: Database) -> None:
    database.transact(lambda c: Seen(c).keep("old", ACK, NOW - timedelta(days=30)))
    database.transact(lambda c: Seen(c).keep("new", ACK, NOW))

    assert database.transact(lambda c: Seen(c).forget(NOW - timedelta(days=7))) == 1
    assert database.transact(lambda c: Seen(c).answer("new", NOW)) == ACK
    assert database.transact(lambda c: Seen(c).answer("old", NOW)) is None


def test_a_setting_is_what_it_was_last_set_to(database: Database) -> None:
    def work(connection: Connection) -> list[str | None]:
        settings = Settings(connection)
        seen = [settings.get("clock"), settings.get_or_put("clock", "1"), settings.get_or_put("clock", "2")]
        settings.put("clock", "3")
        seen.append(settings.get("clock"))
        settings.remove("clock")
        return [*seen, settings.get("clock")]

    assert database.transact(work) == [None, "1", "1", "3", None]
