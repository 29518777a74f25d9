# SPDX-License-Identifier: EUPL-1.2
"""Who joined an escalation that ran already, and hears every step."""

from sqlalchemy import Column, Connection, ForeignKey, ForeignKeyConstraint, Index, Integer, Table, Text, func, select

from commands.people import Person
from storage.database import metadata
from storage.dossiers import PERSON, person_of_prefixed
from storage.persons import people
from storage.upserts import insert_into

followers = Table(
    "escalation_followers",
    metadata,
    Column("organisation", Text, primary_key=True),
    Column("reference", Text, primary_key=True),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("number", Integer, nullable=False),
    ForeignKeyConstraint(("organisation", "reference"), ("escalations.organisation", "escalations.reference")),
    Index(None, "person"),
)


class EscalationFollowers:
    """Who follows the escalations of one organisation, in one transaction."""

    _connection: Connection
    _organisation: str

    def follow(self, reference: str, person: Person) -> None:
        """Let somebody hear every step; twice is once."""
        f = followers.c
        here = (f.organisation == self._organisation, f.reference == reference)
        number = 1 + (self._connection.scalar(select(func.max(f.number)).where(*here)) or 0)
        row = {"organisation": self._organisation, "reference": reference, "person": person.id, "number": number}
        new = insert_into(followers, self._connection.dialect.name).values(row)
        self._connection.execute(new.on_conflict_do_nothing())

    def followers(self, reference: str) -> tuple[Person, ...]:
        """Return who joined, in that order."""
        f = followers.c
        query = select(*PERSON).select_from(followers.join(people, people.c.id == f.person))
        here = query.where(f.organisation == self._organisation, f.reference == reference)
        rows = self._connection.execute(here.order_by(f.number, f.person))
        return tuple(person_of_prefixed(row) for row in rows)
