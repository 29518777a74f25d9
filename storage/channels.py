# SPDX-License-Identifier: EUPL-1.2
"""Where a body that is a function reads along, and which group of a platform stands for it."""

from datetime import date

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Table,
    Text,
    UniqueConstraint,
    delete,
    false,
    insert,
    or_,
    select,
    true,
)

from commands.people import Account
from storage.database import Number, metadata
from storage.functions import Functions, functions, holdings
from storage.persons import accounts, folded, people


def _of_bodies(name: str) -> Table:
    """Return a table in which each body has at most one of something in a workspace."""
    return Table(
        name,
        metadata,
        Column("id", Number, primary_key=True),
        Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
        Column("function", Text, nullable=False),
        Column("platform", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("address", Text, nullable=False),
        UniqueConstraint("organisation", "function", "platform", "tenant"),
    )


channels = _of_bodies("channels")
user_groups = _of_bodies("user_groups")


class Channels(Functions):
    """The channels and the groups of bodies; both are named as an account is: ``user`` is the platform's own id."""

    def channel(self, function: str) -> Account | None:
        """Return the channel of a body, the oldest where it has several."""
        return next(iter(self.channels(function)), None)

    def channels(self, function: str) -> tuple[Account, ...]:
        """Return the channels of a body on every platform."""
        return self._found(channels, function)

    def add_channel(self, function: str, channel: Account) -> None:
        """Give a body a channel; it has one in each workspace."""
        self.remove_channel(function, channel.platform, channel.tenant)
        self._add(channels, function, channel)

    def remove_channel(self, function: str, platform: str, tenant: str) -> bool:
        """Take the channel of a body in a workspace away; False where it had none."""
        return self._remove(channels, function, platform, tenant)

    def user_groups(self, function: str) -> tuple[Account, ...]:
        """Return the groups that stand for a body."""
        return self._found(user_groups, function)

    def add_user_group(self, function: str, group: Account) -> None:
        """Let a group stand for a body; it has one in each workspace."""
        self.remove_user_group(function, group.platform, group.tenant)
        self._add(user_groups, function, group)

    def remove_user_group(self, function: str, platform: str, tenant: str) -> bool:
        """Let no group of a workspace stand for a body; False where none did."""
        return self._remove(user_groups, function, platform, tenant)

    def _found(self, table: Table, function: str) -> tuple[Account, ...]:
        """Return what a body has, the oldest first."""
        c = table.c
        query = select(table).where(c.organisation == self._organisation, c.function == folded(function))
        return tuple(Account(r.platform, r.tenant, r.address) for r in self._connection.execute(query.order_by(c.id)))

    def _add(self, table: Table, function: str, address: Account) -> None:
        """Write one down."""
        key = {"organisation": self._organisation, "function": folded(function)}
        row = {"platform": address.platform, "tenant": address.tenant, "address": address.user}
        self._connection.execute(insert(table).values(**key, **row))

    def _remove(self, table: Table, function: str, platform: str, tenant: str) -> bool:
        """Take one away."""
        c = table.c
        here = (c.organisation == self._organisation, c.function == folded(function))
        there = (c.platform == platform, c.tenant == tenant)
        return self._connection.execute(delete(table).where(*here, *there)).rowcount > 0


def user_group_at(connection: Connection, organisation: str, channel: Account) -> str:
    """Return the group that stands for the body whose channel this is; nothing where none does."""
    query = select(user_groups.c.address).select_from(channels).join(user_groups, _of_one_body())
    return connection.scalar(query.where(_is(organisation, channel)).order_by(user_groups.c.id).limit(1)) or ""


def members_at(connection: Connection, organisation: str, channel: Account, on: date) -> tuple[tuple[str, str], ...]:
    """Return the platform's own id and the name of each member of the body whose channel this is, on a day.

    Nothing where no group stands for the body there.
    """
    g, h, p, a = user_groups.c, holdings.c, people.c, accounts.c
    begun, lasts = or_(h.valid_from.is_(None), h.valid_from <= on), or_(h.valid_to.is_(None), h.valid_to >= on)
    query = (
        select(a.user, p.name)
        .select_from(channels)
        .join(user_groups, _of_one_body())
        .join(holdings, (h.organisation == g.organisation) & (h.function == g.function))
        .join(people, p.id == h.person)
        .join(accounts, (a.person == p.id) & (a.platform == g.platform) & (a.tenant == g.tenant))
        .where(_is(organisation, channel), begun, lasts, h.deputy == false(), p.active == true())
    )
    return tuple((row.user, row.name) for row in connection.execute(query.distinct().order_by(p.name, a.user)))


def _of_one_body() -> ColumnElement[bool]:
    """Whether a channel and a group are of one body in one workspace."""
    c, g = channels.c, user_groups.c
    body = (g.organisation == c.organisation) & (g.function == c.function)
    return body & (g.platform == c.platform) & (g.tenant == c.tenant)


def _is(organisation: str, channel: Account) -> ColumnElement[bool]:
    """Whether this is the channel."""
    c = channels.c
    there = (c.platform == channel.platform) & (c.tenant == channel.tenant) & (c.address == channel.user)
    return (c.organisation == organisation) & there


def linked_user_groups(connection: Connection, platform: str) -> tuple[tuple[str, str, str, str], ...]:
    """Return every group that stands for a body: the organisation, the workspace, the body's name, and the group."""
    g, f = user_groups.c, functions.c
    joined = user_groups.join(functions, (f.organisation == g.organisation) & (f.key == g.function))
    query = select(g.organisation, g.tenant, f.name, g.address).select_from(joined)
    rows = connection.execute(query.where(g.platform == platform).order_by(g.id))
    return tuple((row.organisation, row.tenant, row.name, row.address) for row in rows)
