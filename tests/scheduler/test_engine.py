# SPDX-License-Identifier: EUPL-1.2
"""The clock wakes work at once and again, and outlives a database that is away."""

import threading
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

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


def test_work_that_hangs_does_not_stop_the_clock_for_good() -> None:
    """One call never returns; the watchdog starts another scheduler, and the work is woken again."""
    calls, hang = threading.Semaphore(0), threading.Event()

    def work() -> None:
        calls.release()
        hang.wait()

    engine = Engine((Wake("hang", 1, work),), watch=0.05, patience=0.2)
    engine.start()
    try:
        assert calls.acquire(timeout=SOON)
        assert calls.acquire(timeout=SOON)
    finally:
        hang.set()
        engine.stop()


def test_a_scheduler_that_stands_still_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for good while it says that it runs, as APScheduler does after a write to its job store that failed."""
    calls = threading.Semaphore(0)
    still: list[BackgroundScheduler] = []
    alive = BackgroundScheduler._process_jobs  # noqa: SLF001 - where it stops

    def stand_still_once(scheduler: BackgroundScheduler) -> object:
        if not still or scheduler in still:
            still.append(scheduler)
            return None
        return alive(scheduler)

    monkeypatch.setattr(BackgroundScheduler, "_process_jobs", stand_still_once)
    engine = Engine((Wake("count", 1, calls.release),), watch=0.05, patience=0.2)
    engine.start()
    try:
        assert calls.acquire(timeout=SOON)
        assert still
    finally:
        engine.stop()
