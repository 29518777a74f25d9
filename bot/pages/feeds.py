# SPDX-License-Identifier: EUPL-1.2
"""The private calendar of a person at an address of its own, which only its owner knows and can take away."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import business_now
from bot.language import Localizer
from bot.links import COOKIE
from bot.pages.records import arrive
from commands.events import Context
from commands.meetings.overview import concerning, one_of
from storage.database import Connection
from storage.feeds import owner_of_feed
from storage.organisation import Organisations
from storage.store import Store

if TYPE_CHECKING:
    from bot.app import App

_BACK, _AHEAD = timedelta(days=120), timedelta(days=400)


def address(public_url: str) -> Callable[[Context, Store], str]:
    """Return what makes a new private address for a person, in the place of an older one."""

    def made(context: Context, store: Store) -> str:
        secret = secrets.token_urlsafe(24)
        store.meetings.set_feed(context.who, secret)
        return f"{public_url}/calendar/{secret}.ics"

    return made


class CalendarGone(HTTPException):
    """An address of a calendar that was taken away, or never was one."""

    def __init__(self) -> None:
        """Say that it is gone for good, so that a program for calendars stops asking."""
        super().__init__(410)


class Feeds:
    """The page for calendars."""

    def __init__(self, app: "App") -> None:
        """Keep the program."""
        self._app = app

    def routes(self) -> list[Route]:
        """Return the private addresses, and those of one meeting that a personal link leads to."""
        return [
            Route("/calendar/{secret}.ics", self.show, methods=["GET"]),
            Route("/calendar/{organisation}/{reference}.ics", self.one, methods=["GET"]),
        ]

    def show(self, request: Request) -> Response:
        """Give the meetings of whose address this is."""
        # A tenth of a second to load, for a page that few ask for.
        from bot.invitations import calendar  # noqa: PLC0415

        secret = request.path_params["secret"]

        def read(connection: Connection) -> bytes:
            owner = owner_of_feed(connection, secret)
            organisation = Organisations(connection).get(owner[0]) if owner else None
            store = Store(connection, organisation) if organisation else None
            person = store.people.person(owner[1]) if store and owner else None
            if store is None or person is None:
                raise CalendarGone
            at = business_now(store.settings)
            today = at.astimezone(store.organisation.zone).date()
            views = concerning(person, at, store, today - _BACK, today + _AHEAD)
            localizer = Localizer(person.language or store.organisation.language, store.organisation.zone)
            return calendar(views, at, localizer)

        return _file(self._app.database.read(read))

    def one(self, request: Request) -> Response:
        """Give one meeting to whoever opened it with a personal link."""
        # A tenth of a second to load, for a page that few ask for.
        from bot.invitations import calendar  # noqa: PLC0415

        visit = self._app.links.visiting(request.cookies.get(COOKIE, ""), request.url.path)
        if visit is None:
            raise HTTPException(401)

        def read(connection: Connection) -> bytes:
            context, store = arrive(connection, visit)
            home = store.of(request.path_params["organisation"])
            view = one_of(request.path_params["reference"], context, home) if home else None
            if view is None:
                raise HTTPException(404)
            return calendar((view,), context.at, Localizer(context.language, view.calendar.zone))

        return _file(self._app.database.read(read))


def _file(data: bytes) -> Response:
    """Return a calendar as programs for calendars open it."""
    return Response(data, media_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})
