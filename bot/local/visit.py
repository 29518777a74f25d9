# SPDX-License-Identifier: EUPL-1.2
"""Who is at the page, in which conversation and in which language: all of it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from bot.language import LANGUAGES
from commands.events import Place, Room
from commands.people import Account

PLATFORM = "local"
DIRECT = "direct"
LAST_STEP = 4


@dataclass(frozen=True, slots=True)
class Visit:
    """The address of the page, taken apart.

    ``room`` is ``direct`` or the id of a channel; ``step`` is the step of the tour, 0 outside it.
    """

    account: Account
    room: str = DIRECT
    language: str = "nl"
    step: int = 0

    @property
    def place(self) -> Place:
        """Where what is said here is said."""
        if self.room == DIRECT:
            return Place(PLATFORM, self.account.user, Room.DIRECT)
        return Place(PLATFORM, self.room, Room.CHANNEL, channel=replace(self.account, user=self.room))

    @property
    def query(self) -> str:
        """The address again, as what follows the question mark."""
        pairs = {"as": self.account.user, "in": self.room, "lang": self.language}
        return urlencode(pairs | ({"tour": str(self.step)} if self.step else {}))

    @property
    def href(self) -> str:
        """The address of the page."""
        return f"/chat?{self.query}"

    def as_person(self, account: Account) -> "Visit":
        """Return the same for someone else, in the direct conversation."""
        return replace(self, account=account, room=DIRECT)

    def in_room(self, room: str) -> "Visit":
        """Return the same in another conversation."""
        return replace(self, room=room)

    def in_language(self, language: str) -> "Visit":
        """Return the same in another language."""
        return replace(self, language=language)

    def at_step(self, step: int) -> "Visit":
        """Return the same at another step of the tour."""
        return replace(self, step=step)


def asked_language(query: Mapping[str, str], otherwise: str) -> str:
    """Return the language asked for, where there is one."""
    return query["lang"] if query.get("lang") in LANGUAGES else otherwise


def asked_step(query: Mapping[str, str]) -> int:
    """Return the step of the tour asked for, 0 where there is none."""
    step = query.get("tour", "")
    return int(step) if step.isascii() and step.isdecimal() and len(step) == 1 and int(step) <= LAST_STEP else 0
