# SPDX-License-Identifier: EUPL-1.2
"""Items of an agenda keep what each function said that must agree."""

import sqlalchemy as sa
from alembic import op

revision = "0031_consents"
down_revision = "0030_small_groups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("agenda_items", sa.Column("consents", sa.Text, nullable=False, server_default="[]"))
