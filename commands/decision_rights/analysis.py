# SPDX-License-Identifier: EUPL-1.2
"""From texts to units: the fields of a right, and the terms of a question."""

from collections.abc import Iterable, Sequence

from commands.decision_rights.joining import glued
from commands.decision_rights.lexicon import Lexicon, Phrase, Sort
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.vocabulary import Term, Units, Vocabulary
from commands.decision_rights.words import FUNCTION_WORDS, stem, tokens

_PHRASE = 0.95
_PHRASE_SLACK = 3
_PART = 0.7


class Analysis:
    """Reads texts against one vocabulary; the same reading serves register and question, so that they compare."""

    def __init__(self, lexicon: Lexicon, texts: Iterable[str]) -> None:
        """Collect the vocabulary from every text of the register."""
        self.lexicon = lexicon
        self.vocabulary = Vocabulary(lexicon, (w for text in texts for w in tokens(text) if not w.isdigit()))
        self._known: dict[str, Units] = {}

    def units(self, text: str) -> Units:
        """Return every unit of a text of the register with its weight."""
        found: Units = {}
        said = tokens(text)
        for idiom in self._idioms(said)[0]:
            found.update(idiom.units)
        words = [w for w in said if w not in FUNCTION_WORDS]
        for word in words:
            if word not in self._known:
                self._known[word] = self.vocabulary.units(word)
            for unit, weight in self._known[word].items():
                found[unit] = max(found.get(unit, 0.0), weight)
        for phrase, _ in self._phrases([stem(w) for w in words], slack=0):
            self.vocabulary.add_concept(found, phrase.concept, _PHRASE * phrase.weight)
            found[_as_unit(phrase)] = 1.0
        return found

    def terms(self, words: Sequence[str]) -> list[Term]:
        """Return the terms of a question: phrases first, then its words, corrected, split and joined."""
        terms, words = self._idioms(words)
        said: list[tuple[str, str, float]] = []
        for word in glued(words, self.vocabulary):
            if word.isdigit() and not self.vocabulary.knows(word):
                continue
            resolved = self.vocabulary.resolve(word)
            share = _PART if len(resolved) > 1 else 1.0
            said.extend((word, w, share) for w in resolved or (word,) if w not in FUNCTION_WORDS)
        stems = [stem(w) for _, w, _ in said]
        taken: set[int] = set()
        for phrase, places in self._phrases(stems, slack=_PHRASE_SLACK):
            if not taken.intersection(places):
                taken.update(places)
                terms.append(self._phrase_term(phrase, [said[p][1] for p in sorted(places)]))
        # A number of its own counts things ("15 laptops"); in a phrase it is a name ("artikel 33").
        left = (word for place, word in enumerate(said) if place not in taken and not word[1].isdigit())
        terms.extend(self._word_term(*word) for word in left)
        return terms

    def _idioms(self, words: Sequence[str]) -> tuple[list[Term], list[str]]:
        """Return the idioms in these words as terms, and the words that are left."""
        stems = [stem(w) for w in words]
        terms: list[Term] = []
        left: list[str] = []
        place = 0
        while place < len(words):
            here = self.lexicon.idioms.get(stems[place], ())
            idiom = next((i for i in here if tuple(stems[place : place + len(i.stems)]) == i.stems), None)
            if idiom is None:
                left.append(words[place])
                place += 1
                continue
            said = words[place : place + len(idiom.stems)]
            terms.append(self._phrase_term(idiom, [w for w in said if w not in FUNCTION_WORDS]))
            place += len(said)
        return terms, left

    def _phrase_term(self, phrase: Phrase, words: list[str]) -> Term:
        units: Units = {}
        self.vocabulary.add_concept(units, phrase.concept, _PHRASE * phrase.weight)
        units[_as_unit(phrase)] = 1.0
        sort = self.lexicon.concepts[phrase.concept].sort
        if sort in {Sort.OBJECT, Sort.ACTION}:
            # "factuur fiatteren" is to pay, and still about a "factuur".
            for word in (w for w in words if sort is Sort.OBJECT or not self.vocabulary.does(w)):
                for unit, weight in self.vocabulary.units(word).items():
                    units[unit] = max(units.get(unit, 0.0), 0.5 * weight)
        return Term(" ".join(words), units, sort, concepts=(phrase.concept,))

    def _word_term(self, asked: str, word: str, share: float) -> Term:
        known = self.vocabulary.knows(word)
        units = self.vocabulary.units(word)
        concepts = tuple(c for c, _ in self.lexicon.senses(stem(word)))
        sorts = [self.lexicon.concepts[c].sort for c in concepts]
        sort = max(sorts, key=_WEIGHTIEST.index) if sorts else None
        return Term(asked, units, sort, known=known, concepts=concepts, share=share)

    def _phrases(self, stems: Sequence[str], slack: int) -> list[tuple[Phrase, frozenset[int]]]:
        """Return the lexicon's phrases in these stems with their places, longest first."""
        found: list[tuple[Phrase, frozenset[int]]] = []
        places: dict[str, list[int]] = {}
        for place, stemmed in enumerate(stems):
            places.setdefault(stemmed, []).append(place)
        for stemmed in places:
            for phrase in self.lexicon.phrases.get(stemmed, ()):
                if all(s in places for s in phrase.stems):
                    run = _nearest(phrase.stems, places, slack)
                    if run:
                        found.append((phrase, run))
        return sorted(found, key=lambda f: -len(f[0].stems))


def _as_unit(phrase: Phrase) -> str:
    """Return the unit of the phrase itself: who says the very words of a topic means that one, not a like one."""
    return " ".join(sorted(phrase.stems))


_WEIGHTIEST = [Sort.FILLER, Sort.DECISION, Sort.QUALITY, Sort.ROLE, Sort.ACTION, Sort.OBJECT]


def _nearest(stems: Sequence[str], places: dict[str, list[int]], slack: int) -> frozenset[int]:
    """Return where the stems stand near each other; in this order and without gaps when there is no slack."""
    for start in places[stems[0]]:
        if slack == 0:
            if all(start + i in places[s] for i, s in enumerate(stems)):
                return frozenset(range(start, start + len(stems)))
            continue
        run = {min(places[s], key=lambda p: abs(p - start)) for s in stems}
        if len(run) == len(stems) and max(run) - min(run) < len(stems) + slack:
            return frozenset(run)
    return frozenset()


#: The fields of a right that are matched, and how much a match there is worth.
def fields(right: DecisionRight) -> tuple[tuple[str, float], ...]:
    """Return the texts of a right with the weight of a match in them."""
    return (
        (right.topic_nl, 1.0),
        (right.topic_en, 1.0),
        (" ; ".join(right.keywords), 0.95),
        (right.description, 0.8),
        (right.conditions, 0.6),
        (right.domain, 0.3),
        (right.legal_basis, 0.3),
    )
