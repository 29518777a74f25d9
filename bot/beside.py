# SPDX-License-Identifier: EUPL-1.2
"""What runs beside the pages: deliveries, and the clock where it is asked for; stopped in order and within seconds."""

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import AsyncIterator

from starlette.applications import Starlette

from bot.app import App

log = logging.getLogger(__name__)

#: How long requests that came in before the stop may take, in seconds.
REQUEST_SECONDS = 4
#: How long messages and work of the clock that are under way may take after that.
FINISH_SECONDS = 4.0
#: Within how many seconds after a signal the process is gone, whatever hangs: what was acknowledged is stored.
STOP_SECONDS = 9.5


class Beside:
    """Deliveries and what this process wakes by itself."""

    def __init__(self, app: App) -> None:
        """Keep the program."""
        self._app = app
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def running(self, _web: Starlette) -> AsyncIterator[None]:
        """Run beside the pages for as long as they are served."""
        self._loop = asyncio.get_running_loop()
        delivering = asyncio.create_task(self._app.delivery.run())
        heard = {"Slack": self._app.slack, "Teams": self._app.teams} if self._app.parts.web else {}
        listening = [asyncio.create_task(platform.run(), name=name) for name, platform in heard.items() if platform]
        for task in listening:
            task.add_done_callback(_said)
        self._app.engine.start()
        try:
            yield
        finally:
            for task in listening:
                task.cancel()
            self._begin_to_end()
            await _finished(*filter(None, (delivering, self._ending, *listening)))

    def stop(self) -> None:
        """Take no new work from now on; for a signal handler."""
        self._app.local.bell.close()
        self._app.delivery.stop()
        self._app.ticker.stop()
        _cut_short_after(STOP_SECONDS)
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._begin_to_end)

    def _begin_to_end(self) -> None:
        """Stop the clock beside the requests that are still answered."""
        if self._ending is None:
            self._app.delivery.stop()
            self._ending = asyncio.create_task(asyncio.to_thread(self._app.engine.stop))


def _said(listening: "asyncio.Task[None]") -> None:
    """Write down why nothing more is heard from a platform, where that was not meant."""
    if not listening.cancelled() and (trouble := listening.exception()):
        log.error("%s is no longer heard; start the program again", listening.get_name(), exc_info=trouble)


async def _finished(*work: "asyncio.Task[None]") -> None:
    """Return when what was under way is done, or when that takes too long."""
    _done, late = await asyncio.wait(work, timeout=FINISH_SECONDS)
    for task in late:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)


def _cut_short_after(seconds: float) -> None:
    """End the process after so many seconds, also when a thread hangs in something that never returns."""

    def cut() -> None:
        log.warning(
            "what was still under way after %s seconds was cut short; it is done again at the next start", seconds
        )
        logging.shutdown()
        os._exit(1)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
