# SPDX-License-Identifier: EUPL-1.2
"""Microsoft Graph in a tenant of our own: it does what an administrator consented to, and refuses the rest."""

from aiohttp import web

from tests.fakes.teams_tenant import Json, No, Tenant


async def _install(tenant: Tenant, request: web.Request) -> Json:
    """Give somebody the app, by its id in the catalog."""
    _consented(tenant, "TeamsAppInstallation.ReadWriteSelfForUser.All")
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
    _consented(tenant, "Presence.Read.All")
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


def _consented(tenant: Tenant, permission: str) -> None:
    if permission not in tenant.consents:
        raise No(403, "Forbidden")


GRAPH = (
    ("POST", "/users/{user}/teamwork/installedApps", _install),
    ("POST", "/communications/getPresencesByUserId", _presences),
)
