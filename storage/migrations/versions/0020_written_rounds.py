# SPDX-License-Identifier: EUPL-1.2
"""What members answer in a written round."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0020_written_rounds"
down_revision = "0019_absence_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "round_answers",
        sa.Column("item", Number, nullable=False, autoincrement=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("stance", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("item", "person", name="pk_round_answers"),
        sa.ForeignKeyConstraint(["item"], ["agenda_items.number"], name="fk_round_answers_item"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_round_answers_person"),
    )
