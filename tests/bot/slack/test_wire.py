# SPDX-License-Identifier: EUPL-1.2
"""Slack behind a certificate of one's own and behind a proxy: by the settings, for calls and for the socket alike."""

import asyncio
import ssl
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.settings import Settings
from bot.slack.socket_mode import SocketMode
from bot.slack.wire import TROUBLE, Wire
from tests.fakes.slack_server import SlackServer
from tests.fakes.slack_workspace import APP_TOKEN, BOT_TOKEN
from tests.fakes.teams_papers import paper


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Give a file with the certificate of our own Slack, and its key."""
    (tmp_path / "trust.pem").write_bytes(paper("slack").pem)
    return tmp_path / "trust.pem"


def test_a_certificate_of_ones_own_is_trusted_where_the_settings_say_so_and_nowhere_else(bundle: Path) -> None:
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(bundle)

    async def reached() -> int:
        server = SlackServer(tls=own)
        await server.start()
        trusts = Wire.of(Settings(mandaat_slack_api_url=server.api_url, mandaat_ca_bundle=bundle))
        socket = SocketMode(AsyncApp(token=BOT_TOKEN), trusts, APP_TOKEN)
        listening = asyncio.create_task(socket.run())
        async with asyncio.timeout(30):
            while not server.sockets:  # noqa: ASYNC110 - it opens by itself
                await asyncio.sleep(0.02)
        assert (await trusts.client(BOT_TOKEN).auth_test())["ok"]
        with pytest.raises(aiohttp.ClientConnectorCertificateError) as refused:
            await Wire.of(Settings(mandaat_slack_api_url=server.api_url)).client(BOT_TOKEN, pooled=False).auth_test()
        assert isinstance(refused.value, TROUBLE)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await trusts.close()
        await server.stop()
        return server.opened

    assert asyncio.run(reached()) == 1


def test_everything_goes_through_the_proxy_of_the_settings() -> None:
    seen: list[str] = []

    async def hand_on(request: web.Request) -> web.Response:
        seen.append(str(request.url))
        return web.json_response({"ok": True})

    async def call() -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", hand_on)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        wire = Wire.of(
            Settings(mandaat_slack_api_url="http://slack.example/api", https_proxy=f"http://127.0.0.1:{port}")
        )
        for pooled in (True, False):
            await wire.client(BOT_TOKEN, pooled=pooled).auth_test()
        await wire.close()
        await runner.cleanup()

    asyncio.run(call())
    assert seen == ["http://slack.example/api/auth.test"] * 2
