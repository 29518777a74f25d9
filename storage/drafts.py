# SPDX-License-Identifier: EUPL-1.2
"""Forms of requests that were closed, or could not be sent in: what was typed is kept for who typed it."""

import json
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, ForeignKey, Index, Table, Text, delete, insert, select, update

from commands.events import Pairs
from commands.people import Person
from commands.requests.request import Draft
from storage.database import UtcDateTime, metadata

# When a form was opened tells those of one person apart.
drafts = Table(
    "request_drafts",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("opened", Text, primary_key=True),
    Column("values", Text, nullable=False),
    Column("hidden", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "organisation", "at"),
)


class Drafts:
    """The forms that people of one organisation have not sent in, in one transaction."""

    _connection: Connection
    _organisation: str

    def drafts(self, person: Person, since: datetime) -> tuple[Draft, ...]:
        """Return what this person typed and did not send in, newest first; what is older than ``since`` is deleted."""
        d = drafts.c
        self._connection.execute(delete(drafts).where(d.organisation == self._organisation, d.at < since))
        own = select(drafts).where(d.organisation == self._organisation, d.person == person.id)
        rows = self._connection.execute(own.order_by(d.at.desc(), d.opened.desc()))
        return tuple(Draft(_pairs(row.values), _pairs(row.hidden), row.at) for row in rows)

    def keep_draft(self, person: Person, draft: Draft) -> None:
        """Keep what this person typed, in the place of what was kept of the same form before."""
        kept = {"values": json.dumps(draft.values), "hidden": json.dumps(draft.hidden), "at": draft.at}
        this = self._one(person, draft.opened)
        if not self._connection.execute(update(drafts).where(*this).values(kept)).rowcount:
            whose = {"organisation": self._organisation, "person": person.id, "opened": draft.opened}
            self._connection.execute(insert(drafts).values(**whose, **kept))

    def drop_draft(self, person: Person, opened: str) -> bool:
        """Delete what this person typed in the form that was opened then; return whether there was any."""
        return self._connection.execute(delete(drafts).where(*self._one(person, opened))).rowcount > 0

    def drop_drafts(self, before: datetime) -> int:
        """Delete what was typed before a moment and not sent in; return how much that was."""
        old = delete(drafts).where(drafts.c.organisation == self._organisation, drafts.c.at < before)
        return self._connection.execute(old).rowcount

    def _one(self, person: Person, opened: str) -> tuple[ColumnElement[bool], ...]:
        """Return what picks one draft."""
        d = drafts.c
        return (d.organisation == self._organisation, d.person == person.id, d.opened == opened)


def _pairs(kept: str) -> Pairs:
    """Return pairs of texts from JSON."""
    return tuple((name, value) for name, value in json.loads(kept))
