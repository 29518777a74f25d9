# SPDX-License-Identifier: EUPL-1.2
"""The directory of one organisation: people with their roles, over functions and holders, and absences."""

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    or_,
    select,
)

from commands.people import Person, Role
from storage.absences import Absences
from storage.database import metadata
from storage.functions import holdings
from storage.organisation import participations
from storage.persons import people, person_of

roles = Table(
    "roles",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("role", Text, primary_key=True),
)


class People(Absences):
    """Everything about the people of one organisation, in one transaction; it is the features' Directory."""

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Return the people who have this role."""
        rows = self._connection.execute(_WITH_ROLE, {"whose": self._organisation, "which": role.value})
        return tuple(person_of(row) for row in rows)

    def roles(self, person: Person) -> frozenset[Role]:
        """Return the roles of this person."""
        found = self._connection.scalars(_ROLES, {"whose": self._organisation, "who": person.id})
        return frozenset(Role(role) for role in found)

    def grant_role(self, person: Person, role: Role) -> None:
        """Give a person a role; twice is once."""
        if role not in self.roles(person):
            row = {"organisation": self._organisation, "person": person.id, "role": role.value}
            self._connection.execute(insert(roles).values(row))

    def revoke_role(self, person: Person, role: Role) -> None:
        """Take a role from a person."""
        r = roles.c
        here = (r.organisation == self._organisation, r.person == person.id, r.role == role.value)
        self._connection.execute(delete(roles).where(*here))

    def _known(self) -> ColumnElement[bool]:
        """Return who may be found here: who works here or with us in a joint arrangement, or holds something here."""
        p, h = participations.c, holdings.c
        near = or_(
            people.c.organisation == self._organisation,
            people.c.organisation.in_(select(p.arrangement).where(p.participant == self._organisation)),
            people.c.organisation.in_(select(p.participant).where(p.arrangement == self._organisation)),
            people.c.id.in_(select(h.person).where(h.organisation == self._organisation)),
        )
        return people.c.active & near


# Written once: building a statement takes longer than SQLite takes to carry it out.
_r = roles.c
_WITH_ROLE = (
    select(people)
    .join(roles, _r.person == people.c.id)
    .where(_r.organisation == bindparam("whose"), _r.role == bindparam("which"), people.c.active)
    .order_by(people.c.search, people.c.id)
)
_ROLES = select(_r.role).where(_r.organisation == bindparam("whose"), _r.person == bindparam("who"))
