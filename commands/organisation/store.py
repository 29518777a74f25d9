# SPDX-License-Identifier: EUPL-1.2
"""What this feature needs to keep: the directory of people with its changes, and the organisations beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from commands.calendars import Calendar, Pause, Span
from commands.cards import Card
from commands.dues import Due
from commands.organisations import Organisation
from commands.people import Absence, Account, Directory, Function, Holding, Person, Role
from commands.preferences import Preferences, WorkingTime
from commands.refs import Ref


class People(Directory, Protocol):
    """The directory of one organisation, and every change that can be made to it."""

    def everyone(self) -> tuple[Person, ...]:
        """Return who works here, by name."""

    def persons(self, ids: Iterable[str]) -> Mapping[str, Person]:
        """Return the people with these ids, also those who left, by the id."""

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

    def channels(self, function: str) -> tuple[Account, ...]:
        """Return the channels of a body on every platform; ``user`` is the id of the channel."""

    def add_channel(self, function: str, channel: Account) -> None:
        """Give a body a channel; it has one in each workspace."""

    def remove_channel(self, function: str, platform: str, tenant: str) -> bool:
        """Take the channel of a body in a workspace away; False where it had none."""

    def answer_absence(self, number: int, person: Person, *, accepts: bool, silent: bool = False) -> None:
        """Keep whether somebody takes over in an absence, in the place of what this person said before.

        ``silent`` is for who said nothing in time, and so does not.
        """

    def substitutions(self, person: Person) -> tuple[Absence, ...]:
        """Return the absences in which this person was asked to take over and an answer is kept, oldest first."""

    def grant_role(self, person: Person, role: Role) -> None:
        """Give a person a role; twice is once."""

    def revoke_role(self, person: Person, role: Role) -> None:
        """Take a role from a person."""


class Organisations(Protocol):
    """The organisations of this installation."""

    def all(self) -> tuple[Organisation, ...]:
        """Return every organisation by name."""


class Calendars(Protocol):
    """When one organisation is open, and every change that can be made to it."""

    def current(self) -> Calendar:
        """Return the calendar as it is now."""

    def choose(self, calendar: Calendar) -> None:
        """Keep the hours and the holidays of this calendar."""

    def pauses(self) -> Mapping[int, tuple[Pause, Span]]:
        """Return every closing and recess by its number, the earliest first."""

    def add(self, kind: Pause, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Add closings or recesses, and return those that were not there; who has the same days gets the name."""

    def remove(self, number: int) -> bool:
        """Take a closing or recess away; False where it is not there."""


class KeptPreferences(Protocol):
    """What people chose about when they hear from us."""

    def of(self, person: Person) -> Preferences:
        """Return what this person chose; what was never chosen is as usual."""

    def choose(self, person: Person, chosen: Preferences) -> None:
        """Keep what this person chose."""

    def snooze(self, person: Person, until: date | None) -> None:
        """Let a person be left alone until a day, or no longer."""


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One message in a digest: its number, the organisation it comes from, and the card with its key."""

    number: int
    organisation: str
    key: str
    card: Card


class Digests(Protocol):
    """What waits for people's digests, and what was in them."""

    def waiting(self, person: Person) -> tuple[DigestItem, ...]:
        """Return what waits for a person's digest, from any organisation, oldest first."""

    def waiting_of(self, people: Iterable[Person]) -> Mapping[str, tuple[DigestItem, ...]]:
        """Return what waits for the digests of several people, by the id of the person."""

    def told(self, people: Iterable[Person], at: datetime) -> None:
        """Write down that the digests of these people have gone."""

    def last_told(self, people: Iterable[Person], since: datetime) -> Mapping[str, datetime]:
        """Return when the last digests of these people went, by the id of the person, where that was since then."""

    def item(self, person: Person, number: int) -> DigestItem | None:
        """Return an item of this person."""

    def together(self, person: Person, number: int) -> tuple[DigestItem, ...]:
        """Return everything that was in the same digest of this person as this item, oldest first."""

    def forget(self, before: datetime) -> int:
        """Forget what was told before a moment; return how many."""


class Outbox(Protocol):
    """What is on its way to people."""

    def postpone(self, person: Person, now: datetime, until: datetime) -> int:
        """Let what waits for working time wait until another moment; return how much that was."""


class Dues(Protocol):
    """What falls due for one organisation."""

    def plan_all(self, dues: Iterable[Due]) -> frozenset[Due]:
        """Plan several; return those that were not planned before, nor carried out."""

    def awaited(self, rule: str, about: Sequence[Ref]) -> frozenset[Ref]:
        """Return of these things those about which something of this rule is still to come."""


class Store(Protocol):
    """One transaction for one organisation."""

    @property
    def organisation(self) -> Organisation:
        """The organisation."""

    @property
    def calendar(self) -> Calendar:
        """When this organisation is open."""

    @property
    def calendars(self) -> Calendars:
        """The calendar of this organisation."""

    @property
    def preferences(self) -> KeptPreferences:
        """What people chose about when they hear from us."""

    @property
    def digests(self) -> Digests:
        """What waits for people's digests."""

    @property
    def outbox(self) -> Outbox:
        """What is on its way to people."""

    @property
    def dues(self) -> Dues:
        """What falls due for this organisation."""

    def working_time(self, person: Person) -> WorkingTime:
        """Return when a person works."""

    def working_times(self, people: Iterable[Person]) -> Mapping[str, WorkingTime]:
        """Return when several people work, by the id of the person."""

    @property
    def people(self) -> People:
        """The directory of this organisation."""

    @property
    def organisations(self) -> Organisations:
        """The organisations of this installation."""

    def of(self, organisation_id: str) -> "Store | None":
        """Return the same transaction for another organisation."""
