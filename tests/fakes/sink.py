# SPDX-License-Identifier: EUPL-1.2
"""A place that takes messages and nothing more: ``python -m tests.fakes.sink [PORT]`` runs it as a process.

It goes wrong when it is told to (``POST /control/faults``) and tells what arrived (``GET /control/visible``).
"""

import asyncio
import sys
import time
from typing import Any

from aiohttp import web

from tests.fakes.faults import Faults


class Sink:
    """Takes every message, and remembers its ``id`` and when it came."""

    def __init__(self) -> None:
        """Begin empty."""
        self.faults = Faults()
        self.arrived: list[tuple[Any, float]] = []
        self.app = web.Application()
        self.app.router.add_post("/control/faults", self.faults.plan)
        self.app.router.add_get("/control/visible", self._visible)
        self.app.router.add_post("/messages", self._take)

    async def _take(self, request: web.Request) -> web.StreamResponse:
        """Take one message."""
        body = await request.json()

        async def answer() -> web.Response:
            self.arrived.append((body.get("id"), time.time()))
            return web.json_response({"id": f"s{len(self.arrived)}"})

        return await self.faults.through(request, "messages", answer)

    async def _visible(self, _request: web.Request) -> web.Response:
        """Tell what arrived, in order, each with its moment."""
        return web.json_response(self.arrived)


async def main(port: int) -> None:
    """Serve until killed, and print where."""
    runner = web.AppRunner(Sink().app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
    host, bound = runner.addresses[0][:2]
    print(f"http://{host}:{bound}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
