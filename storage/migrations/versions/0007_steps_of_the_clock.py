# SPDX-License-Identifier: EUPL-1.2
"""A step in the history of a request that nobody took: the clock did."""

import sqlalchemy as sa
from alembic import op

revision = "0007_steps_of_the_clock"
down_revision = "0006_working_time"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a step have no person."""
    with op.batch_alter_table("request_events") as steps:
        steps.alter_column("person", existing_type=sa.Text, nullable=True)
