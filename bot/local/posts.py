# SPDX-License-Identifier: EUPL-1.2
"""What is posted under ``/chat``: read, handed to dispatch, and answered."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.clock import ClockGoesForward, business_now, move_to
from bot.dispatch import Ack
from bot.local import listen, tour
from bot.local.answers import UNFIT, Answers, scripted
from bot.local.guard import of_this_page
from bot.local.later import moved
from bot.local.scene import Scene
from bot.local.visit import Visit
from commands.errors import Refused, placed
from commands.events import Ask, Incoming
from commands.text import _
from storage.database import Connection, DatabaseUnusable
from storage.local import LocalMessages
from storage.people import People
from storage.settings import Settings
from storage.store import Store

if TYPE_CHECKING:
    from bot.app import App

#: How long a page without script waits for the answer before it is drawn again, in seconds.
PATIENCE = 2.0
#: How often it looks, in seconds.
GLANCE = 0.03
Reader = Callable[[Mapping[str, str], Visit], Incoming]


class Elsewhere(Refused):
    """This came from another page, so I did nothing. Use the buttons on this page."""


class Posts:
    """Takes what people do on the page."""

    def __init__(self, app: "App", answers: Answers) -> None:
        """Keep the program, and who draws its answers."""
        self._app = app
        self._answers = answers

    async def say(self, request: Request) -> Response:
        """Take what was typed; the page remembers it before anybody answers."""
        return await self._take(request, listen.read_ask)

    async def press(self, request: Request) -> Response:
        """Take a button."""
        return await self._take(request, listen.read_press)

    async def submit(self, request: Request) -> Response:
        """Take a form; with faults in it, it comes back with everything that was typed."""
        return await self._take(request, listen.read_submit)

    async def close(self, request: Request) -> Response:
        """Take a form that is closed without being sent in: what was typed may be kept."""
        return await self._take(request, listen.read_close)

    async def clock(self, request: Request) -> Response:
        """Move the clock forward."""
        if not of_this_page(request.headers):
            return await self._answers.trouble(request, {}, Elsewhere().message, status=403)
        posted = listen.last_values((await request.form()).multi_items())
        scene = await self._answers.scene(request.query_params)

        def move(connection: Connection) -> None:
            store = Store(connection, scene.me.organisation)
            move_to(store.settings, moved(scene.at, posted.get("move", ""), store.calendar))

        try:
            await run_in_threadpool(self._app.database.transact, move)
        except ClockGoesForward as refused:
            return await self._answers.trouble(request, {}, refused.message)
        self._app.local.bell.ring()
        return RedirectResponse(scene.visit.href, status_code=303)

    async def _take(self, request: Request, read: Reader) -> Response:
        """Take one post: read it, carry it out, and answer."""
        if not of_this_page(request.headers):
            return await self._answers.trouble(request, {}, Elsewhere().message, status=403)
        posted = listen.last_values((await request.form()).multi_items())
        scene = await self._answers.scene(request.query_params)
        try:
            incoming = read(posted, scene.visit)
            ack, language = await run_in_threadpool(self._carry_out, incoming, scene)
        except Refused as refused:
            return await self._answers.trouble(request, posted, refused.message, status=UNFIT)
        except DatabaseUnusable:
            text = _("I cannot reach the register just now. Nothing was lost; try again in a moment.")
            return await self._answers.trouble(request, posted, text, status=503)
        if ack.errors:
            view = listen.read_form(posted)
            errors = placed(dict(ack.errors), {field.name for field in view.fields})
            return await self._answers.form(request, scene, view, errors, posted)
        step = tour.after(scene.visit, incoming.said, opened=ack.form is not None)
        following = scene.visit.at_step(step).in_language(language)
        if ack.form:
            return await self._answers.form(request, scene, ack.form, {}, {})
        if scripted(request):
            return JSONResponse({} if following == scene.visit else {"next": following.href})
        return await self._again(scene, following, ack.correlation)

    def _carry_out(self, incoming: Incoming, scene: Scene) -> tuple[Ack, str]:
        """Remember what was said, hand the event to dispatch, and note who caused what comes of it.

        Returns what dispatch acknowledges, and the language that this person reads from then on.
        """
        said, account, me = incoming.said, incoming.account, scene.me

        def before(connection: Connection) -> None:
            if isinstance(said, Ask):
                number = incoming.key.split(":")[1]
                kept = LocalMessages(connection, account.tenant)
                kept.keep_words(f"s-{number}", incoming.place, account.user, said.words, scene.at)
            if scene.visit.language != (me.person.language or me.organisation.language):
                # Who reads the page in another language reads everything in it.
                People(connection, me.organisation.id).set_language(me.person, scene.visit.language)

        def after(connection: Connection) -> str:
            if ack.correlation:
                LocalMessages(connection, account.tenant).keep_cause(ack.correlation, account.user)
            person = People(connection, me.organisation.id).person(me.person.id)
            return (person.language if person else "") or me.organisation.language

        self._app.database.transact(before)
        self._app.local.bell.ring()
        ack = self._app.dispatcher.handle(incoming)
        language = self._app.database.transact(after)
        self._app.local.bell.ring()
        return ack, language

    async def _again(self, scene: Scene, following: Visit, correlation: str) -> Response:
        """Lead a page without script back to the conversation, when all has arrived or patience ends."""
        clock = asyncio.get_running_loop().time
        until = clock() + PATIENCE
        read = self._app.database.read
        while clock() < until:
            if not await run_in_threadpool(read, lambda c: _under_way(c, scene, correlation)):
                break
            await asyncio.sleep(GLANCE)
        newest = await run_in_threadpool(read, lambda c: _newest(c, scene))
        return RedirectResponse(following.href + (f"#m-{quote(newest)}" if newest else ""), status_code=303)


def _kept(connection: Connection, scene: Scene) -> LocalMessages:
    """Return the conversations of the visitor's organisation."""
    return LocalMessages(connection, scene.me.account.tenant)


def _under_way(connection: Connection, scene: Scene, correlation: str) -> bool:
    """Whether something that this event caused has not arrived yet."""
    return _kept(connection, scene).under_way(correlation, business_now(Settings(connection)))


def _newest(connection: Connection, scene: Scene) -> str:
    """Return the message of the assistant that came or changed since the page was drawn, or nothing."""
    changed = _kept(connection, scene).changed_since(scene.visit.place, scene.change)
    return next((m.id for m in reversed(changed) if not m.author), "")
