# SPDX-License-Identifier: EUPL-1.2
"""What people do in Slack: stored with all that follows from it, and only then acknowledged."""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_bolt.context.complete.async_complete import AsyncComplete
from slack_bolt.context.fail.async_fail import AsyncFail
from slack_sdk.errors import SlackApiError

from bot import plain
from bot.dispatch import Ack, Dispatcher
from bot.ferry import Ferry
from bot.payload import Payload, part, text
from bot.slack.acquaintances import Acquaintances
from bot.slack.fields import render_errors, render_form
from bot.slack.groups import Groups
from bot.slack.listen import field_names, read
from bot.slack.manifest import ANSWER, QUESTION_STEP
from bot.slack.markup import NO_BODIES, groups
from bot.slack.modals import Modals, Window
from bot.slack.wire import reason
from commands.events import Ask, Incoming, Submit
from commands.text import _
from storage.database import DatabaseUnusable

log = logging.getLogger(__name__)

GONE = _("I cannot reach the register just now. Nothing was lost; try again in a moment.")


class Interactions:
    """The one way in for everything that a person can do."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        acquaintances: Acquaintances,
        modals: Modals,
        groups: Groups,
        *,
        prefix: str,
        public: str,
    ) -> None:
        """Keep who carries events out; ``prefix`` stands before each of our commands.

        ``public`` is the address that links within the house begin with.
        """
        self._dispatcher = dispatcher
        self._acquaintances = acquaintances
        self._modals = modals
        self._groups = groups
        self._prefix = prefix
        self._public = public
        self._ferry = Ferry()

    async def heard(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Carry out a command, a shortcut, a button, a modal, a mention or a direct message, then acknowledge it.

        Raises:
            DatabaseUnusable: for an event, which Slack then brings again; a person who waits hears it at once.

        """
        incoming = await self._read(body)
        if incoming is None:
            await ack()
            return
        window = Window(incoming.account, text(body, "trigger_id"))
        try:
            if isinstance(incoming.said, Submit):
                await self._submitted(incoming, body, ack)
            elif window.trigger:
                answered = await self._asked(incoming, body, window)
                await ack(self._where(incoming, body, answered))
            else:
                await self._met(incoming)
                await ack()
        except DatabaseUnusable:
            if text(body, "type") == "event_callback":
                raise
            await self._sorry(incoming, body, ack, window)

    async def step(self, body: dict[str, Any], ack: AsyncAck, complete: AsyncComplete, fail: AsyncFail) -> None:
        """Carry out a step of a workflow, and tell the workflow to go on once it is stored."""
        incoming = await self._read(body)
        if incoming is None:
            await _over(fail(error="This step does not say for whom it is."))
        else:
            answered = await self._met(incoming)
            reader = self._acquaintances.readers.remembered(incoming.account)
            # A step that is brought again has answered before, and its words are no longer ours.
            said = answered.answer and plain.render_card(answered.answer, reader, self._public)
            gives = text(body, "event", "function", "callback_id") == QUESTION_STEP and said
            await _over(complete(outputs={ANSWER: said} if gives else {}))
        await ack()

    async def _read(self, body: Payload) -> Incoming | None:
        """Return what a person did; a user group that is mentioned is the body for which it stands."""
        mentioned = groups(body)
        bodies = await asyncio.to_thread(self._groups.meant, mentioned) if mentioned else NO_BODIES
        return read(body, self._prefix, bodies)

    async def _met(self, incoming: Incoming) -> Ack:
        """Carry out one event of somebody whom we know by then, where that can be."""
        await self._acquaintances.meet(incoming.account)
        return await self._handled(incoming)

    async def _asked(self, incoming: Incoming, body: Payload, window: Window) -> Ack:
        """Carry out what can open a form; where Slack does not open it, the person gets a button that does."""

        async def work() -> Ack:
            return await self._met(await self._linked(incoming, body))

        answered, shown = await self._modals.answer(window, work())
        if not shown:
            again = await self._linked(incoming, body)
            return await self._handled(replace(again, opens=False, key=f"{incoming.key}/unopened"))
        return answered

    async def _linked(self, incoming: Incoming, body: Payload) -> Incoming:
        """Return what was asked about a message with where that stands; of a whole Grid's app Slack does not say it."""
        asked = incoming.said
        if not isinstance(asked, Ask) or asked.link or text(body, "type") != "message_action":
            return incoming
        where = await self._modals.permalink(incoming.account, text(body, "channel", "id"), text(body, "message_ts"))
        return replace(incoming, said=replace(asked, link=where))

    def _where(self, incoming: Incoming, body: Payload, answered: Ack) -> str:
        """Return what stands below a command that was typed in a channel: its answer comes elsewhere."""
        if answered.form or not text(body, "command") or text(body, "channel_id").startswith("D"):
            return ""
        return self._acquaintances.readers.remembered(incoming.account).say(
            _("The answer is in your messages from Mandaat.")
        )

    async def _submitted(self, incoming: Incoming, body: Payload, ack: AsyncAck) -> None:
        """Carry out a form that was sent in: it closes, stays open with what is wrong, or gives way to the next."""
        answered = await self._met(incoming)
        if not (answered.errors or answered.form):
            await ack()
            return
        reader = await asyncio.to_thread(self._acquaintances.readers.now, incoming.account)
        if answered.form:
            await ack(response_action="update", view=render_form(answered.form, reader))
        else:
            await ack(**render_errors(dict(answered.errors), field_names(part(body, "view")), reader))

    def _handled(self, incoming: Incoming) -> "asyncio.Future[Ack]":
        """Carry out one event, and return its answer to come: no thread waits for the database meanwhile."""
        return self._ferry.cross(lambda: self._dispatcher.begin(incoming))

    async def _sorry(self, incoming: Incoming, body: Payload, ack: AsyncAck, window: Window) -> None:
        """Say where the person is looking that nothing can be stored now; a modal stays open with what was typed."""
        reader = self._acquaintances.readers.remembered(incoming.account)
        if isinstance(incoming.said, Submit):
            await ack(**render_errors({"": GONE}, field_names(part(body, "view")), reader))
        elif text(body, "command") and not window.id:
            await ack(reader.say(GONE))
        else:
            await self._modals.say(window, GONE)
            await ack()


async def _over(told: Awaitable[object]) -> None:
    """Tell a workflow that a step is over; where it was over already, doing it again changes nothing."""
    try:
        await told
    except SlackApiError as no:
        log.warning("Slack did not take that a step is over: %s", reason(no))
