# SPDX-License-Identifier: EUPL-1.2
"""What went into a digest long ago is found without reading all of them: every digest forgets it."""

from alembic import op

revision = "0022_digests_told"
down_revision = "0021_digest_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_digest_items_told_at", "digest_items", ["told_at"])
