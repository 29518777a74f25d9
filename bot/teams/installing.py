# SPDX-License-Identifier: EUPL-1.2
"""Gives the app to who does not have it and must hear something, where the administrator lets us.

Source: learn.microsoft.com, "Install app for user": TeamsAppInstallation.ReadWriteSelfForUser.All is enough.
"""

import logging
import time
from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import quote

from bot.teams.graph import Graph, NoGraph
from bot.teams.registrations import Registration

log = logging.getLogger(__name__)
#: Who was given the app, or could not be, is left alone so long.
_AGAIN_SECONDS = 86_400.0
#: Where nobody consented: that may happen soon.
_CONSENT_SECONDS = 900.0
_MOST_KEPT = 10_000


class Installing:
    """Installs the app for one person at a time."""

    def __init__(self, graph: Graph, known: Sequence[Registration]) -> None:
        """Keep in which tenants we may, and what the app is called in the catalog there."""
        self._graph = graph
        self._apps = {each.tenant: each.install for each in known if each.install}
        self._tried: dict[tuple[str, str], float] = {}

    async def install(self, tenant: str, user: str) -> bool:
        """Give a person (an id in Entra) the app; return whether that went well now."""
        app, now = self._apps.get(tenant, ""), time.monotonic()
        if not app or now < self._tried.get((tenant, user), 0.0):
            return False
        if len(self._tried) >= _MOST_KEPT:
            self._tried.clear()
        self._tried[tenant, user] = now + _AGAIN_SECONDS
        wanted = {"teamsApp@odata.bind": f"{self._graph.url}/appCatalogs/teamsApps/{quote(app, safe='')}"}
        try:
            await self._graph.call(tenant, "POST", f"/users/{quote(user, safe='')}/teamwork/installedApps", wanted)
        except NoGraph as no:
            if no.status == HTTPStatus.CONFLICT:
                # It was there already.
                return True
            if no.status == HTTPStatus.FORBIDDEN:
                self._tried[tenant, user] = now + _CONSENT_SECONDS
            log.warning("the app could not be installed for a person: %s", no)
            return False
        return True
