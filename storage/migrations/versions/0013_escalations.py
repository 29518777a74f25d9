# SPDX-License-Identifier: EUPL-1.2
"""Escalations: what is stuck, its rungs and decision, who follows it, drafts, levels and pairs."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0013_escalations"
down_revision = "0012_conversations"
branch_labels = None
depends_on = None

_OF_ESCALATION = (["organisation", "reference"], ["escalations.organisation", "escalations.reference"])


def upgrade() -> None:
    """Make the tables."""
    _escalations()
    _beside()
    _ground()


def _escalations() -> None:
    """Make what is stuck and where it lies."""
    op.create_table(
        "escalations",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "state", "title")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("stuck", "tried", "decision", "whom")),
        sa.Column("before", sa.Date, nullable=False),
        sa.Column("otherwise", sa.Text, nullable=False),
        sa.Column("raiser", sa.Text),
        sa.Column("asker", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("about_feature", "about_thing", "right", "grant")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("function", "function_organisation", "start")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("rung_organisation", "ladder", "urgent")),
        sa.Column("overdue", sa.Boolean, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("cause", sa.Text),
        sa.Column("gap", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("raised_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "reference", name="pk_escalations"),
        *(
            sa.ForeignKeyConstraint([name], ["organisations.id"], name=f"fk_escalations_{name}")
            for name in ("organisation", "function_organisation", "rung_organisation")
        ),
        *(
            sa.ForeignKeyConstraint([name], ["people.id"], name=f"fk_escalations_{name}")
            for name in ("raiser", "asker")
        ),
        sa.UniqueConstraint("organisation", "year", "number", name="uq_escalations_organisation_year_number"),
    )
    about = ["organisation", "about_feature", "about_thing"]
    op.create_index("ix_escalations_organisation_about_feature_about_thing", "escalations", about)
    op.create_index("ix_escalations_rung_organisation_state", "escalations", ["rung_organisation", "state"])
    op.create_index("ix_escalations_organisation_raiser", "escalations", ["organisation", "raiser"])


def _beside() -> None:
    """Make what is kept beside an escalation."""
    op.create_table(
        "escalation_events",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("function", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_escalation_events"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_escalation_events_person"),
        sa.ForeignKeyConstraint(*_OF_ESCALATION, name="fk_escalation_events_organisation_reference"),
    )
    of_one = ["organisation", "reference"]
    op.create_index("ix_escalation_events_organisation_reference", "escalation_events", of_one)
    words = ("name", "function", "standing", "instead_of", "on_behalf_of", "decision", "reason", "basis", "right")
    op.create_table(
        "escalation_decisions",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in words),
        sa.Column("cause", sa.Text),
        sa.Column("verdict", sa.Text),
        sa.Column("register_version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "reference", name="pk_escalation_decisions"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_escalation_decisions_person"),
        sa.ForeignKeyConstraint(*_OF_ESCALATION, name="fk_escalation_decisions_organisation_reference"),
    )
    op.create_table(
        "escalation_followers",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "reference", "person", name="pk_escalation_followers"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_escalation_followers_person"),
        sa.ForeignKeyConstraint(*_OF_ESCALATION, name="fk_escalation_followers_organisation_reference"),
    )
    op.create_index("ix_escalation_followers_person", "escalation_followers", ["person"])
    op.create_table(
        "escalation_drafts",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("values", sa.Text, nullable=False),
        sa.Column("hidden", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "person", name="pk_escalation_drafts"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_escalation_drafts_organisation"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_escalation_drafts_person"),
    )


def _ground() -> None:
    """Make the levels and the pairs."""
    op.create_table(
        "escalation_levels",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("functions", sa.Text, nullable=False),
        sa.Column("term", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "number", name="pk_escalation_levels"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_escalation_levels_organisation"),
    )
    op.create_table(
        "escalation_pairs",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("arrangement", sa.Text, nullable=False),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("supplier", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "arrangement", "client", name="pk_escalation_pairs"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_escalation_pairs_organisation"),
        sa.ForeignKeyConstraint(["arrangement"], ["organisations.id"], name="fk_escalation_pairs_arrangement"),
    )
