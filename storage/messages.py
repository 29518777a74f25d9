# SPDX-License-Identifier: EUPL-1.2
"""The table of messages to be delivered; who writes them is in outbox, who sends them in deliveries and outcomes."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    and_,
    false,
    literal_column,
    true,
)

from storage.database import Number, UtcDateTime, metadata
from storage.indexes import partial_index

DUE, SENT, FAILED = "due", "sent", "failed"


def is_due(state: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether this state is due, written out: with a parameter SQLite would not see that an index of due rows fits."""
    return state == literal_column(f"'{DUE}'")


def is_urgent(urgent: ColumnElement[bool], wanted: bool) -> ColumnElement[bool]:  # noqa: FBT001 - a value like others
    """Whether this is as urgent as wanted, written out as in the index of what is urgent."""
    return urgent == (true() if wanted else false())


outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True),
    # Nobody's where a stranger is told that we do not know him.
    Column("organisation", Text, ForeignKey("organisations.id")),
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("room", Text, nullable=False),
    Column("person", Text, ForeignKey("people.id")),
    Column("key", Text, nullable=False),
    # Empty once nobody needs it any more.
    Column("card", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    # Business time: when it was written, and from when it may go.
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    # How often it was taken to be sent, and how many of those times it may have arrived without our knowing.
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=False),
    # The platform's id of the message, once sent.
    Column("message_id", Text, nullable=False),
    # The first row with this key at this address: this row changes that message.
    Column("replaces", Number, ForeignKey("outbox.id")),
    # The message below which this one goes, in its thread.
    Column("beneath", Number),
    # The message that could not be delivered and that goes by this way instead.
    Column("instead_of", Number),
    Column("correlation", Text, nullable=False),
    # All below is machine time. Until when nobody may take it: under way (with a token) or waiting (without).
    Column("held_until", UtcDateTime),
    Column("token", Text),
    # The first time that it was taken of which we do not know that it did not arrive.
    Column("tried_at", UtcDateTime),
    Column("settled_at", UtcDateTime),
    sqlite_autoincrement=True,
)
# What is due and what stands before it in its conversation: both stay small, however many were sent.
partial_index(
    "ix_outbox_due",
    outbox.c.platform, outbox.c.tenant, outbox.c.urgent, outbox.c.due_at, outbox.c.id,
    where=outbox.c.state == DUE,
)  # fmt: skip
partial_index(
    "ix_outbox_order",
    outbox.c.platform, outbox.c.tenant, outbox.c.address, outbox.c.id,
    where=outbox.c.state == DUE,
)  # fmt: skip
# From one conversation in which something urgent waits to the next.
partial_index(
    "ix_outbox_urgent",
    outbox.c.platform, outbox.c.tenant, outbox.c.address, outbox.c.due_at,
    where=and_(outbox.c.state == DUE, outbox.c.urgent == true()),
)  # fmt: skip
partial_index("ix_outbox_key", outbox.c.key, outbox.c.organisation, where=outbox.c.key != "")
# Few messages change another, or go instead of one.
partial_index("ix_outbox_replaces", outbox.c.replaces, where=outbox.c.replaces.is_not(None))
partial_index("ix_outbox_instead_of", outbox.c.instead_of, where=outbox.c.instead_of.is_not(None))
# What is kept for people to see and for some time only.
Index("ix_outbox_settled", outbox.c.state, outbox.c.settled_at)
