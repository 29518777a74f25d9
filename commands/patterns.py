# SPDX-License-Identifier: EUPL-1.2
"""Regular expressions that are compiled when first used: the long ones take most of what loading costs."""

import re
from collections.abc import Iterator
from functools import cached_property


class Pattern:
    """A regular expression, with the methods of :class:`re.Pattern` that are used here."""

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        """Keep how it is written."""
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """What :mod:`re` makes of it."""
        return re.compile(self.pattern, self._flags)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place where it fits."""
        return self.compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Return whether it fits at the beginning."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return whether it fits from beginning to end."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places where it fits."""
        return self.compiled.finditer(text)

    def sub(self, new: str, text: str) -> str:
        """Return the text with something else in the places where it fits."""
        return self.compiled.sub(new, text)
