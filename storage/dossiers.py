# SPDX-License-Identifier: EUPL-1.2
"""What is kept beside a request: its history, what others said, and the decisions."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    insert,
    select,
)

from commands.people import Person
from commands.requests.request import Decision, Event, Opinion, Outcome, Stance, Standing
from commands.requests.states import Move
from storage.database import Number, UtcDateTime, metadata
from storage.persons import people

_OF_REQUEST = (("organisation", "reference"), ("requests.organisation", "requests.reference"))

events = Table(
    "request_events",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("move", Text, nullable=False),
    # Nobody where the clock did it.
    Column("person", Text, ForeignKey("people.id")),
    Column("note", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(*_OF_REQUEST),
    Index(None, "organisation", "reference"),
)

opinions = Table(
    "request_opinions",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    Column("stance", Text, nullable=False),
    Column("function", Text, nullable=False),
    Column("standing", Text, nullable=False),
    # Who was absent when a deputy said it; nothing before it was kept.
    Column("instead_of", Text),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(*_OF_REQUEST),
    Index(None, "organisation", "reference"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("organisation", Text, primary_key=True),
    Column("reference", Text, primary_key=True),
    # Counts the decisions on one request: of two at the same moment only one is kept.
    Column("number", Integer, primary_key=True),
    Column("move", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    # As it was on the day: a decision record keeps it, also after somebody left (Awb 10:10).
    Column("name", Text, nullable=False),
    Column("function", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("on_behalf_of", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("right", Text, nullable=False),
    Column("register_version", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("conditions", Text, nullable=False),
    Column("alternative", Text, nullable=False),
    Column("until", Date),
    Column("outcome", Text),
    # Who was absent when a deputy decided; nothing before it was kept.
    Column("instead_of", Text),
    ForeignKeyConstraint(*_OF_REQUEST),
)


class Dossiers:
    """What is kept beside the requests of one organisation, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read and write on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation_id

    def note(self, reference: str, *happened: Event) -> None:
        """Add lines to the history of a request."""
        of = {"organisation": self._organisation, "reference": reference}
        rows = [
            {**of, "move": e.move, "person": e.person.id if e.person else None, "note": e.note, "at": e.at}
            for e in happened
        ]
        if rows:
            self._connection.execute(_NOTE, rows)

    def history(self, reference: str) -> tuple[Event, ...]:
        """Return the history of a request, oldest first."""
        rows = self._about(_HISTORY, reference)
        return tuple(Event(row.move, row.at, person_of_prefixed(row) if row.person else None, row.note) for row in rows)

    def say(self, reference: str, opinion: Opinion) -> None:
        """Keep an agreement, an objection or an advice."""
        self._connection.execute(
            insert(opinions).values(
                organisation=self._organisation,
                reference=reference,
                person=opinion.person.id,
                stance=opinion.stance.value,
                function=opinion.function,
                standing=opinion.standing.value,
                instead_of=opinion.instead_of or None,
                text=opinion.text,
                at=opinion.at,
            )
        )

    def opinions(self, reference: str) -> tuple[Opinion, ...]:
        """Return what was said about a request, oldest first."""
        return tuple(_opinion(row, person_of_prefixed(row)) for row in self._about(_OPINIONS, reference))

    def record(self, decision: Decision) -> None:
        """Keep the record of a decision."""
        fields = {name: getattr(decision, name) for name in _PLAIN}
        outcome = decision.outcome.value if decision.outcome else None
        row = {"move": decision.move.value, "standing": decision.standing.value, "outcome": outcome}
        row["instead_of"] = decision.instead_of or None
        self._connection.execute(insert(decisions).values(organisation=self._organisation, **fields, **row))

    def decisions(self, reference: str) -> tuple[Decision, ...]:
        """Return the decisions on a request, oldest first."""
        rows = self._connection.execute(_DECISIONS, {"whose": self._organisation, "which": reference})
        return tuple(decision_of(row) for row in rows)

    def decided_by(self, person: Person) -> tuple[Decision, ...]:
        """Return the decisions that this person made, the oldest first."""
        d = decisions.c
        mine = select(decisions).where(d.organisation == self._organisation, d.person == person.id)
        return tuple(decision_of(row) for row in self._connection.execute(mine.order_by(d.at, d.reference, d.number)))

    def decided_instead_of(self, name: str, since: datetime) -> tuple[Decision, ...]:
        """Return what was decided since a moment in the place of who is called so, the oldest first."""
        d = decisions.c
        here = (d.organisation == self._organisation, d.instead_of == name, d.at >= since)
        return tuple(
            decision_of(row) for row in self._connection.execute(select(decisions).where(*here).order_by(d.at))
        )

    def said_by(self, person: Person) -> tuple[tuple[str, Opinion], ...]:
        """Return the agreements, objections and advice of this person, each with its request, oldest first."""
        o = opinions.c
        mine = select(opinions).where(o.organisation == self._organisation, o.person == person.id).order_by(o.id)
        return tuple((row.reference, _opinion(row, person)) for row in self._connection.execute(mine))

    def _about(self, query: Select[Any], reference: str) -> Any:  # noqa: ANN401 - rows of several tables
        """Return the rows about one request, each with its person, oldest first."""
        return self._connection.execute(query, {"whose": self._organisation, "which": reference})


def _opinion(row: Any, person: Person) -> Opinion:  # noqa: ANN401 - a row of opinions
    """Return what somebody said."""
    standing, instead_of = Standing(row.standing), row.instead_of or ""
    return Opinion(person, Stance(row.stance), row.text, row.at, row.function, standing, instead_of)


_PLAIN = (
    "reference", "number", "at", "person", "name", "function", "on_behalf_of", "basis", "right", "register_version",
    "reason", "conditions", "alternative", "until",
)  # fmt: skip

#: The columns of a person beside those of another table.
PERSON = tuple(people.c[name].label(f"person_{name}") for name in ("id", "name", "email", "language", "unit"))


def person_of_prefixed(row: Any, prefix: str = "person") -> Person:  # noqa: ANN401 - a row with those columns
    """Return the person of a row in which their columns begin with ``prefix``."""
    return Person(*(getattr(row, f"{prefix}_{name}") for name in ("id", "name", "email", "language", "unit")))


def decision_of(row: Any) -> Decision:  # noqa: ANN401 - a row of decisions
    """Return the decision of a row."""
    fields = {name: getattr(row, name) for name in _PLAIN}
    outcome = Outcome(row.outcome) if row.outcome else None
    return Decision(
        move=Move(row.move), standing=Standing(row.standing), outcome=outcome, instead_of=row.instead_of or "", **fields
    )


def _of_one(table: Table) -> Select[Any]:
    """Return the rows of a table about one request, each with its person, oldest first."""
    t = table.c
    query = select(table, *PERSON).select_from(table.outerjoin(people, people.c.id == t.person))
    return query.where(t.organisation == bindparam("whose"), t.reference == bindparam("which")).order_by(t.id)


# Written once: every look at a request reads all three.
_NOTE = insert(events).inline()
_HISTORY, _OPINIONS = _of_one(events), _of_one(opinions)
_DECISIONS = (
    select(decisions)
    .where(decisions.c.organisation == bindparam("whose"), decisions.c.reference == bindparam("which"))
    .order_by(decisions.c.number)
)
