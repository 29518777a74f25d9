# SPDX-License-Identifier: EUPL-1.2
"""Installations: where workspaces installed the app themselves, with their tokens, encrypted."""

import sqlalchemy as sa
from alembic import op

from storage.database import UtcDateTime

revision = "0009_installations"
down_revision = "0008_deliveries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "installations",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("enterprise", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("app", sa.Text, nullable=False),
        sa.Column("bot", sa.Text, nullable=False),
        sa.Column("bot_user", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("refresh_token", sa.Text, nullable=False),
        sa.Column("expires_at", UtcDateTime),
        sa.Column("installer", sa.Text, nullable=False),
        sa.Column("installed_at", UtcDateTime, nullable=False),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("platform", "enterprise", "team", name="pk_installations"),
    )
    op.create_table(
        "grids",
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("enterprise", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("platform", "team", name="pk_grids"),
    )
    op.create_table(
        "oauth_states",
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_oauth_states"),
    )
