# SPDX-License-Identifier: EUPL-1.2
"""Empties a database whole, so that it can be migrated from the start; only the sample is ever removed like this."""

from sqlalchemy import Connection, MetaData, text


def remove_everything(connection: Connection) -> None:
    """Drop every table with all that is in it, and the version of the database."""
    everything = MetaData()
    everything.reflect(connection)
    everything.drop_all(connection)
    if connection.dialect.name == "postgresql":
        # The tables' triggers went with them; their function stays behind.
        connection.execute(text("DROP FUNCTION IF EXISTS journal_is_append_only()"))
