# SPDX-License-Identifier: EUPL-1.2
"""One transaction for one organisation: what dispatch hands to every handler, one attribute a feature."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from commands.calendars import Calendar
from commands.organisations import Organisation, OrganisationKind
from commands.people import Person
from commands.preferences import Preferences, WorkingTime
from storage.calendars import Calendars
from storage.decision_rights import DecisionRights
from storage.digests import Digests
from storage.dues import Dues
from storage.escalations import Escalations
from storage.evaluations import Evaluations
from storage.journal import Journal
from storage.meetings import Meetings
from storage.organisation import Organisations
from storage.outbox import Outbox
from storage.people import People
from storage.portfolio import Portfolio
from storage.preferences import KeptPreferences
from storage.requests import Requests
from storage.seen import Seen
from storage.settings import Settings


class Store:
    """Everything that is kept of one organisation, and what is kept of the installation, in one transaction."""

    def __init__(self, connection: Connection, organisation: Organisation, beside: "Store | None" = None) -> None:
        """Read and write on this connection, for this organisation; ``beside`` is that of another in the transaction.

        What both read of the installation is read once.
        """
        self.connection = connection
        self.organisation = organisation
        self._family: dict[str, Store] = beside._family if beside else {}  # noqa: SLF001 - the same class
        self._family.setdefault(organisation.id, self)
        self.organisations: Organisations = beside.organisations if beside else Organisations(connection)
        self.settings: Settings = beside.settings if beside else Settings(connection)
        self.people = People(connection, organisation.id)
        self.decision_rights = DecisionRights(connection, organisation.id)
        self.requests = Requests(connection, organisation.id)
        self.meetings = Meetings(connection, organisation.id)
        self.portfolio = Portfolio(connection, organisation.id)
        self.evaluations = Evaluations(connection, organisation.id)
        arrangement = organisation.kind is OrganisationKind.JOINT_ARRANGEMENT
        self.escalations = Escalations(connection, organisation.id, arrangement=arrangement)
        self.dues = Dues(connection, organisation)
        self.calendars = Calendars(connection, organisation)
        self.preferences = KeptPreferences(connection)
        self.digests = Digests(connection, organisation.id)
        self.journal = Journal(connection, organisation.id)
        self.outbox = Outbox(connection, organisation.id)
        self.seen = Seen(connection)

    @property
    def outgoing(self) -> frozenset[str]:
        """The platforms to which something was written in this transaction, for whichever organisation."""
        return frozenset[str]().union(*(store.outbox.platforms for store in self._family.values()))

    @property
    def calendar(self) -> Calendar:
        """When this organisation is open; terms count its working days."""
        return self.calendars.current()

    def working_time(self, person: Person) -> WorkingTime:
        """Return when a person works: by the calendar of where the person works, and by the person's wishes."""
        return self.working_times((person,))[person.id]

    def working_times(self, people: Iterable[Person]) -> Mapping[str, WorkingTime]:
        """Return when several people work, by the id of the person."""
        who = tuple(dict.fromkeys(person.id for person in people))
        wishes = self.preferences.of_all(who) if who else {}
        return {each: self._working_time(wishes.get(each, Preferences())) for each in who}

    def _working_time(self, wishes: Preferences) -> WorkingTime:
        """Return when somebody works who wishes this."""
        elsewhere = wishes.organisation not in {"", self.organisation.id}
        home = (self.of(wishes.organisation) if elsewhere else None) or self
        return WorkingTime(home.calendar, wishes)

    def of(self, organisation_id: str) -> "Store | None":
        """Return the same transaction for another organisation, such as a joint arrangement that this one is in."""
        if organisation_id not in self._family:
            organisation = self.organisations.get(organisation_id)
            if organisation is None:
                return None
            self._family[organisation_id] = Store(self.connection, organisation, self)
        return self._family[organisation_id]
