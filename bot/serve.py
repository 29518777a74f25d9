# SPDX-License-Identifier: EUPL-1.2
"""Serves the pages, the outbox and the clock in one process, until told to stop."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from bot.app import App, build
from bot.settings import Settings
from bot.web import Lifespan, web
from storage.database import Database

GRACE_SECONDS = 5


def serve(settings: Settings, database: Database, listening: socket.socket, *, demo: bool) -> int:
    """Serve on the socket until a signal; return the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    app = build(settings, database, demo=demo)
    config = uvicorn.Config(
        web(app, lifespan(app)), log_level="warning", access_log=False, timeout_graceful_shutdown=GRACE_SECONDS
    )
    Server(config, app).run(sockets=[listening])
    return 0


class Server(uvicorn.Server):
    """A server that says when it can be reached, and lets go of open pages when it is told to stop."""

    def __init__(self, config: uvicorn.Config, app: App) -> None:
        """Keep the program."""
        super().__init__(config)
        self._app = app

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and only then say where."""
        await super().startup(sockets)
        for listening in sockets or ():
            print(f"Mandaat is running on {address(listening)} (stop with Ctrl+C)", flush=True)  # noqa: T201 - command line

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Close the streams of the local page, then stop as always."""
        self._app.local.bell.close()
        super().handle_exit(sig, frame)


def address(listening: socket.socket) -> str:
    """Return where a browser finds the socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def lifespan(app: App) -> Lifespan:
    """Return what runs beside the pages: deliveries and the clock."""

    @contextlib.asynccontextmanager
    async def running(_web: Starlette) -> AsyncIterator[None]:
        delivering = asyncio.create_task(app.delivery.run())
        app.engine.start()
        try:
            yield
        finally:
            app.engine.stop()
            delivering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await delivering

    return running
