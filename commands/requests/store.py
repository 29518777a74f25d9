# SPDX-License-Identifier: EUPL-1.2
"""What this feature needs kept: requests with their history, what was said and decided, and drafts."""

from datetime import datetime
from typing import Protocol

from commands.calendars import Calendar
from commands.errors import Refused
from commands.organisations import Organisation
from commands.people import Directory, Person
from commands.requests.request import Decision, Draft, Event, Opinion, Request


class ChangedMeanwhile(Refused):
    """Someone changed {reference} at this very moment. Look at it again; nothing of yours was carried out."""


class Requests(Protocol):
    """The requests of one organisation, and those of others that lie with it."""

    def add(self, request: Request, year: int) -> Request:
        """Keep a new request and return it with its reference, the next of that year."""

    def get(self, reference: str) -> Request | None:
        """Return the request with this reference, such as ``ITV-2026-0014``."""

    def save(self, request: Request, was: Request) -> None:
        """Keep the request as it is now.

        Raises:
            ChangedMeanwhile: when it is no longer as it was.

        """

    def asked_by(self, person: Person, most: int) -> tuple[Request, ...]:
        """Return what a person asked, newest first."""

    def lying_here(self) -> tuple[Request, ...]:
        """Return the open requests, of any organisation, that lie with a function of this one; oldest first."""

    def agreeing_here(self) -> tuple[Request, ...]:
        """Return the undecided requests on which a function of this organisation must agree; oldest first."""

    def references(self) -> tuple[str, ...]:
        """Return every reference, newest first."""

    def all(self) -> tuple[Request, ...]:
        """Return every request, oldest first."""

    def note(self, reference: str, *happened: Event) -> None:
        """Add lines to the history of a request."""

    def history(self, reference: str) -> tuple[Event, ...]:
        """Return the history of a request, oldest first."""

    def say(self, reference: str, opinion: Opinion) -> None:
        """Keep an agreement, an objection or an advice."""

    def opinions(self, reference: str) -> tuple[Opinion, ...]:
        """Return what was said about a request, oldest first."""

    def record(self, decision: Decision) -> None:
        """Keep the record of a decision."""

    def decisions(self, reference: str) -> tuple[Decision, ...]:
        """Return the decisions on a request, oldest first."""

    def decided_for(self, person: Person, most: int) -> tuple[Decision, ...]:
        """Return the newest decisions on what this person asked, newest first."""

    def drafts(self, person: Person, since: datetime) -> tuple[Draft, ...]:
        """Return what this person typed since a moment and did not send in, newest first."""

    def keep_draft(self, person: Person, draft: Draft) -> None:
        """Keep what this person typed, in the place of what was kept of the same form before."""

    def drop_draft(self, person: Person, opened: str) -> bool:
        """Delete what this person typed in the form that was opened then; return whether there was any."""

    def drop_drafts(self, before: datetime) -> int:
        """Delete what was typed before a moment and not sent in; return how much that was."""


class Settings(Protocol):
    """Small facts about this installation."""

    def get_all(self, *names: str) -> tuple[str | None, ...]:
        """Return the kept values with these names; None for what was never set."""


class Organisations(Protocol):
    """The organisations of this installation."""

    def all(self) -> tuple[Organisation, ...]:
        """Return every organisation by name."""


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
    def requests(self) -> Requests:
        """The requests of this organisation."""

    @property
    def settings(self) -> Settings:
        """Small facts about this installation."""

    @property
    def organisations(self) -> Organisations:
        """The organisations of this installation."""

    def of(self, organisation_id: str) -> "Store | None":
        """Return the same transaction for another organisation."""
