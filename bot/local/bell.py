# SPDX-License-Identifier: EUPL-1.2
"""Wakes the pages that wait for something to change, within this process; other processes are noticed by asking."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator


class Bell:
    """Rung from any thread; every waiter of any event loop hears it."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self.closed = False
        self._lock = threading.Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        """Wake all who wait."""
        with self._lock:
            waiting = tuple(self._waiting)
        for loop, event in waiting:
            # A loop that was closed meanwhile has nobody left to wake.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(event.set)

    def close(self) -> None:
        """Send everybody home: the program stops, and an open page would hold it up."""
        self.closed = True
        self.ring()

    @contextlib.contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """Give an event that is set at each ring; who waits clears it."""
        mine = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiting.add(mine)
        try:
            yield mine[1]
        finally:
            with self._lock:
                self._waiting.discard(mine)


async def heard(event: asyncio.Event, seconds: float) -> bool:
    """Wait until the bell rings, or so many seconds; return whether it rang."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    rang = event.is_set()
    event.clear()
    return rang
