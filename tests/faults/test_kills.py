# SPDX-License-Identifier: EUPL-1.2
"""Processes are killed at any moment, the network and the database fail, the clock jumps: nothing is lost or doubled.

A small form runs with all tests, with the program's waits a tenth as long; ``make faults`` runs 200 kills
(``MANDAAT_FAULTS=full``). The seed is in the name. A platform that cannot be asked what arrived shows a
message twice at most, and says so the second time.
"""

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import business_now, move_to
from storage.database import Database
from storage.settings import Settings
from tests.faults.arena import MODES, Process, Traffic, ask, slack_running
from tests.faults.count import calm, count, in_slack
from tests.faults.running import database_of
from tests.faults.town import lay, plan_reminders

FULL = os.environ.get("MANDAAT_FAULTS") == "full"


@dataclass(frozen=True)
class Trial:
    """How hard it is made: processes by the parts they run, kills, reminders, and what else happens."""

    name: str
    database: str
    processes: tuple[tuple[str, ...], ...]
    kills: int
    reminders: int
    seed: int
    restarts: int = 0
    jump: bool = False
    asked: bool = True
    socket: bool = False

    @property
    def pause(self) -> tuple[float, float]:
        """For how many seconds at least and at most no process is killed."""
        return (0.2, 4.0) if FULL else (1.0, 3.0)

    @property
    def hang(self) -> float:
        """For how many seconds the network hangs, when it does."""
        return 30.0 if FULL else 2.0


BOTH, WEB, CLOCK = (), ("--web",), ("--clock",)
SMALL = (
    Trial("one by socket on SQLite, none to ask", "sqlite", (BOTH,), 2, 20, 1, jump=True, asked=False, socket=True),
    Trial("two processes on PostgreSQL, which restarts", "postgres", (BOTH, BOTH), 2, 20, seed=2, restarts=1),
)
WHOLE = (
    Trial("one process on SQLite", "sqlite", (BOTH,), 40, 600, seed=11, jump=True),
    Trial("one by socket on SQLite, none to ask", "sqlite", (BOTH,), 20, 300, seed=15, asked=False, socket=True),
    Trial("two processes on one SQLite file", "sqlite", (WEB, CLOCK), 30, 200, seed=12),
    Trial("two processes on PostgreSQL", "postgres", (BOTH, BOTH), 60, 600, seed=13, restarts=3, jump=True),
    Trial("web and two clocks on PostgreSQL", "postgres", (WEB, CLOCK, CLOCK), 50, 600, seed=14, restarts=2),
)


@pytest.mark.parametrize("trial", WHOLE if FULL else SMALL, ids=lambda trial: f"{trial.name}, seed {trial.seed}")
def test_nothing_acknowledged_is_lost_and_nothing_is_said_twice(trial: Trial, tmp_path: Path) -> None:
    dice = random.Random(trial.seed)  # noqa: S311 - no secret
    with database_of(trial.database, tmp_path) as (url, restart), slack_running(tmp_path / "slack.log") as slack:
        database = Database.open(url, patience=30)
        database.migrate()
        database.transact(lay)
        span = timedelta(seconds=3 * trial.kills)
        reminded = database.transact(lambda c: plan_reminders(c, trial.reminders, span, dice))
        faults = {"modes": MODES, "share": 0.2, "seed": trial.seed, "hang_seconds": trial.hang}
        ask(f"{slack}/control/faults", faults | {"next": ("reset_stored",) * 3, "of": "chat.postMessage"})
        how: dict[str, Any] = {"quick": not FULL, "asks": trial.asked, "socket": trial.socket}
        processes = [
            Process(url, slack, tmp_path / f"process-{n}.log", parts, **how) for n, parts in enumerate(trial.processes)
        ]
        traffic = Traffic([p for p in processes if p.parts != CLOCK], trial.seed)
        try:
            for process in processes:
                process.start()
            traffic.begin()
            _rage(trial, processes, restart, database, dice)
            traffic.end(at_least=trial.kills * 2)
            calm(database, slack)
            assert [process.stop() for process in processes] == [0] * len(processes)
            counted = count(database, in_slack(slack, asked=trial.asked), traffic.acknowledged, reminded)
        finally:
            for process in processes:
                process.kill()
            database.close()
        assert counted.wrong == {}, (tmp_path, counted)
        assert bool(counted.repeated) is not trial.asked
        assert counted.delivered + counted.told_lost >= trial.reminders + 2 * len(traffic.acknowledged)


def _rage(
    trial: Trial, processes: list[Process], restart: Callable[..., None], database: Database, dice: random.Random
) -> None:
    """Kill one process after the other, wherever it is, and start it again."""
    restarts = set(dice.sample(range(trial.kills), trial.restarts))
    for turn in range(trial.kills):
        time.sleep(dice.uniform(*trial.pause))
        victim = dice.choice(processes)
        victim.kill()
        victim.start()
        if turn in restarts:
            restart()
        if trial.jump and turn == trial.kills // 2:
            database.transact(lambda c: move_to(Settings(c), business_now(Settings(c)) + timedelta(hours=1)))
