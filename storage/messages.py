# SPDX-License-Identifier: EUPL-1.2
"""The table of messages to be delivered; who writes them is in outbox, who sends them in deliveries."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from storage.database import Number, UtcDateTime, metadata

DUE, SENT, FAILED = "due", "sent", "failed"

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
    Column("card", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=False),
    # The platform's id of the message, once sent.
    Column("message_id", Text, nullable=False),
    # The first row with this key at this address: this row changes that message.
    Column("replaces", Number, ForeignKey("outbox.id")),
    Column("correlation", Text, nullable=False),
    # Until when nobody may take it: under way (with a token) or waiting for its next attempt (without).
    Column("held_until", UtcDateTime),
    Column("token", Text),
    sqlite_autoincrement=True,
)
# What is due and what stands before it in its conversation: both stay small, however many were sent.
Index(
    "ix_outbox_due", outbox.c.urgent, outbox.c.due_at, outbox.c.id,
    sqlite_where=outbox.c.state == DUE, postgresql_where=outbox.c.state == DUE,
)  # fmt: skip
Index(
    "ix_outbox_order", outbox.c.platform, outbox.c.tenant, outbox.c.address, outbox.c.due_at, outbox.c.id,
    sqlite_where=outbox.c.state == DUE, postgresql_where=outbox.c.state == DUE,
)  # fmt: skip
Index(
    "ix_outbox_key", outbox.c.key, outbox.c.organisation,
    sqlite_where=outbox.c.key != "", postgresql_where=outbox.c.key != "",
)  # fmt: skip
Index("ix_outbox_replaces", outbox.c.replaces)
