# SPDX-License-Identifier: EUPL-1.2
"""A transaction: returning stores, raising rolls back, nobody hears anything before it is stored."""

import contextvars
import stat
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, create_engine, event, select
from sqlalchemy.exc import IntegrityError, StatementError

from storage.database import Database, DatabaseUnusable
from storage.seen import Seen, seen
from storage.settings import Settings
from storage.writer import TransactionsNest, Writer
from tests.storage.house import NOW


class ChangedMyMindError(Exception):
    pass


def _count(connection: Connection) -> int:
    return int(Settings(connection).get("count") or 0)


def _add_one(connection: Connection) -> int:
    counted = _count(connection) + 1
    Settings(connection).put("count", str(counted))
    return counted


def test_what_a_work_returns_is_returned_once_it_is_stored(database: Database) -> None:
    assert database.transact(_add_one) == 1
    assert database.read(_count) == 1


def test_raising_rolls_back(database: Database) -> None:
    def work(connection: Connection) -> None:
        _add_one(connection)
        raise ChangedMyMindError

    with pytest.raises(ChangedMyMindError):
        database.transact(work)
    assert database.read(_count) == 0


def test_what_raises_is_rolled_back_and_something_else_done_instead(database: Database) -> None:
    def work(connection: Connection) -> str:
        _add_one(connection)
        raise ChangedMyMindError("too dear")

    def otherwise(connection: Connection, error: Exception) -> str:
        return f"{_add_one(connection)} after {error}"

    assert database.begin(work, otherwise).result() == "1 after too dear"
    assert database.read(_count) == 1


def test_where_what_is_done_instead_raises_too_nothing_is_stored(database: Database) -> None:
    def work(_connection: Connection) -> int:
        raise LookupError

    def otherwise(connection: Connection, error: Exception) -> int:
        _add_one(connection)
        raise ChangedMyMindError from error

    with pytest.raises(ChangedMyMindError):
        database.begin(work, otherwise).result()
    assert database.read(_count) == 0


def test_nothing_else_is_done_where_the_database_itself_failed(database: Database) -> None:
    def work(_connection: Connection) -> int:
        raise DatabaseUnusable("gone")

    with pytest.raises(DatabaseUnusable):
        database.begin(work, lambda connection, _error: _add_one(connection)).result()
    assert database.read(_count) == 0


def test_threads_that_count_together_lose_no_count(database: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        counted = list(threads.map(lambda _: database.transact(_add_one), range(80)))

    assert sorted(counted) == list(range(1, 81))
    assert database.read(_count) == 80


def test_of_two_who_act_on_what_they_read_one_goes_first(database: Database) -> None:
    def decide(connection: Connection, who: str) -> str:
        decided = Settings(connection).get("decided by")
        if not decided:
            Settings(connection).put("decided by", who)
        return decided or who

    with ThreadPoolExecutor(6) as threads:
        told = set(threads.map(lambda who: database.transact(lambda c: decide(c, who)), "abcdef"))

    assert told == {database.read(lambda c: Settings(c).get("decided by"))}


def test_a_work_that_only_reads_cannot_write(database: Database) -> None:
    with pytest.raises(DatabaseUnusable, match="cannot be written"):
        database.read(_add_one)
    assert database.transact(_add_one) == 1


def test_a_work_sees_the_context_of_its_caller(database: Database) -> None:
    correlation = contextvars.ContextVar("correlation", default="")
    correlation.set("a1b2")

    assert database.transact(lambda _: correlation.get()) == "a1b2"


def test_a_moment_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    moment = datetime(2026, 3, 29, 2, 59, 59, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    database.transact(lambda c: Seen(c).keep("x", "", moment))

    kept = database.read(lambda c: c.scalar(select(seen.c.at)))

    assert kept == moment
    assert kept is not None
    assert kept.tzinfo is UTC


def test_moments_are_compared_as_moments_not_as_wall_clocks(database: Database) -> None:
    amsterdam = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    database.transact(lambda c: Seen(c).keep("first", "", amsterdam))
    database.transact(lambda c: Seen(c).keep("second", "", amsterdam.replace(fold=1)))

    order = database.read(lambda c: c.scalars(select(seen.c.key).where(seen.c.at > amsterdam.astimezone(UTC))).all())

    assert order == ["second"]


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="no time zone"):
        database.transact(lambda c: Seen(c).keep("x", "", NOW.replace(tzinfo=None)))


def test_a_new_sqlite_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "mandaat.db"
    database = Database.open(f"sqlite:///{path}")
    database.migrate()
    database.transact(lambda c: Settings(c).put("a", "b"))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    database.close()
    assert modes == dict.fromkeys(("mandaat.db", "mandaat.db-wal", "mandaat.db-shm"), 0o600)


def test_a_closed_sqlite_database_takes_nothing_more(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    database.transact(_add_one)
    database.close()

    with pytest.raises(RuntimeError, match="closed"):
        database.transact(_add_one)


def test_a_work_cannot_ask_the_only_writer_for_a_second_transaction(sqlite_url: str) -> None:
    database = Database.open(sqlite_url)
    with pytest.raises(TransactionsNest):
        database.transact(lambda _: database.transact(_add_one))
    database.close()


class Batch:
    """A writer on a table ``n``, held up until everything a test hands in waits for the same commit."""

    def __init__(self, path: Path) -> None:
        """Make the table, and keep the writer busy until ``release``."""
        engine = create_engine(f"sqlite:///{path}", connect_args={"isolation_level": None})
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
        event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA foreign_keys = ON"))
        event.listen(engine, "commit", self._committed)
        self.commits = 0
        self.gone: Exception | None = None
        self.writer = Writer(engine.connect, lambda error: error, lambda: self.gone)
        self._go = threading.Event()
        self.writer.run(lambda c: c.exec_driver_sql("CREATE TABLE n (n INTEGER PRIMARY KEY, m REFERENCES n (n))"))
        begun = threading.Event()

        def hold(_: Connection) -> None:
            begun.set()
            self._go.wait()

        self._first = self.writer.submit(hold)
        begun.wait()

    def _committed(self, _: Connection) -> None:
        self.commits += 1

    def put(self, number: int, parent: int | None = None) -> "Future[object]":
        return self.writer.submit(lambda c: c.exec_driver_sql("INSERT INTO n VALUES (?, ?)", (number, parent)).rowcount)

    def release(self) -> int:
        """Let everything go, and return how many commits that took."""
        self._go.set()
        self._first.result()
        before = self.commits
        self.writer.run(lambda _: None)
        return self.commits - before

    def release_only(self) -> None:
        self._go.set()

    def kept(self) -> list[int]:
        return self.writer.run(lambda c: [row.n for row in c.exec_driver_sql("SELECT n FROM n ORDER BY n")])


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return Batch(tmp_path / "batch.db")


def test_works_that_wait_share_one_commit(batch: Batch) -> None:
    outcomes = [batch.put(n) for n in range(20)]

    assert batch.release() <= 2
    assert [o.result() for o in outcomes] == [1] * 20
    assert batch.kept() == list(range(20))
    batch.writer.close()


def test_a_work_that_fails_rolls_back_itself_and_nobody_else(batch: Batch) -> None:
    before, twice, after = batch.put(1), batch.put(1), batch.put(2)
    batch.release()

    with pytest.raises(IntegrityError):
        twice.result()
    assert before.result() == after.result() == 1
    assert batch.kept() == [1, 2]
    batch.writer.close()


def test_a_commit_that_fails_is_told_to_everybody_in_it(batch: Batch) -> None:
    defer = batch.writer.submit(lambda c: c.exec_driver_sql("PRAGMA defer_foreign_keys = ON"))
    orphan, bystander = batch.put(1, parent=99), batch.put(2)
    batch.release()

    for outcome in (defer, orphan, bystander):
        with pytest.raises(IntegrityError):
            outcome.result()
    assert batch.kept() == []
    batch.writer.close()


def test_a_commit_into_a_file_that_is_no_longer_there_is_not_confirmed(batch: Batch) -> None:
    def lose(_: Connection) -> None:
        batch.gone = FileNotFoundError()

    lost, bystander = batch.writer.submit(lose), batch.put(1)
    batch.release_only()

    for outcome in (lost, bystander):
        with pytest.raises(FileNotFoundError):
            outcome.result()
    batch.writer.close()


def test_a_writer_that_closes_finishes_what_was_asked(batch: Batch) -> None:
    outcomes = [batch.put(n) for n in range(5)]
    closing = threading.Thread(target=batch.writer.close)
    closing.start()
    batch.release_only()
    closing.join()

    assert [o.result() for o in outcomes] == [1] * 5


def test_an_error_of_the_database_does_not_repeat_what_people_typed(database: Database) -> None:
    def twice(connection: Connection) -> None:
        for _ in range(2):
            connection.execute(seen.insert().values(key="one", ack="wij willen van de leverancier af", at=NOW))

    with pytest.raises(IntegrityError) as raised:
        database.transact(twice)
    assert "leverancier" not in str(raised.value)
