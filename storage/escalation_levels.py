# SPDX-License-Identifier: EUPL-1.2
"""The levels of an organisation where they differ from the recommended ones, and pairs with joint arrangements."""

import json

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, Text, delete, insert, select

from commands.escalations.ladder import Pair
from commands.escalations.levels import DEFAULTS, Level
from commands.organisations import OrganisationKind
from storage.database import metadata

levels = Table(
    "escalation_levels",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("functions", Text, nullable=False),
    # In working days.
    Column("term", Integer, nullable=False),
)

# Who of a municipality settles things with whom of a joint arrangement.
pairs = Table(
    "escalation_pairs",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("arrangement", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("client", Text, primary_key=True),
    Column("supplier", Text, nullable=False),
)


class EscalationLevels:
    """The levels and pairs of one organisation, in one transaction."""

    _connection: Connection
    _organisation: str
    _arrangement: bool

    def levels(self) -> tuple[Level, ...]:
        """Return the levels of this organisation, lowest first; the recommended ones where none were set."""
        kind = OrganisationKind.JOINT_ARRANGEMENT if self._arrangement else OrganisationKind.MUNICIPALITY
        rows = self._connection.execute(select(levels).where(levels.c.organisation == self._organisation))
        own = {row.number: Level(row.number, tuple(json.loads(row.functions)), row.term) for row in rows}
        return tuple(own.get(level.number, level) for level in DEFAULTS[kind])

    def set_level(self, level: Level) -> None:
        """Keep a level as this organisation has it."""
        this = (levels.c.organisation == self._organisation, levels.c.number == level.number)
        self._connection.execute(delete(levels).where(*this))
        row = {"number": level.number, "functions": json.dumps(level.functions), "term": level.term}
        self._connection.execute(insert(levels).values(organisation=self._organisation, **row))

    def pairs(self) -> tuple[Pair, ...]:
        """Return the client–supplier pairs that this organisation agreed with joint arrangements."""
        query = select(pairs).where(pairs.c.organisation == self._organisation)
        rows = self._connection.execute(query.order_by(pairs.c.arrangement, pairs.c.client))
        return tuple(Pair(row.client, row.arrangement, row.supplier) for row in rows)

    def pair(self, pair: Pair) -> None:
        """Keep a pair; a client has one supplier in each joint arrangement."""
        self.unpair(pair.arrangement, pair.client)
        row = {"arrangement": pair.arrangement, "client": pair.client, "supplier": pair.supplier}
        self._connection.execute(insert(pairs).values(organisation=self._organisation, **row))

    def unpair(self, arrangement: str, client: str) -> bool:
        """Forget a pair; False where there is none."""
        p = pairs.c
        this = (p.organisation == self._organisation, p.arrangement == arrangement, p.client == client)
        return self._connection.execute(delete(pairs).where(*this)).rowcount > 0
