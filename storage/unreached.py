# SPDX-License-Identifier: EUPL-1.2
"""People who would not get a message: because we know no place to send it, or because it was refused before."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, func, select

from storage.channels import channels
from storage.conversations import conversations
from storage.functions import functions
from storage.messages import FAILED, SENT, outbox
from storage.organisation import tenants
from storage.persons import accounts, people


def linked(connection: Connection) -> tuple[str, ...]:
    """Return the platforms of which a workspace, tenant or registration belongs to an organisation."""
    return tuple(connection.scalars(select(tenants.c.platform).distinct().order_by(tenants.c.platform)))


def unreached(connection: Connection, platforms: Sequence[str]) -> tuple[str, ...]:
    """Return the names of who works here and has no account on any of these platforms."""
    has = exists().where(accounts.c.person == people.c.id, accounts.c.platform.in_(platforms))
    return tuple(connection.scalars(select(people.c.name).where(people.c.active, ~has).order_by(people.c.search)))


def without_app(connection: Connection, platform: str, workspaces: Sequence[str]) -> tuple[str, ...]:
    """Return the names of who works for an organisation of these workspaces and was never met alone there."""
    a, c, t = accounts.c, conversations.c, tenants.c
    theirs = select(t.organisation).where(t.platform == platform, t.tenant.in_(workspaces))
    met = (
        select(a.person)
        .join(conversations, (c.platform == a.platform) & (c.tenant == a.tenant) & (c.user == a.user))
        .where(c.platform == platform, c.installed)
    )
    query = select(people.c.name).where(people.c.active, people.c.organisation.in_(theirs), people.c.id.not_in(met))
    return tuple(connection.scalars(query.order_by(people.c.search)))


def blocked(connection: Connection, platform: str) -> tuple[str, ...]:
    """Return the names of those in whose conversation with us nothing is taken."""
    a, c = accounts.c, conversations.c
    query = (
        select(people.c.name)
        .join(accounts, a.person == people.c.id)
        .join(conversations, (c.platform == a.platform) & (c.tenant == a.tenant) & (c.user == a.user))
        .where(c.platform == platform, c.blocked != "", people.c.active)
    )
    return tuple(connection.scalars(query.order_by(people.c.search)))


def mute_channels(connection: Connection, platform: str) -> tuple[str, ...]:
    """Return the names of the bodies in whose channel nothing is taken, or from which the app was taken out."""
    b, c, f = channels.c, conversations.c, functions.c
    there = (c.platform == b.platform) & (c.tenant == b.tenant) & (c.conversation == b.address)
    query = (
        select(f.name)
        .join(channels, (b.organisation == f.organisation) & (b.function == f.key))
        .join(conversations, there)
        .where(b.platform == platform, (c.blocked != "") | ~c.installed)
    )
    return tuple(connection.scalars(query.distinct().order_by(f.name)))


def refused(connection: Connection) -> tuple[str, ...]:
    """Return the names of those to whom the last message that was sent or given up was given up."""
    ended = outbox.c.state.in_((SENT, FAILED))
    last = select(func.max(outbox.c.id)).where(ended, outbox.c.person.is_not(None)).group_by(outbox.c.person)
    query = (
        select(people.c.name)
        .join(outbox, outbox.c.person == people.c.id)
        .where(outbox.c.id.in_(last), outbox.c.state == FAILED, people.c.active)
    )
    return tuple(connection.scalars(query.order_by(people.c.search)))
