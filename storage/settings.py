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
        self._read: dict[str, str | None] = {}

    def get(self, name: str) -> str | None:
        """Return the value with this name, or None where it was never set; it is read once."""
        return self.get_all(name)[0]

    def get_all(self, *names: str) -> tuple[str | None, ...]:
        """Return the values with these names, in one look; None for what was never set."""
        if new := [name for name in names if name not in self._read]:
            found = {row.name: row.value for row in self._connection.execute(_GET, {"which": new})}
            self._read |= {name: found.get(name) for name in new}
        return tuple(self._read[name] for name in names)

    def put(self, name: str, value: str) -> None:
        """Set the value with this name."""
        self._read[name] = value
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
        self._read[name] = None
        self._connection.execute(delete(settings).where(settings.c.name == name))


# Written once: every event asks what time it is.
_GET = select(settings).where(settings.c.name.in_(bindparam("which", expanding=True)))
