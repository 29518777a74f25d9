# SPDX-License-Identifier: EUPL-1.2
"""How Microsoft is reached: its addresses, a proxy, and certificates of one's own."""

import functools
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import aiohttp
import requests
from requests.adapters import HTTPAdapter

from bot.settings import Settings

#: How long one call to the Connector may take: it may be slow for half a minute and take the message all the same. Less
#: than the outbox gives an attempt.
SECONDS = 35.0
CONNECT_SECONDS = 5.0
#: For a token, which is asked for in a thread.
LOGIN_SECONDS = 15.0
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
    _logins: list[requests.Session] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        """Read once whom to trust; None means those that the machine trusts."""
        if self.ca_bundle:
            self.certificates = ssl.create_default_context()
            self.certificates.load_verify_locations(self.ca_bundle)

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

    def login(self) -> requests.Session:
        """Return the synchronous connections with which msal asks for tokens."""
        session = requests.Session()
        session.mount("https://", _Trusting(self.certificates))
        if self.proxy:
            session.proxies = {"http": self.proxy, "https": self.proxy}
        # msal gives no time-out itself.
        session.request = functools.partial(session.request, timeout=LOGIN_SECONDS)  # type: ignore[method-assign]
        self._logins.append(session)
        return session

    async def close(self) -> None:
        """Let go of the connections."""
        for login in self._logins:
            login.close()
        if self._session:
            await self._session.close()


class _Trusting(HTTPAdapter):
    """Trusts these certificates too."""

    def __init__(self, certificates: ssl.SSLContext | None) -> None:
        """Keep whom to trust."""
        self._certificates = certificates
        super().__init__()

    def init_poolmanager(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - the library's hook
        """Open connections that trust them."""
        if self._certificates:
            named["ssl_context"] = self._certificates
        super().init_poolmanager(*args, **named)
