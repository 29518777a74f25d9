# SPDX-License-Identifier: EUPL-1.2
"""Our own tokens, as one loop keeps them until they are old."""

import asyncio
import time

from bot.teams.entra import CONNECTOR, Entra

#: So long before its end a token is renewed.
_AHEAD_SECONDS = 300.0


class Tokens:
    """The tokens of every registration. One is asked for at a time; whoever wants the same waits for it."""

    def __init__(self, entra: Entra) -> None:
        """Keep who gives them; nothing is asked yet."""
        self._entra = entra
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
            token, seconds = await asyncio.to_thread(self._entra.ask, tenant, scope)
            self._kept[which] = token, time.monotonic() + max(0.0, seconds - _AHEAD_SECONDS)
            return token

    def forget(self, tenant: str, scope: str = CONNECTOR) -> None:
        """Ask for a new token the next time: this one was refused."""
        self._kept.pop((tenant, scope), None)
        self._entra.forget(tenant)
