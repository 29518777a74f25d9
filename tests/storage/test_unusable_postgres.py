# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL that cannot be used says why in one sentence, without its password, and works again once it can."""

import socket
import threading

import psycopg
import pytest
from sqlalchemy import Connection

from storage.unusable import (
    AccessDenied,
    DatabaseBusy,
    DatabaseGone,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseUnreadable,
    DiskFull,
    ServerUnreachable,
)
from tests.storage.keeping import get, opened, put


def test_a_locked_table_says_so_and_works_again_afterwards(postgres_url: str) -> None:
    with opened(postgres_url) as database, psycopg.connect(postgres_url) as other:
        other.execute("LOCK TABLE settings")
        with pytest.raises(DatabaseLocked, match="nothing was stored"):
            database.transact(put)
        other.rollback()
        database.transact(put)
        assert database.read(get) == "value"


def test_a_pool_that_stays_in_use_says_so(postgres_url: str) -> None:
    busy, enough = threading.Barrier(9), threading.Event()

    def hold(_: Connection) -> None:
        busy.wait()
        enough.wait()

    with opened(postgres_url) as database:
        threads = [threading.Thread(target=database.read, args=(hold,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        busy.wait()
        with pytest.raises(DatabaseBusy):
            database.transact(put)
        enough.set()
        for thread in threads:
            thread.join()
        database.transact(put)


def test_a_server_without_room_says_so(postgres_url: str) -> None:
    raising = "DO $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$"
    with opened(postgres_url) as database, pytest.raises(DiskFull):
        database.transact(lambda c: c.exec_driver_sql(raising))


def test_a_server_that_is_not_there_says_where_without_the_password() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"postgresql://someone:hush@127.0.0.1:{port}/db"
    with opened(address) as database, pytest.raises(ServerUnreachable) as why:
        database.check()
    assert f"127.0.0.1:{port}/db" in str(why.value)
    assert "hush" not in str(why.value)


def test_a_wrong_password_is_refused_and_never_shown(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS careful")
        owner.execute("CREATE ROLE careful LOGIN PASSWORD 'right'")
    for password in (":hush", ":", ""):
        address = postgres_url.replace("mandaat@", f"careful{password}@")
        with opened(address) as database, pytest.raises(AccessDenied) as why:
            database.migrate()
        assert "hush" not in str(why.value)
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute("DROP ROLE careful")


def test_a_user_who_may_not_make_tables_is_told(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute("DROP ROLE IF EXISTS poor")
        owner.execute("CREATE ROLE poor LOGIN")
    with opened(postgres_url.replace("mandaat@", "poor@")) as database, pytest.raises(DatabaseUnreadable):
        database.transact(put)
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute("DROP ROLE poor")


def test_a_database_that_does_not_exist_on_the_server_says_so(postgres_server: str) -> None:
    with opened(f"{postgres_server}/nothing_here") as database, pytest.raises(DatabaseMissing):
        database.migrate()


def test_a_server_that_keeps_dropping_the_connection_says_so_and_the_next_work_gets_another(postgres_url: str) -> None:
    runs: list[int] = []

    def lose(connection: Connection) -> None:
        mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        runs.append(mine)
        _drop(postgres_url, mine)
        get(connection)

    with opened(postgres_url) as database:
        with pytest.raises(DatabaseGone, match="not confirmed"):
            database.transact(lose)
        assert len(set(runs)) == 2, "it is run once more, on a new connection"
        with pytest.raises(DatabaseGone):
            database.read(lose, once=True)
        assert len(runs) == 3, "what is handed on as it is read is read once"
        assert database.read(get) is None
        database.transact(put)


def test_connections_that_were_dropped_while_idle_are_not_noticed(postgres_url: str) -> None:
    with opened(postgres_url) as database:
        database.check()
        _drop(postgres_url)
        database.transact(put)
        _drop(postgres_url)
        assert database.read(get) == "value"


def _drop(url: str, backend: int | None = None) -> None:
    """Let the server drop our connections, or one of them."""
    with psycopg.connect(url, autocommit=True) as other:
        ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mandaat'"
        other.execute(ours if backend is None else f"{ours} AND pid = {backend:d}")
