# SPDX-License-Identifier: EUPL-1.2
"""Where people are in Teams, and who of ours they are: each conversation is kept, and strangers are looked up."""

import asyncio
import logging
import time
from collections.abc import Container, Mapping
from dataclasses import dataclass

from bot.payload import Payload, part, text
from bot.readers import Readers
from bot.sender import Undelivered
from bot.teams.connector import Connector
from bot.teams.introductions import introduce
from bot.teams.listen import PLATFORM, is_personal, read_account, read_tenant
from bot.teams.refusals import Blocked
from bot.teams.send import bare
from commands.people import Account
from storage.conversations import Conversation, Conversations
from storage.database import Connection, Database

log = logging.getLogger(__name__)

#: Teams gives five seconds for an answer; whoever is not found by then is found the next time.
LOOK_SECONDS = 1.5
#: So long what we have just written is not written again; another process may have changed it since.
FRESH_SECONDS = 60.0
_MOST_KEPT = 50_000


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
        self.readers = Readers(database)
        self._fresh: dict[tuple[str, str, str], tuple[Met, float]] = {}

    async def named(self, payload: Payload) -> Payload:
        """Return an activity with the id in Entra of who did it, also where Teams does not give it along."""
        sent, tenant = part(payload, "from"), read_tenant(payload)
        member, asked = text(sent, "id"), text(payload, "type") in {"message", "invoke"}
        if not (asked and member and tenant) or text(sent, "aadObjectId") or read_account(payload) is None:
            return payload
        user = await asyncio.to_thread(
            self._database.read, lambda c: Conversations(c, PLATFORM).user_of(tenant, member)
        ) or text(await self._profile(told(payload), member), "aadObjectId")
        return {**payload, "from": {**sent, "aadObjectId": user}} if user else payload

    async def meet(self, payload: Payload) -> Met:
        """Keep the conversation that an activity comes from, and make sure that we know who did it, where possible."""
        heard, account = told(payload), read_account(payload)
        which = (heard.tenant, heard.id, account.user if account else "")
        met, until = self._fresh.get(which, (None, 0.0))
        if met and time.monotonic() < until and _same(met.conversation, heard):
            return met
        met = await asyncio.to_thread(self._database.transact, lambda c: _heard(c, heard, account))
        known = account is None or await asyncio.to_thread(self.readers.find, account) is not None
        if not known and not await self._introduced(payload, met):
            # By the next try a stranger may be in the register, and Teams may be quicker.
            return met
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
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._alone(met.account, met.conversation.service_url or self._service.rstrip("/"))
        except Blocked:
            return False
        except (Undelivered, TimeoutError):
            # Nobody can tell now; the message itself is tried again.
            return True
        self.forget(met.account.tenant, met.conversation.id)
        return True

    async def welcome(self, account: Account, profile: Payload) -> None:
        """Make sure that we know who looks at a page: by what Entra says of that person, or else by what Teams does."""
        if await asyncio.to_thread(self.readers.find, account) or await self._made(account, profile):
            return
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                service = await asyncio.to_thread(self._database.read, lambda c: self._service_in(c, account.tenant))
                alone = await self._alone(account, service)
                profile = await self._connector.member(service, account.tenant, alone.id, account.user)
        except (Undelivered, TimeoutError) as no:
            log.warning("Teams does not tell who looks at a page: %s", str(no) or "not in time")
            return
        await self._made(account, profile)

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

    async def _introduced(self, payload: Payload, met: Met) -> bool:
        """Ask Teams who a stranger is, and make the acquaintance; return whether it is made."""
        member = text(payload, "from", "id")
        profile = await self._profile(met.conversation, member) if met.account and member else {}
        return bool(met.account and profile and await self._made(met.account, profile))

    async def _profile(self, where: Conversation, member: str) -> Payload:
        """Return what Teams says of a member of a conversation; nothing where it does not say so in time."""
        service = where.service_url or self._service.rstrip("/")
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return await self._connector.member(service, where.tenant, where.id, member)
        except (Undelivered, TimeoutError) as no:
            log.warning("Teams does not tell who a member is: %s", str(no) or "not in time")
            return {}

    async def _made(self, account: Account, profile: Payload) -> bool:
        """Make the acquaintance of somebody, where this profile is that of one of our people; return whether it is."""
        known = await asyncio.to_thread(self._database.transact, lambda c: introduce(c, account, profile))
        return known and await asyncio.to_thread(self.readers.find, account) is not None

    async def _alone(self, account: Account, service: str) -> Conversation:
        """Open the conversation with a person alone, and keep it.

        Raises:
            Undelivered: when Teams opens none; ``Blocked`` where the person does not have the app.

        """
        opened = await self._connector.open(service, account.tenant, account.user)
        alone = Conversation(account.tenant, opened, account.user, "", service)
        return await asyncio.to_thread(self._database.transact, lambda c: Conversations(c, PLATFORM).hear(alone))

    def _service_in(self, connection: Connection, tenant: str) -> str:
        """Return where the Connector is for a tenant, as far as it ever said so."""
        return (Conversations(connection, PLATFORM).service_url(tenant) or self._service).rstrip("/")


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
