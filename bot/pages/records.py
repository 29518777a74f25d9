# SPDX-License-Identifier: EUPL-1.2
"""Records behind stable links: a page that the bot opens for one person with a personal link (agreements: Pages)."""

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.clock import business_now
from bot.language import Localizer
from bot.links import COOKIE, SESSION_SECONDS, Visit
from bot.local.drawing import draw
from bot.local.render import Sheet, render_card
from commands.cards import Buttons, Card, Entries
from commands.events import Context, Place
from storage.database import Connection
from storage.organisation import Organisations
from storage.store import Store

if TYPE_CHECKING:
    from bot.app import App


class Records:
    """The pages of what the features keep."""

    def __init__(self, app: "App") -> None:
        """Keep the program, and the features that have pages."""
        self._app = app
        self._records = {f.name: f.record for f in app.features if f.record}

    def routes(self) -> list[Route]:
        """Return the two addresses: the personal link, and the stable one it leads to."""
        return [
            Route("/open/{token}", self.open, methods=["GET"]),
            Route("/records/{feature}/{id:path}", self.show, methods=["GET"]),
        ]

    def open(self, request: Request) -> Response:
        """Open a personal link, once, and go on to the page with a short session for it alone."""
        if request.method == "HEAD":
            # A scanner of links asks no more than this, and must not use the link up.
            return Response()
        opened = self._app.links.open(request.path_params["token"])
        if opened is None:
            raise HTTPException(410)
        visit, session = opened
        answer = RedirectResponse(visit.path, status_code=303)
        answer.set_cookie(
            COOKIE,
            session,
            max_age=SESSION_SECONDS,
            path=visit.path,
            httponly=True,
            samesite="lax",
            secure=self._app.settings.public_url.startswith("https:"),
        )
        return answer

    def show(self, request: Request) -> Response:
        """Show a record to whoever opened it with a personal link."""
        visit = self._app.links.visiting(request.cookies.get(COOKIE, ""), request.url.path)
        record = self._records.get(request.path_params["feature"])
        if visit is None:
            raise HTTPException(401)
        if record is None:
            raise HTTPException(404)

        def read(connection: Connection) -> tuple[Card, Localizer]:
            context, store = arrive(connection, visit)
            localizer = Localizer(context.language, context.organisation.zone)
            return record(request.path_params["id"], context, store), localizer

        card, localizer = self._app.database.read(read)
        drawn = render_card(_to_read(card), localizer, Sheet(level=1))
        page = draw("record.html", localizer, title=localizer.say(card.title), card=drawn, theme=False)
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})


def _to_read(card: Card) -> Card:
    """Return a card without its buttons: they are pressed in the chat, and would do nothing on a page."""
    kept = (element for element in card.elements if not isinstance(element, Buttons))
    return replace(card, elements=tuple(_unpressed(each) if isinstance(each, Entries) else each for each in kept))


def _unpressed(entries: Entries) -> Entries:
    """Return lines without their buttons."""
    return Entries(tuple(replace(entry, button=None) for entry in entries.entries))


def arrive(connection: Connection, visit: Visit) -> tuple[Context, Store]:
    """Return who visits, with the store of the organisation; gone people and organisations see nothing.

    Raises:
        HTTPException: when they are gone.

    """
    organisation = Organisations(connection).get(visit.organisation)
    store = Store(connection, organisation) if organisation else None
    person = store.people.person(visit.person) if store else None
    if store is None or person is None:
        raise HTTPException(401)
    return Context(person, store.organisation, business_now(store.settings), Place("web", visit.path)), store
