# SPDX-License-Identifier: EUPL-1.2
"""A register read for matching: which topic has which units, and how telling each unit is in this register."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from commands.decision_rights.analysis import Analysis, fields
from commands.decision_rights.holders import Holders
from commands.decision_rights.lexicon import Lexicon, Sort
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.spelling import Spelling
from commands.decision_rights.topics import Topic, topics
from commands.decision_rights.vocabulary import Term, Units, is_concept
from commands.decision_rights.words import FUNCTION_WORDS, stem, tokens

_WEIGHT = {
    Sort.OBJECT: 1.0,
    Sort.ACTION: 0.75,
    Sort.ROLE: 0.8,
    Sort.QUALITY: 0.35,
    Sort.DECISION: 0.12,
    Sort.FILLER: 0.04,
}
_UNKNOWN_WEIGHT = 0.8
#: From this weight on a unit is what the word means; below it, only a part of it or something wider.
_DIRECT = 0.7
_LEAST_IDF = 0.02
_IMAGINED = 20
_SPOKEN_OF = 0.5


class Catalogue:
    """The topics of a register with their units, titles, actions and passages."""

    def __init__(self, rights: Sequence[DecisionRight], lexicon: Lexicon, synonyms: Sequence[tuple[str, str]]) -> None:
        """Read the register; ``synonyms`` are pairs of asked words and the topic they meant."""
        self.topics = topics(rights)
        self.holders = Holders(self.topics)
        self._lexicon = lexicon
        texts = [text for right in rights for text, _ in fields(right)]
        self.analysis = Analysis(lexicon, (*texts, *(asked for asked, _ in synonyms)))
        self.passages: list[str] = []
        self.passage_topics: list[int] = []
        self._postings: dict[str, dict[int, float]] = {}
        self._titles: list[list[tuple[str, ...]]] = []
        self._actions: list[frozenset[int]] = []
        self._own_words: dict[str, Units] = {}
        extra: dict[str, list[str]] = {}
        for asked, meant in synonyms:
            extra.setdefault(meant.casefold(), []).append(asked)
        for number, topic in enumerate(self.topics):
            self._post(number, topic, extra)
            self._describe(number, topic)
            self._set_apart(topic)
        self.spelling = Spelling([_words(topic, extra) for topic in self.topics])
        # As if there were some topics more: in a register of a few rows, too, its words must tell something.
        count = len(self.topics) + _IMAGINED
        top = math.log(1 + (count + 0.5) / 0.5)
        self._idf = {
            unit: max(_LEAST_IDF, math.log(1 + (count - len(p) + 0.5) / (len(p) + 0.5)) / top)
            for unit, p in self._postings.items()
        }
        named = {word for titles in self._titles for title in titles for word in title}
        self._title_words = {word: (self._idf.get(stem(word), 1.0), self.analysis.units(word)) for word in named}

    def _post(self, number: int, topic: Topic, extra: dict[str, list[str]]) -> None:
        """Put the units of a topic in the postings, each with its best weight."""
        seen: set[tuple[str, float]] = set()
        for variant in topic.variants:
            for text, weight in fields(variant.right):
                if text and (text, weight) not in seen:
                    seen.add((text, weight))
                    self._add(number, self.analysis.units(text), weight)
            for asked in extra.get(variant.right.topic_nl.casefold(), ()):
                # Words that people asked with are read as a question is: a phrase counts in any order.
                for term in self.analysis.terms(tokens(asked)):
                    self._add(number, term.units, 1.0)

    def _add(self, number: int, units: Units, weight: float) -> None:
        """Put these units of a topic in the postings."""
        for unit, strength in units.items():
            posting = self._postings.setdefault(unit, {})
            posting[number] = max(posting.get(number, 0.0), strength * weight)

    def _describe(self, number: int, topic: Topic) -> None:
        """Keep the titles of a topic, the actions in them, and the passages that stand for it in meaning."""
        passages: dict[str, None] = {}
        for variant in topic.variants:
            right = variant.right
            keywords = ", ".join(right.keywords)
            whole = ". ".join(text for text in (right.topic_nl, right.description, keywords) if text)
            passages.update(dict.fromkeys((right.topic_nl, right.topic_en, right.description, keywords, whole)))
        passages.pop("", None)
        self.passages.extend(passages)
        self.passage_topics.extend([number] * len(passages))
        titles = sorted({t for v in topic.variants for t in (v.right.topic_nl, v.right.topic_en) if t})
        self._titles.append([tokens(title) for title in titles])
        self._actions.append(frozenset(self._actions_in(word for title in titles for word in tokens(title))))

    def _set_apart(self, topic: Topic) -> None:
        """Keep for each row of a topic the units that not all of its rows have."""
        rows = {v.right.id: " ; ".join(text for text, _ in fields(v.right) if text) for v in topic.variants}
        if len(set(rows.values())) == 1:
            return
        units = {right_id: self.analysis.units(text) for right_id, text in rows.items()}
        shared = set.intersection(*(set(own) for own in units.values()))
        for right_id, own in units.items():
            self._own_words[right_id] = {u: w for u, w in own.items() if u not in shared}

    def _actions_in(self, words: Iterator[str]) -> Iterator[int]:
        """Yield the actions that these words name."""
        for word in words:
            for concept, strength in self._lexicon.senses(stem(word)):
                if strength == 1 and self._lexicon.concepts[concept].sort is Sort.ACTION:
                    yield concept

    def importance(self, term: Term) -> float:
        """Return how much a term says: by its sort, and by how rare it is here; what nobody has says most."""
        weight = _WEIGHT[term.sort] if term.sort else _UNKNOWN_WEIGHT
        direct = (self._idf[u] for u, w in term.units.items() if w > _DIRECT and u in self._idf)
        return term.share * weight * max(direct, default=1.0)

    def matches(self, term: Term) -> dict[int, float]:
        """Return how well each topic has this term, 0 to 1; topics without it are left out."""
        found: dict[int, float] = {}
        for unit, weight in term.units.items():
            for number, strength in self._postings.get(unit, {}).items():
                quality = weight * strength
                if quality > found.get(number, 0.0):
                    found[number] = quality
        return found

    def quality(self, term: Term, number: int) -> float:
        """Return how well one topic has this term, 0 to 1."""
        return max((w * self._postings.get(u, {}).get(number, 0.0) for u, w in term.units.items()), default=0.0)

    def literal(self, term: Term, number: int) -> float:
        """Return how well one topic has the very words of this term, without the lexicon, 0 to 1."""
        own = ((u, w) for u, w in term.units.items() if not is_concept(u))
        return max((w * self._postings.get(u, {}).get(number, 0.0) for u, w in own), default=0.0)

    def title_share(self, number: int, asked: Units) -> float:
        """Return which share of the topic's own title the question names, by weight, 0 to 1."""
        best = 0.0
        for title in self._titles[number]:
            total = hit = 0.0
            for word in title:
                weight, units = self._title_words[word]
                if units:
                    total += weight
                    hit += weight * max((w * asked.get(u, 0.0) for u, w in units.items()), default=0.0)
            if total:
                best = max(best, hit / total)
        return best

    def contrary(self, number: int, terms: Sequence[Term]) -> bool:
        """Whether the question names an action that is contrary to the topic's own: to sell, where one buys.

        A topic that speaks of the asked action anywhere is not contrary to it.
        """
        concepts = self._lexicon.concepts
        if any(t.sort is Sort.ACTION and self.quality(t, number) >= _SPOKEN_OF for t in terms):
            return False
        asked = {c for t in terms for c in t.concepts if concepts[c].sort is Sort.ACTION}
        own = self._actions[number]
        if not asked or not own or asked & own:
            return False
        return any(concepts[a].against & own for a in asked) or any(concepts[o].against & asked for o in own)

    def likeness(self, terms: Sequence[Term]) -> Callable[[DecisionRight], float]:
        """Return a measure of how much of the question is in what sets a row of a topic apart, 0 to 1."""
        weights = [max(self.importance(t), _WEIGHT[Sort.OBJECT] if t.sort is Sort.QUALITY else 0.0) for t in terms]
        total = sum(weights) or 1.0

        def measure(right: DecisionRight) -> float:
            own = self._own_words.get(right.id)
            if not own:
                return 0.0
            shares = (
                weight * max((w * own.get(u, 0.0) for u, w in term.units.items()), default=0.0)
                for term, weight in zip(terms, weights, strict=True)
            )
            return sum(shares) / total

        return measure


def _words(topic: Topic, extra: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the words by which a topic is known: its titles, descriptions and keywords, and what people asked with."""
    rights = [variant.right for variant in topic.variants]
    texts = {t for r in rights for t in (r.topic_nl, r.topic_en, r.description, *r.keywords)}
    texts.update(asked for r in rights for asked in extra.get(r.topic_nl.casefold(), ()))
    return {word for text in texts for word in tokens(text) if word not in FUNCTION_WORDS}
