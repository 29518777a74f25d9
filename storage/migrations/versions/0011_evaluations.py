# SPDX-License-Identifier: EUPL-1.2
"""Evaluations: rounds with their reports, who is in them, what was answered, own questions, and improvements."""

import sqlalchemy as sa
from alembic import op

revision = "0011_evaluations"
down_revision = "0010_boards"
branch_labels = None
depends_on = None

_ROUND = ["evaluation_rounds.organisation", "evaluation_rounds.reference"]


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _of_round(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["organisation", "round"], _ROUND, name=f"fk_{table}_organisation_round")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "evaluation_rounds",
        *_texts("organisation", "reference"),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *_texts("kind", "state", "quarter"),
        sa.Column("opens", sa.Date, nullable=False),
        sa.Column("closes", sa.Date, nullable=False),
        sa.Column("threshold", sa.Integer, nullable=False),
        *_texts("questions", "subject", "about", "started_by", "report"),
        sa.PrimaryKeyConstraint("organisation", "reference", name="pk_evaluation_rounds"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_evaluation_rounds_organisation"),
    )
    op.create_table(
        "evaluation_participants",
        *_texts("organisation", "round", "person", "side", "standing"),
        sa.Column("reminded", sa.Integer, nullable=False),
        sa.Column("not_before", sa.Date),
        sa.PrimaryKeyConstraint("organisation", "round", "person", name="pk_evaluation_participants"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_evaluation_participants_person"),
        _of_round("evaluation_participants"),
    )
    op.create_index("ix_evaluation_participants_person", "evaluation_participants", ["person"])
    op.create_table(
        "evaluation_drafts",
        *_texts("organisation", "round", "person", "answers"),
        sa.PrimaryKeyConstraint("organisation", "round", "person", name="pk_evaluation_drafts"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_evaluation_drafts_person"),
        _of_round("evaluation_drafts"),
    )
    for table in ("evaluation_box", "evaluation_ballots"):
        op.create_table(
            table,
            *_texts("id", "organisation", "round", "side", "answers"),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
            _of_round(table),
        )
        op.create_index(f"ix_{table}_organisation_round", table, ["organisation", "round"])
    _own()


def _own() -> None:
    """Make what an organisation chose and improves."""
    op.create_table(
        "evaluation_questions",
        *_texts("organisation", "key", "nl", "en", "source"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("retired_on", sa.Date),
        sa.PrimaryKeyConstraint("organisation", "key", name="pk_evaluation_questions"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_evaluation_questions_organisation"),
    )
    op.create_table(
        "evaluation_choices",
        *_texts("organisation"),
        sa.Column("threshold", sa.Integer, nullable=False),
        *_texts("opening"),
        sa.Column("next_day", sa.Date),
        sa.PrimaryKeyConstraint("organisation", name="pk_evaluation_choices"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_evaluation_choices_organisation"),
    )
    op.create_table(
        "evaluation_improvements",
        *_texts("organisation", "round", "dimension", "mean", "function", "right", "basis", "escalates_to"),
        *_texts("progress", "action"),
        sa.Column("due", sa.Date),
        *_texts("note"),
        sa.PrimaryKeyConstraint("organisation", "round", "dimension", name="pk_evaluation_improvements"),
        _of_round("evaluation_improvements"),
    )
