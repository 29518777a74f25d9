# SPDX-License-Identifier: EUPL-1.2
"""How Microsoft is reached: its addresses, a proxy, and certificates of one's own."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import aiohttp

from bot.settings import Settings
from bot.trust import trusting

#: How long one call to the Connector may take: it may be slow for half a minute and take the message all the same. Less
#: than the outbox gives an attempt.
SECONDS = 35.0
CONNECT_SECONDS = 5.0
#: More than there are messages under way at once.
_CONNECTIONS = 300


@dataclass(slots=True)
class Wire:
    """One pool of connections to the Connector; it opens in the loop that first uses it."""

    proxy: str | None = None
    ca_bundle: Path | None = None
    seconds: float = SECONDS
    certificates: ssl.SSLContext | None = field(default=None, init=False)
    _session: aiohttp.ClientSession | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Read once whom to trust; None means those that the machine trusts."""
        self.certificates = trusting(self.ca_bundle)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the way to Microsoft that these settings say."""
        return cls(settings.https_proxy or None, settings.mandaat_ca_bundle)

    def session(self) -> aiohttp.ClientSession:
        """Return the connections of this loop."""
        if self._session is None or self._session.closed:
            limits = aiohttp.ClientTimeout(total=self.seconds, sock_connect=CONNECT_SECONDS)
            trusted: ssl.SSLContext | bool = self.certificates or True
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS, ssl=trusted)
            self._session = aiohttp.ClientSession(timeout=limits, connector=connector, proxy=self.proxy)
        return self._session

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session:
            await self._session.close()
