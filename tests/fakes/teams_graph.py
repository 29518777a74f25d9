# SPDX-License-Identifier: EUPL-1.2
"""Microsoft Graph in a tenant of our own: it does what an administrator consented to, and refuses the rest."""

import jwt
from aiohttp import web

from tests.fakes.teams_tenant import Json, No, Tenant


async def _install(tenant: Tenant, request: web.Request) -> Json:
    """Give somebody the app, by its id in the catalog."""
    _consented(tenant, request, "TeamsAppInstallation.ReadWriteSelfForUser.All")
    person = tenant.people.get(request.match_info["user"])
    if person is None:
        raise No(404, "NotFound")
    bound = (await request.json())["teamsApp@odata.bind"]
    if not bound.endswith(f"/v1.0/appCatalogs/teamsApps/{tenant.catalog}"):
        raise No(404, "NotFound")
    if person.installed:
        raise No(409, "Conflict")
    person.installed = True
    return {}


async def _presences(tenant: Tenant, request: web.Request) -> Json:
    """Say who is out of office."""
    _consented(tenant, request, "Presence.Read.All")
    asked = (await request.json())["ids"]
    if not 0 < len(asked) <= 650:
        raise No(400, "BadRequest")
    known = [tenant.people[user] for user in asked if user in tenant.people]
    return {
        "value": [
            {
                "id": each.user,
                "availability": "Offline",
                "activity": "OutOfOffice" if each.out_of_office else "Offline",
            }
            for each in known
        ]
    }


async def _listed(tenant: Tenant, request: web.Request) -> Json:
    """List the events of a mailbox that carry a mark of ours, two at a time."""
    _consented(tenant, request, "Calendars.ReadWrite")
    marked = request.query["$filter"].split("ep/id eq '")[1].split("'")[0]
    if marked not in request.query["$expand"]:
        raise No(400, "BadRequest")
    mine = [e for e in tenant.events.values() if e["mailbox"] == request.match_info["mailbox"] and _mark(e, marked)]
    skipped = int(request.query.get("$skip", 0))
    page: Json = {"value": mine[skipped : skipped + 2]}
    if len(mine) > skipped + 2:
        page["@odata.nextLink"] = str(request.url.update_query({"$skip": skipped + 2}))
    return page


async def _made(tenant: Tenant, request: web.Request) -> Json:
    """Put an event in a mailbox."""
    _consented(tenant, request, "Calendars.ReadWrite")
    event = await request.json()
    if any(each["transactionId"] == event["transactionId"] for each in tenant.events.values()):
        raise No(409, "ErrorDuplicateTransactionId")
    number = f"event/{event['transactionId']}"
    tenant.events[number] = {**event, "id": number, "mailbox": request.match_info["mailbox"]}
    return tenant.events[number]


async def _changed(tenant: Tenant, request: web.Request) -> Json:
    """Change an event in place."""
    _consented(tenant, request, "Calendars.ReadWrite")
    event = tenant.events[request.match_info["event"]]
    event |= await request.json()
    return event


async def _removed(tenant: Tenant, request: web.Request) -> Json:
    """Take an event away."""
    _consented(tenant, request, "Calendars.ReadWrite")
    del tenant.events[request.match_info["event"]]
    return {}


def _mark(event: Json, marked: str) -> bool:
    return any(each["id"] == marked for each in event.get("singleValueExtendedProperties", ()))


def _consented(tenant: Tenant, request: web.Request, permission: str) -> None:
    """Refuse what the token does not say: what was consented to after it was given needs another."""
    token = request.headers["Authorization"].removeprefix("Bearer ")
    if permission not in jwt.decode(token, options={"verify_signature": False})["roles"]:
        tenant.withheld.append(permission)
        raise No(403, "Forbidden")


GRAPH = (
    ("POST", "/users/{user}/teamwork/installedApps", _install),
    ("GET", "/users/{mailbox}/events", _listed),
    ("POST", "/users/{mailbox}/events", _made),
    ("PATCH", "/users/{mailbox}/events/{event}", _changed),
    ("DELETE", "/users/{mailbox}/events/{event}", _removed),
    ("POST", "/communications/getPresencesByUserId", _presences),
)
