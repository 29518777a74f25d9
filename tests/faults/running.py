# SPDX-License-Identifier: EUPL-1.2
"""Processes of the program on one database, beside a Slack of our own: one is killed now and then, and begins again."""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.clock import business_now, move_to
from storage.database import Database
from storage.settings import Settings
from tests import postgres
from tests.faults.arena import PATIENCE, Process, ask, slack_running
from tests.faults.count import calm
from tests.faults.town import BEGIN

KINDS = ("sqlite", "postgres")


@dataclass(frozen=True)
class Running:
    """The processes, what they share, and the dice that say which one is killed when."""

    database: Database
    slack: str
    processes: tuple[Process, ...]
    dice: random.Random

    def move(self, days: int, hours: int = 0) -> None:
        """Let it be so many days and hours after the beginning: business time goes forward only."""
        self.database.transact(lambda c: _move(Settings(c), BEGIN + timedelta(days=days, hours=hours)))

    def kill_one(self) -> None:
        """Kill one in the midst of its work, and let it begin again."""
        time.sleep(self.dice.uniform(0.2, 1.5))
        victim = self.dice.choice(self.processes)
        victim.kill()
        victim.start()

    def until(self, true: Callable[[Connection], bool]) -> None:
        """Wait until something is true in the database."""
        end = time.monotonic() + PATIENCE
        while not self.database.read(true):
            assert time.monotonic() < end, "it never came true"
            time.sleep(0.2)

    def calm(self) -> None:
        """Wait until nothing is due any more and everything was delivered."""
        calm(self.database, self.slack)

    def seen(self) -> list[Any]:
        """Return every message that can be seen, once the processes have ended in order."""
        self.calm()
        ended = [process.stop() for process in self.processes]
        assert not any(ended), f"exit codes: {ended}"
        return list(ask(f"{self.slack}/control/visible"))


@contextmanager
def running(
    kind: str, folder: Path, lay: Callable[[Connection], object], *, seed: int, count: int = 2
) -> Iterator[Running]:
    """Lay something in an empty database of this kind, and run so many processes on it, quick ones."""
    with database_of(kind, folder) as (url, _restart), slack_running(folder / "slack.log") as slack:
        database = Database.open(url, patience=30)
        # Slack comes both ways: by a socket here, by HTTP there.
        how: dict[str, Any] = {"quick": True, "socket": kind == "sqlite"}
        processes = tuple(Process(url, slack, folder / f"process-{n}.log", **how) for n in range(count))
        try:
            database.migrate()
            database.transact(lay)
            for process in processes:
                process.start()
            yield Running(database, slack, processes, random.Random(seed))  # noqa: S311 - no secret
        finally:
            for process in processes:
                process.kill()
            database.close()


@contextmanager
def database_of(kind: str, folder: Path) -> Iterator[tuple[str, Callable[..., None]]]:
    """Give an empty database, and what restarts it; SQLite has nothing to restart."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'mandaat.db'}", lambda *_away: None
        return
    try:
        with postgres.restarting() as (server, restart):
            yield f"{server}/postgres", restart
    except postgres.NoPostgres as missing:
        if os.environ.get("MANDAAT_REQUIRE_POSTGRES") == "1":
            raise
        pytest.skip(str(missing))


def _move(settings: Settings, to: datetime) -> None:
    move_to(settings, max(business_now(settings) + timedelta(seconds=1), to))
