# SPDX-License-Identifier: EUPL-1.2
"""How those who use an account read: their language and zone."""

from zoneinfo import ZoneInfo

from bot.language import Localizer, Reads
from commands.people import Account
from storage.database import Database
from storage.organisation import identify

_MOST_KEPT = 50_000


class Readers:
    """Looks up how somebody reads, and remembers it for when the database cannot be asked."""

    def __init__(self, database: Database, reads: Reads = Localizer) -> None:
        """Keep where people are, and what makes the words for one."""
        self._database = database
        self._reads = reads
        self._usual = reads("nl", ZoneInfo("Europe/Amsterdam"))
        self._last: dict[Account, Localizer] = {}

    def __contains__(self, account: Account) -> bool:
        """Whether we knew this account when we last looked."""
        return account in self._last

    def find(self, account: Account) -> Localizer | None:
        """Return how this person reads, as it is now; None for a stranger."""
        known = self._database.read(lambda c: identify(c, account))
        if known is None:
            self.forget(account)
            return None
        person, organisation = known
        if len(self._last) >= _MOST_KEPT:
            self._last.clear()
        reader = self._reads(person.language or organisation.language, organisation.zone)
        self._last[account] = reader
        return reader

    def now(self, account: Account) -> Localizer:
        """Return how whoever this is reads, as it is now."""
        return self.find(account) or self._usual

    def remembered(self, account: Account | None) -> Localizer:
        """Return how this person read when we last looked, for when the database cannot be asked."""
        return self._last.get(account, self._usual) if account else self._usual

    def forget(self, account: Account) -> None:
        """Let an account be a stranger's."""
        self._last.pop(account, None)
