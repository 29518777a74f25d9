# SPDX-License-Identifier: EUPL-1.2
"""The Bot Connector of a tenant of our own: conversations, the messages in them, and who is there."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.fakes.teams_tenant import Json, Tenant


async def _open(tenant: Tenant, request: web.Request) -> Json:
    return {"id": tenant.open(await request.json())}


async def _write(tenant: Tenant, request: web.Request) -> Json:
    return {"id": tenant.write(request.match_info["conversation"], await request.json())}


async def _change(tenant: Tenant, request: web.Request) -> Json:
    where = request.match_info
    tenant.change(where["conversation"], where["activity"], await request.json())
    return {"id": where["activity"]}


async def _remove(tenant: Tenant, request: web.Request) -> Json:
    tenant.remove(request.match_info["conversation"], request.match_info["activity"])
    return {}


async def _member(tenant: Tenant, request: web.Request) -> Json:
    return tenant.who(request.match_info["conversation"], request.match_info["member"])


_HERE = "/v3/conversations/{conversation}"
CONNECTOR: tuple[tuple[str, str, Callable[[Tenant, web.Request], Awaitable[Json]]], ...] = (
    ("POST", "/v3/conversations", _open),
    ("POST", f"{_HERE}/activities", _write),
    ("PUT", f"{_HERE}/activities/{{activity}}", _change),
    ("DELETE", f"{_HERE}/activities/{{activity}}", _remove),
    ("GET", f"{_HERE}/members/{{member}}", _member),
)
