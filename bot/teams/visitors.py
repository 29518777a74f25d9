# SPDX-License-Identifier: EUPL-1.2
"""Who looks at the tab: Entra says so in a token that Teams gives the page (single sign-on).

Source: learn.microsoft.com, "Enable SSO for tab app", "Access tokens in the Microsoft identity platform".
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import jwt

from bot.payload import Payload, text
from bot.settings import Settings
from bot.teams.gate import Warm, claimed
from bot.teams.keys import Keys
from bot.teams.listen import PLATFORM
from bot.teams.registrations import Registration
from bot.teams.sdk import PUBLIC, TokenValidator
from bot.teams.wire import Wire
from commands.people import Account

#: What the registration lets Teams ask for on behalf of who looks.
SCOPE = "access_as_user"


class Unbelieved(Exception):
    """The token is no proof of who looks."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks, and what the tenant says of that person: the addresses, and whether it is a guest there."""

    account: Account
    profile: Payload


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who checks the tokens of one tenant, with keys of that tenant alone: other keys of Entra say nothing of it."""

    registration: Registration
    keys: Keys
    validator: TokenValidator


class Visitors:
    """Believes the tokens of the tenants in which we are registered."""

    def __init__(self, settings: Settings, known: Sequence[Registration], wire: Wire) -> None:
        """Keep who is to be believed; nothing is asked of Entra yet."""
        login, host = settings.mandaat_teams_login_url, urlsplit(settings.public_url).netloc
        cloud = replace(PUBLIC, login_endpoint=login)
        desks: dict[str, _Desk] = {}
        for each in known:
            keys = Keys(f"{login}/{each.tenant}/discovery/v2.0/keys", wire.certificates)
            like = TokenValidator.for_entra(
                each.client, each.tenant, SCOPE, application_id_uri=f"api://{host}/{each.client}", cloud=cloud
            )
            desks[each.tenant] = _Desk(each, keys, Warm(like, keys))
        self._desks: Mapping[str, _Desk] = desks

    @property
    def here(self) -> bool:
        """Whether the keys of every tenant are here."""
        return all(desk.keys.here for desk in self._desks.values())

    async def run(self) -> None:
        """Keep the keys fresh until cancelled."""
        await asyncio.gather(*(desk.keys.run() for desk in self._desks.values()))

    async def who(self, authorization: str) -> Visitor:
        """Return who a token is of.

        Raises:
            Unbelieved: when the token is none of Entra's for this person, this tenant and this registration.

        """
        token = authorization.removeprefix("Bearer ")
        desk = self._desks.get(claimed(token, "tid"))
        if desk is None:
            raise Unbelieved
        try:
            claims = await desk.validator.validate_token(token)
        except (jwt.PyJWTError, ValueError) as no:
            raise Unbelieved from no
        user = text(claims, "oid")
        if not user or text(claims, "tid") != desk.registration.tenant:
            raise Unbelieved
        return Visitor(Account(PLATFORM, desk.registration.tenant, user), profile(claims))


def profile(claims: Payload) -> Payload:
    """Return what a token says of a person, in the words that the Connector has for it.

    Whoever signed in elsewhere is a guest, and the tenant does not vouch for the address.
    """
    elsewhere = text(claims, "tid") not in (text(claims, "idp") or text(claims, "tid"))
    return {
        "email": text(claims, "email"),
        "userPrincipalName": text(claims, "preferred_username") or text(claims, "upn"),
        "userRole": "guest" if elsewhere or claims.get("acct") == 1 else "user",
    }
