# SPDX-License-Identifier: EUPL-1.2
"""SQLite as we use it: write-ahead log, every commit on disk, one writer per process, many readers."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Collection
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import NullPool, QueuePool

from storage.unusable import DatabaseGone, DatabaseMissing, DatabaseUnreadable, DirectoryMissing, explained, unusable
from storage.writer import Writer

T = TypeVar("T")

READERS = 8
#: How long emptying the log waits for who reads; the next time comes soon.
SHED_MILLISECONDS = 200
AGAIN_SECONDS = 0.02


class Deferred(SQLiteDialect_pysqlite):
    """SQLite whose transactions begin as we say, not as the driver guesses.

    A listener to the event that one begins would do, but then SQLAlchemy looks at every statement who listens to that.
    """

    supports_statement_cache = True
    begin = "BEGIN DEFERRED"

    def do_begin(self, dbapi_connection: DBAPIConnection) -> None:
        """Begin a transaction."""
        dbapi_connection.cursor().execute(self.begin)


class Immediate(Deferred):
    """SQLite whose transactions write from the beginning, so that two that read first never wait for each other."""

    supports_statement_cache = True
    begin = "BEGIN IMMEDIATE"


registry.register("sqlite.deferred", __name__, Deferred.__name__)
registry.register("sqlite.immediate", __name__, Immediate.__name__)


class Sqlite:
    """One SQLite file; several processes may use it at the same time."""

    def __init__(self, path: Path, patience: float) -> None:
        """Keep the path; nothing is opened yet. ``patience`` is how many seconds to wait for a lock."""
        self.where = str(path)
        self._path = path
        self._patience = patience
        self._inode: tuple[int, int] | None = None
        self._read_inode: tuple[int, int] | None = None
        self._writing = self._engine("immediate", self._open_for_writing, NullPool)
        self._reading = self._engine("deferred", self._open_for_reading, QueuePool, pool_size=READERS, max_overflow=0)
        self._writer = Writer(self._writing.connect, self._explain, self._misplaced)

    @property
    def written(self) -> int:
        """How much was stored so far; it grows with every commit of anything."""
        return self._writer.written

    def transact(self, work: Callable[[Connection], T], *, serial: bool = True) -> T:  # noqa: ARG002 - always serial
        """Return what the work returns, once it is committed."""
        return self._writer.run(work)

    def begin(self, work: Callable[[Connection], T], otherwise: Callable[[Connection, Exception], T]) -> "Future[T]":
        """Return what the work returns, or ``otherwise`` where it raises, once that is committed."""
        return self._writer.submit(work, otherwise)

    def read(self, work: Callable[[Connection], T], *, once: bool = False) -> T:  # noqa: ARG002 - never run twice
        """Return what the work reads, in one consistent view."""
        with explained(self.where):
            self._look_where_we_read()
            with self._reading.begin() as connection:
                return work(connection)

    def migrate(self, work: Callable[[Connection], T]) -> T:
        """Make the file where there is none, and run the work as the only writer."""
        with explained(self.where):
            self._make()
            new = self._connect("rwc")
            self._begin_log(new)  # writes the file, which opening alone does not
            new.close()
            with self._writing.begin() as connection:
                return work(connection)

    def shed(self, tables: Collection[str]) -> None:  # noqa: ARG002 - the log holds all tables
        """Empty the write-ahead log into the file, where what was removed is overwritten."""
        with explained(self.where):
            connection = self._connect("rw")
            try:
                # Who waits for a reader here keeps the writer waiting.
                connection.execute(f"PRAGMA busy_timeout = {SHED_MILLISECONDS}")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def _make(self) -> None:
        """Make the file where there is none, for nobody else to read: names and requests are in it."""
        # Where it is there, or cannot be made, opening it says the rest.
        with contextlib.suppress(OSError):
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def close(self) -> None:
        """Finish what was asked and let go of the file."""
        self._writer.close()
        self._reading.dispose()
        self._writing.dispose()

    def _engine(self, begin: str, creator: Callable[[], sqlite3.Connection], pool: type, **more: Any) -> Engine:  # noqa: ANN401 - the pool's own options
        """Return an engine whose transactions begin in this way."""
        # What people typed belongs in no log, so errors of the database do not repeat it.
        return create_engine(f"sqlite+{begin}://", creator=creator, poolclass=pool, hide_parameters=True, **more)

    def _open_for_writing(self) -> sqlite3.Connection:
        """Return a connection that writes, and remember which file it is."""
        connection = self._connect("rw")
        self._begin_log(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # What is removed is overwritten: answers that somebody did not send are not left in the file.
        connection.execute("PRAGMA secure_delete = ON")
        self._inode = self._identity()
        return connection

    def _begin_log(self, connection: sqlite3.Connection) -> None:
        """Have the file keep a write-ahead log.

        Two who begin one at the same time stand in each other's way, and SQLite then refuses one at once.
        """
        until = time.monotonic() + self._patience
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(AGAIN_SECONDS)
            else:
                return

    def _open_for_reading(self) -> sqlite3.Connection:
        """Return a connection that cannot write."""
        connection = self._connect("rw")
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _connect(self, mode: str) -> sqlite3.Connection:
        """Return a connection of the driver, with transactions left to us."""
        self._present(made=mode == "rwc")
        return sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
        )

    def _present(self, *, made: bool = False) -> None:
        """Refuse to go on without the directory, or without the file where that is not ``made`` now."""
        try:
            if not self._path.parent.is_dir():
                raise DirectoryMissing(self.where)
            if not made and not self._path.exists():
                raise DatabaseMissing(self.where)
        except PermissionError:
            raise DatabaseUnreadable(self.where) from None

    def _identity(self) -> tuple[int, int] | None:
        """Return which file stands at the path now."""
        try:
            stat = self._path.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    def _look_where_we_read(self) -> None:
        """Let go of the readers when the file is no longer the one they were opened on: they would read on in it.

        Raises:
            DatabaseMissing: when there is none.

        """
        found = self._identity()
        if found is None:
            self._present()
        if found != self._read_inode:
            self._read_inode = found
            self._reading.dispose()

    def _misplaced(self) -> Exception | None:
        """Return what is the matter when the file we write is no longer the one at the path."""
        return None if self._identity() == self._inode else DatabaseGone(self.where)

    def _explain(self, error: BaseException) -> BaseException:
        """Return the error as one of ours where it is about the database."""
        return unusable(error, self.where) or error
