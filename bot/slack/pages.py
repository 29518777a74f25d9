# SPDX-License-Identifier: EUPL-1.2
"""Where Slack reaches us by HTTP."""

import logging
from collections.abc import Awaitable, Callable

from slack_bolt import BoltResponse
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.slack.oauth import INSTALL, REDIRECT

log = logging.getLogger(__name__)

EVENTS = "/slack/events"
#: What Bolt ends in that takes for granted that all is UTF-8, JSON and of Slack's shapes, also before it looks at the
#: signature. What our own listeners end in has been answered by then.
UNREADABLE = (ValueError, AttributeError, TypeError, LookupError)


class Pages:
    """The addresses that are Slack's own."""

    def __init__(self, app: AsyncApp, installing: AsyncOAuthFlow | None) -> None:
        """Keep who hears what comes in, and how the app is installed where workspaces do that themselves."""
        self._app = app
        self._installing = installing

    def routes(self) -> list[BaseRoute]:
        """Return what is served."""
        found: list[BaseRoute] = [Route(EVENTS, self.events, methods=["POST"])]
        if self._installing:
            found += [
                Route(INSTALL, answering(self._installing.handle_installation), methods=["GET"]),
                Route(REDIRECT, answering(self._installing.handle_callback), methods=["GET"]),
            ]
        return found

    async def events(self, request: Request) -> Response:
        """Answer an event, a command or an interaction; Bolt checks its signature and its age."""
        body = await request.body()
        # Bolt takes for granted that it is a number. Without one it knows what to do, as with Slack's ssl_check.
        if not request.headers.get("x-slack-request-timestamp", "0").isdecimal():
            return PlainTextResponse("not signed", status_code=401)
        try:
            heard = await self._app.async_dispatch(to_async_bolt_request(request, body))
        except UNREADABLE as no:
            log.warning("Slack brought something that cannot be read: %s", type(no).__name__)
            return PlainTextResponse("not understood", status_code=400)
        return to_starlette_response(heard)


def answering(
    handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
) -> Callable[[Request], Awaitable[Response]]:
    """Return a page of ours that one of Bolt's answers."""

    async def answer(request: Request) -> Response:
        """Answer a browser."""
        return to_starlette_response(await handle(to_async_bolt_request(request, b"")))

    return answer
