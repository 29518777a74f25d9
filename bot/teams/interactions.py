# SPDX-License-Identifier: EUPL-1.2
"""What people do in Teams: stored with all that follows from it, and only then answered."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace

from bot.dispatch import Ack, Dispatcher
from bot.ferry import Ferry
from bot.language import Localizer
from bot.payload import Payload, text
from bot.teams import answers
from bot.teams.acquaintances import Acquaintances, Met
from bot.teams.extension import QUERY, Extension
from bot.teams.forms import Forms
from bot.teams.life import Life
from bot.teams.listen import DIALOGS, data_of, is_refresh, read, read_account
from bot.teams.refreshing import Refreshing
from bot.teams.registrations import Registration
from bot.teams.texts import Item
from bot.teams.values import opened_by, refreshed
from commands.errors import placed
from commands.events import Incoming, Room, Submit
from commands.forms import FormView
from commands.text import Message, _
from storage.database import DatabaseUnusable

log = logging.getLogger(__name__)

#: Where people use Teams; the Connector serves other channels too.
CHANNELS = frozenset({"msteams"})
GONE = _("I cannot reach the register just now. Nothing was lost; try again in a moment.")
#: Nothing says then that it is stored, so nobody is told that it is.
LATE = _("This takes longer than usual. If no answer comes in your messages within a minute, press again.")
LATE_FORM = _("This takes longer than usual. Wait a moment and send it in again: it counts once.")
#: Teams gives five seconds for an answer to an invoke; what takes longer is answered in the chat.
PATIENCE_SECONDS = 3.5
#: What a button on a card does that asks for a dialog; one on the tab is answered like it.
PRESSED = "task/fetch"


class Interactions:
    """The one way in for everything that a person can do."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        acquaintances: Acquaintances,
        forms: Forms,
        extension: Extension,
        refreshing: Refreshing,
        life: Life,
    ) -> None:
        """Keep who carries events out, and who answers what asks for nothing to be carried out."""
        self._dispatcher = dispatcher
        self._acquaintances = acquaintances
        self._forms = forms
        self._extension = extension
        self._refreshing = refreshing
        self._life = life
        self._ferry = Ferry()
        #: What takes longer than Teams waits: tasks that are under way must be held by somebody.
        self._late_ones: set[asyncio.Task[None]] = set()

    async def answer(self, payload: Payload) -> Item | None:
        """Return what an activity is answered with; None where nothing has to be said."""
        try:
            return await self._answered(payload)
        except DatabaseUnusable:
            return await self._sorry(payload)

    async def pressed(self, incoming: Incoming) -> Item:
        """Return the answer to a press on the tab: a dialog with a form, or a word.

        Raises:
            DatabaseUnusable: when it cannot be stored.

        """
        return await self._carried_out(incoming, PRESSED) or answers.closed()

    async def _answered(self, payload: Payload) -> Item | None:
        """Return what an activity is answered with, once what follows from it is stored."""
        if await self._life.heard(payload):
            return None
        payload = await self._acquaintances.named(payload)
        incoming, account = read(payload), read_account(payload)
        if account is None:
            return None
        invoked = text(payload, "name") if text(payload, "type") == "invoke" else ""
        # A message that is not for us (an edit, a reaction) still says where a person is.
        met = await self._acquaintances.meet(payload)
        if invoked == QUERY:
            reader = await asyncio.to_thread(self._acquaintances.readers.now, account)
            return await asyncio.to_thread(self._extension.answer, payload, account, reader)
        if (key := refreshed(data_of(payload))) or is_refresh(payload):
            reader = await asyncio.to_thread(self._acquaintances.readers.now, account)
            return await asyncio.to_thread(self._refreshing.answer, met.conversation, payload, key, reader)
        if incoming is None:
            return None
        answered = await self._carried_out(incoming, invoked)
        await self._hint(incoming, met)
        return answered

    async def _carried_out(self, incoming: Incoming, invoked: str) -> Item | None:
        """Return the answer to something that a person did."""
        answered = await self._in_time(incoming, self._handled(incoming)) if invoked else await self._handled(incoming)
        if not invoked:
            return None
        reader = await asyncio.to_thread(self._acquaintances.readers.now, incoming.account)
        if answered is None:
            if isinstance(incoming.said, Submit):
                opened = incoming.key.removesuffix("/sent")
                view = self._forms.remembered(opened, incoming.said.form)
                return again(incoming.said, view, opened, {"": LATE_FORM}, reader)
            waiting = reader.say(LATE)
            return answers.notice(waiting) if invoked in DIALOGS else answers.word(waiting)
        if answered.form:
            self._forms.remember(incoming.key, answered.form)
            return answers.dialog(answered.form, incoming.key, reader)
        if answered.errors and isinstance(incoming.said, Submit):
            opened = incoming.key.removesuffix("/sent")
            view = await self._forms.find(opened, incoming.said.form)
            return again(incoming.said, view, opened, dict(answered.errors), reader)
        done = reader.say(_("The answer is in your messages."))
        if invoked not in DIALOGS:
            return answers.word(done)
        return answers.closed() if isinstance(incoming.said, Submit) else answers.notice(done)

    async def _in_time(self, incoming: Incoming, working: "asyncio.Future[Ack]") -> Ack | None:
        """Return what was done, or None where that takes longer than Teams waits; a form then comes by a button."""
        done, _late = await asyncio.wait({working}, timeout=PATIENCE_SECONDS)
        if done:
            return working.result()
        late = asyncio.create_task(self._late(incoming, working))
        self._late_ones.add(late)
        late.add_done_callback(self._late_ones.discard)
        return None

    async def _late(self, incoming: Incoming, working: "asyncio.Future[Ack]") -> None:
        """Give a button for a form that came too late to open."""
        try:
            answered = await working
            if answered.form:
                await self._handled(replace(incoming, opens=False, key=f"{incoming.key}/unopened"))
        except DatabaseUnusable as gone:
            log.warning("what took too long was not carried out: %s", gone)

    async def _hint(self, incoming: Incoming, met: Met) -> None:
        """Say in a shared conversation, once a day, that somebody without the app cannot be answered alone."""
        if incoming.place.room is Room.CHANNEL and not await self._acquaintances.reaches(met):
            await asyncio.to_thread(self._life.cannot_reach, incoming)

    def _handled(self, incoming: Incoming) -> "asyncio.Future[Ack]":
        """Carry out one event, and return its answer to come: no thread waits for the database meanwhile."""
        return self._ferry.cross(lambda: self._dispatcher.begin(incoming))

    async def _sorry(self, payload: Payload) -> Item | None:
        """Say where the person is looking that nothing can be stored now; a dialog stays open with what was typed."""
        incoming = read(payload)
        reader = self._acquaintances.readers.remembered(read_account(payload))
        invoked = text(payload, "name") if text(payload, "type") == "invoke" else ""
        if incoming and isinstance(incoming.said, Submit) and invoked in DIALOGS:
            opened = opened_by(data_of(payload))
            view = self._forms.remembered(opened, incoming.said.form)
            return again(incoming.said, view, opened, {"": GONE}, reader)
        if invoked in DIALOGS:
            return answers.notice(reader.say(GONE))
        if invoked:
            return answers.hint(reader.say(GONE)) if invoked == QUERY else answers.word(reader.say(GONE))
        if incoming:
            await self._acquaintances.tell(payload, reader.say(GONE))
        return None


def again(said: Submit, view: FormView | None, opened: str, errors: Mapping[str, Message], reader: Localizer) -> Item:
    """Return the form once more, with what was typed and what is wrong with it; without the form, both as words."""
    if view is None:
        # The dialog closes, so what was typed in it is shown.
        return answers.notice("\n\n".join((*map(reader.say, errors.values()), *said.words)))
    return answers.dialog(
        view, opened, reader, placed(errors, {field.name for field in view.fields}), typed_in(view, said)
    )


def typed_in(view: FormView, said: Submit) -> dict[str, str]:
    """Return what stands in each field, also where that is nothing."""
    return {field.name: "" for field in view.fields} | dict(said.answers)


def let_in(registration: Registration, payload: Payload) -> bool:
    """Whether an activity comes from the tenant of the registration that it is for, in Teams, as far as it says so."""
    tenants = {text(payload, "channelData", "tenant", "id"), text(payload, "conversation", "tenantId")} - {""}
    return text(payload, "channelId") in CHANNELS and tenants == {registration.tenant}
