# SPDX-License-Identifier: EUPL-1.2
"""Keeps the pages for this computer and this page alone: host, origin, size, and what a browser may load."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
#: How many times the limit is read before the line is cut.
READ_ON = 20

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

# As they travel, and made once: every answer has them.
_RAW = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


class SafeHeaders:
    """Adds to every answer what a browser must not do with it."""

    def __init__(self, app: ASGIApp) -> None:
        """Keep the application within."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers added."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message["headers"]
                names = {name for name, _value in given}
                message["headers"] = [*given, *(header for header in _RAW if header[0] not in names)]
            await send(message)

        await self._app(scope, receive, sending if scope["type"] == "http" else send)


def of_this_computer(headers: Headers) -> bool:
    """Whether the browser asked this computer by its own name; a name elsewhere that leads here is a trick."""
    host = headers.get("host", "")
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False


def of_this_page(headers: Headers) -> bool:
    """Whether a request that changes something comes from our own page (Fetch metadata, else Origin).

    Programs that send neither are no browser, and cannot be misled by a page elsewhere.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


class LoopbackAlone:
    """Answers nobody who asked for this computer by another name: the local page has no login."""

    def __init__(self, app: ASGIApp) -> None:
        """Keep the application within."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "http" and not of_this_computer(Headers(scope=scope)):
            text = "This page answers on http://127.0.0.1 and http://localhost alone: it has no login.\n"
            await PlainTextResponse(text, status_code=421)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class SizeLimit:
    """Refuses what is too large; it is read to its end within reason, so that the browser hears why."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        """Keep the application within and the most bytes of one request."""
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, counting what comes in."""
        counted = 0

        async def receiving() -> Message:
            nonlocal counted
            message = await receive()
            counted += len(message.get("body", b""))
            if counted <= self._most:
                return message
            while message.get("more_body") and counted <= self._most * READ_ON:
                message = await receive()
                counted += len(message.get("body", b""))
            raise HTTPException(413)

        await self._app(scope, receiving if scope["type"] == "http" else receive, send)
