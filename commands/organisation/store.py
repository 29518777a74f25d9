# SPDX-License-Identifier: EUPL-1.2
"""What this feature needs to keep: the directory of people with its changes, and the organisations beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from commands.organisations import Organisation
from commands.people import Absence, Account, Directory, Function, Holding, Person, Role


class People(Directory, Protocol):
    """The directory of one organisation, and every change that can be made to it."""

    def everyone(self) -> tuple[Person, ...]:
        """Return who works here, by name."""

    def accounts(self, person: Person) -> tuple[Account, ...]:
        """Return the accounts of a person, oldest first."""

    def all_holdings(self) -> Mapping[int, Holding]:
        """Return every holding that ever was, by its number."""

    def all_absences(self) -> Mapping[int, Absence]:
        """Return every absence written down here, by its number."""

    def add_person(self, person: Person, *, zone: str = "") -> Person:
        """Add somebody who works here, or change who has this id; an empty id gets a new one. Returns the person."""

    def zone(self, person: Person) -> str:
        """Return the name of the person's own time zone; empty means the organisation's."""

    def set_language(self, person: Person, language: str) -> None:
        """Set the language a person reads; empty means the organisation's."""

    def deactivate(self, person: Person, last_day: date) -> None:
        """Let a person leave: what is held in any organisation ends on the last day, and accounts stop working."""

    def add_account(self, person: Person, account: Account) -> None:
        """Give a person an account; an account has one owner, so it leaves who had it before."""

    def add_function(self, function: Function) -> None:
        """Add a function, or change the one with this name."""

    def add_holding(self, holding: Holding) -> int:
        """Let somebody hold, or deputise for, a function that exists; return the number of the holding."""

    def end_holding(self, number: int, last_day: date) -> None:
        """Let a holding end on a day; one that had not begun by then never was."""

    def change_days(self, number: int, first_day: date | None, last_day: date | None) -> None:
        """Let a holding run from another day, or to another."""

    def add_absence(self, absence: Absence) -> int:
        """Write down that somebody is away; return the number of the absence."""

    def end_absence(self, number: int, last_day: date) -> None:
        """Let an absence end on a day; one that had not begun by then never was."""

    def grant_role(self, person: Person, role: Role) -> None:
        """Give a person a role; twice is once."""

    def revoke_role(self, person: Person, role: Role) -> None:
        """Take a role from a person."""


class Organisations(Protocol):
    """The organisations of this installation."""

    def all(self) -> tuple[Organisation, ...]:
        """Return every organisation by name."""


class Store(Protocol):
    """One transaction for one organisation."""

    @property
    def people(self) -> People:
        """The directory of this organisation."""

    @property
    def organisations(self) -> Organisations:
        """The organisations of this installation."""

    def of(self, organisation_id: str) -> "Store | None":
        """Return the same transaction for another organisation."""
