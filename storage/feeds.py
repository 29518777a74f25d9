# SPDX-License-Identifier: EUPL-1.2
"""The private addresses of calendars."""

import hashlib

from sqlalchemy import Column, Connection, ForeignKey, Table, Text, UniqueConstraint, select

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


def owner_of_feed(connection: Connection, secret: str) -> tuple[str, str] | None:
    """Return the organisation and the person whose calendar this is; None where the address was taken away."""
    row = connection.execute(select(feeds).where(feeds.c.secret == hashed(secret))).first()
    return (row.organisation, row.person) if row else None


def hashed(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
