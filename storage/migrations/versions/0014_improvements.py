# SPDX-License-Identifier: EUPL-1.2
"""An improvement that stalls is escalated by the ladder of its right, so where it goes is no longer kept with it."""

from alembic import op

revision = "0014_improvements"
down_revision = "0013_escalations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop what the register says already."""
    op.drop_column("evaluation_improvements", "escalates_to")
