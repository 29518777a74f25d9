# SPDX-License-Identifier: EUPL-1.2
"""The whole program and our own Slack on one loop, in a thread beside the test: what people do goes over real HTTP."""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from bot.app import App
from bot.registers import Registers
from bot.settings import Settings
from bot.slack import acquaintances
from storage.database import Database
from tests.fakes.serving import SECONDS, Loop, served
from tests.fakes.slack_server import Answer, SlackServer, by_http
from tests.fakes.slack_workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Json

T = TypeVar("T")

#: What a person is not kept waiting for is waited for in tests: a busy machine is no slow Slack.
acquaintances.LOOK_SECONDS = 30.0


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
        return self.loop.until(there)


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
    try:
        with served(loop, settings(slack, home, mode, **(beside or {})), database, registers) as running:
            if mode == "socket":
                loop.do(slack.connected(SECONDS))
            yield Stage(loop, slack, running.app, running.session, f"{running.address}/slack/events", mode)
    finally:
        loop.do(slack.stop())
