# SPDX-License-Identifier: EUPL-1.2
"""What falls due later: a row for every future moment."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0004_dues"
down_revision = "0003_requests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "dues",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("clock", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("whom", sa.Text, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("held_until", UtcDateTime),
        sa.Column("ended_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_dues"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_dues_organisation"),
        sa.UniqueConstraint("organisation", "rule", "feature", "thing", "day", "stage", "whom", name="uq_dues_once"),
        sqlite_autoincrement=True,
    )
    due = sa.text("state = 'due'")
    about = ["organisation", "feature", "thing", "due_at", "id"]
    op.create_index("ix_dues_due", "dues", ["due_at", "id"], sqlite_where=due, postgresql_where=due)
    op.create_index("ix_dues_about", "dues", about, sqlite_where=due, postgresql_where=due)
