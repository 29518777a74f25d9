# SPDX-License-Identifier: EUPL-1.2
"""People who would not get a message: because we know no place to send it, or because it was refused before."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, func, select

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
