# SPDX-License-Identifier: EUPL-1.2
"""Slack as a whole: how it reaches us and we reach it, made from the settings."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from starlette.routing import BaseRoute

from bot.dispatch import Dispatcher
from bot.settings import Settings
from bot.slack.acquaintances import Acquaintances
from bot.slack.bolt import bolt
from bot.slack.commands import reading
from bot.slack.groups import Groups
from bot.slack.home import Homes
from bot.slack.installations import InstallationStore, ManyWorkspaces, StateStore
from bot.slack.interactions import Interactions
from bot.slack.life import Life
from bot.slack.membership import Membership
from bot.slack.modals import Modals
from bot.slack.oauth import flow
from bot.slack.pages import Pages
from bot.slack.send import SlackSender
from bot.slack.wire import Wire
from bot.slack.workspaces import Bots, OneWorkspace, Workspaces
from bot.vault import Vault
from commands.feature import Feature
from storage.database import Database, DatabaseUnusable
from storage.organisation import Organisations

if TYPE_CHECKING:
    from bot.slack.socket_mode import SocketMode

log = logging.getLogger(__name__)

LEARN_SECONDS = 60.0


class Connection:
    """What comes from Slack, for as long as this process answers people."""

    def __init__(self, settings: Settings, database: Database, features: Sequence[Feature]) -> None:
        """Make the way to Slack; nothing is asked of it yet. ``features`` stand on people's homes."""
        self._settings = settings
        self._database = database
        self._wire = Wire.of(settings)
        self._installing: AsyncOAuthFlow | None = None
        self._bots = self._tokens(settings, database)
        self.workspaces = Workspaces(self._wire, self._bots)
        self._reads = reading(features, settings.mandaat_slack_command_prefix)
        self.homes = Homes(database, features, settings.public_url, self._reads)
        self.socket: SocketMode | None = None
        self._app: AsyncApp | None = None

    def hears(self, dispatcher: Dispatcher, wake: Callable[[], None]) -> None:
        """Make the way from Slack; ``wake`` has the outbox looked at."""
        settings = self._settings
        acquaintances = Acquaintances(self._database, self.workspaces, self._reads)
        modals = Modals(self.workspaces, acquaintances)
        prefix, public = settings.mandaat_slack_command_prefix, settings.public_url
        groups = Groups(self._database)
        interactions = Interactions(dispatcher, acquaintances, modals, groups, prefix=prefix, public=public)
        life = Life(self.workspaces, acquaintances, self.homes, wake)
        membership = Membership(self._database, self.workspaces, wake)
        app = bolt(self._wire, self.workspaces, interactions, life, membership, settings.mandaat_slack_signing_secret)
        if token := settings.mandaat_slack_app_token:
            # Slack's own client for it is only for who cannot be reached from the internet.
            from bot.slack.socket_mode import SocketMode  # noqa: PLC0415

            self.socket = SocketMode(app, self._wire, token)
        self._app = app

    def routes(self) -> list[BaseRoute]:
        """Return the pages for Slack; without a signing secret nothing that comes in by HTTP can be trusted."""
        if self._app is None or not self._settings.mandaat_slack_signing_secret:
            return []
        return Pages(self._app, self._installing).routes()

    def sender(self) -> SlackSender:
        """Return who sends, with connections of its own: those are let go of after the last message is out."""
        settings = self._settings
        way = (Wire.of(settings), self._bots, self.homes.draw, Groups(self._database).called, settings.public_url)
        return SlackSender(*way, reads_history=settings.mandaat_slack_reads_history, reads=self._reads)

    def _tokens(self, settings: Settings, database: Database) -> Bots:
        """Return whose tokens we use: that of the settings, or those of the workspaces that installed the app."""
        if not settings.mandaat_slack_client_id:
            return OneWorkspace(self._wire, settings.mandaat_slack_bot_token)
        store = InstallationStore(database, Vault(settings.mandaat_secret_key))
        self._installing = flow(settings, self._wire, store, StateStore(database))
        client = (settings.mandaat_slack_client_id, settings.mandaat_slack_client_secret)
        return ManyWorkspaces(self._wire, database, store, *client)

    async def run(self) -> None:
        """Listen until cancelled."""
        try:
            await asyncio.gather(self._learn(), self.socket.run() if self.socket else asyncio.Event().wait())
        finally:
            await self._wire.close()

    async def _learn(self) -> None:
        """Ask Slack whose token we have until it says so, then give the workspace an organisation if it has none."""
        bot = await self.workspaces.learn()
        while bot is None:
            await asyncio.sleep(LEARN_SECONDS)
            bot = await self.workspaces.learn()
        team = bot.team
        if not team:
            return
        with contextlib.suppress(DatabaseUnusable):
            await asyncio.to_thread(self._database.transact, lambda c: settle(Organisations(c), team))


def settle(organisations: Organisations, team: str) -> None:
    """Link the workspace of the settings' own token to the only organisation there is, where it has none yet."""
    every = organisations.all()
    if organisations.of_tenant("slack", team):
        return
    if len(every) == 1:
        organisations.link_tenant("slack", team, every[0].id)
        log.info("the Slack workspace %s speaks for %s", team, every[0].id)
    else:
        log.warning("say whose Slack workspace this is: python -m bot organisation link ID slack %s", team)
