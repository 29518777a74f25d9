# SPDX-License-Identifier: EUPL-1.2
"""Forms of requests that were closed, or could not be sent in: what was typed is kept for who typed it."""

import json
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

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
        """Return what this person typed since a moment and did not send in, newest first."""
        rows = self._connection.execute(_OWN, {"whose": self._organisation, "who": person.id, "since": since})
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
        which = {"whose": self._organisation, "who": person.id, "when": opened}
        return self._connection.execute(_DROP, which).rowcount > 0

    def drop_drafts(self, before: datetime) -> int:
        """Delete what was typed before a moment and not sent in; return how much that was."""
        return self._connection.execute(_DROP_OLD, {"whose": self._organisation, "before": before}).rowcount

    def _one(self, person: Person, opened: str) -> tuple[ColumnElement[bool], ...]:
        """Return what picks one draft."""
        d = drafts.c
        return (d.organisation == self._organisation, d.person == person.id, d.opened == opened)


def _pairs(kept: str) -> Pairs:
    """Return pairs of texts from JSON."""
    return tuple((name, value) for name, value in json.loads(kept))


# Written once: every request that is asked comes here.
_d = drafts.c
_DROP = delete(drafts).where(
    _d.organisation == bindparam("whose"), _d.person == bindparam("who"), _d.opened == bindparam("when")
)
_OWN = (
    select(drafts)
    .where(
        _d.organisation == bindparam("whose"),
        _d.person == bindparam("who"),
        _d.at >= bindparam("since", type_=UtcDateTime),
    )
    .order_by(_d.at.desc(), _d.opened.desc())
)
_DROP_OLD = delete(drafts).where(_d.organisation == bindparam("whose"), _d.at < bindparam("before", type_=UtcDateTime))
