# SPDX-License-Identifier: EUPL-1.2
"""Socket Mode: the way in for who cannot be reached from the internet; watched, and opened anew when it goes silent."""

import asyncio
import contextlib
import logging

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.slack.wire import QUIET, TROUBLE, Wire, reason

log = logging.getLogger(__name__)

#: How often we and Slack say that we are still there. Slack's own client gives up after four times unanswered.
PING_SECONDS = 5.0
#: How long the client may take to find its way back by itself.
SILENT_SECONDS = 30.0
#: Between two attempts to open a connection that Slack refuses.
PAUSE_SECONDS = 10.0


class SocketMode:
    """Keeps one connection to Slack open."""

    def __init__(
        self,
        app: AsyncApp,
        wire: Wire,
        app_token: str,
        *,
        ping_seconds: float = PING_SECONDS,
        silent_seconds: float = SILENT_SECONDS,
    ) -> None:
        """Keep who hears what comes in, how Slack is reached, how often it is pinged and how long silence is borne."""
        self._app = app
        self._wire = wire
        self._app_token = app_token
        self._ping_seconds = ping_seconds
        self._silent_seconds = silent_seconds
        self._handler: AsyncSocketModeHandler | None = None

    async def run(self) -> None:
        """Listen until cancelled."""
        while True:
            try:
                await self._listen()
            except TROUBLE as no:
                log.warning("Slack's socket cannot be opened: %s", reason(no))
                await asyncio.sleep(PAUSE_SECONDS)

    async def connected(self) -> bool:
        """Whether Slack can reach us by this way now."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def _listen(self) -> None:
        """Open a connection and watch it until it has been silent for too long."""
        client = self._wire.client(pooled=False)
        handler = AsyncSocketModeHandler(
            self._app, self._app_token, QUIET, client, proxy=self._wire.proxy, ping_interval=self._ping_seconds
        )
        self._handler = handler
        try:
            # The client itself tries for ever, and says why with a trace: what it is refused, we ask first.
            handler.client.wss_uri = await handler.client.issue_new_wss_url()
            async with asyncio.timeout(self._silent_seconds):
                await handler.client.connect()  # type: ignore[no-untyped-call]  # as the SDK has it
            log.info("Slack's socket is open")
            silent = 0.0
            while silent < self._silent_seconds:
                await asyncio.sleep(self._ping_seconds)
                silent = 0.0 if await handler.client.is_connected() else silent + self._ping_seconds
            log.warning("Slack's socket went silent; it is opened anew")
        finally:
            self._handler = None
            with contextlib.suppress(OSError, RuntimeError):
                await handler.client.close()  # type: ignore[no-untyped-call]  # the same
