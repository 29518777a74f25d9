# SPDX-License-Identifier: EUPL-1.2
"""Ranks the topics of a register for a question, and weighs what speaks for and against the first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commands.decision_rights.catalogue import Catalogue
from commands.decision_rights.confidence import Evidence
from commands.decision_rights.ladder import in_force
from commands.decision_rights.lexicon import Sort
from commands.decision_rights.nearness import Meaning, Nearness
from commands.decision_rights.question import Question
from commands.decision_rights.topics import Topic, asked_levels
from commands.decision_rights.vocabulary import Term, Units
from commands.decision_rights.words import FUNCTION_WORDS

_TITLE = 0.25
_CONTRARY = 0.1
#: Letters say much where nothing else knows the word, and little beside the meaning model. These weights and those
#: around them are near what makes the right topic likeliest over five registers, each read with the lexicon of before
#: it had seen that register's words, fitted on four and scored on the fifth in turn.
_SPELLED, _SPELLED_BESIDE_MEANING = 0.7, 0.16
#: For each standard deviation above the register's mean.
_NEAR = 0.2
_HELD = 0.4
#: Verbs are chosen freely: one that is missed says half as little as a thing that is missed.
_ACTION = 0.5
#: From this importance on, a word tells something about the subject.
_TELLING = 0.3
_CANDIDATES = 30
_ALIKE = 10
#: The mean of a topic's passages says more than the nearest, which may be a chance likeness of one short field.
_NEAREST = 0.25


@dataclass(frozen=True, slots=True)
class Match:
    """How well a topic fits: the share of the question it covers, of its title that is named, how alike
    they are spelled, and how near in meaning (standard deviations above the register's mean).
    """

    topic: int
    score: float
    covered: float
    named: float
    spelled: float
    near: float
    contrary: bool


class Ranking:
    """Finds the topics that fit a question."""

    def __init__(self, catalogue: Catalogue, meaning: Meaning | None) -> None:
        """Rank the topics of this catalogue, with the model when there is one."""
        self._catalogue = catalogue
        self._nearness = Nearness(meaning, tuple(catalogue.passages))

    def matches(
        self, question: Question, terms: Sequence[Term], today: date, held: frozenset[int] = frozenset()
    ) -> list[Match]:
        """Return the topics in force on the day asked for, best first; those in ``held`` come a little higher."""
        catalogue = self._catalogue
        weights = [catalogue.importance(term) for term in terms]
        total = sum(weights) or 1.0
        covered: dict[int, float] = {}
        for term, weight in zip(terms, weights, strict=True):
            for number, quality in catalogue.matches(term).items():
                covered[number] = covered.get(number, 0.0) + weight * quality / total
        near = self._near(question)
        spelled = catalogue.spelling.to(w for w in question.topic if w not in FUNCTION_WORDS)
        letters = _SPELLED_BESIDE_MEANING if near else _SPELLED
        best = sorted(covered, key=lambda n: -covered[n])[:_CANDIDATES]
        if near:
            best = list(dict.fromkeys((*best, *sorted(near, key=lambda n: -near[n])[:_CANDIDATES])))
        alike = sorted(spelled, key=lambda n: -spelled[n])[:_ALIKE]
        best = list(dict.fromkeys((*best, *alike, *sorted(held)[:_CANDIDATES])))
        asked = _all_units(terms)
        found: list[Match] = []
        for number in best:
            topic = catalogue.topics[number]
            if in_force(topic, question, today):
                share, nearness = covered.get(number, 0.0), near.get(number, 0.0)
                likeness = spelled.get(number, 0.0)
                named = catalogue.title_share(number, asked)
                contrary = catalogue.contrary(number, terms)
                score = share + _TITLE * named * min(1.0, 2 * share) + letters * likeness + _NEAR * nearness
                score += _shape_bonus(topic, question) - (_CONTRARY if contrary else 0.0)
                score += _HELD if number in held else 0.0
                found.append(Match(number, score, share, named, likeness, nearness, contrary))
        return sorted(found, key=lambda m: -m.score)

    def _near(self, question: Question) -> dict[int, float]:
        """Return how near each topic is in meaning, relative to the whole register; nothing without a model."""
        sims = self._nearness.to(question.rest or question.text)
        if not sims:
            return {}
        nearest: dict[int, float] = {}
        sums: dict[int, float] = {}
        counts: dict[int, int] = {}
        for number, sim in zip(self._catalogue.passage_topics, sims, strict=True):
            nearest[number] = max(nearest.get(number, -1.0), sim)
            sums[number] = sums.get(number, 0.0) + sim
            counts[number] = counts.get(number, 0) + 1
        near = {n: _NEAREST * nearest[n] + (1 - _NEAREST) * sums[n] / counts[n] for n in nearest}
        mean = sum(near.values()) / len(near)
        spread = math.sqrt(sum((n - mean) ** 2 for n in near.values()) / len(near)) or 1.0
        return {number: (n - mean) / spread for number, n in near.items()}

    def evidence(self, terms: Sequence[Term], matches: Sequence[Match]) -> Evidence:
        """Return what speaks for and against the first of these matches."""
        catalogue, best = self._catalogue, matches[0]
        weights = [catalogue.importance(term) for term in terms]
        total = sum(weights) or 1.0
        worst = 0.0
        for term, weight in zip(terms, weights, strict=True):
            quality = catalogue.quality(term, best.topic)
            missed = weight * (1 - min(1.0, quality)) * (_ACTION if term.sort is Sort.ACTION else 1.0)
            worst = max(worst, missed)
        lead = best.score - (matches[1].score if len(matches) > 1 else 0.0)
        with_meaning = any(match.near for match in matches)
        return Evidence(
            score=best.score,
            lead=lead,
            margin=lead / best.score if best.score > 0 else 0.0,
            covered=best.covered,
            named=best.named,
            worst=worst / total,
            spelled=best.spelled,
            weight=sum(weights),
            agreeing=(best.covered >= max(match.covered for match in matches))
            + (best.spelled >= max(match.spelled for match in matches))
            + (with_meaning and best.near >= max(match.near for match in matches)),
            words=sum(
                weight > _TELLING and (term.sort is not Sort.ACTION or catalogue.literal(term, best.topic) > 0)
                for term, weight in zip(terms, weights, strict=True)
            ),
            near=best.near if with_meaning else 0.0,
            with_meaning=with_meaning,
        )


def _all_units(terms: Sequence[Term]) -> Units:
    """Return every unit of the question with its best weight."""
    asked: Units = {}
    for term in terms:
        for unit, weight in term.units.items():
            asked[unit] = max(asked.get(unit, 0.0), weight)
    return asked


def _shape_bonus(topic: Topic, question: Question) -> float:
    """Return a little extra for a topic told apart by what the question gives: amount, per cent or level."""
    bonus = 0.0
    if question.per_cent is not None and topic.by_share:
        bonus += 0.6
    elif question.amount is not None and topic.banded:
        bonus += 0.35
    if asked_levels(question.topic) & topic.levels:
        bonus += 0.2
    if question.asks_ladder and topic.banded:
        bonus += 0.5
    return bonus
