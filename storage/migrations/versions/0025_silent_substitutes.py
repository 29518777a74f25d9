# SPDX-License-Identifier: EUPL-1.2
"""Who was asked to take over and said nothing in time."""

import sqlalchemy as sa
from alembic import op

revision = "0025_silent_substitutes"
down_revision = "0024_adopted_anew"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; whoever answered before did say so."""
    op.add_column("absence_answers", sa.Column("silent", sa.Boolean))
