# SPDX-License-Identifier: EUPL-1.2
"""Where we may speak on a platform that tells us so itself: each conversation, and with whom it is.

Teams has no address of a person: a message goes to a conversation, at the address of the service that holds it, and
both come with what people do there.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Executable,
    Index,
    Table,
    Text,
    delete,
    exists,
    select,
    update,
)

from storage.channels import channels
from storage.database import UtcDateTime, metadata
from storage.functions import holdings
from storage.persons import accounts, people
from storage.upserts import insert_into

conversations = Table(
    "conversations",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("conversation", Text, primary_key=True),
    # The account with whom we are alone there; empty where others read along.
    Column("user", Text, nullable=False),
    # What the platform calls that person towards us.
    Column("member", Text, nullable=False),
    Column("service_url", Text, nullable=False),
    # The app is there; it may have been taken out.
    Column("installed", Boolean, nullable=False),
    # Why nothing we say is taken there, and since when; empty where it is.
    Column("blocked", Text, nullable=False),
    Column("blocked_at", UtcDateTime),
    Index(None, "platform", "tenant", "user"),
)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation. ``user`` and ``member`` are empty where others read along."""

    tenant: str
    id: str
    user: str = ""
    member: str = ""
    service_url: str = ""
    installed: bool = True
    blocked: str = ""
    blocked_at: datetime | None = None


class Conversations:
    """The conversations on one platform, in one transaction."""

    def __init__(self, connection: Connection, platform: str) -> None:
        """Read and write on this connection."""
        self._connection = connection
        self._platform = platform

    def get(self, tenant: str, conversation: str) -> Conversation | None:
        """Return what we know of a conversation."""
        return self._first(conversations.c.tenant == tenant, conversations.c.conversation == conversation)

    def with_user(self, tenant: str, user: str) -> Conversation | None:
        """Return the conversation with one person alone; the one that has the app, where there are more."""
        return self._first(conversations.c.tenant == tenant, conversations.c.user == user)

    def user_of(self, tenant: str, member: str) -> str:
        """Return the account of who is called like this towards us; empty where nobody is, or nobody told."""
        c = conversations.c
        mine = (c.platform == self._platform, c.tenant == tenant, c.member == member, c.user.not_in(("", member)))
        return self._connection.scalar(select(c.user).where(*mine).limit(1)) or ""

    def hear(self, heard: Conversation) -> Conversation:
        """Keep a conversation from which something came: nothing overwrites what was known, and it is blocked no more.

        A person has one conversation with us; an older one, of before the app was taken out and put back, goes.
        """
        known = self.get(heard.tenant, heard.id)
        merged = replace(
            heard,
            user=heard.user or (known.user if known else ""),
            member=heard.member or (known.member if known else ""),
            service_url=heard.service_url or (known.service_url if known else ""),
            blocked="",
            blocked_at=None,
        )
        if known != merged:
            self._write(merged)
        if merged.user:
            c = conversations.c
            mine = (c.platform == self._platform, c.tenant == merged.tenant, c.user == merged.user)
            self._connection.execute(delete(conversations).where(*mine, c.conversation != merged.id))
        return merged

    def leave(self, tenant: str, conversation: str) -> None:
        """Keep that the app was taken out there."""
        self._set(tenant, conversation, installed=False)

    def block(self, tenant: str, conversation: str, reason: str, at: datetime) -> None:
        """Keep that nothing is taken there, and why; also where nothing was ever heard from."""
        if not self._set(tenant, conversation, blocked=reason, blocked_at=at):
            self._write(Conversation(tenant, conversation, blocked=reason, blocked_at=at))

    def unblock(self, tenant: str, conversation: str) -> None:
        """Keep that something was taken there again."""
        self._set(tenant, conversation, blocked="", blocked_at=None)

    def watchers(self, tenant: str, channel: str, most: int) -> tuple[str, ...]:
        """Return what the platform calls the people of the body whose channel this is, as far as they spoke to us."""
        c, a, h, b = conversations.c, accounts.c, holdings.c, channels.c
        same = (a.platform == c.platform) & (a.tenant == c.tenant) & (a.user == c.user)
        body = (b.organisation == h.organisation) & (b.function == h.function)
        query = (
            select(c.member)
            .join(accounts, same)
            .join(holdings, h.person == a.person)
            .join(channels, body)
            .where(c.platform == self._platform, c.tenant == tenant, c.member != "")
            .where(b.platform == self._platform, b.tenant == tenant, b.address == channel)
        )
        return tuple(self._connection.scalars(query.distinct().order_by(c.member).limit(most)))

    def service_url(self, tenant: str) -> str:
        """Return the address of the service that was heard from in this tenant; it is one for a whole region."""
        c = conversations.c
        query = select(c.service_url).where(c.platform == self._platform, c.tenant == tenant, c.service_url != "")
        return self._connection.scalar(query.limit(1)) or ""

    def _first(self, *which: ColumnElement[bool]) -> Conversation | None:
        """Return the first conversation that this holds for."""
        c = conversations.c
        query = select(conversations).where(c.platform == self._platform, *which)
        row = self._connection.execute(query.order_by(c.installed.desc()).limit(1)).first()
        if row is None:
            return None
        return Conversation(
            row.tenant,
            row.conversation,
            row.user,
            row.member,
            row.service_url,
            row.installed,
            row.blocked,
            row.blocked_at,
        )

    def _write(self, conversation: Conversation) -> None:
        """Write all that is known of a conversation."""
        values = {name: getattr(conversation, name) for name in _KEPT}
        where = {"platform": self._platform, "tenant": conversation.tenant, "conversation": conversation.id}
        # Two activities may come from a new conversation at the same moment.
        self._connection.execute(_put(self._connection.dialect.name), {**where, **values})

    def _set(self, tenant: str, conversation: str, **values: object) -> int:
        """Change what is known of a conversation; return whether there was one."""
        c = conversations.c
        one = (c.platform == self._platform, c.tenant == tenant, c.conversation == conversation)
        return self._connection.execute(update(conversations).where(*one).values(**values)).rowcount


def forget_leavers(connection: Connection) -> int:
    """Forget where people are who no longer work here: nothing is said to them any more; return how many."""
    c, a = conversations.c, accounts.c
    theirs = (a.platform == c.platform) & (a.tenant == c.tenant) & (a.user == c.user)
    gone = exists().where(theirs, people.c.id == a.person, people.c.active.is_(False))
    return connection.execute(delete(conversations).where(gone)).rowcount


_KEPT = ("user", "member", "service_url", "installed", "blocked", "blocked_at")


@cache
def _put(dialect: str) -> Executable:
    """Return how a conversation is kept as it is now."""
    made = insert_into(conversations, dialect)
    keys = [conversations.c.platform, conversations.c.tenant, conversations.c.conversation]
    return made.on_conflict_do_update(index_elements=keys, set_={column: made.excluded[column] for column in _KEPT})
