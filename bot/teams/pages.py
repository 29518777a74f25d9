# SPDX-License-Identifier: EUPL-1.2
"""The address at which Teams brings what people do: whatever comes in, the answer is never that we broke.

Teams stops delivering for hours to a bot that answers with errors (github.com/microsoft/teams.py, issue 433).
"""

import asyncio
import json
import logging
from http import HTTPStatus
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.teams.gate import MESSAGES, Gate
from bot.teams.interactions import Interactions, let_in
from bot.teams.keys import Keys

log = logging.getLogger(__name__)

#: How long an activity may take to come in.
BODY_SECONDS = 10.0


class Pages:
    """The web side of Teams."""

    def __init__(self, gate: Gate, keys: Keys, interactions: Interactions) -> None:
        """Keep who is let in, whether that can be told already, and who answers."""
        self._gate = gate
        self._keys = keys
        self._interactions = interactions

    def routes(self) -> list[BaseRoute]:
        """Return what is served."""
        return [Route(MESSAGES, self.messages, methods=["POST"])]

    async def messages(self, request: Request) -> Response:
        """Answer an activity."""
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await request.body()
        except TimeoutError:
            return PlainTextResponse("too slow", status_code=HTTPStatus.REQUEST_TIMEOUT)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        payload = parsed(body)
        if payload is None:
            return PlainTextResponse("not understood", status_code=HTTPStatus.BAD_REQUEST)
        authorization = request.headers.get("authorization", "")
        if not authorization.startswith("Bearer "):
            return PlainTextResponse("not signed", status_code=HTTPStatus.UNAUTHORIZED)
        if not self._keys.here:
            # So that it is brought again, within seconds.
            return PlainTextResponse(
                "not yet", status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "2"}
            )
        status, registration = await self._gate.knock(authorization, payload)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            # The SDK cannot read its type or id. It was signed, so Teams may send it; we have nothing to do with it.
            log.info("an activity of Teams could not be read")
            return Response()
        if status != HTTPStatus.OK or registration is None:
            return PlainTextResponse("not believed", status_code=status)
        if not let_in(registration, payload):
            return PlainTextResponse("not for us", status_code=HTTPStatus.FORBIDDEN)
        answer = await self._interactions.answer(payload)
        return Response() if answer is None else JSONResponse(answer)


def parsed(body: bytes) -> dict[str, Any] | None:
    """Return the object that a body holds; None where it holds none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
