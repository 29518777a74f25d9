# SPDX-License-Identifier: EUPL-1.2
"""What commands about the register share: the database they work on and the language in which they speak."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.language import Localizer
from bot.run import opened
from bot.settings import Settings
from commands.text import Text
from storage.database import Connection

T = TypeVar("T")


def transacted(work: Callable[[Connection], T], settings: Settings) -> T:
    """Do the work in one transaction and return what it returns."""
    database = opened(settings)
    try:
        return database.transact(work)
    finally:
        database.close()


class Says:
    """Prints texts in one language."""

    def __init__(self, language: str) -> None:
        """Speak this language, with times as they are in the Netherlands."""
        self._localizer = Localizer(language, ZoneInfo("Europe/Amsterdam"))

    def __call__(self, text: Text, *, before: str = "") -> None:
        """Print a text on a line."""
        print(f"{before}{self.text(text)}")  # noqa: T201 - this is the command line

    def each(self, lines: Sequence[tuple[str, Text]], most: int, left_out: Callable[[int], Text]) -> None:
        """Print these lines, each with what stands before it; beyond ``most`` say only how many more there are."""
        for before, line in lines[:most]:
            self(line, before=before)
        if len(lines) > most:
            self(left_out(len(lines) - most))

    def text(self, text: Text) -> str:
        """Return the words of a text."""
        return self._localizer.say(text)
