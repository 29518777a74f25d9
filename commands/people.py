# SPDX-License-Identifier: EUPL-1.2
"""People, the functions they hold, and who acts for a function on a day. Authority belongs to functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account on a platform; ``tenant`` is the workspace, tenant or registration."""

    platform: str
    tenant: str
    user: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who works for or with the organisation. Empty ``language`` means the organisation's."""

    id: str
    name: str
    email: str = ""
    language: str = ""
    unit: str = ""


class Side(StrEnum):
    """On which side of the collaboration a function stands (domain §2.1, §2.5)."""

    BUSINESS = "business"
    IT = "it"
    CONTROL = "control"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Function:
    """A role or body that holds authority, never a person; ``name`` is unique within the organisation."""

    name: str
    side: Side | None = None
    body: bool = False
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A person holds (or, with ``deputy``, deputises for) a function; both days included, open where ``None``."""

    person: Person
    function: str
    unit: str = ""
    deputy: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is away, both days included; ``deputy`` takes over when named.

    ``accepted`` and ``declined`` are the ids of those who said that they (do not) take over in these days; who said
    nothing takes over until the term to answer has passed, and is then ``silent`` and among those who declined.
    """

    person: Person
    first_day: date
    last_day: date
    deputy: Person | None = None
    accepted: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()


class Role(StrEnum):
    """What a person may do with the register itself (docs/roles.md)."""

    STEWARD = "steward"
    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"


class Capacity(StrEnum):
    """In which capacity a person acts for a function."""

    HOLDER = "holder"
    DEPUTY = "deputy"


class Directory(Protocol):
    """What every feature may read of the people of one organisation, as it stood on a day."""

    def function(self, name: str) -> Function | None:
        """Return the function with this name, capitals and spaces aside."""

    def functions(self) -> tuple[Function, ...]:
        """Return all functions by name."""

    def holdings(self, function: str, on: date) -> tuple[Holding, ...]:
        """Return who holds the function and who deputises for it on that day, holders first."""

    def held_by(self, person: Person, on: date) -> tuple[Holding, ...]:
        """Return what the person holds or deputises for on that day."""

    def absence(self, person: Person, on: date) -> Absence | None:
        """Return the absence of the person on that day."""

    def absences(self, people: Iterable[Person], on: date) -> Mapping[str, Absence]:
        """Return the absences of several people on that day, by the id of the person; who is there is not in it."""

    def person(self, person_id: str) -> Person | None:
        """Return the person with this id."""

    def find(self, words: str) -> tuple[Person, ...]:
        """Return the people whose name, e-mail address or account these words mean, best first."""

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Return the people who have this role."""

    def roles(self, person: Person) -> frozenset[Role]:
        """Return the roles of this person."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts for a function on a day, and why it is not the holder."""

    person: Person
    function: str
    capacity: Capacity
    unit: str = ""
    absent: Absence | None = None
    vacant: bool = False


def acting(directory: Directory, function: str, on: date, deputy_function: str = "") -> tuple[Acting, ...]:
    """Return who acts for the function on that day; several where the function has many holders; none: nobody.

    A holder who is present acts himself. For an absent holder, in this order: the deputy function named on the
    right, the deputy of the absence, the deputy of the function. A vacant function is acted for by its deputies. Where
    all of these are away, whoever takes over for the first of them acts: a chain of two deputies and never more, that
    leads back to nobody who is away. Who declined to take over does not. (agreements: a deputy named on the right
    precedes.)
    """
    holdings = directory.holdings(function, on)
    holders = [h for h in holdings if not h.deputy]
    if not holders:
        return _deputies(directory, function, on, deputy_function, None, "")
    acts: list[Acting] = []
    away = directory.absences((holding.person for holding in holders), on)
    for holding in holders:
        absent = away.get(holding.person.id)
        if absent is None:
            acts.append(Acting(holding.person, function, Capacity.HOLDER, holding.unit))
        else:
            acts.extend(_deputies(directory, function, on, deputy_function, absent, holding.unit))
    return tuple(dict.fromkeys(acts))


def _deputies(
    directory: Directory, function: str, on: date, deputy_function: str, absent: Absence | None, unit: str
) -> tuple[Acting, ...]:
    """Return the present deputies of the first kind that has any, else the deputy of a deputy."""
    named = [h.person for h in directory.holdings(deputy_function, on) if not h.deputy] if deputy_function else []
    chosen = [absent.deputy] if absent and absent.deputy else []
    standing = [h.person for h in directory.holdings(function, on) if h.deputy and (not unit or h.unit in ("", unit))]
    barred = absent.declined | {absent.person.id} if absent else frozenset[str]()
    away = directory.absences((*named, *chosen, *standing), on)
    for candidates in (named, chosen, standing):
        present = [p for p in candidates if p.id not in barred and p.id not in away]
        if present:
            return tuple(Acting(p, function, Capacity.DEPUTY, unit, absent, vacant=absent is None) for p in present)
    for person in (*named, *chosen, *standing):
        gone = away.get(person.id) if person.id not in barred else None
        second = gone.deputy if gone else None
        if gone and second and second.id not in barred | gone.declined and directory.absence(second, on) is None:
            return (Acting(second, function, Capacity.DEPUTY, unit, absent, vacant=absent is None),)
    return ()
