# SPDX-License-Identifier: EUPL-1.2
"""Who a Slack user is among our people: whoever we do not know yet is looked up by verified e-mail address."""

import asyncio
import logging
from zoneinfo import ZoneInfo

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import business_now
from bot.effects import Cause, note
from bot.language import Localizer
from bot.payload import Payload, part, text, texts
from bot.slack.wire import TROUBLE, reason
from bot.slack.workspaces import Workspaces
from commands.people import Account
from commands.refs import Ref
from commands.replies import Act
from storage.database import Connection, Database
from storage.organisation import Organisations, identify
from storage.store import Store
from storage.zones import known_zone

log = logging.getLogger(__name__)

#: Slack gives three seconds for everything; whoever is not found by then is found the next time.
LOOK_SECONDS = 1.5
_MOST_KEPT = 50_000
_USUAL = Localizer("nl", ZoneInfo("Europe/Amsterdam"))


class Acquaintances:
    """Whom we know in Slack, and what each reads."""

    def __init__(self, database: Database, workspaces: Workspaces) -> None:
        """Keep where people are and how to ask Slack about one."""
        self._database = database
        self._workspaces = workspaces
        self._readers: dict[Account, Localizer] = {}

    async def meet(self, account: Account) -> None:
        """Make sure that we know who this is, where that can be known; Slack is asked about strangers alone."""
        known = account in self._readers or await asyncio.to_thread(self._recall, account) is not None
        client = None if known else await self._workspaces.client(account.tenant)
        if client and (profile := await _profile(client, account.user)):
            await asyncio.to_thread(self._database.transact, lambda c: introduce(c, account, profile))
            await asyncio.to_thread(self._recall, account)

    def reader(self, account: Account) -> Localizer:
        """Return how this person reads, as it is now."""
        return self._recall(account) or _USUAL

    def remembered(self, account: Account) -> Localizer:
        """Return how this person read when we last looked, for when the database cannot be asked."""
        return self._readers.get(account, _USUAL)

    def _recall(self, account: Account) -> Localizer | None:
        """Return how this person reads; None for a stranger."""
        known = self._database.read(lambda c: identify(c, account))
        if known is None:
            self._readers.pop(account, None)
            return None
        person, organisation = known
        if len(self._readers) >= _MOST_KEPT:
            self._readers.clear()
        reader = Localizer(person.language or organisation.language, organisation.zone)
        self._readers[account] = reader
        return reader


async def _profile(client: AsyncWebClient, user: str) -> Payload:
    """Return what Slack says about a user; nothing where it does not say so in time."""
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            found = await client.users_info(user=user)
    except TROUBLE as no:
        log.warning("Slack does not tell who a user is: %s", reason(no))
        return {}
    return part(found.data, "user")


def introduce(connection: Connection, account: Account, profile: Payload) -> bool:
    """Give the account to the one person of our organisation with this verified address; return whether there is one.

    The time zone comes along where it is another than the organisation's and the person has none.

    Bots, guests, deactivated users and people of other workspaces are nobody's by themselves: an administrator can
    still give them an account, with ``people import``.
    """
    organisation = Organisations(connection).of_tenant(account.platform, account.tenant)
    email = text(profile, "profile", "email")
    if organisation is None or not email or not _colleague(profile, account):
        return False
    store = Store(connection, organisation)
    found = [person for person in store.people.find(email) if person.email.casefold() == email.casefold()]
    if len(found) != 1:
        return False
    (person,) = found
    store.people.add_account(person, account)
    zone = known_zone(text(profile, "tz"), "")
    if zone and zone != organisation.zone_name and not store.people.zone(person):
        store.people.add_person(person, zone=zone)
    cause = Cause(account.platform, person.id, business_now(store.settings), "")
    note(store, (Act("organisation.match", Ref("organisation", person.id)),), cause)
    return True


def _colleague(profile: Payload, account: Account) -> bool:
    """Whether this is a person with a confirmed address, in full and still in this workspace."""
    refused = ("deleted", "is_bot", "is_app_user", "is_restricted", "is_ultra_restricted", "is_stranger")
    homes = {text(profile, "team_id") or account.tenant, *texts(profile, "enterprise_user", "teams")}
    confirmed = profile.get("is_email_confirmed") is not False
    return confirmed and account.tenant in homes and not any(profile.get(name) for name in refused)
