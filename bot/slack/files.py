# SPDX-License-Identifier: EUPL-1.2
"""Puts the pictures of cards in a workspace as files, each once: private until they stand in a message.

A picture at an address of our own would have to be open to whoever has the address, for as long as the message is
read. The file is the bot's, and only who sees the message sees it.
Source: docs.slack.dev/messaging/working-with-files, and there "Slack file object" of the Block Kit.
"""

import asyncio
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from slack_sdk.errors import SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chart import png
from bot.language import Localizer
from bot.lengths import NOTHING, clip, said
from bot.payload import text
from bot.slack import limits
from bot.slack.wire import TROUBLE
from commands.cards import Card, Chart

#: So many pictures are remembered; and how long a workspace that took none is left alone.
KEPT = 200
LEFT_ALONE_SECONDS = 600.0


@dataclass(slots=True)
class Files:
    """The pictures that were uploaded since this process began."""

    _ids: dict[tuple[str, str], str] = field(default_factory=dict)
    _refused: dict[str, float] = field(default_factory=dict)
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def of(self, client: AsyncWebClient, tenant: str, card: Card, localizer: Localizer) -> Mapping[Chart, str]:
        """Return the file of each chart of a card; none where Slack takes no file: the card says it all in words."""
        charts = [element for element in card.elements if isinstance(element, Chart)]
        found = [(chart, await self._file(client, tenant, chart, localizer)) for chart in charts]
        return {chart: file for chart, file in found if file}

    async def _file(self, client: AsyncWebClient, tenant: str, chart: Chart, localizer: Localizer) -> str:
        """Return the file of one chart, or nothing; people who are told at the same time share it."""
        drawn = await asyncio.to_thread(png, chart, localizer)
        key = (tenant, hashlib.sha256(drawn).hexdigest())
        async with self._turns.setdefault(tenant, asyncio.Lock()):
            if key not in self._ids and time.monotonic() >= self._refused.get(tenant, 0.0):
                if len(self._ids) >= KEPT:
                    self._ids.clear()
                try:
                    self._ids[key] = await _uploaded(client, drawn, said(chart.alt, localizer, NOTHING))
                except (*TROUBLE, SlackRequestError):
                    # The installation may not have been given the scope: the doctor says so.
                    self._refused[tenant] = time.monotonic() + LEFT_ALONE_SECONDS
            return self._ids.get(key, "")


async def _uploaded(client: AsyncWebClient, drawn: bytes, alt: str) -> str:
    """Put a picture in the workspace, and return the id of the file."""
    alt = clip(alt, limits.ALT_TEXT)
    answer = await client.files_upload_v2(content=drawn, filename="mandaat.png", title=alt, alt_txt=alt)
    return text(answer.data, "file", "id")
