# SPDX-License-Identifier: EUPL-1.2
"""Bolt's stores of installations and of states, over our own database; and the tokens that rotate."""

import asyncio
import logging
import secrets
from datetime import UTC, datetime, timedelta

from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot as SlackBot
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from bot.clock import machine_now
from bot.slack.listen import PLATFORM
from bot.slack.wire import TROUBLE, Wire
from bot.slack.workspaces import Bot
from bot.vault import Vault
from storage.database import Database
from storage.installations import Installations, Installed

log = logging.getLogger(__name__)

STATE_SECONDS = 600
#: A token lives twelve hours; it is renewed so long before it ends, also when only messages go out.
ROTATE_MINUTES = 120
#: How long a token is used without looking whether another process renewed it.
KEPT_SECONDS = 60


class InstallationStore(AsyncInstallationStore):
    """Keeps where the app was installed; only the bot's tokens, because we act as nobody else."""

    def __init__(self, database: Database, vault: Vault) -> None:
        """Keep where the installations are and what encrypts their tokens."""
        self._database = database
        self._vault = vault

    @property
    def logger(self) -> logging.Logger:
        """Bolt asks for it."""
        return log

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation."""
        await self.async_save_bot(installation.to_bot(), installation.user_id)

    async def async_save_bot(self, bot: SlackBot, installer: str = "") -> None:
        """Keep the bot of an installation."""
        whole = bool(bot.is_enterprise_install)
        expires = bot.bot_token_expires_at
        installed = Installed(
            enterprise=bot.enterprise_id or "",
            team="" if whole else bot.team_id or "",
            name=(bot.enterprise_name if whole else bot.team_name) or "",
            app=bot.app_id or "",
            bot=bot.bot_id or "",
            bot_user=bot.bot_user_id or "",
            scopes=",".join(bot.bot_scopes or ()),
            token=self._vault.seal(bot.bot_token),
            refresh_token=self._vault.seal(bot.bot_refresh_token or ""),
            expires_at=datetime.fromtimestamp(expires, UTC) if expires else None,
            installer=installer,
            installed_at=machine_now(),
            whole=whole,
        )
        await asyncio.to_thread(self._database.transact, lambda c: Installations(c, PLATFORM).save(installed))

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> SlackBot | None:
        """Return the bot of a workspace, or of a whole Enterprise Grid."""
        team = "" if is_enterprise_install else team_id or ""
        found = await asyncio.to_thread(
            self._database.read, lambda c: Installations(c, PLATFORM).find(enterprise_id or "", team)
        )
        return self._bot(found) if found else None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,  # noqa: ARG002 - Bolt's interface
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """Return the same as an installation: whoever installed it, it is the workspace's."""
        bot = await self.async_find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return Installation(user_id=bot.bot_user_id, **bot.to_dict_for_copying()) if bot else None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a workspace's tokens."""
        await asyncio.to_thread(
            self._database.transact, lambda c: Installations(c, PLATFORM).remove(enterprise_id or "", team_id or "")
        )

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Forget the installation of a workspace; that of one of its users alone we never had."""
        if user_id is None:
            await self.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)

    def _bot(self, found: Installed) -> SlackBot:
        """Return an installation as Bolt has it."""
        return SlackBot(
            app_id=found.app,
            enterprise_id=found.enterprise or None,
            team_id=found.team or None,
            bot_token=self._vault.open(found.token),
            bot_id=found.bot,
            bot_user_id=found.bot_user,
            bot_scopes=found.scopes,
            bot_refresh_token=self._vault.open(found.refresh_token) or None,
            bot_token_expires_at=int(found.expires_at.timestamp()) if found.expires_at else None,
            is_enterprise_install=found.whole,
            installed_at=found.installed_at.timestamp(),
        )


class StateStore(AsyncOAuthStateStore):
    """Keeps what a browser brings back when it has installed, so that nobody can install in another's name."""

    def __init__(self, database: Database) -> None:
        """Keep where."""
        self._database = database

    @property
    def logger(self) -> logging.Logger:
        """Bolt asks for it."""
        return log

    async def async_issue(self, *_args: object, **_kwargs: object) -> str:
        """Return a new state."""
        state, until = secrets.token_urlsafe(32), machine_now() + timedelta(seconds=STATE_SECONDS)
        await asyncio.to_thread(self._database.transact, lambda c: Installations(c, PLATFORM).issue(state, until))
        return state

    async def async_consume(self, state: str) -> bool:
        """Whether it is one of ours, still good and not used before."""
        now = machine_now()
        return await asyncio.to_thread(
            self._database.transact, lambda c: Installations(c, PLATFORM).consume(state, now)
        )


class ManyWorkspaces:
    """The workspaces that installed the app, each with a token of its own, renewed before it ends."""

    def __init__(self, wire: Wire, database: Database, store: InstallationStore, client_id: str, secret: str) -> None:
        """Keep where the installations are, and with what a token is renewed."""
        self._wire = wire
        self._database = database
        self._store = store
        self._client = (client_id, secret)
        self._kept: dict[tuple[str, str], tuple[Bot, datetime]] = {}
        self._turn = asyncio.Lock()

    async def bot(self, team: str, enterprise: str) -> Bot | None:
        """Return who we are in a workspace, with a token that will still be good for a while."""
        kept = self._kept.get((team, enterprise))
        if kept and machine_now() < kept[1]:
            return kept[0]
        async with self._turn:
            found = await self._store.async_find_bot(enterprise_id=enterprise, team_id=team)
            if found is None:
                self._kept.pop((team, enterprise), None)
                return None
            if enterprise:
                await asyncio.to_thread(
                    self._database.transact, lambda c: Installations(c, PLATFORM).seen(team, enterprise)
                )
            found = await self._renewed(found, team, enterprise)
            bot = Bot(found.bot_token, team, enterprise, found.bot_user_id or "", found.bot_id or "")
            self._kept[team, enterprise] = bot, machine_now() + timedelta(seconds=KEPT_SECONDS)
            return bot

    async def left(self, team: str, enterprise: str) -> None:
        """Forget the tokens of a workspace, or of a whole Enterprise Grid."""
        self._kept.clear()
        await self._store.async_delete_all(enterprise_id=enterprise, team_id=team)

    async def learn(self) -> Bot | None:
        """Return nobody: each workspace is known by its installation."""
        return Bot("")

    async def _renewed(self, found: SlackBot, team: str, enterprise: str) -> SlackBot:
        """Return the bot with a fresh token where the old one is about to end.

        Where another process was first, or Slack cannot be asked now, what is kept by then is used.
        """
        client_id, secret = self._client
        rotator = AsyncTokenRotator(client_id=client_id, client_secret=secret, client=self._wire.client())
        try:
            fresh = await rotator.perform_bot_token_rotation(bot=found, minutes_before_expiration=ROTATE_MINUTES)
        except (SlackTokenRotationError, *TROUBLE) as no:
            log.warning("a token of Slack was not renewed: %s", type(no).__name__)
            return await self._store.async_find_bot(enterprise_id=enterprise, team_id=team) or found
        if fresh is None:
            return found
        await self._store.async_save_bot(fresh)
        return fresh
