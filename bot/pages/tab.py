# SPDX-License-Identifier: EUPL-1.2
"""The tab in Teams: a person's overview as a page, the same as the home in Slack; a press there goes the same way.

The page itself says nothing of anybody: its script asks for the overview with a token that proves who looks.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.clock import business_now
from bot.dispatch import Stranger
from bot.language import Localizer
from bot.local.drawing import draw
from bot.local.guard import HEADERS
from bot.local.listen import pressed
from bot.local.render import Sheet, fresh_key, render_card
from bot.payload import Payload, text
from commands.events import Context, Place, Room
from commands.help import page_card
from commands.people import Account
from storage.database import Connection
from storage.organisation import identify
from storage.store import Store

if TYPE_CHECKING:
    from bot.app import App
    from bot.teams.connection import Connection as Teams

TAB = "/teams/tab"
_STATIC = Path(__file__).parents[1] / "teams" / "static"
#: Where Microsoft shows tabs; nobody else may put this page in one of theirs.
_HOSTS = "https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft https://*.office.com"
_PRIVATE = {"Cache-Control": "no-store"}
_FRAMED = _PRIVATE | {
    "Content-Security-Policy": HEADERS["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", f"frame-ancestors {_HOSTS}"
    ),
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_KEY = re.compile(r"[0-9a-f]{32}")


class Tab:
    """The pages of the tab."""

    def __init__(self, app: "App", teams: "Teams", reader: Callable[[Request], Localizer]) -> None:
        """Keep the program, who can tell whose token it is, and in which language a browser wants to read."""
        self._app = app
        self._teams = teams
        self._reader = reader

    def routes(self) -> list[BaseRoute]:
        """Return what is served."""
        return [
            Route(TAB, self.page, methods=["GET"]),
            Route(f"{TAB}/home", self.home, methods=["POST"]),
            Route(f"{TAB}/press", self.press, methods=["POST"]),
            Mount("/teams/static", StaticFiles(directory=_STATIC)),
        ]

    async def page(self, request: Request) -> Response:
        """Show the page as it is for everybody."""
        return HTMLResponse(draw("tab.html", self._reader(request), theme=False), headers=_FRAMED)

    async def home(self, request: Request) -> Response:
        """Return the overview of who looks, as everything stands now."""
        account = await self._visitor(request)
        # What stands there may write too: drafts that are over go when they are looked for.
        drawn = await run_in_threadpool(self._app.database.transact, lambda c: self._drawn(c, account))
        return JSONResponse(drawn, headers=_PRIVATE)

    async def press(self, request: Request) -> Response:
        """Carry out what was pressed: what there is to read comes in the conversation, a form opens in a dialog."""
        account = await self._visitor(request)
        given = parsed(await request.body())
        press, number = pressed(text(given, "press")), text(given, "key")
        key = f"tab/{number if _KEY.fullmatch(number) else fresh_key()}/{press.action}"
        told = await self._teams.press(account, press, key, opens=given.get("dialogs") is True)
        return JSONResponse(told, headers=_PRIVATE)

    async def _visitor(self, request: Request) -> Account:
        """Return who looks.

        Raises:
            HTTPException: when no token proves it, or that cannot be told yet.

        """
        if not self._teams.recognises:
            raise HTTPException(503)
        account = await self._teams.visitor(request.headers.get("authorization", ""))
        if account is None:
            raise HTTPException(401)
        return account

    def _drawn(self, connection: Connection, account: Account) -> dict[str, str]:
        """Return the overview as it is drawn for its owner."""
        known = identify(connection, account)
        if known is None:
            raise Stranger
        person, organisation = known
        store = Store(connection, organisation)
        place = Place(account.platform, account.user, Room.HOME)
        context = Context(person, organisation, business_now(store.settings), place)
        reader = Localizer(context.language, organisation.zone)
        card = page_card(self._app.features, context, store)
        return {"language": reader.language, "home": render_card(card, reader, Sheet(to=f"{TAB}/press", level=1))}


def parsed(body: bytes) -> Payload:
    """Return the object that a body holds; an empty one where it holds none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
