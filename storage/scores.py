# SPDX-License-Identifier: EUPL-1.2
"""How both sides scored initiatives, what each takes, and how much room there is."""

import json
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Table,
    Text,
    delete,
    insert,
    select,
)

from commands.money import Euro
from commands.people import Side
from commands.portfolio.score import Known, Needs, Room, Score
from storage.database import UtcDateTime, metadata

_OF_INITIATIVE = (("organisation", "initiative"), ("initiatives.organisation", "initiatives.reference"))
_NEEDS_AS_IS = ("law", "business_days", "it_days", "risk", "depends")

scores = Table(
    "initiative_scores",
    metadata,
    Column("organisation", Text, primary_key=True),
    Column("initiative", Text, primary_key=True),
    Column("side", Text, primary_key=True),
    # The points by criterion, in their order, as JSON.
    Column("points", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(*_OF_INITIATIVE),
)

needs = Table(
    "initiative_needs",
    metadata,
    Column("organisation", Text, primary_key=True),
    Column("initiative", Text, primary_key=True),
    # The answers to the gates, in their order, as JSON.
    Column("gates", Text, nullable=False),
    Column("law", Text, nullable=False),
    Column("business_days", Integer),
    Column("it_days", Integer),
    Column("risk", Integer),
    Column("depends", Text, nullable=False),
    ForeignKeyConstraint(*_OF_INITIATIVE),
)

rooms = Table(
    "portfolio_room",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    # Euro excluding VAT, as decimal text.
    Column("money", Text),
    Column("days", Integer),
)


class Scores:
    """What the ranking of one organisation rests on, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read and write on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation_id

    def scores(self) -> tuple[Score, ...]:
        """Return how each side scored the initiatives."""
        s = scores.c
        query = select(scores).where(s.organisation == self._organisation).order_by(s.initiative, s.side)
        rows = self._connection.execute(query)
        return tuple(Score(r.initiative, Side(r.side), tuple(json.loads(r.points)), r.person, r.at) for r in rows)

    def keep_score(self, score: Score) -> None:
        """Keep how one side scored an initiative, in the place of what it said before."""
        key = {"organisation": self._organisation, "initiative": score.initiative, "side": score.side.value}
        self._put(scores, key, {"points": json.dumps(score.points), "person": score.person, "at": score.at})

    def needs(self) -> tuple[Needs, ...]:
        """Return the gates and the effort of every initiative of which something was said."""
        n = needs.c
        rows = self._connection.execute(
            select(needs).where(n.organisation == self._organisation).order_by(n.initiative)
        )
        return tuple(
            Needs(r.initiative, tuple(map(Known, json.loads(r.gates))), **{k: getattr(r, k) for k in _NEEDS_AS_IS})
            for r in rows
        )

    def keep_needs(self, taken: Needs) -> None:
        """Keep the gates and the effort of an initiative."""
        key = {"organisation": self._organisation, "initiative": taken.initiative}
        kept = {name: getattr(taken, name) for name in _NEEDS_AS_IS}
        self._put(needs, key, {**kept, "gates": json.dumps([gate.value for gate in taken.gates])})

    def room(self) -> Room:
        """Return how much money and how many days there are."""
        row = self._connection.execute(select(rooms).where(rooms.c.organisation == self._organisation)).first()
        if row is None:
            return Room()
        return Room(Euro(Decimal(row.money)) if row.money is not None else None, row.days)

    def keep_room(self, room: Room) -> None:
        """Keep how much money and how many days there are."""
        money = str(room.money.value) if room.money else None
        self._put(rooms, {"organisation": self._organisation}, {"money": money, "days": room.days})

    def _put(self, table: Table, key: dict[str, str], kept: dict[str, Any]) -> None:
        """Keep a row in the place of the one with its key."""
        this = (table.c[name] == value for name, value in key.items())
        self._connection.execute(delete(table).where(*this))
        self._connection.execute(insert(table).values(**key, **kept))
