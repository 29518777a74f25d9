# SPDX-License-Identifier: EUPL-1.2
"""Escalations that somebody wrote and did not send: one for each person."""

import json
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Table, Text, delete, insert, select

from commands.escalations.escalation import Draft
from commands.events import Pairs
from commands.people import Person
from storage.database import UtcDateTime, metadata

drafts = Table(
    "escalation_drafts",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("values", Text, nullable=False),
    Column("hidden", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)


class EscalationDrafts:
    """What people of one organisation wrote and did not send, in one transaction."""

    _connection: Connection
    _organisation: str

    def draft(self, person: Person) -> Draft | None:
        """Return what this person wrote and did not send."""
        d = drafts.c
        own = select(drafts).where(d.organisation == self._organisation, d.person == person.id)
        row = self._connection.execute(own).first()
        return Draft(_pairs(row.values), _pairs(row.hidden), row.at) if row else None

    def keep_draft(self, person: Person, draft: Draft) -> None:
        """Keep what this person wrote, in the place of what was kept before."""
        self.drop_draft(person)
        kept = {"values": json.dumps(draft.values), "hidden": json.dumps(draft.hidden), "at": draft.at}
        self._connection.execute(insert(drafts).values(organisation=self._organisation, person=person.id, **kept))

    def drop_draft(self, person: Person) -> None:
        """Delete what this person wrote."""
        d = drafts.c
        self._connection.execute(delete(drafts).where(d.organisation == self._organisation, d.person == person.id))

    def drop_drafts(self, before: datetime) -> int:
        """Delete what was written before a moment and not sent; return how much that was."""
        old = delete(drafts).where(drafts.c.organisation == self._organisation, drafts.c.at < before)
        return self._connection.execute(old).rowcount


def _pairs(kept: str) -> Pairs:
    """Return pairs of texts from JSON."""
    return tuple((name, value) for name, value in json.loads(kept))
