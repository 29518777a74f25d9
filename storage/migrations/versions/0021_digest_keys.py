# SPDX-License-Identifier: EUPL-1.2
"""What waits for digests is found by its key: every press looks there for what lost its meaning."""

from alembic import op

revision = "0021_digest_keys"
down_revision = "0020_written_rounds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_digest_items_key", "digest_items", ["key"])
