# SPDX-License-Identifier: EUPL-1.2
"""Slack behind a certificate of one's own and behind a proxy: by the settings, for calls and for the socket alike."""

import asyncio
import ssl
from functools import partial
from pathlib import Path

import aiohttp
import pytest
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


def test_calls_and_the_socket_go_through_the_proxy_of_the_settings(bundle: Path) -> None:
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(bundle)
    tunnels: list[str] = []

    async def both() -> str:
        server = SlackServer(tls=own)
        await server.start()
        proxy = await asyncio.start_server(partial(tunnel, tunnels), "127.0.0.1", 0)
        between = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
        wire = Wire.of(Settings(mandaat_slack_api_url=server.api_url, mandaat_ca_bundle=bundle, https_proxy=between))
        for pooled in (True, False):
            assert (await wire.client(BOT_TOKEN, pooled=pooled).auth_test())["ok"]
        called = len(tunnels)
        listening = asyncio.create_task(SocketMode(AsyncApp(token=BOT_TOKEN), wire, APP_TOKEN).run())
        async with asyncio.timeout(30):
            while not server.sockets:  # noqa: ASYNC110 - it opens by itself
                await asyncio.sleep(0.02)
        assert len(tunnels) > called == 2
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await wire.close()
        await server.stop()
        proxy.close()
        return server.url.partition("//")[2]

    assert {asyncio.run(both())} == set(tunnels)


async def tunnel(seen: list[str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Let whoever asks through to where they want, and write down where that was."""
    asked = (await reader.readuntil(b"\r\n\r\n")).decode().split()
    seen.append(asked[1])
    host, port = asked[1].rsplit(":", 1)
    there, onward = await asyncio.open_connection(host, int(port))
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    await asyncio.gather(flow(reader, onward), flow(there, writer))


async def flow(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Hand on everything that comes, until it ends."""
    while data := await source.read(65_536):
        target.write(data)
    target.close()
