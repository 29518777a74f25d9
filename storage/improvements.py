# SPDX-License-Identifier: EUPL-1.2
"""What a board is asked to improve after a round, and what came of it."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, Date, ForeignKeyConstraint, Integer, Table, Text, delete, insert, select

from commands.evaluations.improvements import Improvement, Owner, Progress
from commands.evaluations.instrument import Dimension
from storage.database import metadata

improvements = Table(
    "evaluation_improvements",
    metadata,
    Column("organisation", Text, primary_key=True),
    Column("round", Text, primary_key=True),
    Column("dimension", Text, primary_key=True),
    # The figure when it was flagged, as decimal text; empty where it was not shown.
    Column("mean", Text, nullable=False),
    Column("function", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("register_version", Integer, nullable=False, server_default="0"),
    Column("progress", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("due", Date),
    Column("note", Text, nullable=False),
    ForeignKeyConstraint(("organisation", "round"), ("evaluation_rounds.organisation", "evaluation_rounds.reference")),
)
_i = improvements.c


class KeptImprovements:
    """The improvements of one organisation, in one transaction."""

    _connection: Connection
    _organisation: str

    def improvements(self, round_reference: str) -> tuple[Improvement, ...]:
        """Return the improvements of a round, in the order of the questionnaire."""
        rows = self._connection.execute(select(improvements).where(*self._in_round(round_reference)))
        order = list(Dimension)
        return tuple(sorted((_improvement(row) for row in rows), key=lambda each: order.index(each.dimension)))

    def improvement(self, round_reference: str, dimension: Dimension) -> Improvement | None:
        """Return one improvement."""
        one = (*self._in_round(round_reference), _i.dimension == dimension.value)
        row = self._connection.execute(select(improvements).where(*one)).first()
        return _improvement(row) if row else None

    def keep_improvement(self, improvement: Improvement) -> None:
        """Keep an improvement as it is now."""
        one = (*self._in_round(improvement.round), _i.dimension == improvement.dimension.value)
        self._connection.execute(delete(improvements).where(*one))
        owner = improvement.owner
        row = {
            "organisation": self._organisation,
            "round": improvement.round,
            "dimension": improvement.dimension.value,
            "mean": "" if improvement.mean is None else str(improvement.mean),
            "function": owner.function,
            "right": owner.right,
            "basis": owner.basis,
            "register_version": owner.register_version,
            "progress": improvement.progress.value,
            "action": improvement.action,
            "due": improvement.due,
            "note": improvement.note,
        }
        self._connection.execute(insert(improvements).values(row))

    def _in_round(self, round_reference: str) -> tuple[Any, ...]:
        return (_i.organisation == self._organisation, _i.round == round_reference)


def _improvement(row: Any) -> Improvement:  # noqa: ANN401 - a row of improvements
    """Return the improvement of a row."""
    return Improvement(
        row.round,
        Dimension(row.dimension),
        Decimal(row.mean) if row.mean else None,
        Owner(row.function, row.right, row.basis, row.register_version),
        Progress(row.progress),
        row.action,
        row.due,
        row.note,
    )
