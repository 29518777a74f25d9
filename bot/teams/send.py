# SPDX-License-Identifier: EUPL-1.2
"""Writes messages in Teams and changes them in place; whether one arrived cannot be asked there."""

import asyncio
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.clock import business_now, machine_now
from bot.language import Localizer
from bot.sender import CannotTell, Undelivered
from bot.teams import limits
from bot.teams.connector import ADAPTIVE, Connector
from bot.teams.installing import Installing
from bot.teams.limits import PACE
from bot.teams.listen import PLATFORM, THREAD
from bot.teams.refusals import GONE, Blocked
from bot.teams.render import render_card
from bot.teams.texts import Item
from bot.teams.values import refresh
from commands.events import Room
from commands.help import whole
from commands.people import Account
from storage.channels import members_at
from storage.conversations import Conversation, Conversations
from storage.database import Connection, Database
from storage.deliveries import Row
from storage.pacing import Pace
from storage.settings import Settings

#: A conversation in which nothing is taken is tried once a day; an answer to who spoke there always.
BLOCKED_FOR = timedelta(days=1)
#: An app that was just given to somebody is there a little later.
INSTALLED_SECONDS = 30.0
#: Between a conversation and a message in it, in what we call a message.
_IN = "/"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: a conversation, at which address, and who there is shown their own version of a card.

    ``members`` are those whom it calls, by id and name.
    """

    conversation: str
    service: str
    watchers: Sequence[str] = ()
    blocked: bool = False
    members: Sequence[tuple[str, str]] = ()


class TeamsSender:
    """Takes messages for the tenants in which we have a registration."""

    pace: Pace = PACE

    def __init__(
        self,
        database: Database,
        connector: Connector,
        public: str,
        service: str,
        opens: Container[str],
        installing: Installing | None = None,
    ) -> None:
        """Keep where conversations are known, how the Connector is reached.

        ``public`` is the address that links within the house begin with, ``service`` where messages go as long as
        Teams did not say where, ``opens`` the actions of buttons that open a form, ``installing`` who gives people the
        app.
        """
        self._database = database
        self._connector = connector
        self._public = public
        self._service = service
        self._opens = opens
        self._installing = installing

    async def send(self, row: Row) -> str:
        """Write the message, or change the one it renews; return ``conversation/message``."""
        if not self._connector.speaks(row.tenant):
            raise Undelivered(f"no registration for tenant {row.tenant}", permanent=True)
        target = await self._target(row)
        if row.renews:
            conversation, _slash, message_id = row.renews.rpartition(_IN)
            try:
                await self._connector.change(
                    target.service, row.tenant, conversation, message_id, self._drawn(row, target)
                )
            except Undelivered as no:
                if str(no) not in GONE:
                    raise
            else:
                return row.renews
        try:
            message_id = await self._connector.write(
                target.service, row.tenant, target.conversation, self._drawn(row, target)
            )
        except Blocked as no:
            why, now = str(no), machine_now()
            await self._keep(lambda kept: kept.block(row.tenant, bare(target.conversation), why, now))
            raise
        if target.blocked:
            await self._keep(lambda kept: kept.unblock(row.tenant, bare(target.conversation)))
        return f"{target.conversation}{_IN}{message_id}"

    async def find(self, row: Row) -> str | None:  # noqa: ARG002 - a sender's one shape
        """Say that Teams cannot be asked: a bot reads no conversation back."""
        raise CannotTell

    async def close(self) -> None:
        """Close the connections."""
        await self._connector.close()

    def _drawn(self, row: Row, target: Target) -> Item:
        """Return the message as the Connector takes it."""
        localizer = Localizer(row.language, ZoneInfo(row.zone))
        card = render_card(row.card, localizer, self._public, self._opens, target.members, whole(str(row.id)))
        if target.watchers and row.key:
            card["refresh"] = refresh(row.key, target.watchers)
        attachment = {"contentType": ADAPTIVE, "content": card}
        return {"type": "message", "summary": card["fallbackText"], "attachments": [attachment]}

    async def _target(self, row: Row) -> Target:
        """Return where a message goes; with a person who never spoke to us the conversation is opened.

        Raises:
            Undelivered: for good, where the person does not have the app or wants to hear nothing.

        """
        known, target = await asyncio.to_thread(self._database.read, lambda c: self._look(c, row))
        if row.room is not Room.DIRECT:
            return target
        if known and known.blocked_at and not row.urgent and machine_now() - known.blocked_at < BLOCKED_FOR:
            raise Blocked(known.blocked, permanent=True)
        if known and known.installed:
            return target
        conversation = await self._opened(target.service, row)
        opened = Conversation(row.tenant, conversation, row.address, "", target.service)
        await self._keep(lambda kept: kept.hear(opened))
        return Target(conversation, target.service)

    async def _opened(self, service: str, row: Row) -> str:
        """Return the conversation with a person; who does not have the app is given it, where we may.

        Raises:
            Undelivered: for good, where the person does not get the app; else until the app is there.

        """
        try:
            return await self._connector.open(service, row.tenant, row.address)
        except Blocked:
            if self._installing is None or not await self._installing.install(row.tenant, row.address):
                raise
        try:
            return await self._connector.open(service, row.tenant, row.address)
        except Blocked as no:
            raise Undelivered("the app is being installed", retry_after=INSTALLED_SECONDS) from no

    def _look(self, connection: Connection, row: Row) -> tuple[Conversation | None, Target]:
        """Return what is known of a conversation, and where a message goes that goes there."""
        conversations = Conversations(connection, PLATFORM)
        if row.room is Room.DIRECT:
            known = conversations.with_user(row.tenant, row.address)
        else:
            known = conversations.get(row.tenant, bare(row.address))
        service = (known.service_url if known else "") or conversations.service_url(row.tenant) or self._service
        service, blocked = service.rstrip("/"), known is not None and bool(known.blocked)
        if row.room is Room.DIRECT:
            return known, Target(known.id if known else "", service, blocked=blocked)
        watchers = conversations.watchers(row.tenant, row.address, limits.REFRESH_PEOPLE) if row.key else ()
        return known, Target(_thread(row) or row.address, service, watchers, blocked, _called(connection, row))

    async def _keep(self, work: Callable[[Conversations], object]) -> None:
        """Write down something about a conversation."""
        await asyncio.to_thread(self._database.transact, lambda c: work(Conversations(c, PLATFORM)), serial=False)


def _called(connection: Connection, row: Row) -> Sequence[tuple[str, str]]:
    """Return whom a message calls: nobody where it changes another, goes below one, or to no body's own channel."""
    if row.renews or row.beneath or not row.organisation:
        return ()
    today = business_now(Settings(connection)).astimezone(ZoneInfo(row.zone)).date()
    channel = Account(row.platform, row.tenant, row.address)
    return members_at(connection, row.organisation, channel, today)[: limits.MENTIONS]


def _thread(row: Row) -> str:
    """Return the thread below the message that a message goes beneath; nothing where it goes beneath none."""
    conversation, _slash, message_id = row.beneath.rpartition(_IN)
    threaded = not conversation or THREAD in conversation
    return conversation if threaded else f"{conversation}{THREAD}{message_id}"


def bare(conversation: str) -> str:
    """Return a conversation without the thread in it: what we know is of the whole."""
    return conversation.partition(THREAD)[0]
