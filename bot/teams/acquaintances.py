# SPDX-License-Identifier: EUPL-1.2
"""Where people are in Teams, and who of ours they are: each conversation is kept, and strangers are looked up."""

import asyncio
import logging
import time
from collections.abc import Container, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.clock import business_now
from bot.effects import Cause, note
from bot.language import Localizer
from bot.payload import Payload, text
from bot.sender import Undelivered
from bot.teams.connector import Connector
from bot.teams.listen import PLATFORM, is_personal, read_account, read_tenant
from bot.teams.refusals import Blocked
from bot.teams.send import bare
from commands.people import Account
from commands.refs import Ref
from commands.replies import Act
from storage.conversations import Conversation, Conversations
from storage.database import Connection, Database
from storage.organisation import Organisations, identify
from storage.store import Store

log = logging.getLogger(__name__)

#: Teams gives five seconds for an answer; whoever is not found by then is found the next time.
LOOK_SECONDS = 1.5
#: So long what we have just written is not written again; another process may have changed it since.
FRESH_SECONDS = 60.0
_MOST_KEPT = 50_000
_USUAL = Localizer("nl", ZoneInfo("Europe/Amsterdam"))


@dataclass(frozen=True, slots=True)
class Met:
    """Where something came from: the conversation, and the account of who did it; None where nobody did."""

    conversation: Conversation
    account: Account | None
    #: Whether this person can be written to alone: without the app, nobody can.
    reachable: bool = True


class Acquaintances:
    """Whom we know in Teams, where each is, and what each reads."""

    def __init__(self, database: Database, connector: Connector, service: str, installs: Container[str] = ()) -> None:
        """Keep where people are and how to ask Teams about one; ``service`` is where, if it did not say.

        ``installs`` holds the tenants in which who does not have the app is given it.
        """
        self._installs = installs
        self._database = database
        self._connector = connector
        self._service = service
        self._readers: dict[Account, Localizer] = {}
        self._fresh: dict[tuple[str, str, str], tuple[Met, float]] = {}

    async def meet(self, payload: Payload) -> Met:
        """Keep the conversation that an activity comes from, and make sure that we know who did it, where possible."""
        heard, account = told(payload), read_account(payload)
        which = (heard.tenant, heard.id, account.user if account else "")
        met, until = self._fresh.get(which, (None, 0.0))
        if met and time.monotonic() < until and _same(met.conversation, heard):
            return met
        met = await asyncio.to_thread(self._database.transact, lambda c: _heard(c, heard, account))
        if account and await asyncio.to_thread(self._recall, account) is None:
            await self._introduced(payload, met)
        if len(self._fresh) >= _MOST_KEPT:
            self._fresh.clear()
        self._fresh[which] = met, time.monotonic() + FRESH_SECONDS
        return met

    def forget(self, tenant: str, conversation: str) -> None:
        """Write a conversation anew the next time: something else about it was written."""
        for which in [which for which in self._fresh if which[:2] == (tenant, conversation)]:
            del self._fresh[which]

    async def reaches(self, met: Met) -> bool:
        """Whether we can write to somebody alone: the conversation is known, or Teams opens one."""
        if met.reachable or met.account is None or met.account.tenant in self._installs:
            return True
        account, service = met.account, met.conversation.service_url or self._service.rstrip("/")
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                opened = await self._connector.open(service, account.tenant, account.user)
        except Blocked:
            return False
        except (Undelivered, TimeoutError):
            # Nobody can tell now; the message itself is tried again.
            return True
        alone = Conversation(account.tenant, opened, account.user, "", service)
        await asyncio.to_thread(self._database.transact, lambda c: Conversations(c, PLATFORM).hear(alone))
        self.forget(account.tenant, met.conversation.id)
        return True

    def reader(self, account: Account) -> Localizer:
        """Return how this person reads, as it is now."""
        return self._recall(account) or _USUAL

    def remembered(self, account: Account | None) -> Localizer:
        """Return how this person read when we last looked, for when the database cannot be asked."""
        return self._readers.get(account, _USUAL) if account else _USUAL

    async def tell(self, payload: Payload, words: str) -> None:
        """Say something at once where somebody speaks, for when it cannot be stored to be said later."""
        heard = told(payload)
        if not heard.service_url:
            return
        where = text(payload, "conversation", "id")
        try:
            await self._connector.write(heard.service_url, heard.tenant, where, {"type": "message", "text": words})
        except Undelivered as no:
            log.warning("nobody could be told that the database is away: %s", no)

    async def _introduced(self, payload: Payload, met: Met) -> None:
        """Ask Teams who a stranger is, and make the acquaintance."""
        account, service = met.account, met.conversation.service_url or self._service.rstrip("/")
        member = text(payload, "from", "id")
        if account is None or not member:
            return
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                profile = await self._connector.member(service, account.tenant, met.conversation.id, member)
        except Undelivered as no:
            log.warning("Teams does not tell who a member is: %s", no)
            return
        except TimeoutError:
            log.warning("Teams does not tell in time who a member is")
            return
        await asyncio.to_thread(self._database.transact, lambda c: introduce(c, account, profile))
        await asyncio.to_thread(self._recall, account)

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


def told(payload: Payload) -> Conversation:
    """Return what an activity tells about its conversation; with a person alone, also who that is."""
    account = read_account(payload) if is_personal(payload) else None
    return Conversation(
        read_tenant(payload),
        bare(text(payload, "conversation", "id")),
        account.user if account else "",
        text(payload, "from", "id") if account else "",
        text(payload, "serviceUrl").rstrip("/"),
    )


def introduce(connection: Connection, account: Account, profile: Payload) -> bool:
    """Give the account to the one person of our organisation with this address; return whether there is one.

    The tenant vouches for the addresses of its own members; guests are nobody's by themselves: an administrator can
    still give them an account, with ``people import``.
    """
    organisation = Organisations(connection).of_tenant(account.platform, account.tenant)
    if organisation is None or not _colleague(profile, account):
        return False
    store = Store(connection, organisation)
    addresses = {text(profile, name).casefold() for name in ("email", "userPrincipalName")} - {""}
    found = {
        person.id: person
        for address in addresses
        for person in store.people.find(address)
        if person.email.casefold() in addresses
    }
    if len(found) != 1:
        return False
    (person,) = found.values()
    store.people.add_account(person, account)
    cause = Cause(account.platform, person.id, business_now(store.settings), "")
    note(store, (Act("organisation.match", Ref("organisation", person.id)),), cause)
    return True


def _colleague(profile: Payload, account: Account) -> bool:
    """Whether this is a member of this tenant in full."""
    role = text(profile, "userRole") or "user"
    home, user = text(profile, "tenantId") or account.tenant, text(profile, "aadObjectId") or account.user
    return role == "user" and home == account.tenant and user == account.user


def _heard(connection: Connection, heard: Conversation, account: Account | None) -> Met:
    """Keep a conversation, and look whether who speaks there can be written to alone."""
    conversations = Conversations(connection, PLATFORM)
    kept = conversations.hear(heard) if heard.tenant and heard.id else heard
    alone = conversations.with_user(account.tenant, account.user) if account else None
    return Met(kept, account, bool(alone and alone.installed) or account is None)


def _same(kept: Conversation, heard: Conversation) -> bool:
    """Whether an activity tells nothing new about its conversation."""
    news: Mapping[str, str] = {"service_url": heard.service_url, "member": heard.member, "user": heard.user}
    return all(not value or value == getattr(kept, name) for name, value in news.items())
