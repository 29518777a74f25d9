# SPDX-License-Identifier: EUPL-1.2
"""One transaction for one organisation: what dispatch hands to every handler, one attribute a feature."""

from sqlalchemy import Connection

from commands.organisations import Organisation
from storage.decision_rights import DecisionRights
from storage.dues import Dues
from storage.journal import Journal
from storage.organisation import Organisations
from storage.outbox import Outbox
from storage.people import People
from storage.requests import Requests
from storage.seen import Seen
from storage.settings import Settings


class Store:
    """Everything that is kept of one organisation, and what is kept of the installation, in one transaction."""

    def __init__(self, connection: Connection, organisation: Organisation) -> None:
        """Read and write on this connection, for this organisation."""
        self.connection = connection
        self.organisation = organisation
        self.organisations = Organisations(connection)
        self.people = People(connection, organisation.id)
        self.decision_rights = DecisionRights(connection, organisation.id)
        self.requests = Requests(connection, organisation.id)
        self.dues = Dues(connection, organisation)
        self.journal = Journal(connection, organisation.id)
        self.outbox = Outbox(connection, organisation.id)
        self.seen = Seen(connection)
        self.settings = Settings(connection)

    def of(self, organisation_id: str) -> "Store | None":
        """Return the same transaction for another organisation, such as a joint arrangement that this one is in."""
        organisation = self.organisations.get(organisation_id)
        return Store(self.connection, organisation) if organisation else None
