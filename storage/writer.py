# SPDX-License-Identifier: EUPL-1.2
"""One writer with group commit: many works, each on its own savepoint, one commit; only then their callers go on."""

import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import Connection

from storage.unusable import DatabaseUnusable

T = TypeVar("T")

# Enough to share one commit among all who wait; few enough that nobody waits for a long row of others.
MOST_IN_ONE_COMMIT = 200
_BEGIN, _UNDO, _RELEASE = "SAVEPOINT work", "ROLLBACK TO work", "RELEASE work"


@dataclass(frozen=True, slots=True)
class _Job:
    """One work, what is done instead when it raises, the context of its caller (for log lines), and its outcome."""

    work: Callable[[Connection], Any]
    otherwise: Callable[[Connection, Exception], Any] | None
    context: contextvars.Context = field(default_factory=contextvars.copy_context)
    done: "Future[Any]" = field(default_factory=Future)


class TransactionsNest(RuntimeError):
    """A work asked for a second transaction while it holds the only writer; hand the connection on instead."""


class Writer:
    """Runs works one after the other on one connection.

    ``connect`` gives a connection, anew after each failure of the database itself; ``still_there`` tells whether
    what is committed is still where it belongs; ``explain`` turns an error of the driver into one of ours.
    """

    def __init__(
        self,
        connect: Callable[[], Connection],
        explain: Callable[[BaseException], BaseException],
        still_there: Callable[[], Exception | None],
    ) -> None:
        """Keep how to connect; the thread starts with the first work."""
        self._connect = connect
        self._explain = explain
        self._still_there = still_there
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._connection: Connection | None = None
        #: How many rows the commits so far have changed: a commit of nothing succeeds on a full disk too.
        self.written = 0

    def run(self, work: Callable[[Connection], T]) -> T:
        """Return what the work returns, once it is committed; raise what it or the commit raises."""
        return self.submit(work).result()

    def submit(
        self, work: Callable[[Connection], T], otherwise: Callable[[Connection, Exception], T] | None = None
    ) -> "Future[T]":
        """Queue the work and return its outcome to come, or that of ``otherwise`` where the work raises.

        Raises:
            TransactionsNest: when called from within a work.

        """
        if threading.current_thread() is self._thread:
            raise TransactionsNest
        job = _Job(work, otherwise)
        # From here on it is carried out, also when nobody waits for it any more.
        job.done.set_running_or_notify_cancel()
        with self._lock:
            if self._closed:
                raise RuntimeError("The database was closed.")
            if self._thread is None:
                self._thread = threading.Thread(target=self._loop, name="database-writer", daemon=True)
                self._thread.start()
            self._jobs.put(job)
        return job.done

    def close(self) -> None:
        """Finish what was asked, then stop."""
        with self._lock:
            self._closed = True
            thread = self._thread
            self._jobs.put(None)
        if thread:
            thread.join()

    def _loop(self) -> None:
        """Take what waits, commit it together, until closed."""
        closing = False
        while not closing:
            batch = [self._jobs.get()]
            while len(batch) < MOST_IN_ONE_COMMIT and batch[-1]:
                try:
                    batch.append(self._jobs.get_nowait())
                except Empty:
                    break
            closing = batch[-1] is None
            if jobs := [job for job in batch if job]:
                self._together(jobs)
        self._drop_connection()

    def _together(self, jobs: list[_Job]) -> None:
        """Run the works in one transaction and release their callers after the commit."""
        try:
            connection = self._connected()
            driver: Any = connection.connection.driver_connection
            before = driver.total_changes
            with connection.begin():
                outcomes = [self._outcome(connection, job) for job in jobs]
            self._check_still_there()
            self.written += driver.total_changes - before
        except BaseException as error:  # noqa: BLE001 - every caller must hear it, and the writer goes on
            self._drop_connection()
            lost = self._explain(error)
            for job in jobs:
                job.done.set_exception(lost)
            return
        for job, outcome in zip(jobs, outcomes, strict=True):
            outcome.tell(job.done, self._explain)

    def _outcome(self, connection: Connection, job: _Job) -> "_Outcome":
        """Run one work, or what is done instead: not where the database itself failed."""
        outcome = _Outcome.of(connection, lambda: job.context.run(job.work, connection))
        error, instead = outcome.error, job.otherwise
        if instead is None or not isinstance(error, Exception) or isinstance(self._explain(error), DatabaseUnusable):
            return outcome
        return _Outcome.of(connection, lambda: job.context.run(instead, connection, error))

    def _connected(self) -> Connection:
        """Return the writer's connection, made anew when the file is no longer the one it was opened on."""
        if self._connection and self._still_there():
            self._drop_connection()
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _check_still_there(self) -> None:
        """Refuse to confirm what was committed into a file that is no longer in its place."""
        if gone := self._still_there():
            raise gone

    def _drop_connection(self) -> None:
        """Close the connection; the next work gets a new one."""
        connection, self._connection = self._connection, None
        if connection:
            connection.invalidate()
            connection.close()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How one work ended, kept until the commit: a refusal too may rest on what only the commit makes true."""

    value: Any = None
    error: BaseException | None = None

    @classmethod
    def of(cls, connection: Connection, work: Callable[[], Any]) -> "_Outcome":
        """Run a work on its own savepoint; raise where SQLite gave up the whole transaction: disk or memory full."""
        # SQLAlchemy's own savepoint takes twice as long as a statement, and every event has one.
        driver: Any = connection.connection.driver_connection
        driver.execute(_BEGIN)
        try:
            value = work()
            driver.execute(_RELEASE)
        except BaseException as error:
            # Whatever it is, it belongs to the caller, who is in another thread.
            if not driver.in_transaction:
                raise
            driver.execute(_UNDO)
            driver.execute(_RELEASE)
            return cls(error=error)
        return cls(value)

    def tell(self, done: "Future[Any]", explain: Callable[[BaseException], BaseException]) -> None:
        """Release the caller."""
        if self.error:
            done.set_exception(explain(self.error))
        else:
            done.set_result(self.value)
