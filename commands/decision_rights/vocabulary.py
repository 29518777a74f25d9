# SPDX-License-Identifier: EUPL-1.2
"""The words that register and lexicon know, and what an asked word can stand for: typos, compounds, verb parts.

A *unit* is what texts and questions are compared by: a stem (``laptop``), or a concept of the lexicon (``#12``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from commands.decision_rights.lexicon import Lexicon, Sort
from commands.decision_rights.words import FUNCTION_WORDS, PARTICLES, stem

Units = dict[str, float]

_CONCEPT = 0.9
_HEAD, _MODIFIER = 0.6, 0.45
#: A compound of which the head says nothing is about its first part: "letselschadezaken".
_LIGHT_HEAD = 0.85
_SHORTEST_PART = 3
_SHORTEST_TAIL = 4
_TWO_PARTS = 2
#: From so many letters on, two slips still leave a likeness.
_FORGIVING = 7
_SHORTEST_FUZZY = 4
_LONG = 8
#: Longer words are not words; splitting them would take long.
_LONGEST = 45
_MOST_KEPT = 50_000
_OWN_MEANING = 0.6
_LINKS = ("", "s", "en", "e", "n", "er", "ings")


@dataclass(frozen=True, slots=True)
class Term:
    """One word (or phrase) of a question: what it can stand for, what sort of thing it names, and if it is known.

    ``share`` is below 1 for a part of a compound, which says less than a word of its own.
    """

    said: str
    units: Units = field(hash=False)
    sort: Sort | None
    known: bool = True
    concepts: tuple[int, ...] = ()
    share: float = 1.0


class Vocabulary:
    """Every word that register and lexicon use."""

    def __init__(self, lexicon: Lexicon, words: Iterable[str]) -> None:
        """Collect the words (folded) of the register beside those of the lexicon."""
        self._lexicon = lexicon
        self._register = frozenset(words)
        self._own = frozenset(stem(word) for word in self._register)
        self._stems: dict[str, str] = {}
        for word in (*lexicon.words, *self._register):
            if word not in FUNCTION_WORDS:
                self._stems.setdefault(stem(word), word)
        self._parts = frozenset(
            s for s, w in self._stems.items() if len(w) >= _SHORTEST_PART and w.isalpha()
        ) | frozenset(lexicon.stems)
        self._words = frozenset((*lexicon.words, *self._register))
        fuzzy = {w for w in (*lexicon.words, *self._register) if len(w) >= _SHORTEST_FUZZY}
        self._fuzzy = sorted(fuzzy | {w for w in FUNCTION_WORDS if len(w) >= _FORGIVING - 1})
        self._splits: dict[str, tuple[str, ...]] = {}
        self._guesses: dict[str, str | None] = {}

    def units(self, word: str) -> Units:
        """Return what a known word can stand for: itself, its parts, its concepts and their wider concepts."""
        stemmed = stem(word)
        units: Units = {stemmed: 1.0}
        self._add_concepts(units, stemmed, _CONCEPT)
        parts = self.split(word)
        # What has a meaning of its own is hardly about its parts: a "zaaksysteem" is not just any "systeem".
        kept = _OWN_MEANING if self._lexicon.senses(stemmed) else 1.0
        modifier = _LIGHT_HEAD if parts and self._sorts(parts[-1]) == {Sort.FILLER} else _MODIFIER
        for place, part in enumerate(parts):
            weight = (_HEAD if place == len(parts) - 1 else modifier) * kept
            units[part] = max(units.get(part, 0.0), weight)
            self._add_concepts(units, part, weight * _CONCEPT)
        return units

    def _add_concepts(self, units: Units, stemmed: str, weight: float) -> None:
        for concept, strength in self._lexicon.senses(stemmed):
            self.add_concept(units, concept, weight * strength)

    def add_concept(self, units: Units, concept: int, weight: float) -> None:
        """Add a concept and its wider ones to these units."""
        for wider, kept in self._lexicon.with_wider(concept):
            unit = f"#{wider}"
            units[unit] = max(units.get(unit, 0.0), weight * kept)

    def knows(self, word: str) -> bool:
        """Whether register or lexicon have this word in some form."""
        return stem(word) in self._stems

    def known_form(self, word: str) -> str | None:
        """Return the word when it is known, or the known word of which it is the bare stem ("toeken" of toekennen)."""
        return word if self.knows(word) else self._stems.get(word)

    def in_register(self, word: str) -> bool:
        """Whether the register itself has this word in some form."""
        return stem(word) in self._own

    def does(self, word: str) -> bool:
        """Whether a word names an action and no thing."""
        sorts = self._sorts(stem(word))
        return Sort.ACTION in sorts and Sort.OBJECT not in sorts

    def _sorts(self, stemmed: str) -> set[Sort]:
        """Return what sorts of things a word may name."""
        return {self._lexicon.concepts[concept].sort for concept, _ in self._lexicon.senses(stemmed)}

    def split(self, word: str) -> tuple[str, ...]:
        """Return the stems of the known words that this Dutch compound is made of, or nothing."""
        if len(word) > _LONGEST:
            return ()
        if word not in self._splits:
            _make_room(self._splits)
            self._splits[word] = self._split(word, 3) if len(word) > 2 * _SHORTEST_PART else ()
        return self._splits[word]

    def _split(self, word: str, most: int) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        best_score = 0.0
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_TAIL + 1):
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
            if len(bare) >= _SHORTEST_PART and head.endswith(link) and self._is_part(bare):
                return stem(bare)
        return None

    def _is_part(self, word: str) -> bool:
        """Whether a piece of a compound is a known word; a bare stem that nobody writes is none, nor is a short form."""
        stemmed = stem(word)
        whole = stemmed != word and len(stemmed) > _SHORTEST_PART
        return stemmed in self._parts and (whole or word in self._words)

    def resolve(self, word: str) -> tuple[str, ...]:
        """Return the known words this asked word stands for: itself, its form without ``-t`` or ``ge-``, the parts of
        an unknown compound, or the nearest known word (one slip in short words, two in long ones).
        """
        if word in FUNCTION_WORDS or self.knows(word):
            return (word,)
        for form in (
            word.removesuffix("t"),
            word.removesuffix("te"),
            word.removesuffix("de"),
            word.removesuffix("d") + "t",
            _participle(word),
        ):
            known = self.known_form(form) if form != word and len(form) >= _SHORTEST_PART else None
            if known:
                return (known,)
        guess = self._guess(word)
        if guess and len(word) >= _LONG and OSA.distance(word, guess) == 1:
            return (guess,)
        if parts := self.split(word):
            return tuple(self._stems.get(p, p) for p in parts)
        return (guess,) if guess else ()

    def _guess(self, word: str) -> str | None:
        if not _SHORTEST_FUZZY <= len(word) <= _LONGEST or not word.isalpha():
            return None
        if word not in self._guesses:
            _make_room(self._guesses)
            slips = 1 if len(word) < _FORGIVING else 2
            found = process.extract(word, self._fuzzy, scorer=OSA.distance, score_cutoff=slips, limit=5)
            if len(word) < _FORGIVING:
                # A short word is easily another one: "smeet" is not "meet". People seldom miss the first letter.
                found = [f for f in found if f[0][0] == word[0]]
            best = min(found, key=lambda f: (f[1], f[0][0] != word[0], f[0] not in self._register), default=None)
            self._guesses[word] = best[0] if best else None
        return self._guesses[word]


def _make_room(kept: dict[str, Any]) -> None:
    """Forget everything once too much is kept: people can type words without end."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()


def _participle(word: str) -> str:
    """Return the stem-like form of a participle: ``uitgezet`` is ``uitzet``, ``gewijzigd`` is ``wijzig``."""
    for particle in ("", *sorted(PARTICLES, key=len, reverse=True)):
        if word.startswith(particle + "ge") and len(word) > len(particle) + 5:
            bare = particle + word[len(particle) + 2 :]
            return bare[:-1] if bare.endswith(("t", "d")) else bare
    return word
