# SPDX-License-Identifier: EUPL-1.2
"""Looks in Teams who of those who hold a function is out of office; what that leads to is a proposal and no more.

Source: learn.microsoft.com, "Get presence for multiple users": Presence.Read.All, at most 650 people at once.
"""

import asyncio
from collections.abc import Callable, Sequence
from secrets import token_hex

from bot.clock import business_now, machine_now
from bot.effects import Cause, effect
from bot.payload import Payload, part, parts, text
from bot.teams.graph import Graph
from bot.teams.listen import PLATFORM
from bot.teams.looking import every_quarter
from bot.teams.registrations import Registration
from commands.feature import Feature
from commands.organisation.proposals import propose
from commands.organisation.rules import holds_on
from storage.database import Connection, Database
from storage.organisation import Organisations
from storage.seen import Seen
from storage.store import Store

_MOST_AT_ONCE = 650


class Presences:
    """Looks now and then in each tenant where we may."""

    def __init__(
        self,
        database: Database,
        graph: Graph,
        known: Sequence[Registration],
        features: Sequence[Feature],
        wake: Callable[[], None],
    ) -> None:
        """Keep in which tenants we look; ``wake`` has the outbox looked at."""
        self._database = database
        self._graph = graph
        self._tenants = [each.tenant for each in known if each.presence]
        self._features = features
        self._wake = wake

    async def run(self) -> None:
        """Look until cancelled."""
        await every_quarter("presence", self._tenants, self.look, self._database)

    async def look(self, tenant: str) -> None:
        """Look once, and propose what follows.

        Raises:
            NoGraph: when Teams does not tell.
            DatabaseUnusable: when nothing can be read or stored.

        """
        holders = await asyncio.to_thread(self._database.read, lambda c: _holders(c, tenant))
        away: list[str] = []
        users = list(holders)
        for start in range(0, len(users), _MOST_AT_ONCE):
            asked = {"ids": users[start : start + _MOST_AT_ONCE]}
            said = await self._graph.call(tenant, "POST", "/communications/getPresencesByUserId", asked)
            out = [text(each, "id") for each in parts(said, "value") if _out(each)]
            away += [holders[user] for user in out if user in holders]
        told = await asyncio.to_thread(self._database.transact, lambda c: self._proposed(c, tenant, away))
        if told:
            self._wake()

    def _proposed(self, connection: Connection, tenant: str, away: Sequence[str]) -> bool:
        """Propose a deputy for each, once a week; return whether anybody has something to read."""
        organisation = Organisations(connection).of_tenant(PLATFORM, tenant)
        if organisation is None:
            return False
        store, told = Store(connection, organisation), False
        at = business_now(store.settings)
        today = at.astimezone(organisation.zone).date()
        year, week, _day = today.isocalendar()
        for person_id in away:
            person = store.people.person(person_id)
            reply = propose(person, today, store) if person else None
            if reply and Seen(connection).first_time(f"presence/{person_id}/{year}-{week}", machine_now()):
                effect(store, reply, Cause(PLATFORM, "presence", at, token_hex(4)), self._features)
                told = True
        return told


def _holders(connection: Connection, tenant: str) -> dict[str, str]:
    """Return who holds a function today: the id of the person by the id in Entra."""
    organisation = Organisations(connection).of_tenant(PLATFORM, tenant)
    if organisation is None:
        return {}
    store = Store(connection, organisation)
    today = business_now(store.settings).astimezone(organisation.zone).date()
    people = {
        h.person.id: h.person for h in store.people.all_holdings().values() if not h.deputy and holds_on(h, today)
    }
    return {
        account.user: person.id
        for person in people.values()
        for account in store.people.accounts(person)
        if (account.platform, account.tenant) == (PLATFORM, tenant)
    }


def _out(presence: Payload) -> bool:
    """Whether somebody is out of office."""
    settings = part(presence, "outOfOfficeSettings")
    return text(presence, "activity") == "OutOfOffice" or settings.get("isOutOfOffice") is True
