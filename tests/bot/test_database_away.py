# SPDX-License-Identifier: EUPL-1.2
"""The database is locked, moved away or full while the program runs: people are told, the log says it once, nothing
that was acknowledged is lost, and it goes on by itself afterwards. A server that goes away is in ``tests/faults``.
"""

import resource
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot.programs import PATIENCE, Program, running, trial

TROUBLE = {"trouble": "Ik kan het register nu niet bereiken. Er is niets verloren; probeer het zo nog eens."}


@dataclass
class Watched:
    """A program, its database, and what its log has said since the trouble began."""

    program: Program
    path: Path
    read: int = 0

    def lines(self) -> list[str]:
        """Return the lines of the log since the trouble began."""
        return self.program.log.read_text()[self.read :].splitlines()

    def begin(self) -> None:
        """Begin with a clean log."""
        self.read = len(self.program.log.read_text())

    def said(self) -> list[str]:
        """Return the lines once the log says that the database is back."""
        until = time.monotonic() + PATIENCE
        while not any("can be used again" in line for line in self.lines()):
            assert time.monotonic() < until, self.lines()
            time.sleep(0.05)
        return self.lines()

    def not_ready(self) -> str:
        """Return what /readyz says of the database, which it must not call in order."""
        answer = self.program.client.get("/readyz")
        database = answer.json()["parts"]["database"]
        assert (answer.status_code, database["ok"]) == (503, False)
        return str(database["detail"])

    def requests(self) -> int:
        """Count the requests in the file."""
        with closing(sqlite3.connect(self.path)) as connection:
            return int(connection.execute("SELECT count(*) FROM requests").fetchone()[0])


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[tuple[Program, Path]]:
    """Run the program once for the tests on a file; each leaves it in order."""
    path = tmp_path_factory.mktemp("away") / "mandaat.db"
    shutil.copyfile(sqlite_template, path)
    trial(f"sqlite:///{path}")
    with running(path.parent / "home", MANDAAT_DATABASE_URL=f"sqlite:///{path}") as program:
        yield program, path


@pytest.fixture
def watched(started: tuple[Program, Path]) -> Watched:
    """Return the program with a request in its database, from now on watched."""
    program, path = started
    assert program.file() == {}
    watched = Watched(program, path)
    watched.begin()
    return watched


def once(lines: list[str], sentence: str) -> None:
    """Check that the log said what was the matter once, that it is over once, and nothing else."""
    lost, back = lines
    assert sentence in lost
    assert "mandaat.db can be used again" in back


def test_a_file_that_another_program_locks_for_a_while_is_waited_for(watched: Watched) -> None:
    before = watched.requests()
    intake = watched.program.intake()
    with closing(sqlite3.connect(watched.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert intake() == TROUBLE
        assert "stayed locked" in watched.not_ready()
        other.execute("ROLLBACK")
    once(watched.said(), "stayed locked by another program")

    assert watched.requests() == before
    assert intake() == {}
    assert watched.requests() == before + 1


def test_a_file_that_is_moved_away_is_missed_at_once_and_found_again(watched: Watched) -> None:
    before = watched.requests()
    intake = watched.program.intake()
    away = watched.path.with_name("elsewhere.db")
    watched.path.rename(away)
    assert intake() == TROUBLE
    assert "moved or removed" in watched.not_ready()
    assert watched.program.client.get("/healthz").text == "ok"
    assert not watched.path.exists()
    away.rename(watched.path)
    once(watched.said(), "moved or removed")

    assert watched.requests() == before
    assert intake() == {}
    assert watched.requests() == before + 1
    assert watched.program.client.get("/readyz").json()["parts"]["database"]["ok"]


def test_a_disk_without_room_keeps_what_is_there_and_goes_on_with_room(watched: Watched) -> None:
    before = watched.requests()
    intake = watched.program.intake()
    limits = resource.prlimit(watched.program.process.pid, resource.RLIMIT_FSIZE)
    room = len(watched.program.log.read_bytes()) + 20_000
    resource.prlimit(watched.program.process.pid, resource.RLIMIT_FSIZE, (room, limits[1]))
    assert intake() == TROUBLE
    resource.prlimit(watched.program.process.pid, resource.RLIMIT_FSIZE, limits)
    # What is small may still fit while the room is gone, and then it was back for a moment.
    lines = watched.said()
    assert all("check the disk and the room on it" in line for line in lines[::2])
    assert all("can be used again" in line for line in lines[1::2])

    assert watched.requests() == before
    assert intake() == {}
    assert watched.requests() == before + 1
