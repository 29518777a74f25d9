# SPDX-License-Identifier: EUPL-1.2
"""Where Slack reaches us by HTTP."""

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

EVENTS = "/slack/events"


class Pages:
    """The addresses that are Slack's own."""

    def __init__(self, app: AsyncApp) -> None:
        """Keep who hears what comes in."""
        self._app = app

    def routes(self) -> list[BaseRoute]:
        """Return what is served."""
        return [Route(EVENTS, self.events, methods=["POST"])]

    async def events(self, request: Request) -> Response:
        """Answer an event, a command or an interaction; Bolt checks its signature and its age."""
        body = await request.body()
        if not request.headers.get("x-slack-request-timestamp", "").isdecimal():
            return PlainTextResponse("not signed", status_code=401)
        try:
            heard = to_async_bolt_request(request, body)
        except (ValueError, AttributeError, TypeError):
            # Bolt takes for granted that it is UTF-8, JSON and an object, before it looks at the signature.
            return PlainTextResponse("not understood", status_code=400)
        return to_starlette_response(await self._app.async_dispatch(heard))
