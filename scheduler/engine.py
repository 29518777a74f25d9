# SPDX-License-Identifier: EUPL-1.2
"""APScheduler wakes us at short intervals; what is due is known by the database alone.

A watchdog looks whether each piece of work was still woken. APScheduler can stand still for good while it says that it
runs (a thread that died, work that hangs); then the watchdog starts another one. All work is safe to do twice.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)

WATCH_SECONDS = 5.0
#: How many intervals, and at least how many seconds, without a sign of life before work counts as standing still.
PATIENCE_INTERVALS = 3
PATIENCE_SECONDS = 60.0
#: How long a stop waits for what runs, in seconds.
STOP_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Wake:
    """Something to do every so many seconds; safe to do twice, and by two processes."""

    name: str
    every: int
    work: Callable[[], object]


@dataclass
class _Pulse:
    """When a piece of work last gave a sign of life, on the machine's monotonic clock."""

    wake: Wake
    patience: float
    last: float = field(default_factory=time.monotonic)

    def beat(self) -> None:
        """Do the work; beginning and ending are signs of life."""
        self.last = time.monotonic()
        try:
            self.wake.work()
        finally:
            self.last = time.monotonic()

    @property
    def stands_still(self) -> bool:
        """Whether it should have been woken, or been ready, long ago."""
        return time.monotonic() - self.last > max(self.patience, self.wake.every * PATIENCE_INTERVALS)


class Engine:
    """Wakes each piece of work at its interval, in threads of its own, never twice at once in this process."""

    def __init__(
        self, wakes: Sequence[Wake], *, watch: float = WATCH_SECONDS, patience: float = PATIENCE_SECONDS
    ) -> None:
        """Plan the work; nothing runs before :meth:`start`.

        The watchdog looks every ``watch`` seconds, and lets ``patience`` seconds pass at least.
        """
        self._wakes = wakes
        self._watch = watch
        self._patience = patience
        self._stopping = threading.Event()
        self._pulses: tuple[_Pulse, ...] = ()
        self._scheduler: BackgroundScheduler | None = None
        self._watchdog: threading.Thread | None = None

    def start(self) -> None:
        """Begin to wake."""
        self._begin()
        self._watchdog = threading.Thread(target=self._look, name="clock-watchdog", daemon=True)
        self._watchdog.start()

    def stop(self) -> None:
        """Stop waking; what runs is waited for, within reason: what is cut off is as if it never began."""
        self._stopping.set()
        if self._watchdog:
            self._watchdog.join()
        if self._scheduler:
            ending = threading.Thread(target=_shut_down, args=(self._scheduler,), daemon=True)
            ending.start()
            ending.join(STOP_SECONDS)

    def _begin(self) -> None:
        """Start a scheduler of our own, with everything woken at once: what fell due while nobody ran must not wait."""
        self._pulses = tuple(_Pulse(wake, self._patience) for wake in self._wakes)
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(max(2, len(self._wakes)))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for pulse in self._pulses:
            self._scheduler.add_job(
                pulse.beat,
                "interval",
                seconds=pulse.wake.every,
                id=pulse.wake.name,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()

    def _look(self) -> None:
        """Start another scheduler when this one stands still."""
        while not self._stopping.wait(self._watch):
            still = [pulse.wake.name for pulse in self._pulses if pulse.stands_still]
            if still:
                log.error("the clock stood still for %s; it is started anew", ", ".join(still))
                if self._scheduler:
                    # What hangs cannot be ended; it keeps its thread, and nothing else.
                    threading.Thread(target=_shut_down, args=(self._scheduler,), daemon=True).start()
                self._begin()


def _shut_down(scheduler: BackgroundScheduler) -> None:
    """Let a scheduler end what runs."""
    if scheduler.running:
        scheduler.shutdown(wait=True)
