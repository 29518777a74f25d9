# SPDX-License-Identifier: EUPL-1.2
"""What this feature needs kept: escalations with their history and record, who follows them, levels and pairs."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from commands.calendars import Calendar
from commands.errors import Refused
from commands.escalations.escalation import Decision, Draft, Escalation, Event, State
from commands.escalations.ladder import Pair
from commands.escalations.levels import Level
from commands.organisations import Organisation
from commands.people import Directory, Person
from commands.refs import Ref


class ChangedMeanwhile(Refused):
    """Someone changed {reference} at this very moment. Look at it again; nothing of yours was carried out."""


class Escalations(Protocol):
    """The escalations of one organisation, and those of others that lie with it."""

    def add(self, escalation: Escalation, year: int) -> Escalation:
        """Keep a new escalation and return it with its reference, the next of that year."""

    def get(self, reference: str) -> Escalation | None:
        """Return the escalation with this reference, such as ``ESC-2026-0014``."""

    def save(self, escalation: Escalation) -> Escalation:
        """Keep the escalation as it is now, and return it with its new version.

        Raises:
            ChangedMeanwhile: when it was changed since it was read.

        """

    def about(self, ref: Ref) -> tuple[Escalation, ...]:
        """Return the open escalations about a thing of another feature, oldest first."""

    def resting_on(self, right: str) -> tuple[Escalation, ...]:
        """Return the open escalations that rest on a right, oldest first."""

    def lying_here(self) -> tuple[Escalation, ...]:
        """Return the open escalations, of any organisation, that lie with a function of this one; oldest first."""

    def of_person(self, person: Person, most: int) -> tuple[Escalation, ...]:
        """Return what a person raised or follows, newest first."""

    def all(self, states: Collection[State] = ()) -> tuple[Escalation, ...]:
        """Return every escalation in one of these states, or in any; oldest first."""

    def note(self, reference: str, event: Event) -> None:
        """Add a line to the history."""

    def history(self, reference: str) -> tuple[Event, ...]:
        """Return the history, oldest first."""

    def record(self, decision: Decision) -> None:
        """Keep the record of the decision."""

    def decision(self, reference: str) -> Decision | None:
        """Return the decision; None while there is none."""

    def follow(self, reference: str, person: Person) -> None:
        """Let somebody hear every step; twice is once."""

    def followers(self, reference: str) -> tuple[Person, ...]:
        """Return who joined, in that order."""

    def draft(self, person: Person) -> Draft | None:
        """Return what this person wrote and did not send."""

    def keep_draft(self, person: Person, draft: Draft) -> None:
        """Keep what this person wrote, in the place of what was kept before."""

    def drop_draft(self, person: Person) -> None:
        """Delete what this person wrote."""

    def drop_drafts(self, before: datetime) -> int:
        """Delete what was written before a moment and not sent; return how much that was."""

    def levels(self) -> tuple[Level, ...]:
        """Return the levels of this organisation, lowest first; the recommended ones where none were set."""

    def set_level(self, level: Level) -> None:
        """Keep a level as this organisation has it."""

    def pairs(self) -> tuple[Pair, ...]:
        """Return the client–supplier pairs that this organisation agreed with joint arrangements."""

    def pair(self, pair: Pair) -> None:
        """Keep a pair; a client has one supplier in each joint arrangement."""

    def unpair(self, arrangement: str, client: str) -> bool:
        """Forget a pair; False where there is none."""


class Settings(Protocol):
    """Small facts about this installation."""

    def get(self, name: str) -> str | None:
        """Return the kept value."""


class Organisations(Protocol):
    """The organisations of this installation."""

    def all(self) -> tuple[Organisation, ...]:
        """Return every organisation by name."""

    def get(self, organisation_id: str) -> Organisation | None:
        """Return the organisation with this id."""


class Store(Protocol):
    """One transaction for one organisation."""

    @property
    def organisation(self) -> Organisation:
        """The organisation."""

    @property
    def people(self) -> Directory:
        """The directory of this organisation."""

    @property
    def calendar(self) -> Calendar:
        """When this organisation is open; terms count its working days."""

    @property
    def escalations(self) -> Escalations:
        """The escalations of this organisation."""

    @property
    def settings(self) -> Settings:
        """Small facts about this installation."""

    @property
    def organisations(self) -> Organisations:
        """The organisations of this installation."""

    def of(self, organisation_id: str) -> "Store | None":
        """Return the same transaction for another organisation."""
