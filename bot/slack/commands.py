# SPDX-License-Identifier: EUPL-1.2
"""Our commands as people type them in Slack: where another app has one of the same name, ours stand behind a prefix."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from bot.language import Localizer, Reads
from commands.feature import Feature
from commands.text import Text


@dataclass(frozen=True, slots=True)
class Prefixed(Localizer):
    """Says texts in which each of our commands stands behind the prefix; ``commands`` finds where one begins."""

    prefix: str
    commands: re.Pattern[str]

    def say(self, text: Text) -> str:
        """Return the words as plain text; what is behind the prefix already stays as it is."""
        return self.commands.sub(f"/{self.prefix}", Localizer.say(self, text))


def reading(features: Iterable[Feature], prefix: str) -> Reads:
    """Return how readers in Slack are spoken to; ``prefix`` stands before each command, and may be empty."""
    if not prefix:
        return Localizer
    names = "|".join(sorted({re.escape(n) for f in features for command in f.commands for n in command.names}))
    return partial(Prefixed, prefix=prefix, commands=re.compile(rf"(?<![\w/:.])/(?=(?:{names})(?![\w-]))"))
