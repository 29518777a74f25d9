# SPDX-License-Identifier: EUPL-1.2
"""Microsoft Graph, for what is optional: each part works only where an administrator consented to it.

Source: learn.microsoft.com, "Microsoft Graph REST API v1.0".
"""

import json
from http import HTTPStatus

import aiohttp

from bot.payload import Payload, text
from bot.teams.entra import NoToken
from bot.teams.texts import Item
from bot.teams.tokens import Tokens
from bot.teams.wire import Wire

_MOST_BYTES = 4_000_000


class NoGraph(Exception):
    """Graph did not do it, and why: its own word, such as Forbidden where nobody consented."""

    def __init__(self, reason: str, status: int = 0) -> None:
        """Keep why; ``status`` is 0 where there was no answer."""
        super().__init__(reason)
        self.status = status


class Graph:
    """One way to Graph for every registration."""

    def __init__(self, wire: Wire, tokens: Tokens, url: str) -> None:
        """Keep how it is reached and where our tokens come from."""
        self._wire = wire
        self._tokens = tokens
        self._scope = f"{url}/.default"
        #: What addresses in what is sent begin with, too.
        self.url = f"{url}/v1.0"

    async def call(self, tenant: str, method: str, path: str, body: Item | None = None) -> Payload:
        """Call Graph in a tenant, and return what it answers.

        Raises:
            NoGraph: when there is no token, no answer, or a refusal.

        """
        try:
            token = await self._tokens.bearer(tenant, self._scope)
        except NoToken as no:
            raise NoGraph(str(no)) from no
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with self._wire.session().request(method, self.url + path, json=body, headers=headers) as answer:
                held = await answer.content.read(_MOST_BYTES)
        except (aiohttp.ClientError, OSError) as trouble:
            raise NoGraph(type(trouble).__name__) from trouble
        said = _parsed(held)
        if answer.ok:
            return said
        if answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            # What was consented to stands in the token: after consent a new one is needed.
            self._tokens.forget(tenant, self._scope)
        raise NoGraph(text(said, "error", "code") or f"HTTP {answer.status}", answer.status)


def _parsed(held: bytes) -> Payload:
    """Return the object of an answer; an empty one where it is none."""
    try:
        said = json.loads(held)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
