# SPDX-License-Identifier: EUPL-1.2
"""Indexes of messages that change others, or go instead, hold those alone; who is in a round has room for a change."""

import sqlalchemy as sa
from alembic import op

revision = "0027_changes_alone"
down_revision = "0026_scores"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both indexes anew, and leave room on PostgreSQL where everybody's row is changed once or twice.

    A row that is changed on its own page changes no index, and so crosses nobody whose row stands near in the index.
    """
    for column in ("replaces", "instead_of"):
        those = sa.text(f"{column} IS NOT NULL")
        op.drop_index(f"ix_outbox_{column}", "outbox")
        op.create_index(f"ix_outbox_{column}", "outbox", [column], sqlite_where=those, postgresql_where=those)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE evaluation_participants SET (fillfactor = 50)")
