# SPDX-License-Identifier: EUPL-1.2
"""Serves what this process is for, until told to stop."""

import socket
import sys
from types import FrameType

import uvicorn

from bot.app import Parts, build
from bot.beside import REQUEST_SECONDS, Beside
from bot.logs import keep_logs
from bot.settings import Settings
from bot.web import signs, web
from storage.database import Database

#: How long the loop and the thread of the database wait for each other before one asks the other for its turn. SQLite
#: lets go at every statement; with Python's usual 5 ms a busy loop would let it do two hundred statements a second.
SWITCH_SECONDS = 0.0005


def serve(settings: Settings, database: Database, listening: socket.socket, *, demo: bool, parts: Parts) -> int:
    """Serve on the socket until a signal; return the exit code."""
    keep_logs(demo=demo)
    sys.setswitchinterval(SWITCH_SECONDS)
    database.announce()
    app = build(settings, database, demo=demo, parts=parts)
    beside = Beside(app)
    pages = web if parts.web else signs
    config = uvicorn.Config(
        pages(app, beside.running),
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=REQUEST_SECONDS,
        # Who asks is who is connected: a header that anybody can write decides nothing.
        proxy_headers=False,
    )
    Server(config, beside).run(sockets=[listening])
    return 0


class Server(uvicorn.Server):
    """A server that says when it can be reached, and tells what runs beside it when to stop."""

    def __init__(self, config: uvicorn.Config, beside: Beside) -> None:
        """Keep what runs beside the pages."""
        super().__init__(config)
        self._beside = beside

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and only then say where."""
        await super().startup(sockets)
        for listening in sockets or ():
            print(f"Mandaat is running on {address(listening)} (stop with Ctrl+C)", flush=True)  # noqa: T201 - command line

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take no new work anywhere, then stop as always."""
        self._beside.stop()
        super().handle_exit(sig, frame)


def address(listening: socket.socket) -> str:
    """Return where a browser finds the socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
