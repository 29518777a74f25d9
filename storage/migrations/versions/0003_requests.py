# SPDX-License-Identifier: EUPL-1.2
"""IT requests: what was asked, where it lies, what others said, what was decided, and drafts."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0003_requests"
down_revision = "0002_decision_rights"
branch_labels = None
depends_on = None

_OF_REQUEST = (["organisation", "reference"], ["requests.organisation", "requests.reference"])


def upgrade() -> None:
    """Make the tables."""
    _requests()
    _dossiers()
    _decisions()
    _drafts()


def _requests() -> None:
    """Make what was asked and where it lies."""
    op.create_table(
        "requests",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("requester", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "title", "problem", "goal", "why_now")),
        sa.Column("cost", sa.Text),
        sa.Column("recurrence", sa.Text, nullable=False),
        sa.Column("sponsor", sa.Text),
        sa.Column("personal_data", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("function", "desk_organisation", "why")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("right", "choices", "gap")),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("fast", sa.Boolean, nullable=False),
        sa.Column("sort", sa.Text),
        sa.Column("due", sa.Date),
        sa.Column("deferred_until", sa.Date),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("submitted_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "reference", name="pk_requests"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_requests_organisation"),
        sa.ForeignKeyConstraint(["requester"], ["people.id"], name="fk_requests_requester"),
        sa.ForeignKeyConstraint(["sponsor"], ["people.id"], name="fk_requests_sponsor"),
        sa.ForeignKeyConstraint(["desk_organisation"], ["organisations.id"], name="fk_requests_desk_organisation"),
        sa.UniqueConstraint("organisation", "year", "number", name="uq_requests_organisation_year_number"),
    )
    op.create_index("ix_requests_organisation_requester", "requests", ["organisation", "requester"])
    op.create_index("ix_requests_desk_organisation_state", "requests", ["desk_organisation", "state"])
    op.create_table(
        "request_agreers",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("function", sa.Text, nullable=False),
        sa.Column("function_organisation", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "reference", "function", name="pk_request_agreers"),
        sa.ForeignKeyConstraint(*_OF_REQUEST, name="fk_request_agreers_organisation_reference"),
    )
    op.create_index("ix_request_agreers_function_organisation", "request_agreers", ["function_organisation"])


def _dossiers() -> None:
    """Make the history, and what others said."""
    for table, columns in (
        ("request_events", ("move", "person", "note")),
        ("request_opinions", ("person", "stance", "function", "standing", "text")),
    ):
        op.create_table(
            table,
            sa.Column("id", Number, nullable=False),
            sa.Column("organisation", sa.Text, nullable=False),
            sa.Column("reference", sa.Text, nullable=False),
            *(sa.Column(name, sa.Text, nullable=False) for name in columns),
            sa.Column("at", UtcDateTime, nullable=False),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
            sa.ForeignKeyConstraint(["person"], ["people.id"], name=f"fk_{table}_person"),
            sa.ForeignKeyConstraint(*_OF_REQUEST, name=f"fk_{table}_organisation_reference"),
        )
        op.create_index(f"ix_{table}_organisation_reference", table, ["organisation", "reference"])


def _decisions() -> None:
    """Make the records of decisions."""
    op.create_table(
        "decisions",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("person", "name", "function", "standing")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("on_behalf_of", "basis", "right")),
        sa.Column("register_version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("reason", "conditions", "alternative")),
        sa.Column("until", sa.Date),
        sa.Column("outcome", sa.Text),
        sa.PrimaryKeyConstraint("organisation", "reference", "number", name="pk_decisions"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_decisions_person"),
        sa.ForeignKeyConstraint(*_OF_REQUEST, name="fk_decisions_organisation_reference"),
    )


def _drafts() -> None:
    """Forms that were not sent in."""
    op.create_table(
        "request_drafts",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("values", sa.Text, nullable=False),
        sa.Column("hidden", sa.Text, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "person", name="pk_request_drafts"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_request_drafts_organisation"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_request_drafts_person"),
    )
    op.create_index("ix_request_drafts_organisation_at", "request_drafts", ["organisation", "at"])
