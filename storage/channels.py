# SPDX-License-Identifier: EUPL-1.2
"""Where a body that is a function reads along, and which group of a platform stands for it."""

from sqlalchemy import Column, Connection, ForeignKey, Table, Text, UniqueConstraint, delete, insert, select

from commands.people import Account
from storage.database import Number, metadata
from storage.functions import Functions, functions
from storage.persons import folded


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
    c, g = channels.c, user_groups.c
    same = (g.organisation == c.organisation, g.function == c.function, g.platform == c.platform, g.tenant == c.tenant)
    here = (c.organisation == organisation, c.platform == channel.platform, c.tenant == channel.tenant)
    query = select(g.address).select_from(channels).join(user_groups, same[0] & same[1] & same[2] & same[3])
    return connection.scalar(query.where(*here, c.address == channel.user).order_by(g.id).limit(1)) or ""


def linked_user_groups(connection: Connection, platform: str) -> tuple[tuple[str, str, str, str], ...]:
    """Return every group that stands for a body: the organisation, the workspace, the body's name, and the group."""
    g, f = user_groups.c, functions.c
    joined = user_groups.join(functions, (f.organisation == g.organisation) & (f.key == g.function))
    query = select(g.organisation, g.tenant, f.name, g.address).select_from(joined)
    rows = connection.execute(query.where(g.platform == platform).order_by(g.id))
    return tuple((row.organisation, row.tenant, row.name, row.address) for row in rows)
