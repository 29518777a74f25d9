# SPDX-License-Identifier: EUPL-1.2
"""Opens forms as modals, while the trigger of what a person did still counts."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.dispatch import Ack
from bot.language import Localizer
from bot.payload import text
from bot.slack import limits
from bot.slack.acquaintances import Acquaintances
from bot.slack.blocks import sections
from bot.slack.fields import render_form
from bot.slack.mrkdwn import Block, plain_text
from bot.slack.wire import TROUBLE, ask, reason
from bot.slack.workspaces import Workspaces
from commands.people import Account
from commands.text import Message, _

log = logging.getLogger(__name__)

#: After this long without an answer a small modal says so; the trigger counts for three seconds.
PATIENCE_SECONDS = 1.2
OPEN_SECONDS = 1.5


@dataclass(slots=True)
class Window:
    """The one modal that a trigger can open, and in which other things can then be drawn; ``id`` once it is open."""

    account: Account
    trigger: str
    id: str = ""


class Modals:
    """The modals of one Slack app."""

    def __init__(self, workspaces: Workspaces, acquaintances: Acquaintances) -> None:
        """Keep how to speak in a workspace, and what people read."""
        self._workspaces = workspaces
        self._acquaintances = acquaintances

    async def answer(self, window: Window, work: Awaitable[Ack]) -> tuple[Ack, bool]:
        """Return the answer to what was done, and whether the form that it holds, if any, is open."""
        working = asyncio.ensure_future(work)
        done, _late = await asyncio.wait({working}, timeout=PATIENCE_SECONDS)
        if not done:
            await self.say(window, _("One moment, please …"))
        answered = await working
        if not answered.form and not window.id:
            return answered, True
        reader = await asyncio.to_thread(self._acquaintances.readers.now, window.account)
        if answered.form is None:
            await self._show(window, notice(_("The answer is in your messages."), reader))
            return answered, True
        return answered, await self._show(window, render_form(answered.form, reader))

    async def say(self, window: Window, message: Message) -> None:
        """Show one sentence in a small modal."""
        await self._show(window, notice(message, self._acquaintances.readers.remembered(window.account)))

    async def permalink(self, account: Account, channel: str, moment: str) -> str:
        """Return where a message stands, about which a form is asked; nothing where Slack does not say so in time."""
        client = await self._workspaces.client(account.tenant)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = await ask(client, "chat.getPermalink", channel=channel, message_ts=moment) if client else {}
        except TROUBLE as no:
            log.warning("Slack does not say where a message stands: %s", reason(no))
            return ""
        return text(found, "permalink")

    async def _show(self, window: Window, view: Block) -> bool:
        """Show something in a window, which this opens; return whether Slack did so."""
        if window.id:
            return bool(await self._asked(window, lambda client: client.views_update(view_id=window.id, view=view)))
        window.id = await self._asked(window, lambda client: client.views_open(trigger_id=window.trigger, view=view))
        return bool(window.id)

    async def _asked(self, window: Window, call: Callable[[AsyncWebClient], Awaitable[AsyncSlackResponse]]) -> str:
        """Return the id of the view that a call gives back; nothing where Slack did not do it."""
        client = await self._workspaces.client(window.account.tenant)
        if client is None:
            return ""
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                found = await call(client)
        except TROUBLE as no:
            log.warning("Slack did not open a form: %s", reason(no))
        else:
            return text(found.data, "view", "id")
        return ""


def notice(message: Message, reader: Localizer) -> Block:
    """Return a small modal that says one thing."""
    close: dict[str, Any] = plain_text(reader.say(_("Close")), limits.MODAL_CLOSE)
    title = plain_text("Mandaat", limits.MODAL_TITLE)
    return {"type": "modal", "title": title, "close": close, "blocks": sections(reader.say(message))}
