# SPDX-License-Identifier: EUPL-1.2
"""Messages in doubt and those that could not be delivered, and the pace that all processes keep together."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0008_deliveries"
down_revision = "0007_steps_of_the_clock"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("outbox", sa.Column("doubts", sa.Integer, nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("instead_of", Number))
    op.add_column("outbox", sa.Column("tried_at", UtcDateTime))
    op.add_column("outbox", sa.Column("settled_at", UtcDateTime))
    due = sa.text("state = 'due'")
    for name in ("ix_outbox_due", "ix_outbox_order"):
        op.drop_index(name, "outbox")
    turn, order = ["platform", "tenant", "urgent", "due_at", "id"], ["platform", "tenant", "address", "id"]
    op.create_index("ix_outbox_due", "outbox", turn, sqlite_where=due, postgresql_where=due)
    op.create_index("ix_outbox_order", "outbox", order, sqlite_where=due, postgresql_where=due)
    op.create_index("ix_outbox_instead_of", "outbox", ["instead_of"])
    op.create_index("ix_outbox_settled", "outbox", ["state", "settled_at"])
    op.create_table(
        "paces",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("meter", sa.Text, nullable=False),
        sa.Column("free_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("platform", "tenant", "address", name="pk_paces"),
    )
    op.create_index("ix_paces_platform_free_at", "paces", ["platform", "free_at"])
