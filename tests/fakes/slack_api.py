# SPDX-License-Identifier: EUPL-1.2
"""Our own Slack as a process: ``python -m tests.fakes.slack_api [PORT [PEOPLE]]`` prints where its Web API is.

It goes wrong when it is told to (``POST /control/faults``) and tells over HTTP what became visible
(``GET /control/visible``). The people are ``U1``, ``U2`` and so on; the channel is ``C0BOARD``.
"""

import asyncio
import sys

from tests.fakes.slack_server import SlackServer


async def main(port: int, people: int) -> None:
    """Serve until killed."""
    server = SlackServer()
    server.space.channels["C0BOARD"] = True
    for number in range(1, people + 1):
        server.space.joins(f"U{number}", f"u{number}@waterveen.example")
    await server.start(port)
    print(server.api_url, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    asyncio.run(main(given[0] if given else 0, given[1] if len(given) > 1 else 100))
