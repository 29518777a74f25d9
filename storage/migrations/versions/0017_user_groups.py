# SPDX-License-Identifier: EUPL-1.2
"""Groups of people on a platform that stand for a body."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number

revision = "0017_user_groups"
down_revision = "0016_portfolio"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "user_groups",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("function", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user_groups"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_user_groups_organisation"),
        sa.UniqueConstraint(
            "organisation",
            "function",
            "platform",
            "tenant",
            name="uq_user_groups_organisation_function_platform_tenant",
        ),
    )
