# SPDX-License-Identifier: EUPL-1.2
"""The index of a register: answers a question, asks back, or says that the register has no answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commands.decision_rights.catalogue import Catalogue
from commands.decision_rights.confidence import Verdict, judge
from commands.decision_rights.holders import Named
from commands.decision_rights.ladder import apart, holding, in_force
from commands.decision_rights.lexicon import Lexicon, Sort
from commands.decision_rights.nearness import Meaning
from commands.decision_rights.question import Question
from commands.decision_rights.ranking import Match, Ranking
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.vocabulary import Term

_ALTERNATIVES = 3
#: A topic of which the rows are told apart by words alone may take two of the three places.
_SIBLINGS = 1
#: What a question can be about; a word that nobody knows may be a thing.
_THINGS = (Sort.OBJECT, None)


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
class Judged:
    """How sure the first topic is, and the functions that the question itself names."""

    verdict: Verdict
    sure: float
    functions: frozenset[str]


class Index:
    """Looks up questions in one register; built again only when the register changes."""

    def __init__(
        self,
        rights: Sequence[DecisionRight],
        lexicon: Lexicon,
        meaning: Meaning | None = None,
        synonyms: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Read the register; ``synonyms`` are pairs of asked words and the topic (``topic_nl``) they meant."""
        self._catalogue = Catalogue(rights, lexicon, synonyms)
        self._ranking = Ranking(self._catalogue, meaning)
        self._by_id = {right.id.casefold(): right for right in rights}

    def search(self, question: Question, today: date) -> Found:
        """Return what the register says to this question on that day."""
        if right := self._by_id.get(question.text.strip().casefold()):
            return Found(Outcome.ANSWER, (right,), (), 1.0)
        named = self._catalogue.holders.named(question.actor)
        terms = self._catalogue.analysis.terms(_without(question.topic, question.actor[: named.words]))
        matches = self._ranking.matches(question, terms, today, named.topics)
        if not matches:
            return Found(Outcome.UNKNOWN)
        verdict, sure = judge(self._ranking.evidence(terms, matches))
        if limited := self._limits(question, terms, matches, named):
            matches, verdict, sure = limited, _one_of(limited), 1 / len(limited)
        elif verdict is Verdict.SURE and named.topics and matches[0].topic not in named.topics:
            verdict = Verdict.UNSURE
        return self._decided(question, terms, matches, today, Judged(verdict, sure, named.functions))

    def _limits(self, question: Question, terms: Sequence[Term], matches: list[Match], named: Named) -> list[Match]:
        """Return the topics with limits of a function, where the question is what it may spend, on no certain thing."""
        if (question.asks_ladder or question.amount is not None) and not any(t.sort in _THINGS for t in terms):
            return [m for m in matches if m.topic in named.topics and self._catalogue.topics[m.topic].banded]
        return []

    def _decided(
        self,
        question: Question,
        terms: Sequence[Term],
        matches: Sequence[Match],
        today: date,
        judged: Judged,
    ) -> Found:
        """Return the outcome for these matches: the topic first, then band and date within it."""
        verdict, sure = judged.verdict, judged.sure
        likeness = self._catalogue.likeness(terms)
        firsts: list[DecisionRight] = []
        for match in matches[: _ALTERNATIVES + 1]:
            topic = self._catalogue.topics[match.topic]
            held = holding(topic, question, today, likeness)
            held = tuple(r for r in held if r.decides in judged.functions) or held
            firsts.append(held[0] if held else in_force(topic, question, today)[0].right)
        rights = holding(self._catalogue.topics[matches[0].topic], question, today, likeness)
        rights = tuple(r for r in rights if r.decides in judged.functions) or rights
        firsts[1:1] = apart(self._catalogue.topics[matches[0].topic], question, today, likeness)[:_SIBLINGS]
        if verdict is Verdict.UNKNOWN or not rights or question.asks_otherwise:
            return Found(Outcome.UNKNOWN, (), tuple(firsts[:_ALTERNATIVES]), sure, off_band=not rights)
        if verdict is Verdict.SURE:
            return Found(Outcome.ANSWER, rights, tuple(r for r in firsts[1:] if r not in rights)[:_ALTERNATIVES], sure)
        return Found(Outcome.SHORTLIST, (), tuple(firsts[:_ALTERNATIVES]), sure)


def _one_of(matches: Sequence[Match]) -> Verdict:
    return Verdict.SURE if len(matches) == 1 else Verdict.UNSURE


def _without(words: Sequence[str], run: Sequence[str]) -> Sequence[str]:
    """Return the words without the first place where this run of words stands."""
    for place in range(len(words) - len(run) + 1 if run else 0):
        if tuple(words[place : place + len(run)]) == tuple(run):
            return (*words[:place], *words[place + len(run) :])
    return words
