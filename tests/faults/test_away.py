# SPDX-License-Identifier: EUPL-1.2
"""The database is away for a minute while people go on: nothing is lost or said twice, the administrator reads one
line, and the program goes on by itself. In the small form PostgreSQL is away for some seconds; what a lock and a full
disk do is told in ``tests/bot``.
"""

import contextlib
import json
import re
import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.faults.arena import PATIENCE, Process, Traffic, ask, slack_running
from tests.faults.count import calm, count, in_slack
from tests.faults.running import database_of
from tests.faults.test_kills import FULL
from tests.faults.town import lay

SECONDS = 60.0 if FULL else 6.0
#: By what happens, what the line says.
SAID = {"postgres": ("went away", "cannot be reached"), "lock": ("stayed locked",), "disk": ("the disk", "no room")}


def _locked(path: Path) -> None:
    """Hold the file as another program would, for a while."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(SECONDS)
        other.execute("ROLLBACK")


def _full(process: Process) -> None:
    """Let no file of the process grow; a limit on the size of files stands in for the disk."""
    assert process.running
    limits = resource.prlimit(process.running.pid, resource.RLIMIT_FSIZE)
    room = process.log.stat().st_size + 20_000
    resource.prlimit(process.running.pid, resource.RLIMIT_FSIZE, (room, limits[1]))
    time.sleep(SECONDS)
    resource.prlimit(process.running.pid, resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("trouble", SAID if FULL else ["postgres"])
def test_a_database_that_vanishes_costs_nothing_but_the_wait(trouble: str, tmp_path: Path) -> None:
    kind = "postgres" if trouble == "postgres" else "sqlite"
    with database_of(kind, tmp_path) as (url, restart), slack_running(tmp_path / "slack.log") as slack:
        database = Database.open(url, patience=SECONDS * 2)
        database.migrate()
        database.transact(lay)
        process = Process(url, slack, tmp_path / "process.log", quick=not FULL)
        away: dict[str, Callable[[], None]] = {
            "postgres": lambda: restart(SECONDS),
            "lock": lambda: _locked(tmp_path / "mandaat.db"),
            "disk": lambda: _full(process),
        }
        traffic = Traffic([process], seed=3)
        process.start()
        try:
            traffic.begin(hands=2)
            _until(lambda: len(traffic.acknowledged) > 2)
            gone = threading.Thread(target=away[trouble])
            gone.start()
            _until(lambda: not _parts(process)["database"]["ok"])
            before = len(traffic.acknowledged)
            gone.join()
            _until(lambda: all(part["ok"] for part in _parts(process).values()))
            traffic.end(at_least=before + 3)
            calm(database, slack)
            assert process.stop() == 0
            counted = count(database, in_slack(slack, asked=True), traffic.acknowledged, ())
        finally:
            process.kill()
            database.close()
    assert counted.wrong == {}, counted
    lines = [line for line in _whole(process.log.read_text()) if line["level"] in {"warning", "error"}]
    told = [line["event"] for line in lines if "database" in line["event"]]
    assert all(any(words in line for words in SAID[trouble]) for line in told[::2]), told
    assert all("can be used again" in line and "[…] can" not in line for line in told[1::2]), told
    # A start of the server, or what is small on a full disk, may look like the end of it once.
    assert len(told) in {2, 4}


def _whole(log: str) -> Iterator[dict[str, str]]:
    """Return the lines of a log; a disk without room cuts one short, and the next goes on behind it."""
    for line in re.split(r'(?=\{"event": )', log):
        with contextlib.suppress(json.JSONDecodeError):
            yield json.JSONDecoder().raw_decode(line)[0]


def _parts(process: Process) -> dict[str, dict[str, object]]:
    """Return what /readyz says, in order or not."""
    return dict(ask(f"{process.address}/readyz", fails=True)["parts"])


def _until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.1)
