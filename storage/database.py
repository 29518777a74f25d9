# SPDX-License-Identifier: EUPL-1.2
"""The database: opened by its address, migrated forward, and one transaction at a time for whoever asks."""

from collections.abc import Callable, Collection
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import BigInteger, Connection, DateTime, Dialect, Integer, MetaData, TypeDecorator, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.types import TypeEngine

from storage.migrations.version import head, version
from storage.reach import Reach
from storage.unusable import AddressUnclear, DatabaseUnusable

if TYPE_CHECKING:
    from storage.postgres import Postgres
    from storage.sqlite import Sqlite

__all__ = ["Connection", "Database", "DatabaseUnusable", "Number", "UtcDateTime", "metadata"]

T = TypeVar("T")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: An integer key that the database counts up; SQLite counts only in INTEGER.
Number = BigInteger().with_variant(Integer(), "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware going in, UTC coming out, to the microsecond on both databases."""

    impl: type[TypeEngine[Any]] | TypeEngine[Any] = DateTime(timezone=True)
    cache_ok: bool | None = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's hook
        """Return the moment in UTC.

        Raises:
            ValueError: when it has no time zone, and so could mean any of several moments.

        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"The moment {value.isoformat()} has no time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 - SQLAlchemy's hook
        """Return the moment in UTC; SQLite gives it back without a zone."""
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """One database, safe to use from any thread. Every method raises a :class:`DatabaseUnusable` when it must."""

    def __init__(self, engine: "Sqlite | Postgres") -> None:
        """Keep what the address leads to."""
        self._engine = engine
        self._reach: Reach | None = None

    @classmethod
    def open(cls, url: str, *, patience: float = 5.0) -> Self:
        """Return the database at ``sqlite:///path`` or ``postgresql://…``; nothing is touched yet.

        ``patience`` is how many seconds to wait for a lock that another program holds.
        """
        try:
            address = make_url(url)
        except (ArgumentError, ValueError):
            raise AddressUnclear(url.rsplit("@", maxsplit=1)[-1][:100]) from None
        kind = address.drivername.split("+")[0]
        if kind == "sqlite" and address.database and address.database != ":memory:":
            # Who has one of the two does without the other: psycopg alone takes 8 MB and a tenth of a second.
            from storage.sqlite import Sqlite  # noqa: PLC0415

            return cls(Sqlite(Path(address.database), patience))
        if kind in {"postgresql", "postgres"}:
            from storage.postgres import Postgres  # noqa: PLC0415

            return cls(Postgres(address, patience))
        raise AddressUnclear(address.render_as_string(hide_password=True))

    @property
    def where(self) -> str:
        """Where the database is, for people: never with a password."""
        return self._engine.where

    def announce(self) -> None:
        """Say in the log from now on when the database goes away and when it is back, once each."""
        self._reach = Reach()

    def migrate(self) -> None:
        """Bring the database to this program's version, making it where there is none; other processes wait."""
        if self._is_current():
            return
        # Alembic takes a fifth of a second and 6 MB, and most processes only ask the version.
        from storage.migrations.upgrade import upgrade  # noqa: PLC0415

        self._engine.migrate(lambda connection: upgrade(connection, self.where))

    def alone(self, work: Callable[[Connection], T]) -> T:
        """Run a work that may change the tables themselves, once, in one transaction, while nobody else does so.

        The file is made where there is none.
        """
        return self._engine.migrate(work)

    def check(self) -> None:
        """Return when the database answers and is at this program's version."""
        if self._engine.read(version) == head():
            return
        from storage.migrations.upgrade import check  # noqa: PLC0415

        self._engine.read(lambda connection: check(connection, self.where))

    def usable(self) -> None:
        """Return when the database can be written to, as far as shows without writing.

        A full disk shows in what was written last; that is over when something is written again.
        """
        self._engine.transact(lambda _connection: None)
        if self._reach and (trouble := self._reach.trouble):
            raise trouble

    def _is_current(self) -> bool:
        """Whether there is nothing to migrate; what is not there yet, or cannot be read, is left to the migration."""
        try:
            return self._engine.read(version) == head()
        except DatabaseUnusable:
            return False

    def clear(self) -> None:
        """Remove everything, the journal too, and begin anew at this program's version: only ever for a sample."""
        from storage.migrations.upgrade import clear, upgrade  # noqa: PLC0415

        def begin_anew(connection: Connection) -> None:
            clear(connection)
            upgrade(connection, self.where)

        self._engine.migrate(begin_anew)

    def transact(self, work: Callable[[Connection], T], *, serial: bool = True) -> T:
        """Run the work in a transaction of its own and return what it returns, once that is stored.

        Raising rolls back. The work may be run more than once, so it must do nothing but read and write here.
        Works behave as if they ran one after the other; with ``serial=False`` PostgreSQL lets them see each other's
        commits instead, for works that guard their rows with locks themselves.
        """
        return self._watched(lambda: self._engine.transact(work, serial=serial), writing=True)

    def begin(self, work: Callable[[Connection], T], otherwise: Callable[[Connection, Exception], T]) -> "Future[T]":
        """Begin the work as :meth:`transact` runs it, and return its outcome to come, so that no thread has to wait.

        Where it raises, it is rolled back and ``otherwise`` runs in its stead, with the error, in a transaction of its
        own; where that raises too, or the database cannot be used, that is the outcome.
        """
        begun = self._engine.begin(work, otherwise)
        if self._reach is not None:
            begun.add_done_callback(self._note)
        return begun

    def read(self, work: Callable[[Connection], T], *, once: bool = False) -> T:
        """Run a work that only reads, on one consistent view, beside any writer.

        It may be run twice; with ``once`` it is not, for works that hand on what they read as they go.
        """
        return self._watched(lambda: self._engine.read(work, once=once), writing=False)

    def shed(self, tables: Collection[str]) -> None:
        """Leave nothing in the files of the rows that were removed from these tables, or changed: no order, no pair.

        What was written together, or one after the other, could else be read there long after the rows are gone. What
        somebody still looks at stays until the next time.
        """
        self._engine.shed(tables)

    def close(self) -> None:
        """Finish what was asked and let go of the database."""
        self._engine.close()

    def _note(self, ended: "Future[Any]") -> None:
        """Note whether the database could be used."""
        reach, error = self._reach, ended.exception()
        if reach and isinstance(error, DatabaseUnusable):
            reach.lost(error, writing=True, written=self._engine.written)
        elif reach:
            reach.found(self.where, written=self._engine.written)

    def _watched(self, work: Callable[[], T], *, writing: bool) -> T:
        """Return what the work returns, noting whether the database could be used."""
        if self._reach is None:
            return work()
        try:
            result = work()
        except DatabaseUnusable as error:
            self._reach.lost(error, writing=writing, written=self._engine.written)
            raise
        self._reach.found(self.where, written=self._engine.written)
        return result
