# SPDX-License-Identifier: EUPL-1.2
"""The index of a register: which topic a question is about, and how sure that is."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commands.decision_rights.analysis import Analysis, fields
from commands.decision_rights.confidence import Evidence, Verdict, judge
from commands.decision_rights.ladder import holding, in_force
from commands.decision_rights.lexicon import Lexicon, Sort
from commands.decision_rights.nearness import Meaning, Nearness
from commands.decision_rights.question import Question
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.topics import Topic, asked_levels, topics
from commands.decision_rights.vocabulary import Term, Units
from commands.decision_rights.words import stem, tokens


class Outcome(StrEnum):
    """The three outcomes of a look-up."""

    ANSWER = "answer"
    SHORTLIST = "shortlist"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up found; ``score`` (0 to 1) is how sure it is that the first right is what was asked.

    For an answer, ``rights`` hold: all bands in order when a banded topic is asked without an amount. For a
    shortlist, ``rights`` is empty and ``alternatives`` has a right of each candidate topic. ``alternatives`` never
    repeats ``rights``. ``off_band`` says that the topic was found but nobody holds it for this amount or date.
    """

    outcome: Outcome
    rights: tuple[DecisionRight, ...] = ()
    alternatives: tuple[DecisionRight, ...] = ()
    score: float = 0.0
    off_band: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    """How well a topic fits."""

    topic: int
    score: float
    covered: float
    named: float
    near: float
    contrary: bool


_WEIGHT = {
    Sort.OBJECT: 1.0,
    Sort.ACTION: 0.75,
    Sort.ROLE: 0.8,
    Sort.QUALITY: 0.35,
    Sort.DECISION: 0.12,
    Sort.FILLER: 0.04,
}
_UNKNOWN_WEIGHT = 0.8
_DIRECT = 0.7
_TITLE = 0.25
_NEAR = 0.6
_CONTRARY = 0.2
_CANDIDATES = 30
_ALTERNATIVES = 3


class Index:
    """Looks up questions in one register; built again only when the register changes."""

    def __init__(
        self,
        rights: Sequence[DecisionRight],
        lexicon: Lexicon,
        meaning: Meaning | None = None,
        synonyms: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Read the register; ``synonyms`` are pairs of asked words and the topic they meant."""
        self._topics = topics(rights)
        self._lexicon = lexicon
        texts = [text for right in rights for text, _ in fields(right)]
        texts.extend(asked for asked, _ in synonyms)
        self._analysis = Analysis(lexicon, texts)
        self._by_id = {right.id.lower(): right for right in rights}
        extra: dict[str, list[str]] = {}
        for asked, topic in synonyms:
            extra.setdefault(topic.casefold(), []).append(asked)
        self._postings: dict[str, dict[int, float]] = {}
        self._titles: list[list[list[str]]] = []
        self._actions: list[frozenset[int]] = []
        self._own_words: dict[str, Units] = {}
        self._passages: list[str] = []
        self._passage_topics: list[int] = []
        for number, topic in enumerate(self._topics):
            self._read(number, topic, extra)
        self._nearness = Nearness(meaning, tuple(self._passages))
        count = max(len(self._topics), 1)
        top = math.log(1 + (count + 0.5) / 0.5)
        self._idf = {
            unit: max(0.02, math.log(1 + (count - len(p) + 0.5) / (len(p) + 0.5)) / top)
            for unit, p in self._postings.items()
        }

    def _read(self, number: int, topic: Topic, extra: dict[str, list[str]]) -> None:
        """Put a topic in the postings."""
        seen: set[tuple[str, float]] = set()
        passages: dict[str, None] = {}
        for variant in topic.variants:
            right = variant.right
            own = (*fields(right), *((asked, 1.0) for asked in extra.get(right.topic_nl.casefold(), ())))
            for text, weight in own:
                if text and (text, weight) not in seen:
                    seen.add((text, weight))
                    for unit, strength in self._analysis.units(text).items():
                        posting = self._postings.setdefault(unit, {})
                        posting[number] = max(posting.get(number, 0.0), strength * weight)
            keywords = ", ".join(right.keywords)
            whole = ". ".join(text for text in (right.topic_nl, right.description, keywords) if text)
            for text in (right.topic_nl, right.topic_en, right.description, keywords, whole):
                if text:
                    passages[text] = None
        self._set_apart(topic)
        titles = {t for v in topic.variants for t in (v.right.topic_nl, v.right.topic_en) if t}
        self._actions.append(frozenset(c for title in titles for c in self._actions_in(tokens(title))))
        self._titles.append([[w for w in tokens(t)] for t in sorted(titles)])
        self._passages.extend(passages)
        self._passage_topics.extend([number] * len(passages))

    def _set_apart(self, topic: Topic) -> None:
        """Keep for each row of a topic the units that not all of its rows have."""
        if len({(v.right.topic_nl, v.right.description, v.right.conditions, v.right.keywords) for v in topic.variants}) < 2:  # noqa: PLR2004
            return
        rows = {v.right.id: self._analysis.units(" ; ".join(t for t, _ in fields(v.right))) for v in topic.variants}
        shared = set.intersection(*(set(units) for units in rows.values()))
        for right_id, units in rows.items():
            self._own_words[right_id] = {u: w for u, w in units.items() if u not in shared}

    def _likeness(self, terms: Sequence[Term]) -> Callable[[DecisionRight], float]:
        """Return a measure of how much of the question is in what sets a row of a topic apart."""
        weights = [self._importance(term) for term in terms]
        total = sum(weights) or 1.0

        def likeness(right: DecisionRight) -> float:
            own = self._own_words.get(right.id)
            if not own:
                return 0.0
            shares = (
                weight * max((w * own.get(u, 0.0) for u, w in term.units.items()), default=0.0)
                for term, weight in zip(terms, weights, strict=True)
            )
            return sum(shares) / total

        return likeness

    def search(self, question: Question, today: date) -> Found:
        """Return what the register says to this question on that day."""
        if named := self._named(question):
            return Found(Outcome.ANSWER, (named,), (), 1.0)
        terms = self._analysis.terms(question.topic)
        matches = self._matches(question, terms, today)
        if not matches:
            return Found(Outcome.UNKNOWN)
        return self._decide(question, terms, matches, today)

    def _named(self, question: Question) -> DecisionRight | None:
        """Return the right whose id is the whole question."""
        return self._by_id.get(question.text.strip().lower())

    def _matches(self, question: Question, terms: Sequence[Term], today: date) -> list[_Match]:
        """Return the topics in force that fit, best first."""
        per_term = [self._term_match(term) for term in terms]
        weights = [self._importance(term) for term in terms]
        total = sum(weights) or 1.0
        covered: dict[int, float] = {}
        for match, weight in zip(per_term, weights, strict=True):
            for number, quality in match.items():
                covered[number] = covered.get(number, 0.0) + weight * quality / total
        near = self._near(question)
        best = sorted(covered, key=lambda n: -covered[n])[:_CANDIDATES]
        if near:
            best = list(dict.fromkeys((*best, *sorted(near, key=lambda n: -near[n])[:_CANDIDATES])))
        asked: Units = {}
        for term in terms:
            for unit, weight in term.units.items():
                asked[unit] = max(asked.get(unit, 0.0), weight)
        found = []
        for number in best:
            topic = self._topics[number]
            if not in_force(topic, question, today):
                continue
            named = self._title_share(number, asked)
            share = covered.get(number, 0.0)
            nearness = near.get(number, 0.0)
            contrary = self._contrary(number, terms)
            score = share + _TITLE * named * min(1.0, 2 * share) + _NEAR * nearness
            score += self._shape_bonus(topic, question) - (_CONTRARY if contrary else 0.0)
            found.append(_Match(number, score, share, named, nearness, contrary))
        return sorted(found, key=lambda m: -m.score)

    def _actions_in(self, words: Sequence[str]) -> Iterator[int]:
        """Yield the actions that these words name."""
        for word in words:
            for concept, strength in self._lexicon.senses(stem(word)):
                if strength == 1 and self._lexicon.concepts[concept].sort is Sort.ACTION:
                    yield concept

    def _contrary(self, number: int, terms: Sequence[Term]) -> bool:
        """Whether the question names an action that is contrary to the topic's own: to sell, where one buys."""
        asked = {c for t in terms for c in t.concepts if self._lexicon.concepts[c].sort is Sort.ACTION}
        own = self._actions[number]
        if not asked or not own or asked & own:
            return False
        concepts = self._lexicon.concepts
        return any(concepts[a].against & own for a in asked) or any(concepts[o].against & asked for o in own)

    def _shape_bonus(self, topic: Topic, question: Question) -> float:
        """Return a little extra for a topic told apart by what the question gives: amount, per cent or level."""
        bonus = 0.0
        if question.per_cent is not None and topic.by_share:
            bonus += 0.06
        elif question.amount is not None and topic.banded:
            bonus += 0.04
        if asked_levels(question.topic) & topic.levels:
            bonus += 0.04
        return bonus

    def _term_match(self, term: Term) -> dict[int, float]:
        """Return how well each topic has this term, 0 to 1."""
        found: dict[int, float] = {}
        for unit, weight in term.units.items():
            for number, strength in self._postings.get(unit, {}).items():
                quality = weight * strength
                if quality > found.get(number, 0.0):
                    found[number] = quality
        return found

    def _importance(self, term: Term) -> float:
        """Return how much a term says: by its sort, and by how rare it is in this register."""
        weight = _WEIGHT[term.sort] if term.sort else _UNKNOWN_WEIGHT
        direct = (u for u, w in term.units.items() if w > _DIRECT and u in self._idf)
        return weight * max((self._idf[u] for u in direct), default=1.0)

    def _title_share(self, number: int, asked: Units) -> float:
        """Return which share of the topic's own title the question names, by weight."""
        best = 0.0
        for title in self._titles[number]:
            total = hit = 0.0
            for word in title:
                units = self._analysis.units(word)
                if not units:
                    continue
                weight = self._idf.get(stem(word), 1.0)
                total += weight
                hit += weight * max((w * asked.get(u, 0.0) for u, w in units.items()), default=0.0)
            if total:
                best = max(best, hit / total)
        return best

    def _near(self, question: Question) -> dict[int, float]:
        """Return how near each topic is in meaning, relative to the whole register; nothing without a model.

        A topic is as near as the mean of its nearest passage and all of its passages: the question may match one
        field only, but a chance likeness of one short field should not win.
        """
        sims = self._nearness.to(question.text)
        if not sims:
            return {}
        if question.rest and question.rest != question.text:
            sims = tuple((a + b) / 2 for a, b in zip(sims, self._nearness.to(question.rest), strict=True))
        nearest = [-1.0] * len(self._topics)
        sums = [0.0] * len(self._topics)
        counts = [0] * len(self._topics)
        for number, sim in zip(self._passage_topics, sims, strict=True):
            nearest[number] = max(nearest[number], sim)
            sums[number] += sim
            counts[number] += 1
        near = [(n + s / c) / 2 if c else 0.0 for n, s, c in zip(nearest, sums, counts, strict=True)]
        mean = sum(near) / len(near)
        spread = math.sqrt(sum((n - mean) ** 2 for n in near) / len(near)) or 1.0
        return {number: max(0.0, min(1.0, (n - mean) / spread / 4)) for number, n in enumerate(near)}

    def _evidence(self, terms: Sequence[Term], matches: list[_Match]) -> Evidence:
        """Return what speaks for and against the best topic."""
        best = matches[0]
        second = matches[1].score if len(matches) > 1 else 0.0
        weights = [self._importance(term) for term in terms]
        total = sum(weights) or 1.0
        absent = strange = 0.0
        for term, weight in zip(terms, weights, strict=True):
            missed = weight * (1 - min(1.0, self._quality(term, best.topic)))
            if term.sort is None and not any(u in self._postings for u in term.units):
                strange += missed
            elif not any(u in self._postings for u, w in term.units.items() if w > _DIRECT):
                absent += missed
        nearer = max((m.near for m in matches[1:]), default=0.0)
        return Evidence(
            covered=best.covered,
            named=best.named,
            margin=(best.score - second) / best.score if best.score > 0 else 0.0,
            absent=absent / total,
            strange=strange / total,
            contrary=float(best.contrary),
            weight=min(1.0, total),
            near=best.near,
            nearest=max(-1.0, best.near - nearer),
            with_meaning=any(m.near for m in matches),
        )

    def _quality(self, term: Term, number: int) -> float:
        """Return how well one topic has this term."""
        return max((w * self._postings.get(u, {}).get(number, 0.0) for u, w in term.units.items()), default=0.0)

    def _decide(self, question: Question, terms: Sequence[Term], matches: list[_Match], today: date) -> Found:
        """Return the outcome for these matches."""
        best = matches[0]
        evidence = self._evidence(terms, matches)
        verdict, sure = judge(evidence)
        firsts: list[DecisionRight] = []
        likeness = self._likeness(terms)
        for match in matches[: _ALTERNATIVES + 1]:
            held = holding(self._topics[match.topic], question, today, likeness)
            fallback = tuple(v.right for v in in_force(self._topics[match.topic], question, today))
            firsts.append((held or fallback)[0])
        rights = holding(self._topics[best.topic], question, today, likeness)
        if verdict is Verdict.UNKNOWN or not rights or question.asks_otherwise:
            return Found(Outcome.UNKNOWN, (), tuple(firsts[:_ALTERNATIVES]), sure, off_band=not rights)
        if verdict is Verdict.SURE:
            return Found(Outcome.ANSWER, rights, tuple(firsts[1:]), sure)
        return Found(Outcome.SHORTLIST, (), tuple(firsts[:_ALTERNATIVES]), sure)
