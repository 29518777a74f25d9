# SPDX-License-Identifier: EUPL-1.2
"""Shared goals and initiatives; requests that point at a goal; items that show what they are about."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0016_portfolio"
down_revision = "0015_trails"
branch_labels = None
depends_on = None


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _days(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Date) for name in names]


def upgrade() -> None:
    """Make the tables and add the columns."""
    op.create_table(
        "goals",
        *_texts("organisation", "reference", "name", "why", "practice", "asks", "indicator", "baseline", "target"),
        *_texts("decision", "current", "reason"),
        sa.Column("by", sa.Text),
        *_texts("state"),
        *_days("adopted_on", "measured_on"),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "reference", name="pk_goals"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_goals_organisation"),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_goals_by"),
    )
    op.create_table(
        "initiatives",
        *_texts("organisation", "reference", "name", "owner", "goal", "benefit", "state"),
        sa.Column("one_off", sa.Text),
        sa.Column("recurring", sa.Text),
        *_days("starts", "ends", "review"),
        sa.Column("told_on", sa.Date, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "reference", name="pk_initiatives"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_initiatives_organisation"),
    )
    op.create_table(
        "initiative_reports",
        sa.Column("number", Number, nullable=False),
        *_texts("organisation", "initiative", "person", "state"),
        *_days("ends"),
        sa.Column("one_off", sa.Text),
        sa.Column("recurring", sa.Text),
        *_texts("note"),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_initiative_reports"),
        sa.ForeignKeyConstraint(
            ["organisation", "initiative"],
            ["initiatives.organisation", "initiatives.reference"],
            name="fk_initiative_reports_organisation_initiative",
        ),
    )
    op.create_index(
        "ix_initiative_reports_organisation_initiative", "initiative_reports", ["organisation", "initiative"]
    )
    for name in ("goal_reference", "goal_name"):
        op.add_column("requests", sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''")))
    op.add_column("agenda_items", sa.Column("strategy", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("agenda_items", sa.Column("shows", sa.Text, nullable=False, server_default=sa.text("''")))
