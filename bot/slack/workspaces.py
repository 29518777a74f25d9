# SPDX-License-Identifier: EUPL-1.2
"""Which workspaces we are in, and with which token we speak in each."""

import logging
from dataclasses import dataclass
from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.wire import TROUBLE, Wire, reason

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """Who we are in a workspace: our token there, and our ids as far as we know them."""

    token: str
    team: str = ""
    enterprise: str = ""
    user: str = ""
    id: str = ""


class Bots(Protocol):
    """Where our tokens come from."""

    async def bot(self, team: str, enterprise: str) -> Bot | None:
        """Return who we are in this workspace of this Enterprise Grid (empty: of none); None where we are not."""

    async def left(self, team: str, enterprise: str) -> None:
        """Forget the tokens of a workspace that took the app out."""

    async def learn(self) -> Bot | None:
        """Ask Slack, where that is needed, whose token we have; None when it does not say."""


class OneWorkspace:
    """The one workspace of the token in the settings."""

    def __init__(self, wire: Wire, token: str) -> None:
        """Keep the token; which workspace it is for, Slack tells when first asked."""
        self._wire = wire
        self._bot = Bot(token)

    async def bot(self, team: str, enterprise: str) -> Bot | None:
        """Return who we are; None for another workspace, as far as we know by now which one is ours.

        A token that was installed for a whole Enterprise Grid speaks in each of its workspaces.
        """
        mine = self._bot
        if not mine.team:
            return mine
        return mine if mine.team == team or (not team and mine.enterprise == enterprise) else None

    async def left(self, team: str, enterprise: str) -> None:
        """Do nothing: the token stands in the settings, and Slack refuses it from now on."""

    async def learn(self) -> Bot | None:
        """Ask Slack which workspace the token is for; None when it does not say."""
        try:
            found = await self._wire.client(self._bot.token).auth_test()
        except TROUBLE as no:
            log.warning("Slack does not say whose the bot token is: %s", reason(no))
            return None
        ids = (str(found.get(name) or "") for name in ("team_id", "enterprise_id", "user_id", "bot_id"))
        team, enterprise, user, bot = ids
        if found.get("is_enterprise_install"):
            # The token of a whole Enterprise Grid: each of its workspaces is ours.
            team = enterprise = ""
        self._bot = Bot(self._bot.token, team, enterprise, user, bot)
        return self._bot


class Workspaces(AsyncAuthorize):
    """The workspaces, as Bolt and our own calls need them."""

    def __init__(self, wire: Wire, bots: Bots) -> None:
        """Keep how Slack is reached and where the tokens come from."""
        self._wire = wire
        self._bots = bots

    async def __call__(  # noqa: PLR0913 - Bolt's hook
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,  # noqa: ARG002
        actor_team_id: str | None = None,  # noqa: ARG002
        actor_user_id: str | None = None,  # noqa: ARG002
    ) -> AuthorizeResult | None:
        """Return as whom we act on what came from a workspace, asking Slack nothing; None where we are not."""
        bot = await self._bots.bot(team_id or "", enterprise_id or "")
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_token=bot.token,
            bot_user_id=bot.user or None,
            bot_id=bot.id or None,
        )

    async def left(self, team: str, enterprise: str) -> None:
        """Forget a workspace that took the app out, or a whole Enterprise Grid."""
        await self._bots.left(team, enterprise)

    async def learn(self) -> Bot | None:
        """Return who we are as soon as Slack says so; None when it does not say."""
        return await self._bots.learn()

    async def client(self, team: str) -> AsyncWebClient | None:
        """Return a client that speaks in this workspace; None where we are not."""
        bot = await self._bots.bot(team, "")
        return self._wire.client(bot.token) if bot else None
