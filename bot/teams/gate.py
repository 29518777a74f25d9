# SPDX-License-Identifier: EUPL-1.2
"""Who may speak for Teams: the SDK checks tokens, with keys that are fetched beside the loop, for each registration."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import jwt

from bot.payload import text, texts
from bot.teams.keys import Keys
from bot.teams.registrations import Registration
from bot.teams.sdk import (
    PUBLIC,
    ActivityEvent,
    CloudEnvironment,
    HttpMethod,
    HttpRequest,
    HttpRouteHandler,
    HttpServer,
    InboundActivityTokenValidator,
    InvokeResponse,
    TokenCredentials,
    TokenValidator,
)

log = logging.getLogger(__name__)
#: The SDK logs what it could not read, and that holds what people wrote.
logging.getLogger("microsoft_teams").setLevel(logging.CRITICAL)

MESSAGES = "/teams/messages"


class Warm(TokenValidator):
    """The SDK's check for one audience, with our keys."""

    def __init__(self, like: TokenValidator, keys: Keys) -> None:
        """Check the same as another."""
        super().__init__(like.options)
        self._jwks_client = keys


class _Inbound(InboundActivityTokenValidator):
    """The SDK's check of what comes in, for the Bot Framework alone: tokens of Entra say nothing of an address."""

    def __init__(self, client: str, cloud: CloudEnvironment, keys: Keys) -> None:
        """Check for one registration."""
        super().__init__(client, cloud)
        self._service_validator = Warm(TokenValidator.for_service(client, cloud=cloud), keys)

    def _is_entra_issuer(self, issuer: object) -> bool:  # noqa: ARG002 - the SDK's hook
        """Say that no issuer is Entra, so that each must be the Bot Framework."""
        return False


class _OnOurPages:
    """The SDK's way to a web server that runs already."""

    def register_route(self, method: HttpMethod, path: str, handler: HttpRouteHandler) -> None:
        """Do nothing: the door is called from our own page."""

    def serve_static(self, path: str, directory: str) -> None:
        """Do nothing."""

    async def start(self, port: int) -> None:
        """Do nothing: it runs."""

    async def stop(self) -> None:
        """Do nothing: it is not ours to stop."""


class Door(HttpServer):
    """The SDK's server for one registration: it lets in, and what is done then is not its business."""

    def __init__(self, registration: Registration, keys: Keys) -> None:
        """Let in what is meant for this registration."""
        super().__init__(_OnOurPages(), MESSAGES)
        self.registration = registration
        self.initialize(TokenCredentials(client_id=registration.client, token=_none_here), PUBLIC)
        self._token_validator = _Inbound(registration.client, PUBLIC, keys)
        self.on_request = _let_in


class Gate:
    """The doors of every registration: a token says at which one it knocks, and is believed nothing before that."""

    def __init__(self, known: Sequence[Registration], keys: Keys) -> None:
        """Make a door for each."""
        self._doors: Mapping[str, Door] = {each.client: Door(each, keys) for each in known}

    async def knock(self, authorization: str, payload: dict[str, Any]) -> tuple[int, Registration | None]:
        """Return for which registration an activity is, with 200.

        With 401 its token is not believed; with 500 it is, but the SDK cannot read the activity.
        """
        door = self._doors.get(claimed(authorization.removeprefix("Bearer "), "aud"))
        if door is None:
            return 401, None
        answer = await door.handle_request(HttpRequest(body=payload, headers={"authorization": authorization}))
        return answer["status"], door.registration


async def _let_in(_event: ActivityEvent) -> InvokeResponse[Any]:
    """Say that an activity was let in."""
    return InvokeResponse(status=200)


def claimed(token: str, name: str) -> str:
    """Return what a token claims to be, before anything of it is believed; nothing where it is no token."""
    try:
        return text(jwt.decode(token, options={"verify_signature": False}), name)
    except (jwt.PyJWTError, ValueError, RecursionError):
        return ""


def permissions(token: str) -> list[str]:
    """Return what a token of our own lets us do, as it says itself."""
    try:
        return texts(jwt.decode(token, options={"verify_signature": False}), "roles")
    except (jwt.PyJWTError, ValueError, RecursionError):
        return []


def _none_here(_scope: object, _tenant: str | None) -> str:
    """Give the SDK no token: it sends nothing for us."""
    return ""
