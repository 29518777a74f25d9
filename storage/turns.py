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
    ScalarSelect,
    Select,
    and_,
    bindparam,
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
    return dict(connection.execute(_URGENT if urgent else _OTHERS, values).all())


_BUSINESS = bindparam("business", type_=UtcDateTime)
_MACHINE = bindparam("machine", type_=UtcDateTime)
_SET_BACK = bindparam("set_back", type_=UtcDateTime)
_outbox, _paces = outbox.c, paces.c


def _free(until: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a hold is over; one that ends later than any is given was given before the clock was set back."""
    return or_(until.is_(None), until <= _MACHINE, until > _SET_BACK)


def _may_go(message: FromClause) -> ColumnElement[bool]:
    """Whether neither the message nor its conversation has to wait."""
    c = message.c
    same = (_paces.platform == c.platform, _paces.tenant == c.tenant, _paces.address == c.address)
    waits = select(func.count()).where(*same, _paces.free_at > _MACHINE, _paces.free_at <= _SET_BACK)
    return and_(_free(c.held_until), waits.scalar_subquery() == 0)


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


def _first(message: FromClause) -> ScalarSelect[int]:
    """Return the message of this conversation whose turn it is.

    As a value, and not as a condition on other rows: of that PostgreSQL makes a join of everything that is due, where
    we only want the first few.
    """
    earlier = outbox.alias("earlier")
    return select(func.min(earlier.c.id)).where(_before(earlier, message)).scalar_subquery()


def _others() -> Select[int, str]:
    """Return the question for what is not urgent."""
    return (
        select(_outbox.id, _outbox.address)
        .where(_there(outbox), _outbox.urgent == false(), _may_go(outbox), _outbox.id == _first(outbox))
        .order_by(_outbox.due_at, _outbox.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=outbox)
    )


def _urgent() -> Select[int, str]:
    """Return the question for what is urgent, or stands before something urgent."""
    hurry = outbox.alias("hurry")
    return (
        select(_outbox.id, _outbox.address)
        .select_from(hurry.join(outbox, _outbox.id == _first(hurry)))
        .where(_there(hurry), hurry.c.urgent == true(), _may_go(outbox))
        .order_by(hurry.c.due_at, hurry.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=outbox)
    )


# Written once: building a statement takes longer than SQLite takes to carry it out.
_OTHERS = _others()
_URGENT = _urgent()
