# SPDX-License-Identifier: EUPL-1.2
"""What falls due: planned in the transaction of the event it follows from, carried out in one of its own.

Whoever carries a row out holds it for as long as that transaction lasts, and a commit is all that counts: a process
that dies, or hangs until the database ends its transaction, leaves the row as it was. ``due_at`` is business time;
``held_until``, for a row that failed, is machine time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Executable,
    ForeignKey,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)

from commands.dues import Due
from commands.organisations import Organisation
from commands.refs import Ref
from storage.database import Number, UtcDateTime, metadata
from storage.indexes import partial_index
from storage.parts import parts
from storage.upserts import insert_into

DUE, DONE, DROPPED, SETTLED, FAILED = "due", "done", "dropped", "settled", "failed"

dues = Table(
    "dues",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("feature", Text, nullable=False),
    Column("thing", Text, nullable=False),
    # The wall clock that the moment was computed from.
    Column("day", Date, nullable=False),
    Column("clock", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("whom", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("held_until", UtcDateTime),
    Column("ended_at", UtcDateTime),
    UniqueConstraint("organisation", "rule", "feature", "thing", "day", "stage", "whom", name="uq_dues_once"),
    sqlite_autoincrement=True,
)
_c = dues.c
# Only what is still to come is looked at every second, however much has been.
partial_index("ix_dues_due", _c.due_at, _c.id, where=_c.state == DUE)
partial_index(
    "ix_dues_about", _c.organisation, _c.feature, _c.thing, _c.due_at, _c.id, where=_c.state == DUE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is ours until the transaction ends; ``attempts`` counts those that failed."""

    id: int
    organisation: str
    due: Due
    due_at: datetime
    attempts: int


class Dues:
    """What falls due for one organisation, in one transaction."""

    def __init__(self, connection: Connection, organisation: Organisation) -> None:
        """Plan on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation

    def plan(self, due: Due) -> bool:
        """Plan it; False where it was planned before, or has been carried out. What was settled comes back."""
        return bool(self.plan_all((due,)))

    def plan_all(self, dues: Iterable[Due]) -> frozenset[Due]:
        """Plan several at once, and return those of which :meth:`plan` would say True."""
        rows: dict[tuple[Any, ...], tuple[Due, dict[str, Any]]] = {}
        for due in dues:
            row = self._row(due)
            rows.setdefault(_ONCE_OF(row), (due, row))
        if not rows:
            return frozenset()
        new = [row for _due, row in rows.values()]
        planned = self._connection.execute(_plan(self._connection.dialect.name), new[0] if len(new) == 1 else new)
        return frozenset(rows[tuple(key)][0] for key in planned)

    def _row(self, due: Due) -> dict[str, Any]:
        """Return the row of something to come."""
        return {
            "organisation": self._organisation.id,
            "rule": due.rule,
            "feature": due.about.feature,
            "thing": due.about.id,
            "day": due.day,
            "clock": due.at.isoformat(),
            "zone": due.zone or self._organisation.zone_name,
            "stage": due.stage,
            "whom": due.whom,
            "due_at": due.moment(self._organisation),
            "state": DUE,
            "attempts": 0,
            "error": "",
        }

    def settle(self, about: Ref) -> int:
        """Take back whatever is still to come about this thing; return how much that was."""
        which = {"whose": self._organisation.id, "of": about.feature, "what": about.id}
        return self._connection.execute(_SETTLE, which).rowcount

    def awaits(self, rule: str, about: Ref) -> bool:
        """Whether something of this rule about this thing is still to come."""
        found = {"whose": self._organisation.id, "which": rule, "of": about.feature, "what": about.id}
        return self._connection.execute(_AWAITS, found).first() is not None

    def awaited(self, rule: str, about: Sequence[Ref]) -> frozenset[Ref]:
        """Return of these things those about which something of this rule is still to come."""
        found: set[Ref] = set()
        for some in parts(about):
            asked = {
                "whose": self._organisation.id,
                "which": rule,
                "of": sorted({ref.feature for ref in some}),
                "what": [ref.id for ref in some],
            }
            found |= {Ref(row.feature, row.thing) for row in self._connection.execute(_AWAITED, asked)}
        return frozenset(found)

    def planned(self, about: Ref | None = None) -> tuple[tuple[Due, datetime], ...]:
        """Return what is still to come, about this thing or at all, with when (business time, UTC); soonest first."""
        where = [_c.organisation == self._organisation.id, _c.state == DUE]
        if about:
            where += [_c.feature == about.feature, _c.thing == about.id]
        rows = self._connection.execute(select(dues).where(*where).order_by(_c.due_at, _c.id))
        return tuple((_due(row), row.due_at) for row in rows)


def fallen_due(connection: Connection, now: datetime, machine: datetime, most: int) -> Mapping[int, tuple[str, str]]:
    """Return what has fallen due and may be carried out, the oldest first: its organisation and rule, by its number.

    Of what is about one thing only the first: the rest waits for it, so that late work keeps its order.
    """
    rows = connection.execute(_FALLEN, {"now": now, "machine": machine, "most": most})
    return {row.id: (row.organisation, row.rule) for row in rows}


def take(connection: Connection, numbers: Sequence[int]) -> tuple[Row, ...]:
    """Take rows to carry them out in this transaction, the oldest first; not those that another has or did."""
    rows = connection.execute(_TAKE, {"numbers": numbers})
    return tuple(Row(row.id, row.organisation, _due(row), row.due_at, row.attempts) for row in rows)


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
    return tuple(Row(row.id, row.organisation, _due(row), row.due_at, row.attempts) for row in rows)


def forget(connection: Connection, before: datetime) -> int:
    """Forget what ended before a moment (business time) after which nothing could plan it again; return how many."""
    return connection.execute(delete(dues).where(_c.state.in_((DONE, DROPPED, SETTLED)), _c.ended_at < before)).rowcount


def _due(row: Any) -> Due:  # noqa: ANN401 - a row of many columns
    """Return what a row is about."""
    about = Ref(row.feature, row.thing)
    return Due(row.rule, about, row.day, time.fromisoformat(row.clock), row.stage, row.whom, row.zone)


# Written once: every event and every second comes here.
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
_SETTLE = (
    update(dues)
    .where(
        _c.organisation == bindparam("whose"),
        _c.feature == bindparam("of"),
        _c.thing == bindparam("what"),
        _c.state == DUE,
    )
    .values(state=SETTLED, ended_at=_c.due_at)
)
_AWAITS = (
    select(_c.id)
    .where(
        _c.organisation == bindparam("whose"),
        _c.feature == bindparam("of"),
        _c.thing == bindparam("what"),
        _c.rule == bindparam("which"),
        _c.state == DUE,
    )
    .limit(1)
)
_AWAITED = select(_c.feature, _c.thing).where(
    _c.organisation == bindparam("whose"),
    _c.feature.in_(bindparam("of", expanding=True)),
    _c.thing.in_(bindparam("what", expanding=True)),
    _c.rule == bindparam("which"),
    _c.state == DUE,
)
# What is planned once.
_ONCE = (_c.organisation, _c.rule, _c.feature, _c.thing, _c.day, _c.stage, _c.whom)
_ONCE_OF = itemgetter(*(column.name for column in _ONCE))


@cache
def _plan(dialect: str) -> Executable:
    """Return how rows are planned, again where one like it was settled."""
    made = insert_into(dues, dialect)
    # No value of ours in here: with one, several rows would be a statement each.
    planned = {name: made.excluded[name] for name in ("state", "clock", "zone", "due_at", "attempts", "error")}
    return made.on_conflict_do_update(
        index_elements=list(_ONCE),
        set_=planned | {"held_until": null(), "ended_at": null()},
        where=_c.state == literal_column(f"'{SETTLED}'"),
    ).returning(*_ONCE)
