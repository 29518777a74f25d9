# SPDX-License-Identifier: EUPL-1.2
"""By which decision a plan was adopted anew, and in whose place a step of an escalation was taken."""

import sqlalchemy as sa
from alembic import op

revision = "0024_adopted_anew"
down_revision = "0023_guests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was kept before has nothing there."""
    op.add_column("initiative_reports", sa.Column("decision", sa.Text))
    op.add_column("escalation_events", sa.Column("instead_of", sa.Text))
