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
    host, port = listening.getsockname()[:2]
    print(f"Mandaat is running on http://{host}:{port} (stop with Ctrl+C)", flush=True)  # noqa: T201 - command line
    Server(config, app).run(sockets=[listening])
    return 0


class Server(uvicorn.Server):
    """A server that lets go of open pages when it is told to stop, rather than wait for them."""

    def __init__(self, config: uvicorn.Config, app: App) -> None:
        """Keep the program."""
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Close the streams of the local page, then stop as always."""
        self._app.local.bell.close()
        super().handle_exit(sig, frame)


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
