# SPDX-License-Identifier: EUPL-1.2
"""Small facts about this installation: a name and a text, such as the offset of the clock."""

from sqlalchemy import Column, Connection, Table, Text, bindparam, delete, insert, select, update

from storage.database import metadata

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


class Settings:
    """The settings of the installation, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Read and write on this connection."""
        self._connection = connection

    def get(self, name: str) -> str | None:
        """Return the value with this name, or None where it was never set."""
        return self._connection.scalar(_GET, {"which": name})

    def put(self, name: str, value: str) -> None:
        """Set the value with this name."""
        changed = self._connection.execute(update(settings).where(settings.c.name == name).values(value=value))
        if not changed.rowcount:
            self._connection.execute(insert(settings).values(name=name, value=value))

    def get_or_put(self, name: str, value: str) -> str:
        """Return the value with this name, setting it first where there is none."""
        kept = self.get(name)
        if kept is None:
            self.put(name, value)
        return value if kept is None else kept

    def remove(self, name: str) -> None:
        """Forget the value with this name."""
        self._connection.execute(delete(settings).where(settings.c.name == name))


# Written once: every event asks what time it is.
_GET = select(settings.c.value).where(settings.c.name == bindparam("which"))
