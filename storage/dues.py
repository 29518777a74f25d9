# SPDX-License-Identifier: EUPL-1.2
"""What falls due, planned in the transaction of the event it follows from; :mod:`storage.fallen` has it carried out.

``due_at`` is business time; ``held_until``, for a row that failed, is machine time.
"""

from collections.abc import Iterable, Sequence
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
    bindparam,
    literal_column,
    null,
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
        return tuple((due_of(row), row.due_at) for row in rows)


def due_of(row: Any) -> Due:  # noqa: ANN401 - a row of many columns
    """Return what a row is about."""
    about = Ref(row.feature, row.thing)
    return Due(row.rule, about, row.day, time.fromisoformat(row.clock), row.stage, row.whom, row.zone)


# Written once: every event comes here.
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
