# SPDX-License-Identifier: EUPL-1.2
"""Conversations: where we may speak on a platform that tells us so itself."""

import sqlalchemy as sa
from alembic import op

from storage.database import UtcDateTime

revision = "0012_conversations"
down_revision = "0011_evaluations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "conversations",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("service_url", sa.Text, nullable=False),
        sa.Column("installed", sa.Boolean, nullable=False),
        sa.Column("blocked", sa.Text, nullable=False),
        sa.Column("blocked_at", UtcDateTime),
        sa.PrimaryKeyConstraint("platform", "tenant", "conversation", name="pk_conversations"),
    )
    op.create_index("ix_conversations_platform_tenant_user", "conversations", ["platform", "tenant", "user"])
