# SPDX-License-Identifier: EUPL-1.2
"""What Alembic runs: our migrations on the connection it was handed, inside the transaction that is open there."""

from alembic import context

from storage.database import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
