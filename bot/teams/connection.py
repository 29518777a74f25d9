# SPDX-License-Identifier: EUPL-1.2
"""Teams as a whole: how it reaches us and we reach it, made from the settings."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute

from bot.dispatch import Dispatcher
from bot.settings import Settings
from bot.teams.acquaintances import Acquaintances
from bot.teams.connector import Connector
from bot.teams.entra import Entra
from bot.teams.extension import Extension
from bot.teams.forms import Forms
from bot.teams.gate import Gate
from bot.teams.graph import Graph
from bot.teams.installing import Installing
from bot.teams.interactions import Interactions
from bot.teams.keys import Keys
from bot.teams.life import Life
from bot.teams.listen import PLATFORM
from bot.teams.mailbox import Mailbox
from bot.teams.pages import Pages
from bot.teams.presences import Presences
from bot.teams.refreshing import Refreshing
from bot.teams.registrations import Registration, by_tenant, registrations
from bot.teams.send import TeamsSender
from bot.teams.texts import Item
from bot.teams.tokens import Tokens
from bot.teams.visitors import Unbelieved, Visitors
from bot.teams.wire import Wire
from commands.events import Incoming, Place, Press
from commands.feature import Feature
from commands.people import Account
from storage.database import Database, DatabaseUnusable
from storage.organisation import Organisations

log = logging.getLogger(__name__)


class Connection:
    """What comes from Teams, for as long as this process answers people."""

    def __init__(self, settings: Settings, database: Database, features: Sequence[Feature]) -> None:
        """Make the way to Teams; nothing is asked of it yet.

        Raises:
            SettingsWrong: when the registrations cannot be used.

        """
        self._settings = settings
        self._database = database
        self._features = features
        self._known = registrations(settings)
        for each in self._known:
            # Nothing could be sent with what is no proof: better said now than at the first message.
            each.credential()
        self._known_in = by_tenant(self._known)
        self._opens = frozenset[str]().union(*(feature.opens for feature in features))
        self._wire = Wire.of(settings)
        self._entra = Entra(settings, self._known, self._wire)
        self._keys = Keys(settings.mandaat_teams_keys_url, self._wire.certificates)
        self._visitors = Visitors(settings, self._known, self._wire)
        self._pages: Pages | None = None
        self._interactions: Interactions | None = None
        self._acquaintances: Acquaintances | None = None
        self._looks: tuple[Presences | Mailbox, ...] = ()

    def hears(self, dispatcher: Dispatcher, wake: Callable[[], None]) -> None:
        """Make the way from Teams; ``wake`` has the outbox looked at."""
        settings, database = self._settings, self._database
        tokens = Tokens(self._entra)
        connector = Connector(self._wire, tokens, self._known)
        graph = Graph(self._wire, tokens, settings.mandaat_teams_graph_url)
        presences = Presences(database, graph, self._known, self._features, wake)
        self._looks = (presences, Mailbox(database, graph, self._known))
        installs = frozenset(each.tenant for each in self._known if each.install)
        acquaintances = Acquaintances(database, connector, settings.mandaat_teams_service_url, installs)
        self._acquaintances = acquaintances
        drawn = (settings.public_url, self._opens)
        interactions = Interactions(
            dispatcher,
            acquaintances,
            Forms(database),
            Extension(database, self._features, *drawn),
            Refreshing(database, *drawn),
            Life(database, acquaintances, wake),
        )
        self._interactions = interactions
        self._pages = Pages(Gate(self._known, self._keys), self._keys, interactions)

    def routes(self) -> list[BaseRoute]:
        """Return the page for Teams."""
        return self._pages.routes() if self._pages else []

    async def visitor(self, authorization: str) -> Account | None:
        """Return whose account a token of Entra is of, whom we then know if we can; None where it proves nothing.

        Raises:
            DatabaseUnusable: when it cannot be looked up who that is.

        """
        try:
            visitor = await self._visitors.who(authorization)
        except Unbelieved:
            return None
        if self._acquaintances:
            await self._acquaintances.welcome(visitor.account, visitor.profile)
        return visitor.account

    async def press(self, account: Account, press: Press, key: str, *, opens: bool) -> Item:
        """Carry out what was pressed on the tab, and return what opens there: a dialog of which bot, or a word.

        ``opens`` is whether a dialog can open; where none can, the form comes by a button in the conversation.

        Raises:
            DatabaseUnusable: when it cannot be stored.

        """
        if self._interactions is None:
            return {}
        place = Place(PLATFORM, account.user)
        incoming = Incoming(press, account, place, f"{PLATFORM}/{account.tenant}/{account.user}/{key}", opens)
        answer = await self._interactions.pressed(incoming)
        return {**answer, "bot": self._known_in[account.tenant].client}

    def sender(self) -> TeamsSender:
        """Return who sends, with connections of its own: those are let go of after the last message is out."""
        settings, wire = self._settings, Wire.of(self._settings)
        tokens = Tokens(self._entra)
        installing = Installing(Graph(wire, tokens, settings.mandaat_teams_graph_url), self._known)
        where = (settings.public_url, settings.mandaat_teams_service_url)
        connector = Connector(wire, tokens, self._known)
        return TeamsSender(self._database, connector, *where, self._opens, installing)

    @property
    def ready(self) -> bool:
        """Whether what comes in can be told from what is forged."""
        return self._keys.here

    @property
    def recognises(self) -> bool:
        """Whether it can be told who looks at the tab."""
        return self._visitors.here

    async def run(self) -> None:
        """Keep the keys fresh until cancelled."""
        try:
            looks = [each.run() for each in self._looks]
            await asyncio.gather(self._keys.run(), self._visitors.run(), self._settle(), *looks)
        finally:
            await self._wire.close()

    async def _settle(self) -> None:
        """Link the tenants to the only organisation there is, where that is clear."""
        with contextlib.suppress(DatabaseUnusable):
            await asyncio.to_thread(self._database.transact, lambda c: settle(Organisations(c), self._known))


def settle(organisations: Organisations, known: Sequence[Registration]) -> None:
    """Link the only registration to the only organisation, where it has none; else say what an administrator must."""
    every = organisations.all()
    for registration in known:
        tenant = registration.tenant
        if organisations.of_tenant(PLATFORM, tenant):
            continue
        if len(every) == 1 and len(known) == 1:
            organisations.link_tenant(PLATFORM, tenant, every[0].id)
            log.info("the tenant %s speaks for %s", tenant, every[0].id)
        else:
            log.warning("say whose tenant this is: python -m bot organisation link ID teams %s", tenant)
