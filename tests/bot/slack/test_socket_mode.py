# SPDX-License-Identifier: EUPL-1.2
"""Socket Mode finds its way back: from a socket that went silent, and from a Slack that refuses or is away."""

import asyncio
from collections.abc import Callable

import pytest
from slack_bolt.async_app import AsyncApp

from bot.slack import socket_mode
from bot.slack.socket_mode import SocketMode
from bot.slack.wire import Wire
from tests.fakes.slack_server import SlackServer
from tests.fakes.slack_workspace import APP_TOKEN, BOT_TOKEN


async def _eventually(there: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not there():  # noqa: ASYNC110 - anything may be waited for
            await asyncio.sleep(0.02)


async def _listened(server: SlackServer, then: Callable[[SocketMode], object]) -> None:
    """Run a connection until what is waited for is there."""
    await server.start()
    wire = Wire(f"{server.api_url}/")
    socket = SocketMode(AsyncApp(token=BOT_TOKEN), wire, APP_TOKEN, ping_seconds=0.1, silent_seconds=0.5)
    listening = asyncio.create_task(socket.run())
    try:
        await _eventually(lambda: then(socket))
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await wire.close()
        await server.stop()


def test_a_socket_that_goes_silent_is_opened_anew() -> None:
    server = SlackServer(deaf=True)

    def hears_again(_socket: SocketMode) -> bool:
        server.deaf = server.opened < 1
        return server.opened >= 2

    asyncio.run(_listened(server, hears_again))


def test_a_slack_that_refuses_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_mode, "PAUSE_SECONDS", 0.05)
    server = SlackServer(faults={"apps.connections.open": ["internal_error", 503]})
    asyncio.run(_listened(server, lambda _socket: server.sockets))
