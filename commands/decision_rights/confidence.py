# SPDX-License-Identifier: EUPL-1.2
"""How sure a look-up is: from margins and coverage, which carry over between registers, not from raw scores."""

import math
from dataclasses import dataclass, fields
from enum import Enum


class Verdict(Enum):
    """Whether to answer, to ask back, or to say that nobody holds it."""

    SURE = "sure"
    UNSURE = "unsure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the matchers saw of the best topic; every number is relative to the register or to the question.

    ``score`` is what the matchers and the shape of the question (an amount, where amounts tell rows apart) give it
    together, ``lead`` how much more than the second topic, and ``margin`` the same as a share. ``covered`` is the share
    of the question's weight found in the topic, ``named`` the share of the topic's title found in the question,
    ``worst`` the share of the one word that is missed most, ``spelled`` how alike they are in letters, and ``near`` in
    meaning (standard deviations above the register's mean; 0 without the model). ``weight`` is how much the question
    tells in all, and ``agreeing`` how many of the matchers put this topic first. ``words`` is how many telling words
    the question has: things, and actions by the topic's own word ("annuleer" alone is not yet "stopzetten").
    """

    score: float
    lead: float
    margin: float
    covered: float
    named: float
    worst: float
    spelled: float
    weight: float
    agreeing: int
    words: int
    near: float = 0.0
    with_meaning: bool = False


@dataclass(frozen=True, slots=True)
class _Weights:
    """A logistic model of the evidence."""

    bias: float
    score: float
    lead: float
    covered: float
    named: float
    worst: float
    spelled: float
    weight: float
    agreeing: float
    near: float = 0.0

    def probability(self, evidence: Evidence) -> float:
        """Return the probability, 0 to 1."""
        total = self.bias + sum(
            getattr(self, trait.name) * getattr(evidence, trait.name) for trait in fields(self) if trait.name != "bias"
        )
        return 1 / (1 + math.exp(-total))


# Logistic regression over the tuning registers together. Those that were once held out count most, and are read with
# the lexicon of before it had seen their words, because an unseen register uses words that nobody listed. Traits and
# thresholds were chosen by fitting on all registers but one and scoring that one, each in turn. The score holds the
# other traits already, so what they add beside it can be less than nothing.
_KNOWN = _Weights(
    bias=-2.1, score=5.4, lead=0.0, covered=-2.9, named=1.1, worst=-4.7, spelled=-1.7, weight=1.3, agreeing=0.14
)
_RIGHT = _Weights(
    bias=-4.6, score=4.7, lead=3.5, covered=-1.4, named=0.7, worst=-1.3, spelled=-3.0, weight=0.8, agreeing=0.34
)
_KNOWN_BY_MEANING = _Weights(
    bias=-2.3,
    score=4.4,
    lead=0.0,
    covered=-1.7,
    named=0.8,
    worst=-4.2,
    spelled=-0.3,
    weight=1.2,
    agreeing=0.0,
    near=-0.55,
)
_RIGHT_BY_MEANING = _Weights(
    bias=-4.6,
    score=4.6,
    lead=2.2,
    covered=-0.7,
    named=0.1,
    worst=-1.0,
    spelled=-1.6,
    weight=0.8,
    agreeing=0.3,
    near=-0.77,
)
_LEAST_KNOWN = 0.8
_LEAST_SURE = 0.78
#: Two topics that fit (nearly) as well as each other are asked about, however well they fit.
_LEAST_LEAD = 0.02


def judge(evidence: Evidence) -> tuple[Verdict, float]:
    """Return the verdict, and how probable it is (0 to 1) that the best topic is the one asked for.

    Naming the wrong decider is the costly error, so an answer needs more certainty than a shortlist.
    """
    known, right = (_KNOWN_BY_MEANING, _RIGHT_BY_MEANING) if evidence.with_meaning else (_KNOWN, _RIGHT)
    sure = right.probability(evidence)
    if known.probability(evidence) < _LEAST_KNOWN:
        return Verdict.UNKNOWN, sure
    # Without a telling word there is only the model's word for it, and that alone names nobody.
    named = evidence.words and evidence.margin >= _LEAST_LEAD
    return (Verdict.SURE if sure >= _LEAST_SURE and named else Verdict.UNSURE), sure
