# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL as we use it: a small pool of psycopg connections, serializable work that is run again on a conflict."""

import contextvars
import itertools
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from storage.unusable import DatabaseUnusable, explained

T = TypeVar("T")

POOL = 8
CONNECT_SECONDS = 5
MOST_ATTEMPTS = 30
# A process that hangs with a row in its hands loses it to the others after this long; no work of ours takes as long.
LONGEST_IDLE_MILLISECONDS = 60_000

# "mandaat" in ASCII: the same number in every process.
MIGRATION_LOCK = 0x6D616E64616174

# Serialization failure, deadlock. PostgreSQL reports some conflicts of serializable work as a duplicate key; run
# again, the work sees the other row, so a real duplicate shows itself within a few attempts.
_CONFLICTS = {"40001": MOST_ATTEMPTS, "40P01": MOST_ATTEMPTS, "23505": 3}


class Postgres:
    """One PostgreSQL database; any number of processes may use it at the same time."""

    def __init__(self, url: URL, patience: float) -> None:
        """Keep the address; nothing is opened yet. ``patience`` is how many seconds to wait for a lock."""
        self.where = url.set(drivername="postgresql", password=None, query={}).render_as_string()
        self._engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            poolclass=QueuePool,
            pool_size=POOL,
            max_overflow=0,
            pool_timeout=max(patience, 0.1) * 4,
            # What nearly all transactions are, so that it need not be said, and taken back, for each.
            isolation_level="SERIALIZABLE",
            hide_parameters=True,  # what people typed belongs in no log
            connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "mandaat"},
        )
        #: How much was stored so far; it grows with every commit.
        self.written = 0
        self._milliseconds = milliseconds = max(1, int(patience * 1000))
        self._threads = ThreadPoolExecutor(POOL, "database")
        event.listen(self._engine, "connect", lambda driver, _: _set_time_limits(driver, milliseconds))
        self._loose = self._engine.execution_options(isolation_level="READ COMMITTED")
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def transact(self, work: Callable[[Connection], T], *, serial: bool = True) -> T:
        """Return what the work returns, once it is committed."""
        with explained(self.where):
            result = self._tried(self._engine if serial else self._loose, work)
        self.written += 1
        return result

    def begin(self, work: Callable[[Connection], T], otherwise: Callable[[Connection, Exception], T]) -> "Future[T]":
        """Return what the work returns, or ``otherwise`` where it raises, once that is committed."""
        return self._threads.submit(contextvars.copy_context().run, self._either, work, otherwise)

    def _either(self, work: Callable[[Connection], T], otherwise: Callable[[Connection, Exception], T]) -> T:
        """Run the work, and where it raises what is done instead: not where the database itself failed."""
        try:
            return self.transact(work)
        except DatabaseUnusable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller says what is done then
            trouble = error
        return self.transact(lambda connection: otherwise(connection, trouble))

    def _tried(self, engine: Engine, work: Callable[[Connection], T], *, once: bool = False) -> T:
        """Return what the work returns, once it is committed.

        When it crossed another it is run again, in its turn. When its connection was lost before the commit, as is one
        that was kept while the server restarted, nothing of it was stored, and it is run once more on a new one, save
        with ``once``: asking first whether a connection still holds would take a journey to the server each time.
        """
        crossed = False
        for attempt in itertools.count(1):
            done = once
            try:
                with engine.begin() as connection:
                    if crossed:
                        self._take_turn(connection)
                    result = work(connection)
                    done = True
            except DBAPIError as error:
                crossed = attempt < _CONFLICTS.get(_state(error), 0)
                lost = attempt == 1 and error.connection_invalidated and not done
                if not (crossed or lost):
                    raise
            else:
                return result
        raise AssertionError  # counting never ends

    def _take_turn(self, connection: Connection) -> None:
        """Wait until no other process runs something again: run together, those that crossed would cross each time.

        Locking a table, unlike every other lock, can be done before PostgreSQL fixes what the transaction sees; only
        migrations write to this one. The row of those who wait may be longer than any lock should be held.
        """
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {self._milliseconds * 4}")
        connection.exec_driver_sql("LOCK TABLE alembic_version IN SHARE UPDATE EXCLUSIVE MODE")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {self._milliseconds}")

    def read(self, work: Callable[[Connection], T], *, once: bool = False) -> T:
        """Return what the work reads, in one consistent view."""
        with explained(self.where):
            return self._tried(self._reading, work, once=once)

    def migrate(self, work: Callable[[Connection], T]) -> T:
        """Run the work while no other process migrates."""
        with explained(self.where), self._loose.begin() as connection:
            # A start may wait for another's migration as long as that takes.
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (MIGRATION_LOCK,))
            return work(connection)

    def shed(self, tables: Collection[str]) -> None:
        """Vacuum these tables: a row that was removed or changed stays in the file until then, with who wrote it."""
        vacuum = f"VACUUM {', '.join(sorted(tables))}"
        alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with explained(self.where), alone.connect() as connection:
            connection.exec_driver_sql(vacuum)

    def close(self) -> None:
        """Let go of every connection."""
        self._threads.shutdown()
        self._engine.dispose()


def _state(error: DBAPIError) -> str:
    """Return the SQLSTATE of an error."""
    cause = error.orig
    return (cause.sqlstate or "") if isinstance(cause, psycopg.Error) else ""


def _set_time_limits(driver: Any, milliseconds: int) -> None:  # noqa: ANN401 - psycopg's connection, untyped by the event
    """Wait as long for a lock as on SQLite, and hold none for ever.

    Set afterwards, because a connection pooler refuses options at the start.
    """
    driver.execute(f"SET lock_timeout = {milliseconds}")
    driver.execute(f"SET idle_in_transaction_session_timeout = {LONGEST_IDLE_MILLISECONDS}")
    driver.commit()
