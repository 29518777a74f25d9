# SPDX-License-Identifier: EUPL-1.2
"""How Slack is reached: the address of its Web API, a proxy, and certificates of one's own."""

import logging
import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Self

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.payload import Payload, part, text
from bot.settings import Settings
from bot.trust import trusting

#: The SDK logs whole payloads at a lower level, and those hold what people wrote.
QUIET = logging.getLogger("slack_bolt")
QUIET.setLevel(logging.ERROR)
_SECONDS = 10
_CONNECT_SECONDS = 5
#: More than there are messages under way at once.
_CONNECTIONS = 300
#: What asking Slack something can end in.
TROUBLE = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)


#: Of these, somebody else than Slack answered for this way of asking, or a Slack that does not know the method.
_NOT_SO_ASKED = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})


def reason(trouble: Exception) -> str:
    """Return why Slack did not do what was asked, in one word, its own where it has one; nothing of what was asked."""
    if isinstance(trouble, SlackApiError):
        return text(getattr(trouble.response, "data", None), "error") or f"HTTP-{answered(trouble)}"
    return type(trouble).__name__


def refused_by_slack(trouble: Exception) -> bool:
    """Whether it is Slack that says no, and not the way to it or a stranger at its address."""
    return isinstance(trouble, SlackApiError) and bool(text(getattr(trouble.response, "data", None), "error"))


def answered(trouble: SlackApiError) -> int:
    """Return the status of the answer; one that is no JSON comes as aiohttp gave it."""
    return int(getattr(trouble.response, "status_code", 0) or getattr(trouble.response, "status", 0))


async def ask(client: AsyncWebClient, method: str, **what: str | int) -> Payload:
    """Return what a method says that changes nothing.

    It is asked as Slack's client for Python asks, and where that finds nothing, as the one for JavaScript does: Slack
    hears both, and a server that stands in for it may know only one.

    Raises:
        SlackApiError: and what else is ``TROUBLE``, when Slack does not tell.

    """
    try:
        found = await client.api_call(method, http_verb="GET", params=what)
    except SlackApiError as no:
        if answered(no) not in _NOT_SO_ASKED:
            raise
        found = await client.api_call(method, data=what)
    return part(found.data)


@dataclass(slots=True)
class Wire:
    """One pool of connections to Slack; it opens in the loop that first uses it."""

    api_url: str
    proxy: str | None = None
    ca_bundle: Path | None = None
    #: How long one call may take; well below the lease of a message.
    seconds: float = _SECONDS
    certificates: ssl.SSLContext | None = field(default=None, init=False)
    _session: aiohttp.ClientSession | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Read once whom to trust; None means those that the machine trusts."""
        self.certificates = trusting(self.ca_bundle)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the way to Slack that these settings say."""
        return cls(f"{settings.mandaat_slack_api_url}/", settings.https_proxy or None, settings.mandaat_ca_bundle)

    def client(self, token: str | None = None, *, pooled: bool = True) -> AsyncWebClient:
        """Return a client with this token; ``pooled`` needs a running loop."""
        return AsyncWebClient(
            token,
            base_url=self.api_url,
            timeout=_SECONDS,
            ssl=self.certificates,
            proxy=self.proxy,
            session=self._pool() if pooled else None,
            logger=QUIET,
        )

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session:
            await self._session.close()

    def _pool(self) -> aiohttp.ClientSession:
        """Return the connections of this loop."""
        if self._session is None or self._session.closed:
            limits = aiohttp.ClientTimeout(total=self.seconds, sock_connect=_CONNECT_SECONDS)
            self._session = aiohttp.ClientSession(timeout=limits, connector=aiohttp.TCPConnector(limit=_CONNECTIONS))
        return self._session
