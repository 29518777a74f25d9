# SPDX-License-Identifier: EUPL-1.2
"""The lexicon of the domain: which words mean the same, in Dutch and English, and what sort of thing they name.

It is data that an administrator extends (``bot/data/lexicon.csv``), with these columns:

``name``     a short name for the concept, unique
``sort``     ``object``, ``action``, ``decision`` (deciding itself: approve, sign), ``role`` (people), ``quality``
             (high, new, urgent) or ``filler`` (words without weight)
``broader``  names of wider concepts, ``;``-separated: a laptop is workplace hardware
``against``  names of actions that mean the contrary, or plainly something else: to sell is not to buy
``nl``, ``en``  the words and phrases, ``;``-separated; one that starts with ``~`` is only related
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from commands.decision_rights.words import FUNCTION_WORDS, stem, tokens

_RELATED = 0.6
#: Small words that turn a phrase around: "in gebruik nemen" is not "uit gebruik nemen".
_TURNING = frozenset("in uit buiten niet geen op af out off not".split())
_WIDER = 0.55


class Sort(StrEnum):
    """What sort of thing a concept is; it decides how much a word weighs in a question."""

    OBJECT = "object"
    ACTION = "action"
    DECISION = "decision"
    ROLE = "role"
    QUALITY = "quality"
    FILLER = "filler"


class LexiconFault(ValueError):
    """A row of the lexicon cannot be used; the message names the row."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning; ``wider`` and ``against`` are the numbers of other concepts."""

    name: str
    sort: Sort
    wider: tuple[int, ...] = ()
    against: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words that together name a concept, as stems; an idiom keeps its function words and their order."""

    stems: tuple[str, ...]
    concept: int
    weight: float


class Lexicon:
    """The concepts, looked up by stem and by phrase."""

    def __init__(
        self,
        concepts: tuple[Concept, ...] = (),
        stems: Mapping[str, tuple[tuple[int, float], ...]] | None = None,
        phrases: tuple[Phrase, ...] = (),
        idioms: tuple[Phrase, ...] = (),
        words: frozenset[str] = frozenset(),
    ) -> None:
        """Keep the parsed parts; use :meth:`parse` to make one."""
        self.concepts = concepts
        self.stems = dict(stems or {})
        self.words = words
        self.phrases: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            self.phrases.setdefault(phrase.stems[0], []).append(phrase)
        self.idioms: dict[str, list[Phrase]] = {}
        for idiom in sorted(idioms, key=lambda i: -len(i.stems)):
            self.idioms.setdefault(idiom.stems[0], []).append(idiom)
        self._senses = [self._widened(n) for n in range(len(concepts))]

    @classmethod
    def parse(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """Return the lexicon of these rows.

        Raises:
            LexiconFault: on an unknown sort or name, or a name that is there twice.

        """
        kept = [row for row in rows if (row.get("name") or "").strip()]
        numbers: dict[str, int] = {}
        for row in kept:
            name = row["name"].strip()
            if name in numbers:
                raise LexiconFault(f"the concept {name!r} is in the lexicon twice")
            numbers[name] = len(numbers)
        concepts = tuple(_concept(row, numbers) for row in kept)
        stems: dict[str, dict[int, float]] = {}
        phrases: list[Phrase] = []
        idioms: list[Phrase] = []
        words: set[str] = set()
        for number, row in enumerate(kept):
            for term, weight in _terms(row):
                said = tokens(term)
                words.update(said)
                parts = tuple(stem(w) for w in said if w not in FUNCTION_WORDS)
                if len(parts) < len(said) and (len(parts) <= 1 < len(said) or _TURNING.intersection(said)):
                    # Said with its small words only: "van de hand doen" must not make every hand a sale.
                    idioms.append(Phrase(tuple(stem(w) for w in said), number, weight))
                elif len(parts) == 1:
                    senses = stems.setdefault(parts[0], {})
                    senses[number] = max(weight, senses.get(number, 0.0))
                elif parts:
                    phrases.append(Phrase(parts, number, weight))
        return cls(
            concepts, {s: tuple(c.items()) for s, c in stems.items()}, tuple(phrases), tuple(idioms), frozenset(words)
        )

    def senses(self, stemmed: str) -> tuple[tuple[int, float], ...]:
        """Return the concepts that a word may name, each with a weight up to 1."""
        return self.stems.get(stemmed, ())

    def with_wider(self, concept: int) -> tuple[tuple[int, float], ...]:
        """Return the concept and its wider concepts, each with how much of the meaning is kept."""
        return self._senses[concept]

    def _widened(self, concept: int) -> tuple[tuple[int, float], ...]:
        found = {concept: 1.0}
        frontier = [(concept, 1.0)]
        while frontier:
            number, weight = frontier.pop()
            for wider in self.concepts[number].wider:
                if found.get(wider, 0.0) < weight * _WIDER:
                    found[wider] = weight * _WIDER
                    frontier.append((wider, weight * _WIDER))
        return tuple(found.items())


def _concept(row: Mapping[str, str], numbers: Mapping[str, int]) -> Concept:
    """Return the concept of a row."""
    name = row["name"].strip()
    try:
        sort = Sort((row.get("sort") or "object").strip())
        wider = tuple(numbers[n] for n in _listed(row.get("broader")))
        against = frozenset(numbers[n] for n in _listed(row.get("against")))
    except (ValueError, KeyError) as unknown:
        raise LexiconFault(f"the concept {name!r} names something unknown: {unknown}") from None
    return Concept(name, sort, wider, against)


def _listed(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())


def _terms(row: Mapping[str, str]) -> list[tuple[str, float]]:
    """Return the words of a row with their weight."""
    listed = (*_listed(row.get("nl")), *_listed(row.get("en")))
    return [(term.removeprefix("~"), _RELATED if term.startswith("~") else 1.0) for term in listed]
