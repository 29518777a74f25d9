# SPDX-License-Identifier: EUPL-1.2
"""Messages that go below another, in its thread."""

import sqlalchemy as sa
from alembic import op

from storage.database import Number

revision = "0015_trails"
down_revision = "0014_improvements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("outbox", sa.Column("beneath", Number))
