# SPDX-License-Identifier: EUPL-1.2
"""The Bot Connector: opens conversations, writes, changes and removes messages in them, and says who is there.

Source: learn.microsoft.com, "Bot Connector API reference" (v3).
"""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import aiohttp

from bot.payload import Payload, text
from bot.sender import Undelivered
from bot.teams.entra import NoToken
from bot.teams.refusals import refused, unanswered
from bot.teams.registrations import Registration
from bot.teams.texts import Item
from bot.teams.tokens import Tokens
from bot.teams.wire import Wire

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
_MOST_BYTES = 4_000_000


class Connector:
    """One way to write in every conversation of every registration."""

    def __init__(self, wire: Wire, tokens: Tokens, known: Sequence[Registration]) -> None:
        """Keep how Microsoft is reached, where our tokens come from, and who we are in each tenant."""
        self._wire = wire
        self._tokens = tokens
        self._bots = {registration.tenant: registration.bot for registration in known}

    def speaks(self, tenant: str) -> bool:
        """Whether we have a registration in this tenant."""
        return tenant in self._bots

    async def open(self, service: str, tenant: str, user: str) -> str:
        """Return the id of our conversation with a person (an id in Entra); asking twice gives the same.

        Raises:
            Undelivered: as all of these do; ``Blocked`` where the person does not have the app.

        """
        asked = {
            "bot": {"id": self._bots[tenant]},
            "members": [{"id": user}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
            "isGroup": False,
        }
        return text(await self._call(tenant, "POST", f"{service}/v3/conversations", asked), "id")

    async def write(self, service: str, tenant: str, conversation: str, message: Item) -> str:
        """Write a message and return its id."""
        where = f"{service}/v3/conversations/{_safe(conversation)}/activities"
        return text(await self._call(tenant, "POST", where, message, posts=True), "id")

    async def change(self, service: str, tenant: str, conversation: str, message_id: str, message: Item) -> None:
        """Change a message of ours in place."""
        where = f"{service}/v3/conversations/{_safe(conversation)}/activities/{_safe(message_id)}"
        await self._call(tenant, "PUT", where, {**message, "id": message_id})

    async def remove(self, service: str, tenant: str, conversation: str, message_id: str) -> None:
        """Remove a message of ours."""
        where = f"{service}/v3/conversations/{_safe(conversation)}/activities/{_safe(message_id)}"
        await self._call(tenant, "DELETE", where)

    async def member(self, service: str, tenant: str, conversation: str, member: str) -> Payload:
        """Return who somebody in a conversation is: name, address, id in Entra, and whether it is a guest."""
        where = f"{service}/v3/conversations/{_safe(conversation)}/members/{_safe(member)}"
        return await self._call(tenant, "GET", where)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._wire.close()

    async def _call(
        self, tenant: str, method: str, url: str, body: Item | None = None, *, posts: bool = False
    ) -> Payload:
        """Call the Connector and return what it answers; ``posts`` is whether it puts a message somewhere."""
        try:
            token = await self._tokens.bearer(tenant)
        except NoToken as no:
            raise Undelivered(f"no token for Teams: {no}") from no
        # Written here: aiohttp would write what is not ASCII in six characters each, and a card is counted in bytes.
        written = None if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
        try:
            async with self._wire.session().request(method, url, data=written, headers=headers) as answer:
                said = await _said(answer)
        except (aiohttp.ClientError, OSError) as trouble:
            raise unanswered(trouble, posts=posts) from trouble
        if answer.ok:
            return said if isinstance(said, dict) else {}
        if answer.status == HTTPStatus.UNAUTHORIZED:
            self._tokens.forget(tenant)
        raise refused(answer, said, posts=posts)


async def _said(answer: aiohttp.ClientResponse) -> Any:  # noqa: ANN401 - any JSON
    """Return the JSON of an answer; None where it is none."""
    try:
        return json.loads(await answer.content.read(_MOST_BYTES))
    except ValueError:
        return None


def _safe(part: str) -> str:
    """Return an id as one part of an address."""
    return quote(part, safe="")
