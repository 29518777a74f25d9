# SPDX-License-Identifier: EUPL-1.2
"""Answers a request on the local page: the page, a form on it, or what went wrong; with and without its script."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.local import listen
from bot.local.fields import Desk, render_form
from bot.local.page import Extra, drawn
from bot.local.scene import Scene, look
from commands.errors import Refused
from commands.forms import FormView
from commands.text import Message, Text

if TYPE_CHECKING:
    from bot.app import App

UNFIT = 422


class Nobody(Refused):
    """There is nobody to be yet. Load the sample with “make reset”, or add people with “people import”."""


class Answers:
    """Draws answers for whoever the address says is at the page."""

    def __init__(self, app: "App") -> None:
        """Keep the program."""
        self._app = app

    @property
    def theme(self) -> Path:
        """Where an organisation puts its own style."""
        return self._app.settings.mandaat_home / "theme.css"

    async def scene(self, query: Mapping[str, str]) -> Scene:
        """Look up what the visitor sees.

        Raises:
            Nobody: when there is nobody to be.

        """
        scene = await run_in_threadpool(self._app.database.read, lambda c: look(c, query, self._app.features))
        if scene is None:
            raise Nobody
        return scene

    async def page(self, query: Mapping[str, str], extra: Extra, status: int = 200) -> Response:
        """Draw the page."""

        def whole() -> str:
            scene = self._app.database.read(lambda c: look(c, query, self._app.features))
            if scene is None:
                raise Nobody
            return drawn(scene, self._app.features, theme=self.theme.is_file(), extra=extra)

        return HTMLResponse(await run_in_threadpool(whole), status_code=status, headers={"Cache-Control": "no-store"})

    async def form(
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
        if scripted(request):
            return JSONResponse({"form": form})
        return await self.page(request.query_params, Extra(form=form), status=UNFIT if errors else 200)

    async def trouble(
        self, request: Request, posted: Mapping[str, str], text: Text, *, status: int = UNFIT
    ) -> Response:
        """Say what went wrong; what was typed stays where it was typed."""
        scene = await self.scene(request.query_params)
        if scripted(request):
            # What a person can put right is an answer like any other; the browser's console is for faults.
            return JSONResponse({"trouble": scene.reader.say(text)}, 200 if status == UNFIT else status)
        return await self.page(request.query_params, Extra(trouble=text, typed=posted.get("words", "")), status=status)


def scripted(request: Request) -> bool:
    """Whether the page's script asks, and not the browser itself."""
    return "application/json" in request.headers.get("accept", "")
