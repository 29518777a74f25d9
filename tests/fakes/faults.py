# SPDX-License-Identifier: EUPL-1.2
"""What may go wrong at the network's edge, on purpose: planned one by one, or by chance from a seed."""

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiohttp import web

#: What each does; those that end in ``stored`` let the message arrive first.
MODES = ("429", "500", "500_stored", "reset", "reset_stored", "hang", "hang_stored")

Answer = Callable[[], Awaitable[web.Response]]


class Faults:
    """Decides which request goes wrong, and how."""

    def __init__(self) -> None:
        """Begin without any."""
        self._planned: deque[tuple[str, str]] = deque()
        self._modes: Sequence[str] = ()
        self._share = 0.0
        self._dice = random.Random(0)  # noqa: S311 - no secret
        self.retry_after = 1
        self.hang_seconds = 60.0

    async def plan(self, request: web.Request) -> web.Response:
        """Take a plan: ``{"next": ["429", …], "of": "chat.postMessage"}``, or by chance ``{"modes", "share", "seed"}``.

        ``retry_after`` and ``hang_seconds`` say how long.
        """
        asked: dict[str, Any] = await request.json()
        self.schedule(asked.get("next", ()), asked.get("of", ""))
        self._modes, self._share = asked.get("modes", self._modes), asked.get("share", self._share)
        if "seed" in asked:
            self._dice.seed(asked["seed"])
        self.retry_after = asked.get("retry_after", self.retry_after)
        self.hang_seconds = asked.get("hang_seconds", self.hang_seconds)
        return web.json_response({"ok": True})

    def schedule(self, modes: Sequence[str], of: str = "") -> None:
        """Let the next requests of this kind go wrong in these ways."""
        assert set(modes) <= set(MODES), modes
        self._planned.extend((mode, of) for mode in modes)

    async def through(self, request: web.Request, what: str, answer: Answer) -> web.StreamResponse:
        """Answer a request, or let it go wrong."""
        mode = self._mode(what)
        if mode.endswith("stored"):
            await answer()
        match mode.partition("_")[0]:
            case "":
                return await answer()
            case "429":
                body = {"ok": False, "error": "ratelimited"}
                return web.json_response(body, status=429, headers={"Retry-After": str(self.retry_after)})
            case "500":
                return web.Response(status=500, text="Internal Server Error")
            case "hang":
                await asyncio.sleep(self.hang_seconds)
            case _:
                assert mode.startswith("reset"), mode
        # Not a word, and the connection is gone.
        assert request.transport
        request.transport.abort()
        return web.Response()

    def _mode(self, what: str) -> str:
        """Return what goes wrong with this request; nothing: it goes well."""
        if self._planned and what.startswith(self._planned[0][1]):
            return self._planned.popleft()[0]
        return self._dice.choice(self._modes) if self._modes and self._dice.random() < self._share else ""
