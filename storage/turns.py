# SPDX-License-Identifier: EUPL-1.2
"""Whose turn it is: of each conversation the oldest message that is due, where nobody holds it and its pace allows.

What is urgent passes the rest. Where something urgent waits behind another message of its own conversation, that one
goes first, as if it were urgent too: a conversation keeps its order.

Looking costs as much as there are conversations, however much waits in each: first at those of the oldest few messages,
and where these leave room while more waits behind them, by a step from each conversation to the next.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
)

from storage.database import UtcDateTime
from storage.messages import is_due, is_urgent, outbox
from storage.paces import LONGEST_HOLD, paces

#: How many messages are looked at by their age: twice what a process has under way.
OLDEST = 512


def turn(  # noqa: PLR0913 - one question
    connection: Connection,
    platform: str,
    tenant: str,
    business: datetime,
    machine: datetime,
    *,
    urgent: bool,
    most: int,
) -> dict[int, str]:
    """Return the messages to a workspace that may be taken now, each with its conversation, and lock them.

    Messages that another process is taking are passed over.
    """
    values = {
        "platform": platform,
        "tenant": tenant,
        "business": business,
        "machine": machine,
        "set_back": machine + LONGEST_HOLD,
        "most": most,
    }
    found = dict(connection.execute(_OLDEST[urgent], values).all())
    if len(found) < most:
        # The oldest few may all be of conversations that have to wait.
        found = dict(connection.execute(_EACH[urgent], values).all()) or found
    return found


_PLATFORM, _TENANT = bindparam("platform", type_=Text()), bindparam("tenant", type_=Text())
_BUSINESS = bindparam("business", type_=UtcDateTime)
_MACHINE = bindparam("machine", type_=UtcDateTime)
_SET_BACK = bindparam("set_back", type_=UtcDateTime)
_outbox, _paces = outbox.c, paces.c


def _free(until: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a hold is over; one that ends later than any is given was given before the clock was set back."""
    return or_(until.is_(None), until <= _MACHINE, until > _SET_BACK)


def _may_go(conversation: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the pace lets something go to a conversation."""
    same = (_paces.platform == _PLATFORM, _paces.tenant == _TENANT, _paces.address == conversation)
    waits = select(func.count()).where(*same, _paces.free_at > _MACHINE, _paces.free_at <= _SET_BACK)
    return waits.scalar_subquery() == 0


def _here(message: FromClause) -> ColumnElement[bool]:
    """Whether a message did not go yet, and goes to this workspace."""
    c = message.c
    return and_(is_due(c.state), c.platform == _PLATFORM, c.tenant == _TENANT)


def _waits(message: FromClause, *, urgent: bool) -> ColumnElement[bool]:
    """Whether a message is due here, and urgent or not."""
    return and_(_here(message), is_urgent(message.c.urgent, urgent), message.c.due_at <= _BUSINESS)


def _first(conversation: ColumnElement[str]) -> ScalarSelect[int]:
    """Return the message of a conversation whose turn it is: of those that are due, or were tried before.

    As a value, and not as a condition on other rows: of that PostgreSQL makes a join of everything that is due, where
    we only want the first few.
    """
    message = outbox.alias("message")
    m = message.c
    ready = or_(m.due_at <= _BUSINESS, m.attempts > 0)
    return select(func.min(m.id)).where(_here(message), m.address == conversation, ready).scalar_subquery()


def _heads(conversations: FromClause, *order: ColumnElement[Any], urgent: bool) -> Select[int, str]:
    """Return the question for the messages of these conversations whose turn it is."""
    # Asked of the message itself, because PostgreSQL looks here again at what others wrote meanwhile; and without its
    # workspace, or SQLite would begin with everything that is due there.
    where = () if urgent else (is_urgent(_outbox.urgent, wanted=False), _outbox.due_at <= _BUSINESS)
    return (
        select(_outbox.id, _outbox.address)
        .select_from(conversations.join(outbox, _outbox.id == _first(conversations.c.address)))
        .where(is_due(_outbox.state), _free(_outbox.held_until), *where)
        .order_by(*order)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=outbox)
    )


def _of_oldest(*, urgent: bool) -> Select[int, str]:
    """Return the question for the conversations of the messages that wait longest, in that order."""
    columns = (_outbox.address, _outbox.due_at, _outbox.id)
    those = select(*columns).where(_waits(outbox, urgent=urgent)).order_by(_outbox.due_at, _outbox.id)
    few: ColumnElement[int] = literal_column(str(OLDEST))
    o = those.limit(few).subquery("oldest").c
    # Put in order here, and with a limit so that it stays so: after this nobody looks at more than are wanted.
    order = (func.min(o.due_at), func.min(o.id))
    grouped = select(o.address).group_by(o.address).order_by(*order).limit(few).subquery("grouped")
    may_go = select(grouped).where(_may_go(grouped.c.address)).subquery("conversations")
    return _heads(may_go, urgent=urgent)


def _of_each(*, urgent: bool) -> Select[int, str]:
    """Return the question for all conversations, where more waits than the oldest few; else nothing is found."""
    waiting, more = outbox.alias("waiting"), outbox.alias("more")
    behind = select(more.c.id).where(_waits(more, urgent=urgent)).limit(literal_column("1"))
    crowded = exists(behind.offset(literal_column(str(OLDEST))))
    # What is not urgent may be in any conversation: there are more of these than of others.
    these = (_here(waiting), *((is_urgent(waiting.c.urgent, wanted=True),) if urgent else ()))
    step = select(func.min(waiting.c.address)).where(*these)
    each = select(step.scalar_subquery().label("address")).where(crowded).cte("each", recursive=True)
    onward = step.where(waiting.c.address > each.c.address).scalar_subquery()
    address = each.union_all(select(onward).where(each.c.address.is_not(None))).c.address
    due = exists().where(_waits(more, urgent=True), more.c.address == address) if urgent else true()
    may_go = select(address).where(address.is_not(None), _may_go(address), due).subquery("conversations")
    return _heads(may_go, _outbox.due_at, _outbox.id, urgent=urgent)


# Written once: building a statement takes longer than SQLite takes to carry it out.
_OLDEST = {urgent: _of_oldest(urgent=urgent) for urgent in (True, False)}
_EACH = {urgent: _of_each(urgent=urgent) for urgent in (True, False)}
