# SPDX-License-Identifier: EUPL-1.2
"""Meetings to which functions without a seat are invited."""

import sqlalchemy as sa
from alembic import op

revision = "0023_guests"
down_revision = "0022_digests_told"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("meetings", sa.Column("guests", sa.Text, nullable=False, server_default="[]"))
