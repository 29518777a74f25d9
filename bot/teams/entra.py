# SPDX-License-Identifier: EUPL-1.2
"""Entra, which gives tokens: msal asks it with a certificate or a secret, one client for each registration."""

import logging
import ssl
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import requests
from msal import ConfidentialClientApplication
from requests.adapters import HTTPAdapter

from bot.settings import Settings, SettingsWrong
from bot.teams.registrations import Registration, by_tenant
from bot.teams.wire import Wire

#: What a token for the Connector is asked for with.
CONNECTOR = "https://api.botframework.com/.default"
#: How long one call may take; it is made in a thread.
SECONDS = 15.0
_PUBLIC = "https://login.microsoftonline.com"
#: msal logs what it was answered.
_QUIET = logging.getLogger("msal")
_QUIET.setLevel(logging.ERROR)


class NoToken(Exception):
    """Entra gave no token, and why: its own code, such as AADSTS7000215, or what broke on the way."""


class Entra:
    """Gives the tokens for the Connector and for Graph to whoever asks in this process, in any thread."""

    def __init__(self, settings: Settings, known: Sequence[Registration], wire: Wire) -> None:
        """Keep who we are and how Entra is reached; nothing is asked of it yet."""
        self._login = settings.mandaat_teams_login_url
        self._known: Mapping[str, Registration] = by_tenant(tuple(known))
        self._wire = wire
        self._clients: dict[str, ConfidentialClientApplication] = {}
        self._making = threading.Lock()

    def ask(self, tenant: str, scope: str) -> tuple[str, float]:
        """Return a token and for how many seconds it is good.

        Raises:
            NoToken: when Entra gives none, or there is no registration in this tenant.

        """
        try:
            answer = self._client(tenant).acquire_token_for_client([scope])
        except (OSError, ValueError, KeyError, SettingsWrong) as trouble:
            # requests' errors are OSErrors; msal says with a ValueError that it finds no such tenant.
            self.forget(tenant)
            raise NoToken(_reason(trouble)) from trouble
        token = answer.get("access_token")
        if not token:
            codes = answer.get("error_codes") or ()
            raise NoToken(f"AADSTS{codes[0]}" if codes else str(answer.get("error") or "no word"))
        return str(token), float(answer.get("expires_in", 0))

    def forget(self, tenant: str) -> None:
        """Begin anew with a registration: the tokens that its client keeps were refused."""
        self._clients.pop(tenant, None)

    def _client(self, tenant: str) -> ConfidentialClientApplication:
        """Return who asks in a tenant; making it looks the tenant up."""
        with self._making:
            if tenant not in self._clients:
                registration = self._known.get(tenant)
                if registration is None:
                    raise NoToken(f"no registration in tenant {tenant}")
                self._clients[tenant] = ConfidentialClientApplication(
                    registration.client,
                    client_credential=registration.credential(),
                    authority=f"{self._login}/{tenant}",
                    # Another login than Microsoft's own is known to nobody but the administrator.
                    instance_discovery=self._login == _PUBLIC,
                    http_client=_Asking(self._wire),
                )
            return self._clients[tenant]


def _reason(trouble: Exception) -> str:
    """Return why there is no token; nothing of what was asked."""
    if isinstance(trouble, SettingsWrong):
        return str(trouble)
    if isinstance(trouble, OSError):
        return f"Entra cannot be reached ({type(trouble).__name__})"
    return "Entra knows no such tenant, or the certificate cannot be read"


class _Asking:
    """Asks over a connection of its own each time: a token is good for an hour, and nothing stays open for it."""

    def __init__(self, wire: Wire) -> None:
        """Keep the proxy and whom to trust."""
        self._wire = wire

    def get(self, url: str, **named: Any) -> requests.Response:  # noqa: ANN401 - as msal gives it
        """Return what stands there."""
        return self._ask("GET", url, **named)

    def post(self, url: str, **named: Any) -> requests.Response:  # noqa: ANN401 - as msal gives it
        """Return what is answered."""
        return self._ask("POST", url, **named)

    def _ask(self, method: str, url: str, **named: Any) -> requests.Response:  # noqa: ANN401 - as msal gives it
        with requests.Session() as session:
            session.mount("https://", _Trusting(self._wire.certificates))
            if self._wire.proxy:
                session.proxies = {"http": self._wire.proxy, "https": self._wire.proxy}
            # msal gives no time-out itself.
            return session.request(method, url, timeout=SECONDS, **named)


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
