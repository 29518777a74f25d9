# SPDX-License-Identifier: EUPL-1.2
"""The private addresses of calendars."""

import hashlib

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
)

from commands.people import Person
from storage.database import metadata

feeds = Table(
    "calendar_feeds",
    metadata,
    # Only its hash is kept of the secret that the address holds.
    Column("secret", Text, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    UniqueConstraint("organisation", "person"),
)


class Feeds:
    """The private addresses of one organisation, in one transaction."""

    _connection: Connection
    _organisation: str

    def feed(self, person: Person) -> str:
        """Return the hash of the secret in the address of this person's calendar; empty where there is none."""
        return self._connection.scalar(select(feeds.c.secret).where(*self._of(person))) or ""

    def set_feed(self, person: Person, secret: str) -> None:
        """Give this person's calendar an address; an empty one takes it away."""
        self._connection.execute(delete(feeds).where(*self._of(person)))
        if secret:
            row = {"secret": hashed(secret), "organisation": self._organisation, "person": person.id}
            self._connection.execute(insert(feeds).values(row))

    def _of(self, person: Person) -> tuple[ColumnElement[bool], ...]:
        """Whose row it is."""
        return feeds.c.organisation == self._organisation, feeds.c.person == person.id


def owner_of_feed(connection: Connection, secret: str) -> tuple[str, str] | None:
    """Return the organisation and the person whose calendar this is; None where the address was taken away."""
    row = connection.execute(select(feeds).where(feeds.c.secret == hashed(secret))).first()
    return (row.organisation, row.person) if row else None


def hashed(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
