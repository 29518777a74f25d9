# SPDX-License-Identifier: EUPL-1.2
"""Our own Microsoft on loopback: the login that gives tokens, the keys that sign, and the Bot Connector."""

import asyncio
import base64
import json
import ssl
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

import aiohttp
import jwt
from aiohttp import web

from tests.fakes.faults import Faults
from tests.fakes.teams_connector import CONNECTOR
from tests.fakes.teams_graph import GRAPH
from tests.fakes.teams_papers import paper, public, signed
from tests.fakes.teams_tenant import SECRET, Json, No, Tenant

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
#: The last part of a scope of Graph, which stands at an address of its own.
DEFAULT = "/.default"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#: The names of the keys: of the login, of what signs activities, of the registration, and of what says who looks.
LOGIN, SIGNING, REGISTRATION, ENTRA = "login", "signing", "registration", "entra"
Work = Callable[[Tenant, web.Request], Awaitable[Any]]


@dataclass
class Cloud:
    """Microsoft, with one tenant in it unless more are added."""

    tenants: dict[str, Tenant] = field(default_factory=lambda: {t.id: t for t in (Tenant(),)})
    #: What goes wrong on the way, rather than what the Connector says.
    edge: Faults = field(default_factory=Faults)
    #: The next so many calls of the Connector that are answered with a status and headers instead.
    refuses: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    #: How long the address for keys and the Connector take, in seconds.
    keys_seconds: float = 0.0
    connector_seconds: float = 0.0
    #: The keys that stand at the address for keys.
    keys: list[str] = field(default_factory=lambda: [SIGNING])
    token_seconds: int = 3_600
    #: Why the login refuses everybody: a number of Entra.
    login_refuses: int = 0
    tokens: dict[str, str] = field(default_factory=dict)
    assertions: list[Json] = field(default_factory=list)
    url: str = ""
    login_url: str = ""
    _runners: list[web.AppRunner] = field(default_factory=list)

    # -------------------------------------------------------------- being there

    async def start(self, port: int = 0) -> None:
        """Listen on ports of this machine; the login speaks TLS, as msal wants it."""
        app = web.Application()
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/control/faults", self.edge.plan)
        app.router.add_get("/control/visible", self._visible)
        for base, calls in (("/amer", CONNECTOR), ("/graph/v1.0", GRAPH)):
            for method, path, work in calls:
                app.router.add_route(method, f"{base}{path}", self._connector(path, work))
        self.url = await self._listen(app, port, None)
        login = web.Application()
        login.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._configuration)
        login.router.add_get("/{tenant}/discovery/v2.0/keys", self._discovery)
        login.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self.login_url = (await self._listen(login, 0, _tls())).replace("http:", "https:")

    async def stop(self) -> None:
        """Let go of everything."""
        for runner in self._runners:
            await runner.cleanup()

    async def _listen(self, app: web.Application, port: int, tls: ssl.SSLContext | None) -> str:
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port, ssl_context=tls).start()
        self._runners.append(runner)
        host, port = runner.addresses[0][:2]
        return f"http://{host}:{port}"

    @property
    def tenant(self) -> Tenant:
        """The first tenant."""
        return next(iter(self.tenants.values()))

    @property
    def service_url(self) -> str:
        """The address of the Connector, as it stands in activities."""
        return f"{self.url}/amer/"

    def papers(self, home: Path) -> dict[str, Path]:
        """Return files for the settings: whom to trust, and the registration's key with its certificate."""
        files = {"mandaat_ca_bundle": home / "trust.pem", "mandaat_teams_certificate": home / "registration.pem"}
        files["mandaat_ca_bundle"].write_bytes(paper(LOGIN).pem)
        files["mandaat_teams_certificate"].write_bytes(paper(REGISTRATION).pem)
        return files

    # ------------------------------------------------------------------ the login

    async def _configuration(self, request: web.Request) -> web.Response:
        """Say where in a tenant tokens are given."""
        if request.match_info["tenant"] not in self.tenants:
            return web.json_response({"error": "invalid_tenant"}, status=400)
        base = f"{self.login_url}/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        """Give a token to who proves to be the registration of the tenant."""
        given, tenant = dict(await request.post()), self.tenants[request.match_info["tenant"]]
        if self.login_refuses or not self._proves(given, tenant, str(request.url.with_scheme("https"))):
            code = self.login_refuses or (7000215 if "client_secret" in given else 700027)
            return web.json_response({"error": "invalid_client", "error_codes": [code]}, status=401)
        if given.get("grant_type") != "client_credentials" or not self._known_scope(str(given.get("scope"))):
            return web.json_response({"error": "invalid_scope", "error_codes": [70011]}, status=400)
        token = token_hex(24)
        if SCOPE not in str(given.get("scope")):
            token = signed({"roles": sorted(tenant.consents), "jti": token}, LOGIN)
        self.tokens[token] = tenant.id
        return web.json_response({"token_type": "Bearer", "expires_in": self.token_seconds, "access_token": token})

    def _known_scope(self, scope: str) -> bool:
        """Whether tokens are given for this: the Connector, or Graph."""
        return SCOPE in scope or f"{self.url}/graph{DEFAULT}" in scope

    def _proves(self, given: Json, tenant: Tenant, here: str) -> bool:
        """Whether this is the secret, or an assertion that only the certificate's key can make."""
        if given.get("client_id") != tenant.client:
            return False
        if "client_secret" in given:
            return bool(given["client_secret"] == SECRET)
        known = paper(REGISTRATION)
        assertion = str(given.get("client_assertion"))
        thumbprint = base64.urlsafe_b64encode(known.thumbprint).decode()
        try:
            header = jwt.get_unverified_header(assertion)
            claims = jwt.decode(
                assertion,
                known.key.public_key(),
                algorithms=["PS256"],
                audience=here,
                issuer=tenant.client,
                options={"require": ["exp", "iat", "jti", "sub"]},
            )
        except jwt.PyJWTError:
            return False
        self.assertions.append(claims)
        named = str(header.get("x5t#S256")).rstrip("=") == thumbprint.rstrip("=") and claims["sub"] == tenant.client
        return given.get("client_assertion_type") == ASSERTION and named

    # -------------------------------------------------------------- the keys

    async def _keys(self, _request: web.Request) -> web.Response:
        """Give the keys with which activities are signed."""
        self.calls.append(("GET", "/keys"))
        await asyncio.sleep(self.keys_seconds)
        return web.json_response({"keys": [public(name) for name in self.keys]})

    async def _discovery(self, request: web.Request) -> web.Response:
        """Give the keys with which Entra says who somebody in this tenant is."""
        known = request.match_info["tenant"] in self.tenants
        return web.json_response({"keys": [public(ENTRA)] if known else []})

    # -------------------------------------------------------------- the Connector

    def _connector(self, path: str, work: Work) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Return what answers one kind of call."""

        async def handle(request: web.Request) -> web.StreamResponse:
            self.calls.append((request.method, path))
            await asyncio.sleep(self.connector_seconds)

            async def answer() -> web.Response:
                return await self._answered(request, work)

            return await self.edge.through(request, f"{request.method} {path}", answer)

        return handle

    async def _answered(self, request: web.Request, work: Work) -> web.Response:
        """Return what the Connector answers."""
        if self.refuses:
            status, headers = self.refuses.pop(0)
            return web.json_response({"error": {"code": f"HTTP {status}"}}, status=status, headers=headers)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return web.json_response({"error": {"code": "Unauthorized"}}, status=401)
        try:
            return web.json_response(await work(self.tenants[self.tokens[token]], request))
        except No as no:
            return web.json_response(no.body, status=no.status)
        except (KeyError, ValueError):
            return web.json_response({"error": {"code": "BadSyntax"}}, status=400)

    async def _visible(self, _request: web.Request) -> web.Response:
        """Tell what people see: each message with its conversation, in the order in which they came."""
        seen = [
            {"conversation": where, "id": number, **message}
            for tenant in self.tenants.values()
            for (where, number), message in tenant.messages.items()
        ]
        return web.json_response(seen)

    # ------------------------------------------------------------ proving who it comes from

    def visitor(self, user: str, name: str = ENTRA, **claims: Any) -> str:  # noqa: ANN401
        """Return the header with which Teams lets a page of ours prove who looks; a claim of None is left out."""
        now, tenant = int(time.time()), self.tenant
        usual = {
            "iss": f"{self.login_url}/{tenant.id}/v2.0",
            "aud": tenant.client,
            "iat": now,
            "nbf": now,
            "exp": now + 3_600,
            "tid": tenant.id,
            "oid": user,
            "scp": "access_as_user",
        }
        kept = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return f"Bearer {signed(kept, name)}"

    def bearer(self, activity: Json, name: str = SIGNING, kid: str = "", **claims: Any) -> str:  # noqa: ANN401
        """Return the header that proves that an activity is Microsoft's; a claim of None is left out."""
        now = int(time.time())
        usual = {
            "iss": ISSUER,
            "aud": self.tenant.client,
            "iat": now,
            "nbf": now - 300,
            "exp": now + 3_600,
            "serviceurl": activity.get("serviceUrl", self.service_url),
        }
        kept = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return f"Bearer {signed(kept, name, kid)}"


@dataclass(frozen=True)
class Answer:
    """What an app answered: a status and what came with it."""

    status: int
    body: Any = None


async def bring(session: aiohttp.ClientSession, address: str, activity: Json, bearer: str) -> Answer:
    """Bring an activity to an app's own address, and return its answer."""
    headers = {"Content-Type": "application/json; charset=utf-8"} | ({"Authorization": bearer} if bearer else {})
    async with session.post(address, data=json.dumps(activity).encode(), headers=headers) as response:
        text = await response.text()
        return Answer(response.status, json.loads(text) if response.content_type == "application/json" else text)


def _tls() -> ssl.SSLContext:
    """Return the login's own certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile() as file:
        file.write(paper(LOGIN).pem)
        file.flush()
        context.load_cert_chain(file.name)
    return context
