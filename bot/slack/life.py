# SPDX-License-Identifier: EUPL-1.2
"""What Slack tells of itself: a home is opened, somebody is deactivated, the app is taken out of a workspace."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.payload import part, text, texts
from bot.slack.acquaintances import Acquaintances, is_guest
from bot.slack.home import Homes
from bot.slack.listen import PLATFORM, team
from bot.slack.workspaces import Workspaces
from commands.people import Account

log = logging.getLogger(__name__)


class Life:
    """Follows what happens to the app in its workspaces."""

    def __init__(
        self, workspaces: Workspaces, acquaintances: Acquaintances, homes: Homes, wake: Callable[[], None]
    ) -> None:
        """Keep whom it concerns; ``wake`` has the outbox looked at."""
        self._workspaces = workspaces
        self._acquaintances = acquaintances
        self._homes = homes
        self._wake = wake

    async def opened(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Show the home of who opened it; whoever we do not know reads there whom to ask."""
        account = Account(PLATFORM, team(body), text(body, "event", "user"))
        if text(body, "event", "tab") in {"home", ""} and account.user:
            await self._acquaintances.meet(account)
            if await asyncio.to_thread(self._homes.opened, account):
                self._wake()
        await ack()

    async def changed(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Let go of the account of who was deactivated or is a guest now: what goes to that person takes another way.

        Whoever is back is looked up again when they do something.
        """
        user = part(body, "event", "user")
        gone = user.get("deleted") is True
        if gone or is_guest(user):
            # In an Enterprise Grid somebody is the same in each of its workspaces, and we hear it of one.
            for tenant in {team(body), *texts(user, "enterprise_user", "teams")}:
                account = Account(PLATFORM, tenant, text(user, "id"))
                await asyncio.to_thread(self._acquaintances.forget, account, given=gone)
        await ack()

    async def left(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Forget our tokens of a workspace that took the app out, or took them back; a person's own are not ours."""
        workspace, enterprise = team(body), text(body, "enterprise_id")
        if text(body, "event", "type") == "app_uninstalled" or texts(body, "event", "tokens", "bot"):
            log.warning("the app was taken out of the Slack workspace %s", workspace or enterprise)
            await self._workspaces.left(workspace, enterprise)
        await ack()
