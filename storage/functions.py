# SPDX-License-Identifier: EUPL-1.2
"""Functions and their dated holders and deputies."""

from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from commands.people import Function, Holding, Person, Side
from storage.database import Number, metadata
from storage.persons import Persons, folded, people, person_of

functions = Table(
    "functions",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    # The name folded: unique within the organisation, capitals, accents and spaces aside.
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("side", Text),
    Column("body", Boolean, nullable=False),
)

holdings = Table(
    "holdings",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("function", Text, nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    Column("unit", Text, nullable=False),
    Column("deputy", Boolean, nullable=False),
    # Both days included; open where empty.
    Column("valid_from", Date),
    Column("valid_to", Date),
    ForeignKeyConstraint(("organisation", "function"), ("functions.organisation", "functions.key")),
    Index(None, "organisation", "function"),
    Index(None, "person"),
    # Buttons and the journal name a holding by its number, so a number is never given out again.
    sqlite_autoincrement=True,
)


class Functions(Persons):
    """The functions of one organisation and who holds them, in one transaction."""

    def function(self, name: str) -> Function | None:
        """Return the function with this name, capitals and spaces aside."""
        row = self._connection.execute(_FUNCTION, {"whose": self._organisation, "known": folded(name)}).first()
        return _function(row) if row else None

    def functions(self) -> tuple[Function, ...]:
        """Return all functions by name."""
        rows = select(functions).where(functions.c.organisation == self._organisation).order_by(functions.c.key)
        return tuple(_function(row) for row in self._connection.execute(rows))

    def holdings(self, function: str, on: date) -> tuple[Holding, ...]:
        """Return who holds the function and who deputises for it on that day, holders first."""
        return self._holdings(_OF_FUNCTION, on, folded(function))

    def held_by(self, person: Person, on: date) -> tuple[Holding, ...]:
        """Return what the person holds or deputises for on that day."""
        return self._holdings(_OF_PERSON, on, person.id)

    def all_holdings(self) -> dict[int, Holding]:
        """Return every holding that ever was, by its number."""
        rows = self._connection.execute(_EVERY, {"whose": self._organisation})
        return {row.number: _holding(row) for row in rows}

    def add_function(self, function: Function) -> None:
        """Add a function, or change the one with this name."""
        f = functions.c
        values = {
            "name": function.name,
            "name_en": function.name_en,
            "side": function.side.value if function.side else None,
            "body": function.body,
        }
        this = (f.organisation == self._organisation, f.key == folded(function.name))
        if not self._connection.execute(update(functions).where(*this).values(values)).rowcount:
            row = insert(functions).values(organisation=self._organisation, key=folded(function.name), **values)
            self._connection.execute(row)

    def add_holding(self, holding: Holding) -> int:
        """Let somebody hold, or deputise for, a function that exists; return the number of the holding."""
        row = insert(holdings).values(
            organisation=self._organisation,
            function=folded(holding.function),
            person=holding.person.id,
            unit=holding.unit,
            deputy=holding.deputy,
            valid_from=holding.valid_from,
            valid_to=holding.valid_to,
        )
        number: int = self._connection.execute(row.returning(holdings.c.id)).scalar_one()
        return number

    def end_holding(self, number: int, last_day: date) -> None:
        """Let a holding end on a day; one that had not begun by then never was."""
        h = holdings.c
        this = (h.organisation == self._organisation, h.id == number)
        self._connection.execute(delete(holdings).where(*this, h.valid_from > last_day))
        self._connection.execute(update(holdings).where(*this).values(valid_to=last_day))

    def change_days(self, number: int, first_day: date | None, last_day: date | None) -> None:
        """Let a holding run from another day, or to another."""
        h = holdings.c
        this = (h.organisation == self._organisation, h.id == number)
        days = {"valid_from": first_day, "valid_to": last_day}
        self._connection.execute(update(holdings).where(*this).values(days))

    def deactivate(self, person: Person, last_day: date) -> None:
        """Let a person leave: what is held in any organisation ends on the last day, and accounts stop working."""
        h = holdings.c
        theirs = h.person == person.id
        self._connection.execute(delete(holdings).where(theirs, h.valid_from > last_day))
        still = or_(h.valid_to.is_(None), h.valid_to > last_day)
        self._connection.execute(update(holdings).where(theirs, still).values(valid_to=last_day))
        self.set_active(person, active=False)

    def _holdings(self, query: Select[Any], on: date, which: str) -> tuple[Holding, ...]:
        """Return the holdings of this organisation that the query finds on a day."""
        rows = self._connection.execute(query, {"whose": self._organisation, "day": on, "which": which})
        return tuple(_holding(row) for row in rows)


def _holding(row: Any) -> Holding:  # noqa: ANN401 - a row of several tables
    """Return the holding of a row."""
    return Holding(person_of(row), row.function_name, row.for_unit, row.deputy, row.valid_from, row.valid_to)


def _function(row: Any) -> Function:  # noqa: ANN401 - a row of functions
    """Return the function of a row."""
    return Function(row.name, Side(row.side) if row.side else None, row.body, row.name_en)


# Written once: building a statement takes longer than SQLite takes to carry it out, and everything asks who acts.
_f, _h = functions.c, holdings.c
_FUNCTION = select(functions).where(_f.organisation == bindparam("whose"), _f.key == bindparam("known"))
_NAMED = (_f.organisation == _h.organisation) & (_f.key == _h.function)
#: Holdings with their person and the name of the function, in the order in which they are read.
_EVERY = (
    select(
        _h.id.label("number"),
        _h.deputy,
        _h.valid_from,
        _h.valid_to,
        _h.unit.label("for_unit"),
        _f.name.label("function_name"),
        people,
    )
    .select_from(holdings.join(people, people.c.id == _h.person).join(functions, _NAMED))
    .where(_h.organisation == bindparam("whose"))
    .order_by(_h.deputy, _h.function, _h.unit, _h.id)
)
_BEGUN = or_(_h.valid_from.is_(None), _h.valid_from <= bindparam("day", type_=Date))
_ON = _EVERY.where(_BEGUN, or_(_h.valid_to.is_(None), _h.valid_to >= bindparam("day", type_=Date)))
_OF_FUNCTION = _ON.where(_h.function == bindparam("which"))
_OF_PERSON = _ON.where(_h.person == bindparam("which"))
