# SPDX-License-Identifier: EUPL-1.2
"""APScheduler wakes us at short intervals; what is due is known by the database alone."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wake:
    """Something to do every so many seconds; safe to do twice, and by two processes."""

    name: str
    every: int
    work: Callable[[], object]


class Engine:
    """Wakes each piece of work at its interval, in threads of its own, never twice at once."""

    def __init__(self, wakes: Sequence[Wake]) -> None:
        """Plan the work; nothing runs before :meth:`start`."""
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(2)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for wake in wakes:
            # The first time is now: what fell due while nobody ran should not wait an interval longer.
            self._scheduler.add_job(
                wake.work, "interval", seconds=wake.every, id=wake.name, next_run_time=datetime.now(UTC)
            )

    def start(self) -> None:
        """Begin to wake."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop waking; what runs is waited for."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
