# SPDX-License-Identifier: EUPL-1.2
"""What has fallen due: taken and carried out in a transaction of its own, and how it ended.

Whoever carries a row out holds it for as long as that transaction lasts, and a commit is all that counts: a process
that dies, or hangs until the database ends its transaction, leaves the row as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, and_, bindparam, exists, func, or_, select, update

from commands.dues import Due
from storage.dues import DUE, FAILED, due_of, dues

_c = dues.c


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is ours until the transaction ends; ``attempts`` counts those that failed."""

    id: int
    organisation: str
    due: Due
    due_at: datetime
    attempts: int


def fallen_due(connection: Connection, now: datetime, machine: datetime, most: int) -> Mapping[int, tuple[str, str]]:
    """Return what has fallen due and may be carried out, the oldest first: its organisation and rule, by its number.

    Of what is about one thing only the first: the rest waits for it, so that late work keeps its order.
    """
    rows = connection.execute(_FALLEN, {"now": now, "machine": machine, "most": most})
    return {row.id: (row.organisation, row.rule) for row in rows}


def take(connection: Connection, numbers: Sequence[int]) -> tuple[Row, ...]:
    """Take rows to carry them out in this transaction, the oldest first; not those that another has or did."""
    rows = connection.execute(_TAKE, {"numbers": numbers})
    return tuple(Row(row.id, row.organisation, due_of(row), row.due_at, row.attempts) for row in rows)


def ended(connection: Connection, rows: Sequence[Row], state: str, at: datetime, error: str = "") -> None:
    """Write down how they ended: carried out, dropped, or given up."""
    done = {"numbers": [row.id for row in rows], "new_state": state, "new_error": error, "at": at}
    connection.execute(_END, done)


def postpone(connection: Connection, row: Row, error: str, until: datetime) -> None:
    """Leave a row that failed for another time; ``until`` is machine time."""
    connection.execute(_POSTPONE, {"number": row.id, "new_error": error, "until": until})


def lag(connection: Connection, now: datetime) -> tuple[int, datetime | None]:
    """Return how much has fallen due and was not carried out, and when the oldest of it was due (business time)."""
    row = connection.execute(select(func.count(), func.min(_c.due_at)).where(_c.state == DUE, _c.due_at <= now)).one()
    return row[0], row[1]


def failures(connection: Connection) -> tuple[Row, ...]:
    """Return what was given up, newest first."""
    rows = connection.execute(select(dues).where(_c.state == FAILED).order_by(_c.id.desc()))
    return tuple(Row(row.id, row.organisation, due_of(row), row.due_at, row.attempts) for row in rows)


# Written once: every second comes here.
_earlier = dues.alias("earlier").c
_before = exists().where(
    _earlier.state == DUE,
    _earlier.organisation == _c.organisation,
    _earlier.feature == _c.feature,
    _earlier.thing == _c.thing,
    or_(_earlier.due_at < _c.due_at, and_(_earlier.due_at == _c.due_at, _earlier.id < _c.id)),
)
_FALLEN = (
    select(_c.id, _c.organisation, _c.rule)
    .where(
        _c.state == DUE,
        _c.due_at <= bindparam("now"),
        or_(_c.held_until.is_(None), _c.held_until <= bindparam("machine")),
        ~_before,
    )
    .order_by(_c.due_at, _c.id)
    .limit(bindparam("most", type_=Integer))
)
_THESE = _c.id.in_(bindparam("numbers", expanding=True))
_TAKE = select(dues).where(_THESE, _c.state == DUE).order_by(_c.due_at, _c.id).with_for_update(skip_locked=True)
_END = (
    update(dues)
    .where(_THESE, _c.state == DUE)
    .values(state=bindparam("new_state"), error=bindparam("new_error"), ended_at=bindparam("at"))
)
_POSTPONE = (
    update(dues)
    .where(_c.id == bindparam("number"), _c.state == DUE)
    .values(attempts=_c.attempts + 1, error=bindparam("new_error"), held_until=bindparam("until"))
)
