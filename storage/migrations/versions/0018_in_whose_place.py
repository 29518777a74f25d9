# SPDX-License-Identifier: EUPL-1.2
"""On whose behalf a deputy decided on a request, or said something about it."""

import sqlalchemy as sa
from alembic import op

revision = "0018_in_whose_place"
down_revision = "0017_user_groups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was decided before has nobody there."""
    op.add_column("decisions", sa.Column("instead_of", sa.Text))
    op.add_column("request_opinions", sa.Column("instead_of", sa.Text))
