# SPDX-License-Identifier: EUPL-1.2
"""``/healthz`` for whoever restarts us, ``/readyz`` and ``/metrics`` for whoever watches us."""

import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import business_now, machine_now
from bot.local.guard import LOOPBACK, of_this_computer
from bot.metrics import CONTENT_TYPE
from storage.database import Database, DatabaseUnusable
from storage.settings import Settings
from storage.vitals import vitals

if TYPE_CHECKING:
    from bot.app import App

#: After how many seconds without a tick the clock counts as stopped.
CLOCK_SECONDS = 90
#: After how many seconds a message that should have gone counts as stuck.
STUCK_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must be in order, and what is to be known of it."""

    name: str
    ok: bool
    detail: str


class Health:
    """The three pages for machines."""

    def __init__(self, app: "App") -> None:
        """Keep the program."""
        self._app = app

    def routes(self) -> list[BaseRoute]:
        """Return what is served."""
        return [
            Route("/healthz", self.alive, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
            Route("/metrics", self.metrics, methods=["GET"]),
        ]

    async def alive(self, _request: Request) -> Response:
        """Say that this process answers; a database that is away is no reason to restart it."""
        return PlainTextResponse("ok")

    async def ready(self, request: Request) -> Response:
        """Say whether everything is in order, and else what is not."""
        if not self._may_look(request):
            return _closed()
        parts = await run_in_threadpool(lambda: tuple(check(self._app.database, machine_now())))
        parts += tuple([part async for part in self._connections()])
        ready = all(part.ok for part in parts)
        body = {"ready": ready, "parts": {p.name: {"ok": p.ok, "detail": p.detail} for p in parts}}
        return JSONResponse(body, status_code=200 if ready else 503, headers={"Cache-Control": "no-store"})

    async def _connections(self) -> AsyncIterator[Part]:
        """Yield how the platforms stand that must be connected to be heard."""
        socket = self._app.slack.socket if self._app.slack and self._app.parts.web else None
        if socket:
            there = await socket.connected()
            yield Part(
                "slack", ok=there, detail="the socket is open" if there else "the socket is closed; it is tried anew"
            )

    async def metrics(self, request: Request) -> Response:
        """Give the figures."""
        if not self._may_look(request):
            return _closed()
        return Response(await run_in_threadpool(self._app.metrics.page), media_type=CONTENT_TYPE)

    def _may_look(self, request: Request) -> bool:
        """Whether who asks has the token; without a token in the settings, whether it is this computer itself.

        Behind a proxy on this computer the whole world comes from here, so an installation that others reach by
        its address needs the token.
        """
        token = self._app.settings.mandaat_monitor_token
        if token:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            return scheme.casefold() == "bearer" and secrets.compare_digest(given.strip().encode(), token.encode())
        private = urlsplit(self._app.settings.public_url).hostname in LOOPBACK
        here = request.client is not None and request.client.host in LOOPBACK
        return private and here and of_this_computer(request.headers)


def check(database: Database, now: datetime) -> Iterator[Part]:
    """Yield every part, each with what is to be known of it; ``now`` is machine time."""
    try:
        found = database.read(lambda c: vitals(c, business_now(Settings(c))))
        database.usable()
    except DatabaseUnusable as gone:
        yield Part("database", ok=False, detail=str(gone))
        return
    yield Part("database", ok=True, detail="answers")
    try:
        database.check()
    except DatabaseUnusable as other:
        yield Part("migrations", ok=False, detail=str(other))
        return
    yield Part("migrations", ok=True, detail="at the version of this program")
    if found.ticked is None:
        yield Part("clock", ok=False, detail="never ticked; start a process with run --clock")
    else:
        ago = round((now - found.ticked).total_seconds())
        yield Part("clock", ok=ago <= CLOCK_SECONDS, detail=f"ticked {max(0, ago)} seconds ago")
    detail = f"the oldest message waits {round(found.seconds)} seconds"
    yield Part("outbox", ok=found.seconds <= STUCK_SECONDS, detail=detail)


def _closed() -> Response:
    """Refuse, and say how it opens."""
    text = "Send the token of MANDAAT_MONITOR_TOKEN as a bearer token; docs/operating.md says how.\n"
    return PlainTextResponse(text, status_code=403)
