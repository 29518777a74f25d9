# SPDX-License-Identifier: EUPL-1.2
"""What a check looks at, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from bot.clock import business_now
from bot.settings import Settings
from commands.text import Listing, Message, Text, _
from storage.database import Connection, Database
from storage.store import Store

T = TypeVar("T")
#: So many are named; the rest is counted.
MOST_NAMED = 5


class Level(StrEnum):
    """How bad it is."""

    GOOD = "good"
    ATTENTION = "attention"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: of which check, how bad, what it is, and what to do about it."""

    check: str
    level: Level
    text: Message
    advice: Message | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The installation under examination; ``now`` is machine time, ``cards`` asks for a look at every card too."""

    settings: Settings
    database: Database
    now: datetime
    cards: bool = False

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what a work reads."""
        return self.database.read(work)


def today(store: Store) -> date:
    """Return the day where the organisation is."""
    return business_now(store.settings).astimezone(store.organisation.zone).date()


def named(names: tuple[Text, ...]) -> Listing:
    """Return the first few names as one list, and how many more there are."""
    more = len(names) - MOST_NAMED
    return Listing((*names[:MOST_NAMED], *((_("{count} more", count=more),) if more > 0 else ())))
