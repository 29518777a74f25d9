# SPDX-License-Identifier: EUPL-1.2
"""What boards decided, as their record keeps it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    select,
)

from commands.boards import Verdict
from commands.meetings.item import Decision
from storage.agendas import Agendas, euro, money, said_of
from storage.codec import encode
from storage.database import Number, UtcDateTime, metadata
from storage.numbering import add_referenced

_DECISION_TEXTS = (
    "reference", "board", "title", "person", "name", "on_behalf_of", "right", "facts", "advice", "reason", "conditions",
    "alternative", "function", "votes", "interests", "deviation",
)  # fmt: skip

decisions = Table(
    "board_decisions",
    metadata,
    Column("number", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("item", Number, ForeignKey("agenda_items.number"), nullable=False),
    Column("meeting", Number, ForeignKey("meetings.number")),
    *(Column(name, Text, nullable=False) for name in _DECISION_TEXTS),
    Column("verdict", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("register_version", Integer, nullable=False),
    Column("amount", Text),
    Column("until", Date),
    Column("confidential", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("organisation", "reference"),
    Index(None, "meeting"),
)


class BoardDecisions(Agendas):
    """What the boards of one organisation decided, in one transaction."""

    def record(self, decision: Decision) -> Decision:
        """Keep a decision and return it with its reference, the next of that year."""
        prefix, row = f"BES-{decision.at.year}-", _decision_row(decision)
        reference, _key = add_referenced(self._connection, decisions, prefix, self._organisation, row)
        return replace(decision, reference=reference)

    def decisions_of(self, meeting: int) -> tuple[Decision, ...]:
        """Return what a meeting decided, in order."""
        query = select(decisions).where(decisions.c.meeting == meeting).order_by(decisions.c.number)
        return tuple(_decision(row) for row in self._connection.execute(query))

    def decision(self, reference: str) -> Decision | None:
        """Return the decision with this reference."""
        query = select(decisions).where(self._own(decisions), decisions.c.reference == reference)
        row = self._connection.execute(query).first()
        return _decision(row) if row else None


def _decision_row(decision: Decision) -> dict[str, Any]:
    """Return what is kept of a decision."""
    return {name: getattr(decision, name) for name in _DECISION_TEXTS} | {
        "item": decision.item,
        "meeting": decision.meeting,
        "verdict": decision.verdict.value,
        "basis": encode(decision.basis),
        "register_version": decision.register_version,
        "amount": money(decision.amount),
        "until": decision.until,
        "confidential": decision.confidential,
        "at": decision.at,
    }


def _decision(row: Any) -> Decision:  # noqa: ANN401 - a row of decisions
    """Return the decision of a row."""
    kept = {name: getattr(row, name) for name in _DECISION_TEXTS}
    return Decision(
        **kept,
        item=row.item,
        meeting=row.meeting,
        verdict=Verdict(row.verdict),
        basis=said_of(row.basis),
        register_version=row.register_version,
        amount=euro(row.amount),
        until=row.until,
        confidential=row.confidential,
        at=row.at,
    )
