# SPDX-License-Identifier: EUPL-1.2
"""User groups that stand for a body: what goes to its channel calls the group, so that its members hear of it."""

from commands.events import Room
from commands.people import Account
from storage.channels import user_group_at
from storage.database import Database
from storage.deliveries import Row


class Groups:
    """The user groups of the bodies."""

    def __init__(self, database: Database) -> None:
        """Keep where it is written down which group stands for which body."""
        self._database = database

    def called(self, row: Row) -> str:
        """Return the group that a message calls; nothing where it goes to no body's own channel, or to a thread."""
        if row.room is not Room.CHANNEL or row.beneath or not row.organisation:
            return ""
        channel, whose = Account(row.platform, row.tenant, row.address), row.organisation
        return self._database.read(lambda c: user_group_at(c, whose, channel))
