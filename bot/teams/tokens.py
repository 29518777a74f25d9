# SPDX-License-Identifier: EUPL-1.2
"""Our own tokens: msal asks Entra for them, with a certificate or a secret, and keeps them until they are old."""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence

from msal import ConfidentialClientApplication

from bot.settings import Settings, SettingsWrong
from bot.teams.registrations import Registration, by_tenant
from bot.teams.wire import Wire

#: What a token for the Connector is asked for with.
CONNECTOR = "https://api.botframework.com/.default"
_PUBLIC = "https://login.microsoftonline.com"
#: So long before its end a token is renewed.
_AHEAD_SECONDS = 300.0
#: msal logs what it was answered.
_QUIET = logging.getLogger("msal")
_QUIET.setLevel(logging.ERROR)


class NoToken(Exception):
    """Entra gave no token, and why: its own code, such as AADSTS7000215, or what broke on the way."""


class Tokens:
    """The tokens of every registration. One is asked for at a time; whoever wants the same waits for it."""

    def __init__(self, settings: Settings, known: Sequence[Registration], wire: Wire) -> None:
        """Keep who we are and how Entra is reached; nothing is asked of it yet."""
        self._login = settings.mandaat_teams_login_url
        self._known: Mapping[str, Registration] = by_tenant(tuple(known))
        self._wire = wire
        self._clients: dict[str, ConfidentialClientApplication] = {}
        self._kept: dict[tuple[str, str], tuple[str, float]] = {}
        self._asking: dict[tuple[str, str], asyncio.Lock] = {}

    async def bearer(self, tenant: str, scope: str = CONNECTOR) -> str:
        """Return a token that is good for some minutes at least.

        Raises:
            NoToken: when Entra gives none, or there is no registration in this tenant.

        """
        which = (tenant, scope)
        async with self._asking.setdefault(which, asyncio.Lock()):
            token, until = self._kept.get(which, ("", 0.0))
            if time.monotonic() < until:
                return token
            token, seconds = await asyncio.to_thread(self.ask, tenant, scope)
            self._kept[which] = token, time.monotonic() + max(0.0, seconds - _AHEAD_SECONDS)
            return token

    def forget(self, tenant: str, scope: str = CONNECTOR) -> None:
        """Ask for a new token the next time: this one was refused."""
        self._kept.pop((tenant, scope), None)
        self._clients.pop(tenant, None)

    def ask(self, tenant: str, scope: str = CONNECTOR) -> tuple[str, float]:
        """Return a token and for how many seconds it is good.

        Raises:
            NoToken: when Entra gives none.

        """
        try:
            answer = self._client(tenant).acquire_token_for_client([scope])
        except (OSError, ValueError, KeyError, SettingsWrong) as trouble:
            # requests' errors are OSErrors; msal says with a ValueError that it finds no such tenant.
            self._clients.pop(tenant, None)
            raise NoToken(_reason(trouble)) from trouble
        token = answer.get("access_token")
        if not token:
            codes = answer.get("error_codes") or ()
            raise NoToken(f"AADSTS{codes[0]}" if codes else str(answer.get("error") or "no word"))
        return str(token), float(answer.get("expires_in", 0))

    def _client(self, tenant: str) -> ConfidentialClientApplication:
        """Return who asks in a tenant; making it looks the tenant up."""
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
                http_client=self._wire.login(),
            )
        return self._clients[tenant]


def _reason(trouble: Exception) -> str:
    """Return why there is no token; nothing of what was asked."""
    if isinstance(trouble, SettingsWrong):
        return str(trouble)
    if isinstance(trouble, OSError):
        return f"Entra cannot be reached ({type(trouble).__name__})"
    return "Entra knows no such tenant, or the certificate cannot be read"
