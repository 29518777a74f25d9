# SPDX-License-Identifier: EUPL-1.2
"""How both sides score initiatives, what each takes, and how much room there is."""

import sqlalchemy as sa
from alembic import op

from storage.database import UtcDateTime

revision = "0026_scores"
down_revision = "0025_silent_substitutes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    of_initiative = (("organisation", "initiative"), ("initiatives.organisation", "initiatives.reference"))
    op.create_table(
        "initiative_scores",
        sa.Column("organisation", sa.Text, primary_key=True),
        sa.Column("initiative", sa.Text, primary_key=True),
        sa.Column("side", sa.Text, primary_key=True),
        sa.Column("points", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.ForeignKeyConstraint(*of_initiative),
    )
    op.create_table(
        "initiative_needs",
        sa.Column("organisation", sa.Text, primary_key=True),
        sa.Column("initiative", sa.Text, primary_key=True),
        sa.Column("gates", sa.Text, nullable=False),
        sa.Column("law", sa.Text, nullable=False),
        sa.Column("business_days", sa.Integer),
        sa.Column("it_days", sa.Integer),
        sa.Column("risk", sa.Integer),
        sa.Column("depends", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(*of_initiative),
    )
    op.create_table(
        "portfolio_room",
        sa.Column("organisation", sa.Text, sa.ForeignKey("organisations.id"), primary_key=True),
        sa.Column("money", sa.Text),
        sa.Column("days", sa.Integer),
    )
