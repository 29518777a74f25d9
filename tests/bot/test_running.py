# SPDX-License-Identifier: EUPL-1.2
"""Processes on one database: web and clock apart, stopped in order, and alive through what goes wrong around them."""

import os
import resource
import signal
from pathlib import Path

import psycopg
import pytest

from storage.database import Database
from storage.journal import journal
from storage.store import Store
from tests.bot.processes import running, until
from tests.cast import AT, WATERVEEN, move_in

ALL_WELL = {"database": True, "migrations": True, "clock": True, "outbox": True}


def act(database: Database) -> None:
    """Leave a line in the journal that a clock will seal."""

    def write(store: Store) -> None:
        store.journal.append(action="x", object="y/1", result="done", origin="cli", actor="cli", at=AT)

    database.transact(lambda c: write(Store(c, WATERVEEN)))


def sealed(database: Database) -> bool:
    return database.read(lambda c: c.scalar(journal.select().where(journal.c.sequence.is_(None)))) is None


def test_web_and_clock_share_a_database_and_each_says_how_it_stands(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    move_in(database)
    with running(tmp_path, "--web", database_url=database_url) as web:
        assert web.get("/").status_code == 200
        assert not web.parts()["clock"]
        act(database)
        with running(tmp_path, "--clock", database_url=database_url) as clock:
            assert clock.get("/").status_code == 404
            until(lambda: web.parts() == clock.parts() == ALL_WELL)
            until(lambda: sealed(database))
            assert (web.stop(), clock.stop()) == (0, 0)
            assert not any(line["level"] in {"warning", "error"} for line in (*web.lines(), *clock.lines()))


def test_a_database_that_hangs_does_not_hold_up_the_end(postgres_url: str, tmp_path: Path) -> None:
    """What waits for an answer cannot be ended, so the process ends itself, and says so with its exit code."""
    with running(tmp_path, database_url=postgres_url) as program, psycopg.connect(postgres_url) as own:
        until(lambda: program.parts() == ALL_WELL)
        rows = own.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s",
            [
                own.info.backend_pid,
            ],
        ).fetchall()
        for (backend,) in rows:
            os.kill(backend, signal.SIGSTOP)
        try:
            assert program.stop() == 1
            assert "cut short" in program.lines()[-1]["event"]
        finally:
            for (backend,) in rows:
                os.kill(backend, signal.SIGCONT)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs Linux")
def test_a_disk_that_fills_up_is_said_in_one_line_and_forgotten_when_there_is_room(
    sqlite_url: str, tmp_path: Path
) -> None:
    """A limit on the size of files stands in for the disk: writing fails in the same place."""
    with running(tmp_path, database_url=sqlite_url) as program:
        until(lambda: program.parts() == ALL_WELL)
        _soft, hard = resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (4096, hard))
        until(lambda: bool(said(program.lines())))
        assert program.parts() == {"database": False}
        assert program.get("/healthz").text == "ok"
        resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        until(lambda: len(said(program.lines())) > 1)
        until(lambda: program.parts() == ALL_WELL)
        assert program.stop() == 0
        full, back = said(program.lines())
    assert str(tmp_path) in full
    assert "mandaat.db can be used again" in back


def said(lines: list[dict[str, str]]) -> list[str]:
    """Return what an administrator must know."""
    return [line["event"] for line in lines if line["level"] in {"warning", "error"}]
