# SPDX-License-Identifier: EUPL-1.2
"""Processes on one database: web and clock apart, stopped in order, and alive through what goes wrong around them."""

import resource
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.database import Database
from storage.journal import journal
from storage.store import Store
from tests.bot.processes import Line, running, until
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


def test_a_stop_lets_go_of_an_open_page(sqlite_url: str, tmp_path: Path) -> None:
    """A browser that keeps its connection open holds nothing up; the exit code tells that nothing was cut short."""
    with running(tmp_path, database_url=sqlite_url) as program:
        import httpx2  # noqa: PLC0415 - a connection that stays open

        with httpx2.Client(base_url=program.url) as client:
            assert client.get("/healthz").text == "ok"
            assert program.stop() == 0


def test_a_database_that_vanishes_is_said_in_one_line_and_found_again_without_a_restart(
    postgres_url: str, tmp_path: Path
) -> None:
    address = make_url(postgres_url)
    line = Line(address.host or "", address.port or 0)
    through = address.set(host="127.0.0.1", port=line.port).render_as_string(hide_password=False)
    with running(tmp_path, database_url=through) as program:
        until(lambda: program.parts() == ALL_WELL)
        line.cut()
        until(lambda: program.parts() == {"database": False})
        assert program.get("/healthz").text == "ok"
        # Long enough for every turn of the outbox and the clock to have failed several times.
        for _ in range(10):
            assert program.get("/readyz").status_code == 503
        line.mend()
        until(lambda: program.parts() == ALL_WELL)
        assert program.stop() == 0
    [gone, back] = [entry for entry in program.lines() if entry["level"] in {"warning", "error"}]
    assert gone["level"] == "error"
    assert "database" in gone["event"]
    assert "can be used again" in back["event"]
    line.cut()


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
        assert program.get("/healthz").text == "ok"
        resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (hard, hard))
        until(lambda: len(said(program.lines())) > 1)
        until(lambda: program.parts() == ALL_WELL)
        assert program.stop() == 0
        full, back = said(program.lines())
    assert str(tmp_path) in full
    assert "can be used again" in back


def said(lines: list[dict[str, str]]) -> list[str]:
    """Return what an administrator must know."""
    return [line["event"] for line in lines if line["level"] in {"warning", "error"}]
