# SPDX-License-Identifier: EUPL-1.2
"""The front door of ``/chat``: which address leads to what."""

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from bot.local.answers import Answers
from bot.local.page import Extra
from bot.local.posts import Posts
from bot.local.stream import stream

if TYPE_CHECKING:
    from bot.app import App


class LocalPages:
    """The endpoints; everything about the visitor stands in the address."""

    def __init__(self, app: "App") -> None:
        """Keep the program."""
        self._app = app
        self._answers = Answers(app)
        self._posts = Posts(app, self._answers)

    def routes(self) -> list[BaseRoute]:
        """Return what is served."""
        return [
            Route("/chat", self.show, methods=["GET"]),
            Route("/chat/say", self._posts.say, methods=["POST"]),
            Route("/chat/press", self._posts.press, methods=["POST"]),
            Route("/chat/submit", self._posts.submit, methods=["POST"]),
            Route("/chat/close", self._posts.close, methods=["POST"]),
            Route("/chat/clock", self._posts.clock, methods=["POST"]),
            Route("/chat/stream", self.stream, methods=["GET"]),
            Route("/chat/theme.css", self.theme, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show the page."""
        return await self._answers.page(request.query_params, Extra())

    async def theme(self, _request: Request) -> Response:
        """Return the organisation's own style."""
        exists = await run_in_threadpool(self._answers.theme.is_file)
        return FileResponse(self._answers.theme, media_type="text/css") if exists else Response(status_code=404)

    async def stream(self, request: Request) -> Response:
        """Tell an open page what changes."""
        return await stream(self._app, request)
