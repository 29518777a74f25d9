# SPDX-License-Identifier: EUPL-1.2
"""Tells an open page what changes, as server-sent events: lines of the conversation, and parts around it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.clock import business_now
from bot.local.bell import heard
from bot.local.drawing import draw
from bot.local.page import Extra, face, function, picture
from bot.local.scene import Scene, look
from bot.local.transcript import line
from commands.feature import Feature
from storage.database import DatabaseUnusable
from storage.local import LocalMessages
from storage.settings import Settings

if TYPE_CHECKING:
    from bot.app import App

#: How often to ask what other processes did, and how often to show that the line is open, in seconds.
TURN = 1.0
SIGN_OF_LIFE = 15.0
#: How long nothing must change before the parts around the conversation are drawn: an answer does not wait for them.
SETTLED = 0.3
DIGITS = 15
PARTS = ("rooms", "clock", "others")


async def stream(app: "App", request: Request) -> Response:
    """Return the stream for one page; a browser that comes back says what it has seen."""
    seen = request.headers.get("last-event-id") or request.query_params.get("after", "")
    since = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) <= DIGITS else 0
    return StreamingResponse(
        _events(app, dict(request.query_params), since),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(app: "App", query: Mapping[str, str], since: int) -> AsyncIterator[str]:
    """Yield events until the page is closed or the program stops."""
    shown: dict[str, str] = {}
    quiet, mark, woken, owing = 0.0, "", True, False
    yield "retry: 1000\n\n"
    with app.local.bell.listening() as bell:
        while not app.local.bell.closed:
            before, mark = mark, await run_in_threadpool(_mark, app, mark)
            events: list[str] = []
            if woken or mark != before:
                events, since = await run_in_threadpool(_lines, app, query, since)
                owing = True
            elif owing:
                events = await run_in_threadpool(_parts, app, query, shown)
                owing = False
            for event in events or ([": here\n\n"] if quiet >= SIGN_OF_LIFE else []):
                quiet = 0.0
                yield event
            asleep = asyncio.get_running_loop().time()
            woken = await heard(bell, SETTLED if owing else TURN)
            quiet += asyncio.get_running_loop().time() - asleep


def _mark(app: "App", before: str) -> str:
    """Return what tells cheaply that nothing happened: the number of the last change, and the minute."""
    try:
        return app.database.read(
            lambda c: f"{LocalMessages(c, '').latest_change()} {business_now(Settings(c)):%Y-%m-%dT%H:%M}"
        )
    except DatabaseUnusable:
        return before


def _lines(app: "App", query: Mapping[str, str], since: int) -> tuple[list[str], int]:
    """Return what changed in the conversation since that number, and the number of the last change."""
    # Without the features nothing is counted for anybody, which is most of the work.
    scene = _look(app, query, (), since)
    if scene is None:
        return [], since
    events = [
        _event("line", {"html": line(m, scene.visit, scene.spoken, scene.cast)}, m.sequence) for m in scene.messages
    ]
    return events, max((since, *(m.sequence for m in scene.messages)))


def _parts(app: "App", query: Mapping[str, str], shown: dict[str, str]) -> list[str]:
    """Return the parts around the conversation that differ from what is shown."""
    scene = _look(app, query, app.features, 0)
    events: list[str] = []
    for name, value in _around(scene, app.features) if scene else ():
        text = json.dumps(value)
        if shown.get(name) != text:
            shown[name] = text
            events.append(_event("people" if name == "people" else "part", value))
    return events


def _look(app: "App", query: Mapping[str, str], features: Sequence[Feature], since: int) -> Scene | None:
    """Return what the visitor sees; None where there is nobody to be, or the database is out of reach."""
    try:
        return app.database.read(lambda c: look(c, query, features, since))
    except DatabaseUnusable:
        return None


def _around(scene: Scene, features: Sequence[Feature]) -> Iterator[tuple[str, object]]:
    """Yield what stands around the conversation, each with its name."""
    page = picture(scene, features, Extra())
    for name in (*PARTS, *(("tour",) if page.tour else ())):
        yield name, {"id": name, "html": draw(f"{name}.html", scene.reader, page=page)}
    people = {someone.account.user: face(someone, scene).line for someone in scene.cast}
    yield "people", {"lines": people, "function": function(scene.me, scene.reader)}


def _event(name: str, value: object, number: int | None = None) -> str:
    """Return one event; JSON keeps it on one line."""
    mark = f"id: {number}\n" if number is not None else ""
    return f"{mark}event: {name}\ndata: {json.dumps(value)}\n\n"
