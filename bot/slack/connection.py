# SPDX-License-Identifier: EUPL-1.2
"""Slack as a whole: how it reaches us and we reach it, made from the settings."""

import asyncio
import contextlib
import logging

from starlette.routing import BaseRoute

from bot.dispatch import Dispatcher
from bot.settings import Settings
from bot.slack.acquaintances import Acquaintances
from bot.slack.bolt import bolt
from bot.slack.interactions import Interactions
from bot.slack.modals import Modals
from bot.slack.pages import Pages
from bot.slack.socket_mode import SocketMode
from bot.slack.wire import Wire
from bot.slack.workspaces import OneWorkspace, Workspaces
from storage.database import Database, DatabaseUnusable
from storage.organisation import Organisations

log = logging.getLogger(__name__)

LEARN_SECONDS = 60.0


class Connection:
    """What comes from Slack, for as long as this process answers people."""

    def __init__(self, settings: Settings, database: Database, dispatcher: Dispatcher) -> None:
        """Make everything; nothing is asked of Slack yet."""
        self._database = database
        self._wire = Wire.of(settings)
        self._bots = OneWorkspace(self._wire, settings.mandaat_slack_bot_token)
        self.workspaces = Workspaces(self._wire, self._bots)
        acquaintances = Acquaintances(database, self.workspaces)
        modals = Modals(self.workspaces, acquaintances)
        interactions = Interactions(dispatcher, acquaintances, modals, settings.mandaat_slack_command_prefix)
        secret = settings.mandaat_slack_signing_secret
        self._app = bolt(self._wire, self.workspaces, interactions, secret)
        self._signed = bool(secret)
        token = settings.mandaat_slack_app_token
        self.socket = SocketMode(self._app, self._wire, token) if token else None

    def routes(self) -> list[BaseRoute]:
        """Return the pages for Slack; without a signing secret nothing that comes in by HTTP can be trusted."""
        return Pages(self._app).routes() if self._signed else []

    async def run(self) -> None:
        """Listen until cancelled."""
        try:
            await asyncio.gather(self._learn(), self.socket.run() if self.socket else asyncio.Event().wait())
        finally:
            await self._wire.close()

    async def _learn(self) -> None:
        """Ask Slack whose token we have until it says so, then give the workspace an organisation if it has none."""
        bot = await self._bots.learn()
        while bot is None:
            await asyncio.sleep(LEARN_SECONDS)
            bot = await self._bots.learn()
        team = bot.team
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
