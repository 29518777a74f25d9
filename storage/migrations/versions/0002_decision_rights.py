# SPDX-License-Identifier: EUPL-1.2
"""The register of decision rights: its versions, its rights, gaps and who waits for them, synonyms."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0002_decision_rights"
down_revision = "0001_house"
branch_labels = None
depends_on = None

_TEXTS = (
    "topic_nl", "topic_en", "description", "domain", "decides", "forum", "escalates_to", "deputy", "conditions",
    "legal_basis", "legal_url", "agrees", "advises", "input", "performs", "informed", "keywords",
)  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    _register()
    _gaps()
    _synonyms()


def _register() -> None:
    """Make the versions, and the rights with the versions in which they stand."""
    op.create_table(
        "register_versions",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("source", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "number", name="pk_register_versions"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_register_versions_organisation"),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_register_versions_by"),
    )
    op.create_table(
        "decision_rights",
        sa.Column("number", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer),
        sa.Column("kind", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in _TEXTS),
        sa.Column("above", sa.Text),
        sa.Column("up_to", sa.Text),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("checked_on", sa.Date),
        sa.PrimaryKeyConstraint("number", name="pk_decision_rights"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_decision_rights_organisation"),
    )
    op.create_index("ix_decision_rights_organisation_since", "decision_rights", ["organisation", "since"])
    op.create_index("ix_decision_rights_organisation_code", "decision_rights", ["organisation", "code"])


def _gaps() -> None:
    """Make the questions that nobody holds the right for."""
    op.create_table(
        "gaps",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("essence", sa.Text, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("closed_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_gaps"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_gaps_organisation"),
    )
    op.create_index("ix_gaps_organisation_state", "gaps", ["organisation", "state"])
    op.create_table(
        "gap_askers",
        sa.Column("gap", Number, nullable=False, autoincrement=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("gap", "person", name="pk_gap_askers"),
        sa.ForeignKeyConstraint(["gap"], ["gaps.id"], name="fk_gap_askers_gap"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_gap_askers_person"),
    )


def _synonyms() -> None:
    """Make the words that people chose a topic for."""
    op.create_table(
        "synonyms",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_synonyms"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_synonyms_organisation"),
        sa.UniqueConstraint("organisation", "words", "topic", name="uq_synonyms_organisation_words_topic"),
    )
