# SPDX-License-Identifier: EUPL-1.2
"""Who said to take over in an absence, or not to."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number

revision = "0019_absence_answers"
down_revision = "0018_in_whose_place"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "absence_answers",
        sa.Column("absence", Number, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("accepts", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("absence", "person", name="pk_absence_answers"),
        sa.ForeignKeyConstraint(["absence"], ["absences.id"], name="fk_absence_answers_absence"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_absence_answers_person"),
    )
