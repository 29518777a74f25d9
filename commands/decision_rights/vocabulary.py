# SPDX-License-Identifier: EUPL-1.2
"""The words that register and lexicon know, and what an asked word can stand for: typos, compounds, verb parts.

A *unit* is what texts and questions are compared by: a stem (``laptop``), or a concept of the lexicon (``#12``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from commands.decision_rights.compounds import LONGEST, SHORTEST_PART, Compounds, make_room
from commands.decision_rights.lexicon import Lexicon, Sort
from commands.decision_rights.likeness import slips, within_slips
from commands.decision_rights.words import FUNCTION_WORDS, PARTICLES, stem

Units = dict[str, float]

_CONCEPT = 0.9
_HEAD, _MODIFIER = 0.6, 0.45
#: A compound of which the head says nothing is about its first part: "letselschadezaken".
_LIGHT_HEAD = 0.85
#: From so many letters on, two slips still leave a likeness.
_FORGIVING = 7
_SHORTEST_FUZZY = 4
_LONG = 8
_OWN_MEANING = 0.6


def is_concept(unit: str) -> bool:
    """Whether a unit is a concept of the lexicon, and no word."""
    return unit.startswith("#")


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
        parts = {s for s, w in self._stems.items() if len(w) >= SHORTEST_PART and w.isalpha()} | set(lexicon.stems)
        self._compounds = Compounds(parts, (*lexicon.words, *self._register))
        fuzzy = {w for w in (*lexicon.words, *self._register) if len(w) >= _SHORTEST_FUZZY}
        self._fuzzy = sorted(fuzzy | {w for w in FUNCTION_WORDS if len(w) >= _FORGIVING - 1})
        self._guesses: dict[str, str | None] = {}

    def units(self, word: str) -> Units:
        """Return what a known word can stand for: itself, its parts, its concepts and their wider concepts."""
        stemmed = stem(word)
        units: Units = {stemmed: 1.0}
        self._add_concepts(units, stemmed, _CONCEPT)
        parts = self._compounds.split(word)
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
            known = self.known_form(form) if form != word and len(form) >= SHORTEST_PART else None
            if known:
                return (known,)
        guess = self._guess(word)
        if guess and len(word) >= _LONG and slips(word, guess) == 1:
            return (guess,)
        if parts := self._compounds.split(word):
            return tuple(self._stems.get(p, p) for p in parts)
        return (guess,) if guess else ()

    def _guess(self, word: str) -> str | None:
        if not _SHORTEST_FUZZY <= len(word) <= LONGEST or not word.isalpha():
            return None
        if word not in self._guesses:
            make_room(self._guesses)
            found = within_slips(word, self._fuzzy, 1 if len(word) < _FORGIVING else 2, 5)
            if len(word) < _FORGIVING:
                # A short word is easily another one: "smeet" is not "meet". People seldom miss the first letter.
                found = [f for f in found if f[0][0] == word[0]]
            best = min(found, key=lambda f: (f[1], f[0][0] != word[0], f[0] not in self._register), default=None)
            self._guesses[word] = best[0] if best else None
        return self._guesses[word]


def _participle(word: str) -> str:
    """Return the stem-like form of a participle: ``uitgezet`` is ``uitzet``, ``gewijzigd`` is ``wijzig``."""
    for particle in ("", *sorted(PARTICLES, key=len, reverse=True)):
        if word.startswith(particle + "ge") and len(word) > len(particle) + 5:
            bare = particle + word[len(particle) + 2 :]
            return bare[:-1] if bare.endswith(("t", "d")) else bare
    return word
