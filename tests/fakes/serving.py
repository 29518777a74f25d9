# SPDX-License-Identifier: EUPL-1.2
"""The whole program on a loop in a thread beside the test, so that what a platform brings goes over real HTTP."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
import uvicorn

from bot.app import App, Parts, build
from bot.beside import Beside
from bot.registers import Registers
from bot.run import listen
from bot.settings import Settings
from bot.web import web
from storage.database import Database

T = TypeVar("T")
#: A busy machine takes its time; what takes longer has gone wrong.
SECONDS = 30.0


class Loop:
    """A loop that runs in a thread of its own."""

    def __init__(self) -> None:
        """Begin to run."""
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="stage", daemon=True)
        self._thread.start()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Return the outcome of what is done on the loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(SECONDS * 2)

    def until(self, there: Callable[[], T]) -> T:
        """Return what is found as soon as it is there."""

        async def look() -> T:
            async with asyncio.timeout(SECONDS):
                while not (found := there()):  # noqa: ASYNC110 - anything may be waited for
                    await asyncio.sleep(0.01)
                return found

        return self.do(look())

    def stop(self) -> None:
        """End the loop and its thread."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


@dataclass
class Served:
    """The program, where it is reached, and connections to reach it with."""

    app: App
    address: str
    session: aiohttp.ClientSession


@contextmanager
def served(loop: Loop, settings: Settings, database: Database, registers: Registers | None = None) -> Iterator[Served]:
    """Run the program with these settings on this database until the block ends."""
    app = build(settings, database, registers=registers, parts=Parts(clock=False))
    config = uvicorn.Config(web(app, Beside(app).running), log_level="warning", access_log=False, proxy_headers=False)
    server = uvicorn.Server(config)
    listening = listen("127.0.0.1", 0)
    serving = asyncio.run_coroutine_threadsafe(server.serve([listening]), loop.loop)
    session = loop.do(_session())
    try:
        yield Served(app, f"http://127.0.0.1:{listening.getsockname()[1]}", session)
    finally:
        server.should_exit = True
        serving.result(SECONDS)
        loop.do(session.close())


async def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession()
