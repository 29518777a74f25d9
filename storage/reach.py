# SPDX-License-Identifier: EUPL-1.2
"""Says once in the log that the database went away, and once that it is back, however often it was tried between."""

import logging
import threading
import time
from dataclasses import dataclass

from storage.unusable import DatabaseUnusable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DatabaseBack:
    """That a database can be used again, after so many seconds."""

    where: str
    seconds: int

    def __str__(self) -> str:
        """Return it as the log says it."""
        return f"The database {self.where} can be used again after {self.seconds} seconds; nothing needs to be done."


class Reach:
    """Whether the database could be used the last time; safe from any thread.

    With a full disk reading still succeeds, so what failed in writing is over only when more was stored.
    """

    def __init__(self) -> None:
        """Begin with a database that answers."""
        self._lock = threading.Lock()
        self._since: float | None = None
        self._writes = False
        self._written = 0
        self._trouble: DatabaseUnusable | None = None

    @property
    def trouble(self) -> DatabaseUnusable | None:
        """Why it cannot be used, as long as that is not known to be over."""
        return self._trouble

    def lost(self, error: DatabaseUnusable, *, writing: bool, written: int) -> None:
        """Note a failure, and how much was stored by then; the first one is said."""
        with self._lock:
            first = self._since is None
            self._since = time.monotonic() if self._since is None else self._since
            self._writes = self._writes or writing
            self._written = written
            self._trouble = error
        if first:
            log.error("%s", error)

    def found(self, where: str, *, written: int) -> None:
        """Note a success, and how much was stored by then; the first one after a failure is said."""
        if self._since is not None and (not self._writes or written > self._written):
            self._say_back(where)

    def _say_back(self, where: str) -> None:
        """Say that it is back, unless another thread just did."""
        with self._lock:
            since, self._since, self._writes, self._trouble = self._since, None, False, None
        if since is not None:
            log.warning("%s", DatabaseBack(where, round(time.monotonic() - since)))
