# SPDX-License-Identifier: EUPL-1.2
"""Dutch compounds taken apart: "licentieverlenging" is about a "licentie" and a "verlenging"."""

from collections.abc import Iterable
from typing import Any

from commands.decision_rights.words import stem

#: Longer words are not words; splitting them would take long.
LONGEST = 45
SHORTEST_PART = 3
_SHORTEST_TAIL = 4
_TWO_PARTS = 2
_MOST_KEPT = 50_000
_LINKS = ("", "s", "en", "e", "n", "er", "ings")


class Compounds:
    """Splits words into the words of which they are made."""

    def __init__(self, parts: Iterable[str], words: Iterable[str]) -> None:
        """Know these stems as parts, and these words as they are written."""
        self._parts = frozenset(parts)
        self._words = frozenset(words)
        self._splits: dict[str, tuple[str, ...]] = {}

    def split(self, word: str) -> tuple[str, ...]:
        """Return the stems of the known words that this Dutch compound is made of, or nothing."""
        if len(word) > LONGEST:
            return ()
        if word not in self._splits:
            make_room(self._splits)
            self._splits[word] = self._split(word, 3) if len(word) > 2 * SHORTEST_PART else ()
        return self._splits[word]

    def _split(self, word: str, most: int) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        best_score = 0.0
        for cut in range(SHORTEST_PART, len(word) - _SHORTEST_TAIL + 1):
            tails: tuple[str, ...] = (stem(word[cut:]),) if self._is_part(word[cut:]) else ()
            if not tails and most > _TWO_PARTS:
                tails = self._split(word[cut:], most - 1)
            if not tails:
                continue
            head = self._linked(word[:cut])
            if head:
                parts = (head, *tails)
                score = min(len(p) for p in parts) - 1.5 * len(parts)
                if not best or score > best_score:
                    best, best_score = parts, score
        return best

    def _linked(self, head: str) -> str | None:
        """Return the stem of the first part of a compound, without its linking letters."""
        for link in _LINKS:
            bare = head.removesuffix(link) if link else head
            if len(bare) >= SHORTEST_PART and head.endswith(link) and self._is_part(bare):
                return stem(bare)
        return None

    def _is_part(self, word: str) -> bool:
        """Whether a piece of a compound is a known word; a bare stem that nobody writes is none."""
        stemmed = stem(word)
        whole = stemmed != word and len(stemmed) > SHORTEST_PART
        return stemmed in self._parts and (whole or word in self._words)


def make_room(kept: dict[str, Any]) -> None:
    """Forget everything once too much is kept: people can type words without end."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()
