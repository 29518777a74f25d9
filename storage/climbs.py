# SPDX-License-Identifier: EUPL-1.2
"""What is kept beside an escalation: what happened to it, and the record of its decision."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    insert,
    select,
)

from commands.boards import Verdict
from commands.escalations.escalation import Cause, Decision, Event, Standing
from commands.people import Person
from storage.database import Number, UtcDateTime, metadata
from storage.dossiers import PERSON, person_of_prefixed
from storage.persons import people

_OF_ESCALATION = (("organisation", "reference"), ("escalations.organisation", "escalations.reference"))

events = Table(
    "escalation_events",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("move", Text, nullable=False),
    # Nobody where the clock did it.
    Column("person", Text, ForeignKey("people.id")),
    Column("function", Text, nullable=False),
    Column("note", Text, nullable=False),
    # Who was absent, where a deputy took the step.
    Column("instead_of", Text),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(*_OF_ESCALATION),
    Index(None, "organisation", "reference"),
)

# One decision ends an escalation: of two at the same moment only one is kept.
decisions = Table(
    "escalation_decisions",
    metadata,
    Column("organisation", Text, primary_key=True),
    Column("reference", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    # As it was on the day: a decision record keeps it, also after somebody left (Awb 10:10).
    Column("name", Text, nullable=False),
    Column("function", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("instead_of", Text, nullable=False),
    Column("on_behalf_of", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("reason", Text, nullable=False),
    # A board has a verdict and chooses no cause.
    Column("cause", Text),
    Column("verdict", Text),
    Column("basis", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("register_version", Integer, nullable=False),
    ForeignKeyConstraint(*_OF_ESCALATION),
)

_PLAIN = (
    "reference", "at", "person", "name", "function", "instead_of", "on_behalf_of", "decision", "reason", "basis",
    "right", "register_version",
)  # fmt: skip


class Climbs:
    """What is kept beside the escalations of one organisation, in one transaction."""

    _connection: Connection
    _organisation: str

    def note(self, reference: str, event: Event) -> None:
        """Add a line to the history."""
        row = {
            "move": event.move,
            "person": event.person.id if event.person else None,
            "function": event.function,
            "note": event.note,
            "instead_of": event.instead_of or None,
            "at": event.at,
        }
        self._connection.execute(insert(events).values(organisation=self._organisation, reference=reference, **row))

    def history(self, reference: str) -> tuple[Event, ...]:
        """Return the history, oldest first."""
        e = events.c
        query = select(events, *PERSON).select_from(events.outerjoin(people, people.c.id == e.person))
        rows = self._connection.execute(
            query.where(e.organisation == self._organisation, e.reference == reference).order_by(e.id)
        )
        return tuple(_event(row, person_of_prefixed(row) if row.person else None) for row in rows)

    def record(self, decision: Decision) -> None:
        """Keep the record of the decision."""
        fields = {name: getattr(decision, name) for name in _PLAIN}
        row = {
            "standing": decision.standing.value,
            "cause": decision.cause.value if decision.cause else None,
            "verdict": decision.verdict.value if decision.verdict else None,
        }
        self._connection.execute(insert(decisions).values(organisation=self._organisation, **fields, **row))

    def decision(self, reference: str) -> Decision | None:
        """Return the decision; None while there is none."""
        d = decisions.c
        query = select(decisions).where(d.organisation == self._organisation, d.reference == reference)
        row = self._connection.execute(query).first()
        return _decision(row) if row else None

    def decided_by(self, person: Person) -> tuple[Decision, ...]:
        """Return the decisions that this person made, the oldest first."""
        return self._decided(decisions.c.person == person.id)

    def decided_instead_of(self, name: str, since: datetime) -> tuple[Decision, ...]:
        """Return what was decided since a moment in the place of who is called so, the oldest first."""
        return self._decided(decisions.c.instead_of == name, decisions.c.at >= since)

    def steps_by(self, person: Person) -> tuple[tuple[str, Event], ...]:
        """Return the steps that this person took, each with its escalation, oldest first."""
        e = events.c
        mine = select(events).where(e.organisation == self._organisation, e.person == person.id).order_by(e.id)
        return tuple((row.reference, _event(row, person)) for row in self._connection.execute(mine))

    def _decided(self, *which: ColumnElement[bool]) -> tuple[Decision, ...]:
        """Return decisions, the oldest first."""
        here = select(decisions).where(decisions.c.organisation == self._organisation, *which)
        return tuple(_decision(row) for row in self._connection.execute(here.order_by(decisions.c.at)))


def _decision(row: Any) -> Decision:  # noqa: ANN401 - a row of decisions
    """Return the record of a decision."""
    fields = {name: getattr(row, name) for name in _PLAIN}
    cause, verdict = Cause(row.cause) if row.cause else None, Verdict(row.verdict) if row.verdict else None
    return Decision(standing=Standing(row.standing), cause=cause, verdict=verdict, **fields)


def _event(row: Any, person: Person | None) -> Event:  # noqa: ANN401 - a row of events
    """Return what happened."""
    return Event(row.move, row.at, person, row.function, row.note, row.instead_of or "")
