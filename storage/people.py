# SPDX-License-Identifier: EUPL-1.2
"""The directory of one organisation: people, functions and holders, absences and roles."""

from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Table,
    Text,
    delete,
    insert,
    or_,
    select,
    update,
)

from commands.people import Absence, Person, Role
from storage.channels import Channels
from storage.database import Number, metadata
from storage.functions import holdings
from storage.organisation import participations
from storage.persons import people, person_of

absences = Table(
    "absences",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    # Both days included.
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("deputy", Text, ForeignKey("people.id")),
    Index(None, "person", "last_day"),
    # Buttons and the journal name an absence by its number, so a number is never given out again.
    sqlite_autoincrement=True,
)

roles = Table(
    "roles",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("role", Text, primary_key=True),
)


class People(Channels):
    """Everything about the people of one organisation, in one transaction; it is the features' Directory."""

    def absence(self, person: Person, on: date) -> Absence | None:
        """Return the absence of the person on that day.

        Who is away is away for every organisation; the deputy counts only where the absence was written down.
        """
        a = absences.c
        rows = self._connection.execute(
            select(absences)
            .where(a.person == person.id, a.first_day <= on, a.last_day >= on)
            .order_by((a.organisation == self._organisation).desc(), a.deputy.is_(None), a.last_day.desc(), a.id)
        ).all()
        return self._absence(rows[0], person) if rows else None

    def all_absences(self) -> dict[int, Absence]:
        """Return every absence written down here, by its number."""
        a = absences.c
        joined = absences.join(people, people.c.id == a.person)
        columns = (a.id.label("number"), a.organisation.label("home"), a.first_day, a.last_day, a.deputy)
        query = select(*columns, people).select_from(joined).where(a.organisation == self._organisation)
        rows = self._connection.execute(query.order_by(a.first_day, a.id))
        return {row.number: self._absence(row, person_of(row)) for row in rows}

    def add_absence(self, absence: Absence) -> int:
        """Write down that somebody is away; return the number of the absence."""
        row = insert(absences).values(
            organisation=self._organisation,
            person=absence.person.id,
            first_day=absence.first_day,
            last_day=absence.last_day,
            deputy=absence.deputy.id if absence.deputy else None,
        )
        number: int = self._connection.execute(row.returning(absences.c.id)).scalar_one()
        return number

    def end_absence(self, number: int, last_day: date) -> None:
        """Let an absence end on a day; one that had not begun by then never was."""
        a = absences.c
        this = (a.organisation == self._organisation, a.id == number)
        self._connection.execute(delete(absences).where(*this, a.first_day > last_day))
        self._connection.execute(update(absences).where(*this).values(last_day=last_day))

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Return the people who have this role."""
        r = roles.c
        query = select(people).join(roles, r.person == people.c.id)
        here = (r.organisation == self._organisation, r.role == role.value, people.c.active)
        rows = self._connection.execute(query.where(*here).order_by(people.c.search, people.c.id))
        return tuple(person_of(row) for row in rows)

    def roles(self, person: Person) -> frozenset[Role]:
        """Return the roles of this person."""
        r = roles.c
        query = select(r.role).where(r.organisation == self._organisation, r.person == person.id)
        return frozenset(Role(role) for role in self._connection.scalars(query))

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

    def _absence(self, row: Any, person: Person) -> Absence:  # noqa: ANN401 - a row of absences
        """Return the absence of a row."""
        ours = row.deputy and getattr(row, "home", row.organisation) == self._organisation
        return Absence(person, row.first_day, row.last_day, self.person(row.deputy) if ours else None)

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
