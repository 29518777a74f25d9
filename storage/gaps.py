# SPDX-License-Identifier: EUPL-1.2
"""What people asked that the register does not say: gaps with who asked, and the words that they chose a topic for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from commands.decision_rights.kept import Gap, GapState, Synonym, SynonymState
from commands.people import Person
from storage.database import Number, UtcDateTime, metadata
from storage.persons import people, person_of

gaps = Table(
    "gaps",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("words", Text, nullable=False),
    Column("essence", Text, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("closed_at", UtcDateTime),
    Index(None, "organisation", "state"),
)

# Who waits for an answer; emptied when the gap is closed.
askers = Table(
    "gap_askers",
    metadata,
    Column("gap", Number, ForeignKey("gaps.id"), primary_key=True, autoincrement=False),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

synonyms = Table(
    "synonyms",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("words", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("organisation", "words", "topic"),
)


class Gaps:
    """The gaps and synonyms of one organisation, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read and write on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation_id
        self._synonyms: dict[SynonymState, tuple[Synonym, ...]] = {}

    def gaps(self, states: Iterable[GapState]) -> tuple[Gap, ...]:
        """Return the gaps in these states, most asked first."""
        asked = {"whose": self._organisation, "wanted": [state.value for state in states]}
        return tuple(_gap(row) for row in self._connection.execute(_IN_STATES, asked))

    def gap(self, gap_id: int) -> Gap | None:
        """Return one gap."""
        row = self._connection.execute(select(gaps).where(*self._this(gap_id))).first()
        return _gap(row) if row else None

    def open_gap(self, words: str, essence: str, person: Person | None, at: datetime) -> Gap:
        """Keep a question that nobody holds the right for; who asked it first waits for an answer, if anybody does."""
        values = {"words": words, "essence": essence, "asked": 1, "at": at, "state": GapState.OPEN.value}
        row = insert(gaps).values(organisation=self._organisation, **values).returning(gaps.c.id)
        number: int = self._connection.execute(row).scalar_one()
        if person:
            self._connection.execute(insert(askers).values(gap=number, person=person.id, at=at))
        return Gap(number, words, essence, 1, at)

    def join_gap(self, gap_id: int, person: Person, at: datetime) -> Gap:
        """Count this person among those who asked; twice is once.

        Who asks again after the steward set the gap aside is not kept any more.
        """
        row = self._connection.execute(select(gaps).where(*self._this(gap_id))).one()
        there = (askers.c.gap == gap_id, askers.c.person == person.id)
        known = self._connection.scalar(select(askers.c.person).where(*there))
        if known is None and row.state == GapState.OPEN.value:
            self._connection.execute(insert(askers).values(gap=gap_id, person=person.id, at=at))
            self._connection.execute(update(gaps).where(*self._this(gap_id)).values(asked=gaps.c.asked + 1))
            row = self._connection.execute(select(gaps).where(*self._this(gap_id))).one()
        return _gap(row)

    def close_gap(self, gap_id: int, state: GapState, at: datetime) -> tuple[Person, ...]:
        """Close a gap and return who asked; from then on only their number is kept."""
        query = select(people).join(askers, askers.c.person == people.c.id).where(askers.c.gap == gap_id)
        asked = self._connection.execute(query.order_by(askers.c.at, people.c.id)).all()
        closed = update(gaps).where(*self._this(gap_id)).values(state=state.value, closed_at=at)
        self._connection.execute(closed)
        self._connection.execute(delete(askers).where(askers.c.gap == gap_id))
        return tuple(person_of(row) for row in asked if row.active)

    def asked_by(self, person: Person) -> tuple[Gap, ...]:
        """Return the open gaps that this person asked about, the oldest first."""
        mine = select(askers.c.gap).where(askers.c.person == person.id)
        return tuple(gap for gap in self.gaps((GapState.OPEN,)) if gap.id in set(self._connection.scalars(mine)))

    def synonyms(self, state: SynonymState) -> tuple[Synonym, ...]:
        """Return the synonyms in this state, most chosen first; they are read once."""
        if state not in self._synonyms:
            rows = self._connection.execute(_SYNONYMS, {"whose": self._organisation, "wanted": state.value})
            self._synonyms[state] = tuple(map(_synonym, rows))
        return self._synonyms[state]

    def propose(self, words: str, topic: str, at: datetime) -> None:
        """Count that somebody who used these words chose this topic."""
        self._synonyms.clear()
        s = synonyms.c
        this = (s.organisation == self._organisation, s.words == words, s.topic == topic)
        if not self._connection.execute(update(synonyms).where(*this).values(count=s.count + 1)).rowcount:
            values = {"words": words, "topic": topic, "count": 1, "state": SynonymState.PROPOSED.value, "at": at}
            self._connection.execute(insert(synonyms).values(organisation=self._organisation, **values))

    def settle(self, synonym_id: int, state: SynonymState, at: datetime) -> Synonym | None:
        """Accept or reject a synonym; None when it is no longer a proposal."""
        self._synonyms.clear()
        s = synonyms.c
        this = (s.organisation == self._organisation, s.id == synonym_id, s.state == SynonymState.PROPOSED.value)
        if not self._connection.execute(update(synonyms).where(*this).values(state=state.value, at=at)).rowcount:
            return None
        return _synonym(self._connection.execute(select(synonyms).where(s.id == synonym_id)).one())

    def _this(self, gap_id: int) -> tuple[Any, ...]:
        return (gaps.c.organisation == self._organisation, gaps.c.id == gap_id)


def _gap(row: Any) -> Gap:  # noqa: ANN401 - a row of gaps
    return Gap(row.id, row.words, row.essence, row.asked, row.at, GapState(row.state))


def _synonym(row: Any) -> Synonym:  # noqa: ANN401 - a row of synonyms; ``count`` is also a method of a row
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Synonym(row.id, row.words, row.topic, values["count"], SynonymState(row.state))


# Written once: every question reads both.
_g, _s = gaps.c, synonyms.c
_IN_STATES = (
    select(gaps)
    .where(_g.organisation == bindparam("whose"), _g.state.in_(bindparam("wanted", expanding=True)))
    .order_by(_g.asked.desc(), _g.at, _g.id)
)
_SYNONYMS = (
    select(synonyms)
    .where(_s.organisation == bindparam("whose"), _s.state == bindparam("wanted"))
    .order_by(_s.count.desc(), _s.id)
)
