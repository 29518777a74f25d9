# SPDX-License-Identifier: EUPL-1.2
"""A town of values: who holds and deputises for what and who is away, to try rules of authority on many towns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from commands.people import Absence, Function, Holding, Person, Role

ON = date(2026, 3, 2)
PEOPLE = tuple(Person(name, name.title()) for name in ("anna", "bram", "cato", "dirk", "eva"))
FUNCTIONS = ("CIO", "Directeur", "Controller")


@dataclass(frozen=True)
class Town:
    """The people of an organisation, as every feature may read them."""

    held: tuple[Holding, ...] = ()
    away: tuple[Absence, ...] = ()

    def function(self, name: str) -> Function | None:
        """Return the function with this name."""
        return next((f for f in self.functions() if f.name == name), None)

    def functions(self) -> tuple[Function, ...]:
        """Return all functions."""
        return tuple(Function(name) for name in FUNCTIONS)

    def holdings(self, function: str, on: date) -> tuple[Holding, ...]:
        """Return who holds it and who deputises, holders first."""
        del on
        return tuple(sorted((h for h in self.held if h.function == function), key=lambda h: h.deputy))

    def held_by(self, person: Person, on: date) -> tuple[Holding, ...]:
        """Return what a person holds or deputises for."""
        del on
        return tuple(h for h in self.held if h.person.id == person.id)

    def absence(self, person: Person, on: date) -> Absence | None:
        """Return the absence of a person on a day."""
        return next((a for a in self.away if a.person.id == person.id and a.first_day <= on <= a.last_day), None)

    def absences(self, people: Iterable[Person], on: date) -> dict[str, Absence]:
        """Return the absences of several people on a day."""
        return {person.id: away for person in people if (away := self.absence(person, on))}

    def person(self, person_id: str) -> Person | None:
        """Return the person with this id."""
        return next((p for p in PEOPLE if p.id == person_id), None)

    def find(self, words: str) -> tuple[Person, ...]:
        """Return who is called this."""
        return tuple(p for p in PEOPLE if p.name == words)

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Return nobody: roles have nothing to do with authority."""
        del role
        return ()

    def roles(self, person: Person) -> frozenset[Role]:
        """Return no role."""
        del person
        return frozenset()


def _absences(rows: Iterable[tuple[Person, Person | None]]) -> tuple[Absence, ...]:
    one_each = {person.id: (person, deputy) for person, deputy in rows}
    return tuple(Absence(person, ON, ON, deputy) for person, deputy in one_each.values())


_people = st.sampled_from(PEOPLE)
#: Towns in which anybody may hold anything, be away, and name anybody, also who is away or names them back.
TOWNS = st.builds(
    lambda held, away: Town(tuple(held), _absences(away)),
    st.lists(st.builds(Holding, _people, st.sampled_from(FUNCTIONS), deputy=st.booleans()), max_size=10, unique=True),
    st.lists(st.tuples(_people, st.none() | _people), max_size=6),
)
