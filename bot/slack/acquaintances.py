# SPDX-License-Identifier: EUPL-1.2
"""Who a Slack user is among our people: whoever we do not know yet is looked up by verified e-mail address."""

import asyncio
import logging

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import business_now
from bot.effects import Cause, note
from bot.language import Localizer, Reads
from bot.payload import Payload, part, text, texts
from bot.readers import Readers
from bot.slack.strangers import GUEST, SEVERAL, UNCONFIRMED, UNKNOWN, report
from bot.slack.wire import TROUBLE, ask, reason
from bot.slack.workspaces import Workspaces
from commands.people import Account, Person
from commands.refs import Ref
from commands.replies import Act
from commands.text import Message
from storage.database import Connection, Database
from storage.organisation import Organisations, identify
from storage.store import Store
from storage.zones import known_zone

log = logging.getLogger(__name__)

#: Slack gives three seconds for everything; whoever is not found by then is found the next time.
LOOK_SECONDS = 1.5
#: What the journal keeps of a person when an account was matched by itself, and when it was let go of.
MATCH, UNMATCH = "organisation.match", "organisation.unmatch"


class Acquaintances:
    """Whom we know in Slack, and what each reads."""

    def __init__(self, database: Database, workspaces: Workspaces, reads: Reads = Localizer) -> None:
        """Keep where people are and how to ask Slack about one."""
        self._database = database
        self._workspaces = workspaces
        self.readers = Readers(database, reads)

    async def meet(self, account: Account) -> None:
        """Make sure that we know who this is, where that can be known; Slack is asked about strangers alone."""
        known = account in self.readers or await asyncio.to_thread(self.readers.find, account) is not None
        client = None if known else await self._workspaces.client(account.tenant)
        if client and (profile := await _profile(client, account.user)):
            await asyncio.to_thread(self._database.transact, lambda c: introduce(c, account, profile))
            await asyncio.to_thread(self.readers.find, account)

    def forget(self, account: Account, *, given: bool) -> None:
        """Let an account be nobody's; ``given`` is whether also one that an administrator gave."""
        self._database.transact(lambda c: part_with(c, account, given=given))
        self.readers.forget(account)


async def _profile(client: AsyncWebClient, user: str) -> Payload:
    """Return what Slack says about a user; nothing where it does not say so in time."""
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            found = await ask(client, "users.info", user=user)
    except TROUBLE as no:
        log.warning("Slack does not tell who a user is: %s", reason(no))
        return {}
    return part(found, "user")


def introduce(connection: Connection, account: Account, profile: Payload) -> bool:
    """Give the account to the one person of our organisation with this verified address; return whether there is one.

    The time zone comes along where it is another than the organisation's and the person has none.

    Bots, guests, deactivated users and people of other workspaces are nobody's by themselves: an administrator can
    still give them an account, with ``people import``, and is told of who is not matched.
    """
    organisation = Organisations(connection).of_tenant(account.platform, account.tenant)
    if organisation is None:
        return False
    store = Store(connection, organisation)
    at = business_now(store.settings)
    person = _owner(store, account, profile)
    if isinstance(person, Message):
        report(store, account, profile, person, at)
        return False
    store.people.add_account(person, account)
    zone = known_zone(text(profile, "tz"), "")
    if zone and zone != organisation.zone_name and not store.people.zone(person):
        store.people.add_person(person, zone=zone)
    note(store, (Act(MATCH, Ref("organisation", person.id)),), Cause(account.platform, person.id, at, ""))
    return True


def part_with(connection: Connection, account: Account, *, given: bool) -> None:
    """Take an account from whose it is; one that we did not match ourselves only where it is ``given`` too."""
    known = identify(connection, account)
    if known is None:
        return
    person, organisation = known
    store = Store(connection, organisation)
    about = Ref("organisation", person.id)
    done = [line.action for line in store.journal.about(str(about)) if line.origin == account.platform]
    if not given and [action for action in done if action in {MATCH, UNMATCH}][-1:] != [MATCH]:
        return
    store.people.remove_account(account)
    note(store, (Act(UNMATCH, about),), Cause(account.platform, person.id, business_now(store.settings), ""))


def is_guest(user: Payload) -> bool:
    """Whether somebody is in the workspace as a guest, of one channel or of several."""
    return any(user.get(name) is True for name in ("is_restricted", "is_ultra_restricted"))


def _owner(store: Store, account: Account, profile: Payload) -> Person | Message:
    """Return whose account this is by its confirmed address, or why that cannot be said."""
    refused = ("deleted", "is_bot", "is_app_user", "is_stranger")
    homes = {text(profile, "team_id") or account.tenant, *texts(profile, "enterprise_user", "teams")}
    if account.tenant not in homes or is_guest(profile) or any(profile.get(name) for name in refused):
        return GUEST
    email = text(profile, "profile", "email")
    if not email or profile.get("is_email_confirmed") is False:
        return UNCONFIRMED
    found = [person for person in store.people.find(email) if person.email.casefold() == email.casefold()]
    if len(found) != 1:
        return SEVERAL if found else UNKNOWN
    return found[0]
