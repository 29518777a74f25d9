# SPDX-License-Identifier: EUPL-1.2
"""The whole program and our own Slack on one loop, in a thread beside the test: what people do goes over real HTTP."""

import asyncio
import io
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import uvicorn

from bot.app import App, Parts, build
from bot.beside import Beside
from bot.registers import Registers
from bot.settings import Settings
from bot.web import web
from storage.database import Database
from tests.fakes.slack_server import Answer, SlackServer, by_http
from tests.fakes.slack_workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Json

T = TypeVar("T")
#: A busy machine takes its time; what takes longer has gone wrong.
SECONDS = 30.0


class Loop:
    """A loop that runs in a thread of its own."""

    def __init__(self) -> None:
        """Begin to run."""
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="slack-stage", daemon=True)
        self._thread.start()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Return the outcome of what is done on the loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(SECONDS * 2)

    def stop(self) -> None:
        """End the loop and its thread."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


@dataclass
class Stage:
    """A program that is connected to a Slack; ``mode`` is how Slack brings what happens: ``http`` or ``socket``."""

    loop: Loop
    slack: SlackServer
    app: App
    session: aiohttp.ClientSession
    address: str
    mode: str

    def brings(self, kind: str, payload: Json, retry: int = 0, **beside: Any) -> Answer:  # noqa: ANN401 - of by_http
        """Let Slack bring something, and return the program's answer."""
        if self.mode == "socket":
            return self.loop.do(self.slack.by_socket(kind, payload, retry))
        return self.loop.do(by_http(self.session, self.address, kind, payload, retry, **beside))

    def posts(self, body: bytes, headers: dict[str, str]) -> int:
        """Post something to the address for Slack, and return the status of the answer."""

        async def post() -> int:
            async with self.session.post(self.address, data=io.BytesIO(body), headers=headers) as response:
                return response.status

        return self.loop.do(post())

    def until(self, there: Callable[[], T]) -> T:
        """Return what is found as soon as it is there."""

        async def look() -> T:
            async with asyncio.timeout(SECONDS):
                while not (found := there()):  # noqa: ASYNC110 - anything may be waited for
                    await asyncio.sleep(0.01)
                return found

        return self.loop.do(look())


def settings(slack: SlackServer, home: Path, mode: str, **beside: Any) -> Settings:  # noqa: ANN401 - any setting
    """Return the settings of a program for this Slack."""
    ways = {"socket": {"mandaat_slack_app_token": APP_TOKEN}, "http": {"mandaat_slack_signing_secret": SIGNING_SECRET}}
    usual: dict[str, Any] = {
        "mandaat_public_url": "https://mandaat.example",
        "mandaat_slack_bot_token": BOT_TOKEN,
        "mandaat_slack_api_url": slack.api_url,
    }
    return Settings(mandaat_home=home, **{**usual, **ways[mode], **beside})


@contextmanager
def staged(  # noqa: PLR0913 - a stage has many parts
    loop: Loop,
    database: Database,
    home: Path,
    mode: str,
    *,
    registers: Registers | None = None,
    slack: SlackServer | None = None,
    beside: Mapping[str, Any] | None = None,
) -> Iterator[Stage]:
    """Run the program on this database, connected to a Slack, until the block ends; ``beside`` are other settings."""
    slack = slack or SlackServer()
    loop.do(slack.start())
    app = build(settings(slack, home, mode, **(beside or {})), database, registers=registers, parts=Parts(clock=False))
    config = uvicorn.Config(web(app, Beside(app).running), log_level="warning", access_log=False, proxy_headers=False)
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    serving = asyncio.run_coroutine_threadsafe(server.serve([listening]), loop.loop)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events"
    session = loop.do(_session())
    try:
        if mode == "socket":
            loop.do(slack.connected(SECONDS))
        yield Stage(loop, slack, app, session, address, mode)
    finally:
        server.should_exit = True
        serving.result(SECONDS)
        loop.do(session.close())
        loop.do(slack.stop())


async def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession()
