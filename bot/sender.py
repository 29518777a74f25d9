# SPDX-License-Identifier: EUPL-1.2
"""What a platform must be able to do for the outbox, and how it says that a message was not taken."""

from typing import Protocol

from storage.deliveries import Row
from storage.pacing import Pace


class Undelivered(Exception):
    """A platform did not take a message, as far as we know.

    ``permanent`` means never try again. ``retry_after`` is in seconds, and counts for all that goes to the same
    workspace. ``unsure`` means that it may have arrived all the same. Without any of them it certainly was not taken
    and may be tried again.
    """

    def __init__(
        self, reason: str, *, permanent: bool = False, retry_after: float | None = None, unsure: bool = False
    ) -> None:
        """Keep why, and when it may be tried again."""
        super().__init__(reason)
        self.permanent = permanent
        self.retry_after = retry_after
        self.unsure = unsure


class CannotTell(Exception):
    """A platform cannot be asked whether a message arrived."""


class Sender(Protocol):
    """How one platform takes a message. ``pace`` is what it takes in how much time."""

    pace: Pace

    async def send(self, row: Row) -> str:
        """Send or update the message and return the platform's id of it.

        Raises:
            Undelivered: when the platform did not take it, or may not have.

        """

    async def find(self, row: Row) -> str | None:
        """Return the platform's id of a message that may have arrived; None where it certainly did not.

        Raises:
            CannotTell: when the platform cannot be asked.
            Undelivered: when it does not answer now.

        """

    async def close(self) -> None:
        """Let go of connections."""
