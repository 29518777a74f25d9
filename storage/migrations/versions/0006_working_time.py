# SPDX-License-Identifier: EUPL-1.2
"""Working time: calendars of organisations, preferences of people, and what waits for a digest."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number, UtcDateTime

revision = "0006_working_time"
down_revision = "0005_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _calendars()
    _preferences()
    _digests()


def _calendars() -> None:
    """Make when an organisation is open."""
    op.create_table(
        "calendars",
        sa.Column("organisation", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("opens", "closes", "liberation_day")),
        sa.Column("good_friday", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("organisation", name="pk_calendars"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_calendars_organisation"),
    )
    op.create_table(
        "pauses",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pauses"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_pauses_organisation"),
        sa.UniqueConstraint(
            "organisation", "kind", "first_day", "last_day", name="uq_pauses_organisation_kind_first_day_last_day"
        ),
        sqlite_autoincrement=True,
    )


def _preferences() -> None:
    """Make what people choose."""
    op.create_table(
        "preferences",
        sa.Column("person", sa.Text, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("informing", "digest_at", "quiet_from", "quiet_to", "days_off")
        ),
        sa.Column("snoozed_until", sa.Date),
        sa.PrimaryKeyConstraint("person", name="pk_preferences"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_preferences_person"),
    )


def _digests() -> None:
    """Make what waits for a digest."""
    op.create_table(
        "digest_items",
        sa.Column("id", Number, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("kept_at", UtcDateTime, nullable=False),
        sa.Column("told_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_digest_items"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_digest_items_organisation"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_digest_items_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_digest_items_person", "digest_items", ["person", "told_at"])
