# SPDX-License-Identifier: EUPL-1.2
"""Items of an agenda know who agreed elsewhere and what is dealt with under them; improvements, by which register."""

import sqlalchemy as sa
from alembic import op

revision = "0029_agreed"
down_revision = "0028_urgent_conversations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the index."""
    op.add_column("agenda_items", sa.Column("agreed", sa.Text, nullable=False, server_default="[]"))
    op.add_column(
        "evaluation_improvements", sa.Column("register_version", sa.Integer, nullable=False, server_default="0")
    )
    op.create_index("ix_agenda_items_merged_into", "agenda_items", ["merged_into"])
