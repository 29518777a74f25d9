# SPDX-License-Identifier: EUPL-1.2
"""A person may have several forms that were not sent in: when one was opened tells them apart."""

import json

import sqlalchemy as sa
from alembic import op

from storage.database import UtcDateTime

revision = "0005_drafts"
down_revision = "0004_dues"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew with another key, with what is in it: SQLite changes no key of a table that is there."""
    old = sa.table("request_drafts", *(sa.column(name) for name in ("organisation", "person", "values", "hidden")))
    old.append_column(sa.column("at", UtcDateTime()))
    rows = [dict(row) for row in op.get_bind().execute(sa.select(old)).mappings()]
    op.drop_table("request_drafts")
    new = op.create_table(
        "request_drafts",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("organisation", "person", "opened")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("values", "hidden")),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "person", "opened", name="pk_request_drafts"),
        sa.ForeignKeyConstraint(["organisation"], ["organisations.id"], name="fk_request_drafts_organisation"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_request_drafts_person"),
    )
    op.create_index("ix_request_drafts_organisation_at", "request_drafts", ["organisation", "at"])
    for row in rows:
        opened = dict(json.loads(row["hidden"])).get("opened", "")
        op.get_bind().execute(sa.insert(new).values(opened=opened, **row))
