# SPDX-License-Identifier: EUPL-1.2
"""Conversations in which something urgent waits are found by an index, however much waits in each."""

import sqlalchemy as sa
from alembic import op

revision = "0028_urgent_conversations"
down_revision = "0027_changes_alone"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    urgent = sa.text("state = 'due' AND urgent")
    if op.get_bind().dialect.name == "sqlite":
        urgent = sa.text("state = 'due' AND urgent = 1")
    columns = ["platform", "tenant", "address", "due_at"]
    op.create_index("ix_outbox_urgent", "outbox", columns, sqlite_where=urgent, postgresql_where=urgent)
