# SPDX-License-Identifier: EUPL-1.2
"""Which function a question names ("mag de teamleider inkoop …"), and what that function decides on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commands.decision_rights.topics import Topic
from commands.decision_rights.words import FUNCTION_WORDS, stem, tokens

_ENOUGH_OF_A_NAME = 2
#: Mandate decrees name several functions in one cell, each competent by itself.
_EACH = re.compile(
    r",?\s*(?:ieder\s+voor\s+zich|elk\s+afzonderlijk|each\s+(?:of\s+them\s+)?separately)\s*$", re.IGNORECASE
)
_APART = re.compile(r"\s*(?:[;/]|,|\ben\b|\bof\b|\band\b|\bor\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """The function that a question names: how many of its words do so, its names in the register, and its topics."""

    words: int = 0
    functions: frozenset[str] = frozenset()
    topics: frozenset[int] = frozenset()


class Holders:
    """The functions that decide in a register, by the words of their names."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        """Read who decides on each topic."""
        self._cells: dict[str, set[int]] = {}
        for number, topic in enumerate(topics):
            for variant in topic.variants:
                self._cells.setdefault(variant.right.decides, set()).add(number)
        whole = {cell: _words(_EACH.sub("", cell)) for cell in self._cells}
        heads = {words[0] for words in whole.values() if words}
        self._names: dict[tuple[str, ...], set[str]] = {}
        for cell, words in whole.items():
            parts = [_words(part) for part in _APART.split(_EACH.sub("", cell))]
            for name in (words, *(p for p in parts if p and p[0] in heads)):
                self._names.setdefault(name, set()).add(cell)

    def named(self, said: Sequence[str]) -> Named:
        """Return the function that these words begin with.

        A name counts when it is said whole, when two of its words are, or when its first word is that of one only.
        """
        stems = [stem(w) for w in said]
        best, cells = 0, set[str]()
        for name, own in self._names.items():
            count, alike = _begun(stems, said, name)
            if alike == len(name) or alike >= _ENOUGH_OF_A_NAME:
                rank = 2 * count + (alike == len(name))
                if rank > best:
                    best, cells = rank, set(own)
                elif rank == best:
                    cells |= own
        if not cells and stems:
            alone = [own for name, own in self._names.items() if name[:1] == (stems[0],)]
            if len(alone) == 1:
                best, cells = 2, alone[0]
        topics = frozenset(number for cell in cells for number in self._cells[cell])
        return Named(best // 2, frozenset(cells), topics)


def _words(name: str) -> tuple[str, ...]:
    return tuple(stem(w) for w in tokens(name) if w not in FUNCTION_WORDS)


def _begun(stems: Sequence[str], said: Sequence[str], name: tuple[str, ...]) -> tuple[int, int]:
    """Return how many words said begin with the name, small words included, and how many words of it they hold."""
    count = alike = 0
    if not name or not stems or stems[0] != name[0]:
        return 0, 0
    for place, (word, stemmed) in enumerate(zip(said, stems, strict=True)):
        if stemmed in name:
            count, alike = place + 1, alike + 1
        elif word not in FUNCTION_WORDS:
            break
    return count, min(alike, len(name))
