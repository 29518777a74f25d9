# SPDX-License-Identifier: EUPL-1.2
"""The clock wakes work at once and again, and outlives a database that is away."""

import threading
from pathlib import Path

from bot.app import patient
from scheduler.engine import Engine, Wake
from storage.database import Database

SOON = 10.0


def test_work_is_woken_at_once_and_again() -> None:
    calls = threading.Semaphore(0)
    engine = Engine((Wake("count", 1, calls.release),))
    engine.start()
    try:
        assert calls.acquire(timeout=SOON)
        assert calls.acquire(timeout=SOON)
    finally:
        engine.stop()


def test_work_that_fails_is_woken_again(tmp_path: Path) -> None:
    """A file that is not there is the database out of reach."""
    gone = Database.open(f"sqlite:///{tmp_path / 'gone' / 'mandaat.db'}")
    tries = threading.Semaphore(0)

    def work() -> None:
        tries.release()
        gone.read(lambda c: c.exec_driver_sql("select 1"))

    engine = Engine((Wake("fail", 1, patient(work)),))
    engine.start()
    try:
        assert tries.acquire(timeout=SOON)
        assert tries.acquire(timeout=SOON)
    finally:
        engine.stop()


def test_a_clock_that_never_started_stops() -> None:
    Engine(()).stop()
