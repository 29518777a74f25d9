# SPDX-License-Identifier: EUPL-1.2
"""The pages under ``/chat`` and what they post: read, hand to dispatch, and answer with or without script."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import ClockGoesForward, move_to
from bot.dispatch import Ack
from bot.local import listen, tour
from bot.local.bell import heard
from bot.local.fields import Desk, render_form
from bot.local.guard import of_this_page
from bot.local.later import moved
from bot.local.page import Extra, Scene, drawn, look
from bot.local.stream import stream
from bot.local.visit import Visit
from commands.errors import Refused
from commands.events import Ask, Incoming
from commands.forms import FormView
from commands.text import Message, Text, _
from storage.database import DatabaseUnusable
from storage.local import LocalMessages
from storage.people import People
from storage.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.app import App

#: How long a page without script waits for the answer before it is drawn again, in seconds.
PATIENCE = 2.0
Reader = Callable[[Mapping[str, str], Visit], Incoming]


class Nobody(Refused):
    """There is nobody to be yet. Load the sample with “make reset”, or add people with “people import”."""


class Elsewhere(Refused):
    """This came from another page, so I did nothing. Use the buttons on this page."""


class LocalPages:
    """The endpoints; everything about the visitor stands in the address."""

    def __init__(self, app: "App") -> None:
        """Keep the program."""
        self._app = app

    def routes(self) -> list[BaseRoute]:
        """Return what is served."""
        return [
            Route("/chat", self.show, methods=["GET"]),
            Route("/chat/say", self.say, methods=["POST"]),
            Route("/chat/press", self.press, methods=["POST"]),
            Route("/chat/submit", self.submit, methods=["POST"]),
            Route("/chat/clock", self.clock, methods=["POST"]),
            Route("/chat/stream", self.stream, methods=["GET"]),
            Route("/chat/theme.css", self.theme, methods=["GET"]),
        ]

    @property
    def _theme(self) -> Path:
        """Where an organisation puts its own style."""
        return self._app.settings.mandaat_home / "theme.css"

    async def show(self, request: Request) -> Response:
        """Show the page."""
        return await self._page(request.query_params, Extra())

    async def theme(self, _request: Request) -> Response:
        """Return the organisation's own style."""
        exists = await run_in_threadpool(self._theme.is_file)
        return FileResponse(self._theme, media_type="text/css") if exists else Response(status_code=404)

    async def stream(self, request: Request) -> Response:
        """Tell an open page what changes."""
        return await stream(self._app, request)

    async def say(self, request: Request) -> Response:
        """Take what was typed; the page remembers it before anybody answers."""
        return await self._take(request, listen.read_ask)

    async def press(self, request: Request) -> Response:
        """Take a button."""
        return await self._take(request, listen.read_press)

    async def submit(self, request: Request) -> Response:
        """Take a form; with faults in it, it comes back with everything that was typed."""
        return await self._take(request, listen.read_submit)

    async def clock(self, request: Request) -> Response:
        """Move the clock forward."""
        if not of_this_page(request.headers):
            return await self._trouble(request, {}, Elsewhere().message, status=403)
        posted = listen.last_values((await request.form()).multi_items())
        scene = await self._scene(request.query_params)
        if scene is None:
            raise Nobody
        to = moved(scene.at, posted.get("move", ""), scene.me.organisation.zone)
        try:
            await run_in_threadpool(self._app.database.transact, lambda c: move_to(Settings(c), to))
        except ClockGoesForward as refused:
            return await self._trouble(request, {}, refused.message)
        self._app.local.bell.ring()
        return RedirectResponse(scene.visit.href, status_code=303)

    async def _take(self, request: Request, read: Reader) -> Response:
        """Take one post: read it, carry it out, and answer."""
        if not of_this_page(request.headers):
            return await self._trouble(request, {}, Elsewhere().message, status=403)
        posted = listen.last_values((await request.form()).multi_items())
        scene = await self._scene(request.query_params)
        if scene is None:
            raise Nobody
        try:
            incoming = read(posted, scene.visit)
            ack = await run_in_threadpool(self._carry_out, incoming, scene)
        except Refused as refused:
            return await self._trouble(request, posted, refused.message, status=422)
        except DatabaseUnusable:
            text = _("I cannot reach the register just now. Nothing was lost; try again in a moment.")
            return await self._trouble(request, posted, text, status=503)
        if ack.errors:
            return await self._form(request, scene, listen.read_form(posted), dict(ack.errors), posted)
        following = scene.visit.at_step(tour.after(scene.visit, incoming.said, opened=ack.form is not None))
        if ack.form:
            return await self._form(request, scene, ack.form, {}, {})
        if _scripted(request):
            return JSONResponse({} if following == scene.visit else {"next": following.href})
        return await self._again(scene, following)

    def _carry_out(self, incoming: Incoming, scene: Scene) -> Ack:
        """Remember what was said, hand the event to dispatch, and note who caused what comes of it."""
        said, place, account = incoming.said, incoming.place, incoming.account

        def before(connection: "Connection") -> None:
            if isinstance(said, Ask):
                kept = LocalMessages(connection, account.tenant)
                kept.keep_words(f"s-{incoming.key.rpartition(':')[2]}", place, account.user, said.words, scene.at)
            if scene.visit.language != (scene.me.person.language or scene.me.organisation.language):
                # Who reads the page in another language reads everything in it.
                People(connection, scene.me.organisation.id).set_language(scene.me.person, scene.visit.language)

        self._app.database.transact(before)
        self._app.local.bell.ring()
        ack = self._app.dispatcher.handle(incoming)
        if ack.correlation:
            database = self._app.database
            database.transact(lambda c: LocalMessages(c, account.tenant).keep_cause(ack.correlation, account.user))
            self._app.local.bell.ring()
        return ack

    async def _form(
        self,
        request: Request,
        scene: Scene,
        view: FormView,
        errors: Mapping[str, Message],
        posted: Mapping[str, str],
    ) -> Response:
        """Show a form that opened, or one that came back with faults."""
        names = tuple(m.person.name for m in scene.cast if m.organisation == scene.me.organisation)
        values = dict(listen.filled(posted, view)) if posted else {}
        # What was emptied stays empty: the form does not fill itself in again.
        values = {f.name: values.get(f.name, "") for f in view.fields} if posted else {}
        form = render_form(view, scene.reader, errors, values, Desk(scene.visit.query, names))
        if _scripted(request):
            return JSONResponse({"form": form}, status_code=422 if errors else 200)
        return await self._page(request.query_params, Extra(form=form), status=422 if errors else 200)

    async def _trouble(self, request: Request, posted: Mapping[str, str], text: Text, *, status: int = 422) -> Response:
        """Say what went wrong; what was typed stays where it was typed."""
        scene = await self._scene(request.query_params)
        if scene and _scripted(request):
            return JSONResponse({"trouble": scene.reader.say(text)}, status_code=status)
        return await self._page(request.query_params, Extra(trouble=text, typed=posted.get("words", "")), status=status)

    async def _again(self, scene: Scene, following: Visit) -> Response:
        """Lead a page without script back to the conversation, when the answer is there or patience ends."""
        with self._app.local.bell.listening() as rung:
            newest = await self._newest(scene)
            if newest is None:
                await heard(rung, PATIENCE)
                newest = await self._newest(scene)
        return RedirectResponse(following.href + (f"#m-{quote(newest)}" if newest else ""), status_code=303)

    async def _newest(self, scene: Scene) -> str | None:
        """Return the message of the assistant that came or changed since the page was drawn."""
        messages = await run_in_threadpool(
            self._app.database.read,
            lambda c: LocalMessages(c, scene.me.account.tenant).changed_since(scene.visit.place, scene.change),
        )
        return next((m.id for m in reversed(messages) if not m.author), None)

    async def _scene(self, query: Mapping[str, str]) -> Scene | None:
        """Look up what the visitor sees."""
        return await run_in_threadpool(self._app.database.read, lambda c: look(c, query, self._app.features))

    async def _page(self, query: Mapping[str, str], extra: Extra, status: int = 200) -> Response:
        """Draw the page."""

        def whole() -> str:
            scene = self._app.database.read(lambda c: look(c, query, self._app.features))
            if scene is None:
                raise Nobody
            return drawn(scene, self._app.features, theme=self._theme.is_file(), extra=extra)

        return HTMLResponse(await run_in_threadpool(whole), status_code=status, headers={"Cache-Control": "no-store"})


def _scripted(request: Request) -> bool:
    """Whether the page's script asks, and not the browser itself."""
    return "application/json" in request.headers.get("accept", "")
