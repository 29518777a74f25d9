# SPDX-License-Identifier: EUPL-1.2
"""Our own Slack on loopback: its Web API, its sockets, and how it brings what people do to an app."""

import asyncio
import hashlib
import hmac
import json
import ssl
import time
import urllib.parse
from base64 import b64decode
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any
from uuid import uuid4

import aiohttp
from aiohttp import WSMsgType, web

from tests.fakes.faults import Faults
from tests.fakes.slack_methods import call
from tests.fakes.slack_workspace import APP_TOKEN, SIGNING_SECRET, Json, No, Workspace

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What an app answered: a status (of a socket: 200 when it acknowledged) and what came with it."""

    status: int
    body: Any = None


@dataclass
class SlackServer:
    """Slack, with one workspace in it."""

    space: Workspace = field(default_factory=Workspace)
    #: Methods that fail the next so many times, with the answer they then give: a status, or a word of Slack.
    faults: dict[str, list[int | str]] = field(default_factory=dict)
    #: What goes wrong on the way, rather than what Slack says.
    edge: Faults = field(default_factory=Faults)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    #: Leaves pings unanswered on sockets that are opened while it is so: they look open, and nothing comes.
    deaf: bool = False
    #: How many sockets were ever opened.
    opened: int = 0
    #: Knows each method only as Slack's client for JavaScript asks it: by POST, and as a form or as JSON.
    posted_alone: bool = False
    #: How many seconds its clock is ahead of ours.
    date_ahead: float = 0.0
    #: With a certificate it speaks TLS.
    tls: ssl.SSLContext | None = None
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    url: str = ""
    _waiting: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)
    _runner: web.AppRunner | None = None
    _connected: asyncio.Event = field(default_factory=asyncio.Event)

    # -------------------------------------------------------------- being there

    async def start(self, port: int = 0) -> None:
        """Listen on a port of this machine, a free one unless one is named."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link", self._socket)
        app.router.add_post("/upload/{file}", self._uploaded)
        app.router.add_post("/response", self._responded)
        app.router.add_post("/control/faults", self.edge.plan)
        app.router.add_get("/control/visible", self._visible)
        app.router.add_post("/control/bring", self._brought)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, ssl_context=self.tls)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = self.space.url = f"{'https' if self.tls else 'http'}://{host}:{port}"

    async def stop(self) -> None:
        """Let go of everything."""
        await self.drop()
        if self._runner:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """The address that the program gets."""
        return f"{self.url}/api"

    # ------------------------------------------------------------------ the API

    async def _api(self, request: web.Request) -> web.StreamResponse:
        """Answer a call of the Web API, unless something goes wrong on the way."""
        method = request.match_info["method"]
        if self.posted_alone and request.method != "POST":
            raise web.HTTPNotFound
        given: Json = {} if self.posted_alone else dict(request.query)
        if request.content_type == "application/json":
            given |= await request.json()
        elif request.can_read_body:
            given |= dict(await request.post())
        if (proof := request.headers.get("authorization", "")).startswith("Basic "):
            given["client_id"], _colon, given["client_secret"] = b64decode(proof[6:]).decode().partition(":")
        token = request.headers.get("authorization", "").removeprefix("Bearer ") or str(given.pop("token", ""))
        self.calls.append((method, given))

        async def answer() -> web.Response:
            return self._answered(method, token, given)

        return await self.edge.through(request, method, answer)

    def _answered(self, method: str, token: str, given: Json) -> web.Response:
        """Return what Slack answers to a call."""
        if fault := next(iter(self.faults.get(method, [])), None):
            self.faults[method].pop(0)
            if isinstance(fault, int):
                return web.json_response({"ok": False}, status=fault, headers={"Retry-After": "1"})
            return web.json_response({"ok": False, "error": fault})
        try:
            answer = (
                self._connections(token)
                if method == "apps.connections.open"
                else call(self.space, method, token, given)
            )
        except No as no:
            return web.json_response(no.answer)
        told = {"x-oauth-scopes": ",".join(sorted(self.space.scopes))}
        return web.json_response(
            answer, headers={**told, "date": formatdate(time.time() + self.date_ahead, usegmt=True)}
        )

    async def _visible(self, _request: web.Request) -> web.Response:
        """Tell what people see: each message with its conversation, in the order in which they came."""
        seen = [{"channel": channel, **message} for (channel, _ts), message in self.space.messages.items()]
        return web.json_response(seen)

    async def _brought(self, request: web.Request) -> web.Response:
        """Bring by a socket what somebody did, and say how it was acknowledged."""
        asked = await request.json()
        try:
            answer = await self.by_socket(asked["kind"], asked["payload"], seconds=10)
        except (TimeoutError, ConnectionError):
            # Nobody listens, or who did was killed just now.
            answer = Answer(504)
        return web.json_response(answer.body or {}, status=answer.status)

    async def _uploaded(self, request: web.Request) -> web.Response:
        """Take the bytes of a file."""
        self.space.files[request.match_info["file"]] = await request.read()
        return web.Response(text="OK")

    def _connections(self, token: str) -> Json:
        """Say where a socket is opened."""
        if token != APP_TOKEN:
            raise No("invalid_auth")
        return {"ok": True, "url": f"{self.url.replace('http', 'ws', 1)}/link?ticket={uuid4()}"}

    async def _responded(self, request: web.Request) -> web.Response:
        """Take what an app says by a response URL."""
        self.space.ephemeral.append(await request.json())
        return web.Response(text="ok")

    # ------------------------------------------------------------------ sockets

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        """Keep a socket open and hear what is acknowledged by it."""
        socket = web.WebSocketResponse(autoping=not self.deaf)
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets) + 1, "debug_info": {}})
        self.sockets.append(socket)
        self.opened += 1
        self._connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                heard = json.loads(message.data)
                waiting = self._waiting.get(heard["envelope_id"])
                if waiting and not waiting.done():
                    waiting.set_result(heard.get("payload"))
        if socket in self.sockets:
            self.sockets.remove(socket)
        if not self.sockets:
            self._connected.clear()
        return socket

    async def connected(self, seconds: float = 20) -> None:
        """Return once an app is connected."""
        async with asyncio.timeout(seconds):
            await self._connected.wait()

    async def drop(self) -> None:
        """Break every socket."""
        for socket in list(self.sockets):
            await socket.close()

    async def by_socket(self, kind: str, payload: Json, retry: int = 0, seconds: float = 20) -> Answer:
        """Bring something by one of the open sockets and return how it was acknowledged."""
        await self.connected(seconds)
        envelope = str(uuid4())
        waiting = self._waiting[envelope] = asyncio.get_running_loop().create_future()
        again = {"retry_attempt": retry, "retry_reason": "timeout"} if retry else {}
        await self.sockets[-1].send_json(
            {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True, **again}
        )
        try:
            async with asyncio.timeout(seconds):
                return Answer(200, await waiting)
        except TimeoutError:
            return Answer(504)
        finally:
            del self._waiting[envelope]


# --------------------------------------------------------------------- by HTTP


async def by_http(
    session: aiohttp.ClientSession,
    address: str,
    kind: str,
    payload: Json,
    retry: int = 0,
    **beside: Any,  # noqa: ANN401
) -> Answer:
    """Bring something to an app's own address, signed, and return its answer."""
    body, content = written(kind, payload)
    headers = {"content-type": content, **signed(body, **beside)}
    if retry:
        headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"}
    async with session.post(address, data=body, headers=headers) as response:
        text = await response.text()
        is_json = response.content_type == "application/json" and text
        return Answer(response.status, json.loads(text) if is_json else text)


def written(kind: str, payload: Json) -> tuple[bytes, str]:
    """Return the body in which Slack sends this by HTTP, and its kind."""
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urllib.parse.urlencode(fields).encode(), FORM


def signed(body: bytes, secret: str = SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    """Return the headers that prove that it is Slack's."""
    stamp = str(int(time.time() if at is None else at))
    proof = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={proof}"}
