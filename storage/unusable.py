# SPDX-License-Identifier: EUPL-1.2
"""Why a database cannot be used: each reason is one sentence that an administrator can act on."""

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

if TYPE_CHECKING:
    import psycopg


class DatabaseUnusable(Exception):
    """The database at {where} cannot be used: {detail}."""

    def __init__(self, where: str, detail: str = "") -> None:
        """Fill the sentence, which is the docstring of the class; ``where`` never holds a password."""
        template = " ".join((type(self).__doc__ or "").split())
        super().__init__(template.format(where=where, detail=detail.strip().rstrip(".")))
        self.where = where


class AddressUnclear(DatabaseUnusable):
    """The database address {where} cannot be read: it must be like sqlite:////path/to/file or
    postgresql://user:password@host/database.
    """


class DirectoryMissing(DatabaseUnusable):
    """The directory of the database {where} does not exist: make it, or set MANDAAT_DATABASE_URL."""


class DatabaseMissing(DatabaseUnusable):
    """There is no database at {where}: it was moved or removed, or never made."""


class NotADatabase(DatabaseUnusable):
    """The file {where} is not a database, or it is damaged: restore a backup, or set MANDAAT_DATABASE_URL."""


class NotOurDatabase(DatabaseUnusable):
    """The database at {where} holds no Mandaat data yet: start the program once so that it can make its tables."""


class DatabaseUnreadable(DatabaseUnusable):
    """The database {where} cannot be opened by this user: check the permissions of the file and its directory."""


class DatabaseReadOnly(DatabaseUnusable):
    """The database {where} cannot be written: check the permissions of the file and its directory."""


class DatabaseLocked(DatabaseUnusable):
    """The database {where} stayed locked by another program: nothing was stored, try again or stop the other."""


class DatabaseBusy(DatabaseUnusable):
    """The database {where} does not keep up with what is asked: nothing was stored, try again; if it goes on, give it a
    faster machine.
    """


class DiskFull(DatabaseUnusable):
    """There is no room left for the database {where}: nothing was stored, free some disk space."""


class DiskFailing(DatabaseUnusable):
    """The disk of the database {where} gives an error: what was not confirmed may not be stored, check the disk and the
    room on it.
    """


class DatabaseNewer(DatabaseUnusable):
    """The database {where} was made by a newer version of Mandaat (it is at {detail}): install that version."""


class DatabaseOlder(DatabaseUnusable):
    """The database {where} was made by an older version of Mandaat (it is at {detail}): start the program once to bring
    it up to date.
    """


class ServerUnreachable(DatabaseUnusable):
    """The database server at {where} cannot be reached: check that it runs, and the host and port."""


class AccessDenied(DatabaseUnusable):
    """The database server refuses the user name or password for {where}: check MANDAAT_DATABASE_URL."""


class DatabaseGone(DatabaseUnusable):
    """The database {where} went away in the middle of the work: what was not confirmed may not be stored, try again."""


_SQLITE: dict[int, type[DatabaseUnusable]] = {
    sqlite3.SQLITE_BUSY: DatabaseLocked,
    sqlite3.SQLITE_LOCKED: DatabaseLocked,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFailing,
    sqlite3.SQLITE_NOTADB: NotADatabase,
    sqlite3.SQLITE_CORRUPT: NotADatabase,
    sqlite3.SQLITE_CANTOPEN: DatabaseUnreadable,
    sqlite3.SQLITE_PERM: DatabaseUnreadable,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
}

# By SQLSTATE, or by its class (the first two characters).
_POSTGRES: dict[str, type[DatabaseUnusable]] = {
    "28": AccessDenied,
    "3D000": DatabaseMissing,
    "53100": DiskFull,
    "55P03": DatabaseLocked,
    "25006": DatabaseReadOnly,
    "42501": DatabaseUnreadable,
    "57P01": DatabaseGone,
    "57P02": DatabaseGone,
    "57P03": ServerUnreachable,
    "53300": ServerUnreachable,
    "08": DatabaseGone,
}


@contextlib.contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn errors about the database as a whole into a :class:`DatabaseUnusable`; let all others pass."""
    errors: tuple[type[Exception], ...] = (DBAPIError, PoolTimeoutError, sqlite3.Error, *_errors_of_psycopg())
    try:
        yield
    except errors as error:
        reason = unusable(error, where)
        if reason is None:
            raise
        raise reason from error


def unusable(error: BaseException, where: str) -> DatabaseUnusable | None:
    """Return why the database cannot be used, or None where the error is about one statement and not the database."""
    if isinstance(error, PoolTimeoutError):
        return DatabaseBusy(where)
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, where)
    if isinstance(cause, _errors_of_psycopg()):
        return _of_postgres(cause, where)
    return None


def _errors_of_psycopg() -> "tuple[type[psycopg.Error], ...]":
    """Return what psycopg raises, where it is in use: who has SQLite does not pay its 8 MB."""
    driver = sys.modules.get("psycopg")
    return (driver.Error,) if driver else ()


def _of_sqlite(error: sqlite3.Error, where: str) -> DatabaseUnusable | None:
    """Return the reason by SQLite's primary result code."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _SQLITE[code](where) if code in _SQLITE else None


def _of_postgres(error: "psycopg.Error", where: str) -> DatabaseUnusable | None:
    """Return the reason by SQLSTATE; without one the server was never reached or the connection broke."""
    state = error.sqlstate or ""
    if reason := _POSTGRES.get(state) or _POSTGRES.get(state[:2]):
        return reason(where)
    if state or not isinstance(error, sys.modules["psycopg"].OperationalError):
        return None
    said = str(error)
    if "authentication failed" in said or "no password supplied" in said or "no pg_hba.conf entry" in said:
        return AccessDenied(where)
    if "does not exist" in said:
        return DatabaseMissing(where)
    if "closed the connection" in said or "connection is lost" in said or "connection is closed" in said:
        return DatabaseGone(where)
    return ServerUnreachable(where)
