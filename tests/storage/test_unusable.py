# SPDX-License-Identifier: EUPL-1.2
"""A database that cannot be used says why in one sentence, keeps what it has, and works again once it can."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.database import Database, DatabaseUnusable
from storage.settings import Settings
from storage.unusable import (
    AddressUnclear,
    DatabaseGone,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseReadOnly,
    DatabaseUnreadable,
    DirectoryMissing,
    DiskFull,
    NotADatabase,
    NotOurDatabase,
)
from tests.storage.keeping import get, opened, put


def _path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@contextlib.contextmanager
def _as_an_ordinary_user() -> Iterator[None]:
    """Let file permissions count, which they do not for root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    "url",
    ["", "mandaat.db", "mysql://host/db", "sqlite://", "sqlite:///:memory:", "postgresql://user:hush@host:port/db"],
)
def test_an_address_that_means_no_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(AddressUnclear) as refused:
        Database.open(url)
    assert "cannot be read" in str(refused.value)
    assert "hush" not in str(refused.value)


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    for use in (Database.migrate, Database.check, lambda d: d.transact(put)):
        with opened(f"sqlite:///{tmp_path}/nowhere/mandaat.db") as database, pytest.raises(DirectoryMissing) as why:
            use(database)
        assert f"{tmp_path}/nowhere/mandaat.db does not exist" in str(why.value)


def test_a_missing_file_is_not_made_by_asking(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path}/mandaat.db") as database, pytest.raises(DatabaseMissing):
        database.transact(put)
    assert not (tmp_path / "mandaat.db").exists()


@pytest.mark.parametrize(
    "content", [b"this is a letter to the mayor\n" * 200, os.urandom(8192)], ids=["letter", "noise"]
)
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mandaat.db"
    path.write_bytes(content)
    for use in (Database.migrate, Database.check, lambda d: d.transact(put)):
        with opened(f"sqlite:///{path}") as database, pytest.raises(NotADatabase):
            use(database)
    assert path.read_bytes() == content


def test_a_damaged_database_says_so(sqlite_url: str) -> None:
    path = _path(sqlite_url)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + os.urandom(len(content) - 4096))

    with opened(sqlite_url) as database, pytest.raises(NotADatabase):
        database.transact(put)


def test_a_file_in_a_closed_directory_says_so(sqlite_url: str) -> None:
    directory = _path(sqlite_url).parent
    directory.chmod(0)
    with _as_an_ordinary_user(), opened(sqlite_url) as database:
        for use in (database.check, database.migrate, lambda: database.transact(put)):
            with pytest.raises(DatabaseUnreadable):
                use()
    directory.chmod(0o700)


def test_a_directory_is_no_database(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path}") as database, pytest.raises(DatabaseUnreadable):
        database.migrate()


def test_a_file_that_may_not_be_written_says_so_and_can_still_be_read(sqlite_url: str) -> None:
    path = _path(sqlite_url)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    path.chmod(0o444)
    for directory in takewhile(lambda parent: parent != Path(tempfile.gettempdir()), path.parents):
        directory.chmod(0o755)
    with _as_an_ordinary_user(), opened(sqlite_url) as database:
        with pytest.raises(DatabaseReadOnly, match="permissions"):
            database.transact(put)
        assert database.read(get) is None


def test_a_file_that_may_not_be_read_says_so(sqlite_url: str) -> None:
    _path(sqlite_url).chmod(0)
    for directory in _path(sqlite_url).parents[:3]:
        directory.chmod(0o755)
    with _as_an_ordinary_user(), opened(sqlite_url) as database, pytest.raises(DatabaseUnreadable):
        database.check()


def test_a_locked_sqlite_file_says_so_and_works_again_afterwards(sqlite_url: str) -> None:
    other = sqlite3.connect(_path(sqlite_url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with opened(sqlite_url) as database:
        with pytest.raises(DatabaseLocked, match="nothing was stored"):
            database.transact(put)
        assert database.read(get) is None
        other.execute("ROLLBACK")
        database.transact(put)
        assert database.read(get) == "value"
    other.close()


def test_a_full_disk_says_so_loses_nothing_and_works_again_afterwards(sqlite_url: str) -> None:
    def fill(connection: Connection) -> None:
        Settings(connection).put("large", "x" * 2_000_000)

    def limit(pages: int) -> object:
        return database.transact(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar())

    with opened(sqlite_url) as database:
        database.transact(put)
        limit(1)
        with pytest.raises(DiskFull, match="no room left"):
            database.transact(fill)
        assert database.read(get) == "value"
        limit(1_000_000)
        database.transact(fill)


def test_a_database_of_a_newer_program_is_not_touched(database_url: str) -> None:
    with opened(database_url) as database:
        database.transact(lambda c: c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_dreams'"))
        for use in (database.migrate, database.check):
            with pytest.raises(DatabaseNewer, match=r"newer version of Mandaat \(it is at 9999_dreams\)"):
                use()


def test_a_database_without_tables_asks_to_be_started(empty_url: str) -> None:
    if empty_url.startswith("sqlite"):
        sqlite3.connect(_path(empty_url)).execute("CREATE TABLE other (x)").connection.close()
    with opened(empty_url) as database, pytest.raises(NotOurDatabase):
        database.check()


def test_a_file_that_is_removed_takes_no_more_work_and_does_again_when_it_is_back(sqlite_url: str) -> None:
    path = _path(sqlite_url)
    with opened(sqlite_url) as database:
        database.transact(put)
        away = path.with_name("away.db")
        path.rename(away)
        with pytest.raises(DatabaseMissing, match="moved or removed"):
            database.transact(put)
        away.rename(path)
        database.transact(put)


def test_a_file_that_is_moved_is_not_read_on_and_another_in_its_place_is(
    sqlite_url: str, sqlite_template: Path
) -> None:
    path = _path(sqlite_url)
    with opened(sqlite_url) as database:
        database.transact(put)
        assert database.read(get) == "value"
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").rename(path.with_name(f"away.db{suffix}"))
        with pytest.raises(DatabaseMissing, match="moved or removed"):
            database.read(get)
        with pytest.raises(DatabaseMissing, match="moved or removed"):
            database.check()
        shutil.copyfile(sqlite_template, path)
        assert database.read(get) is None


def test_a_file_that_goes_during_the_work_is_not_confirmed(sqlite_url: str) -> None:
    path = _path(sqlite_url)

    def lose(connection: Connection) -> None:
        put(connection)
        path.rename(path.with_name("away.db"))

    with opened(sqlite_url) as database, pytest.raises(DatabaseGone, match="not confirmed"):
        database.transact(lose)


def test_every_reason_is_one_sentence() -> None:
    for reason in DatabaseUnusable.__subclasses__():
        said = str(reason("/data/mandaat.db", "0001"))
        assert "/data/mandaat.db" in said
        assert "{" not in said
        assert "\n" not in said
        assert said.endswith(".")
