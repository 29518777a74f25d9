# SPDX-License-Identifier: EUPL-1.2
"""Whose turn it is: of each conversation the oldest message that is due, where nobody holds it and its pace allows.

What is urgent passes the rest. Where something urgent waits behind another message of its own conversation, that one
goes first, as if it were urgent too: a conversation keeps its order.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
)

from storage.database import UtcDateTime
from storage.messages import is_due, outbox
from storage.paces import LONGEST_HOLD, paces


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
    rows = connection.execute(_URGENT if urgent else _OTHERS, values)
    return {row.id: row.address for row in rows}


_BUSINESS = bindparam("business", type_=UtcDateTime)
_MACHINE = bindparam("machine", type_=UtcDateTime)
_SET_BACK = bindparam("set_back", type_=UtcDateTime)
_outbox, _paces = outbox.c, paces.c


def _free(until: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a hold is over; one that ends later than any is given was given before the clock was set back."""
    return or_(until.is_(None), until <= _MACHINE, until > _SET_BACK)


def _may_go(message: FromClause) -> ColumnElement[bool]:
    """Whether neither the message nor its conversation has to wait."""
    return and_(_free(message.c.held_until), _free(_paces.free_at))


def _with_pace(messages: FromClause, message: FromClause) -> FromClause:
    """Return messages with the pace of their conversation."""
    c = message.c
    same = (_paces.platform == c.platform, _paces.tenant == c.tenant, _paces.address == c.address)
    return messages.outerjoin(paces, and_(*same))


def _there(message: FromClause) -> ColumnElement[bool]:
    """Whether a message is due, and goes to this workspace."""
    c = message.c
    here = (c.platform == bindparam("platform"), c.tenant == bindparam("tenant"))
    return and_(is_due(message.c.state), *here, c.due_at <= _BUSINESS)


def _before(earlier: FromClause, message: FromClause) -> ColumnElement[bool]:
    """Whether a message stands before another in its conversation, or is that message: due, or tried before."""
    e, c = earlier.c, message.c
    same = (e.platform == c.platform, e.tenant == c.tenant, e.address == c.address)
    return and_(is_due(e.state), *same, or_(e.due_at <= _BUSINESS, e.attempts > 0))


def _others() -> Select[tuple[int, str]]:
    """Return the question for what is not urgent."""
    earlier = outbox.alias("earlier")
    first = ~exists().where(_before(earlier, outbox), earlier.c.id < _outbox.id)
    return (
        select(_outbox.id, _outbox.address)
        .select_from(_with_pace(outbox, outbox))
        .where(_there(outbox), _outbox.urgent == false(), _may_go(outbox), first)
        .order_by(_outbox.due_at, _outbox.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=outbox)
    )


def _urgent() -> Select[tuple[int, str]]:
    """Return the question for what is urgent, or stands before something urgent."""
    hurry, earlier = outbox.alias("hurry"), outbox.alias("earlier")
    head = select(func.min(earlier.c.id)).where(_before(earlier, hurry)).scalar_subquery()
    return (
        select(_outbox.id, _outbox.address)
        .select_from(_with_pace(hurry.join(outbox, _outbox.id == head), outbox))
        .where(_there(hurry), hurry.c.urgent == true(), _may_go(outbox))
        .order_by(hurry.c.due_at, hurry.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=outbox)
    )


# Written once: building a statement takes longer than SQLite takes to carry it out.
_OTHERS = _others()
_URGENT = _urgent()
