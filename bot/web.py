# SPDX-License-Identifier: EUPL-1.2
"""The one ASGI application: the local page in demo mode, the gallery, health, and what goes wrong in plain words."""

import logging
import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.health import Health
from bot.language import LANGUAGES, Localizer
from bot.local.drawing import HERE, draw
from bot.local.guard import HEADERS, LoopbackAlone, SafeHeaders, SizeLimit, of_this_page
from bot.local.limits import MOST_BYTES
from bot.pages.evaluations import EvaluationPages
from bot.pages.feeds import CalendarGone, Feeds
from bot.pages.records import Records
from bot.pages.tab import Tab
from commands.errors import Refused
from commands.text import Message, _
from storage.database import DatabaseUnusable

if TYPE_CHECKING:
    from bot.app import App

log = logging.getLogger(__name__)

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]

SAID: dict[int, tuple[Message, Message]] = {
    401: (_("This page is not open for you"), _("Ask for it in the chat: there you get a link of your own.")),
    410: (_("This link no longer works"), _("A link works once, within ten minutes. Ask for a new one in the chat.")),
    403: (_("This is not allowed"), _("Go back and use the buttons on the page itself.")),
    404: (_("This page does not exist"), _("Perhaps the address has a slip of the keyboard in it.")),
    405: (_("This is not how this page works"), _("Go back and use the buttons on the page itself.")),
    413: (_("That is too large"), _("One request can hold 1 MB. Go back, make the text shorter and send it again.")),
}
OTHERWISE = (_("This does not work"), _("Go back and try it again."))


def web(app: "App", lifespan: Lifespan | None = None) -> Starlette:
    """Return the application; the local page is there in demo mode alone."""
    errors = Errors(app)
    # They are tried one after the other, and what comes from a platform comes most often.
    routes: list[BaseRoute] = [route for platform in (app.slack, app.teams) if platform for route in platform.routes()]
    routes += [
        Route("/", home if app.demo else running, methods=["GET"]),
        Mount("/chat/static", StaticFiles(directory=HERE / "static")),
    ]
    routes += [*Health(app).routes(), *EvaluationPages(app).routes(), *Records(app).routes(), *Feeds(app).routes()]
    routes += Tab(app, app.teams, localizer).routes() if app.teams else []
    guards = [Middleware(SafeHeaders), Middleware(SizeLimit, most=MOST_BYTES)]
    if app.demo:
        # The sample's own pages take three megabytes, and in earnest they are not there.
        from bot.local.pages import LocalPages  # noqa: PLC0415

        routes += [*LocalPages(app).routes(), Route("/chat/gallery", gallery, methods=["GET", "POST"])]
        guards.insert(1, Middleware(LoopbackAlone))
    served = Starlette(
        routes=routes,
        middleware=guards,
        lifespan=lifespan,
        exception_handlers={
            CalendarGone: errors.calendar,
            HTTPException: errors.http,
            Refused: errors.refused,
            DatabaseUnusable: errors.gone,
            Exception: errors.bug,
        },
    )
    served.state.app = app
    return served


def signs(app: "App", lifespan: Lifespan | None = None) -> Starlette:
    """Return the application of a process that answers no people: the pages for machines alone."""
    guards = [Middleware(SafeHeaders), *([Middleware(LoopbackAlone)] if app.demo else ())]
    return Starlette(routes=Health(app).routes(), middleware=guards, lifespan=lifespan)


async def home(_request: Request) -> Response:
    """Lead to the local page."""
    return RedirectResponse("/chat")


async def running(request: Request) -> Response:
    """Say that the program runs; people reach it in their chat."""
    texts = (_("Ask your question in Slack or Teams."),)
    return sheet(request, _("Mandaat is running"), texts, status=200)


async def gallery(request: Request) -> Response:
    """Show every building block, or what a button of the gallery sends."""
    from bot.gallery_page import pressed, show_gallery  # noqa: PLC0415

    if request.method == "POST":
        if not of_this_page(request.headers):
            raise HTTPException(403)
        return await pressed(request, localizer(request))
    public = request.app.state.app.settings.public_url
    return await run_in_threadpool(show_gallery, localizer(request), public)


class Errors:
    """Answers what goes wrong with a page in both languages, or with a sentence for the page's script."""

    def __init__(self, app: "App") -> None:
        """Keep the program."""
        self._app = app

    async def http(self, request: Request, error: Exception) -> Response:
        """Answer what the web itself refuses."""
        code = error.status_code if isinstance(error, HTTPException) else 500
        title, text = SAID.get(code, OTHERWISE)
        return self._answer(request, title, text, code)

    async def calendar(self, request: Request, _error: Exception) -> Response:
        """Answer that the private address of a calendar is no longer one."""
        title = _("This address of a calendar no longer works")
        text = _("Type /itagenda in the chat and press In my calendar: there you get a new one.")
        return self._answer(request, title, text, 410)

    async def refused(self, request: Request, error: Exception) -> Response:
        """Answer a rule that says no before there is a page to say it on."""
        message = error.message if isinstance(error, Refused) else OTHERWISE[1]
        return self._answer(request, OTHERWISE[0], message, 409)

    async def gone(self, request: Request, _error: Exception) -> Response:
        """Answer that the database cannot be reached; the database itself says why in the log."""
        text = _("I cannot reach the register just now. Nothing was lost; try again in a moment.")
        return self._answer(request, OTHERWISE[0], text, 503)

    async def bug(self, request: Request, error: Exception) -> Response:
        """Answer our own mistake with the number that leads to the log."""
        number = secrets.token_hex(4)
        log.error("bug %s at %s", number, request.url.path, exc_info=error)
        text = _("Something went wrong on our side. Tell the administrator this number: {id}.", id=number)
        answer = self._answer(request, OTHERWISE[0], text, 500)
        # This is answered outside of the guards, so it brings its own.
        answer.headers.update(HEADERS)
        return answer

    def _answer(self, request: Request, title: Message, text: Message, status: int) -> Response:
        """Answer in the form that was asked for."""
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"trouble": localizer(request).say(text)}, status_code=status)
        return sheet(request, title, (text,), status=status, back="/chat" if self._app.demo else "")


def sheet(request: Request, title: Message, texts: tuple[Message, ...], *, status: int, back: str = "") -> Response:
    """Return a plain page in the reader's language, and under it in the other."""
    reader = localizer(request)
    second = Localizer(next(code for code in LANGUAGES if code != reader.language), reader.zone)
    page = draw(
        "plain.html",
        reader,
        title=reader.say(title),
        texts=[reader.say(text) for text in texts],
        other={"language": second.language, "title": second.say(title), "texts": [second.say(text) for text in texts]},
        back=back,
        back_label=reader.say(_("To the conversation")),
        theme=False,
    )
    return HTMLResponse(page, status_code=status)


def localizer(request: Request) -> Localizer:
    """Return the language asked for in the address, else the first of the browser's that we speak, else Dutch."""
    asked = request.query_params.get("lang", "")
    preferred = (
        part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")
    )
    known = [code for code in (asked, *preferred) if code in LANGUAGES]
    return Localizer((known or ["nl"])[0], ZoneInfo("Europe/Amsterdam"))
