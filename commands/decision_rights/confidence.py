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

    ``covered`` is the share of the question's weight found in the topic, ``named`` the share of the topic's title
    found in the question, ``margin`` the lead over the second topic, ``absent`` the share of known words that the
    register does not have at all, ``worst`` the share of the one word that is missed most, ``contrary`` whether the
    actions clash, ``words`` how many telling words the question has (in a long one, a missed word means less).
    ``nearest`` comes from the meaning model: the topic's lead there over every other candidate.
    """

    covered: float
    named: float
    margin: float
    absent: float
    worst: float
    contrary: float
    words: float
    nearest: float = 0.0
    with_meaning: bool = False


@dataclass(frozen=True, slots=True)
class _Weights:
    """A logistic model of the evidence."""

    bias: float
    covered: float
    named: float
    margin: float
    absent: float
    worst: float
    contrary: float
    words: float
    nearest: float = 0.0

    def probability(self, evidence: Evidence) -> float:
        """Return the probability, 0 to 1."""
        total = self.bias + sum(
            getattr(self, trait.name) * getattr(evidence, trait.name) for trait in fields(self) if trait.name != "bias"
        )
        return 1 / (1 + math.exp(-total))


# Fitted over the tuning registers together, with a third of the lexicon's words left out at random, so that the
# weights fit words nobody has listed too. Fitting on all registers but one and scoring that one gives the same
# picture, which is why these carry over.
_KNOWN = _Weights(bias=-1.1, covered=2.8, named=2.1, margin=0.8, absent=-2.2, worst=-2.3, contrary=-5.0, words=0.5)
_RIGHT = _Weights(bias=-3.5, covered=4.9, named=1.6, margin=3.0, absent=-1.6, worst=-2.4, contrary=-5.0, words=0.4)
_KNOWN_BY_MEANING = _Weights(
    bias=0.4, covered=1.7, named=1.2, margin=1.7, absent=-2.5, worst=-2.6, contrary=-5.0, words=0.3, nearest=1.8
)
_RIGHT_BY_MEANING = _Weights(
    bias=-0.7, covered=2.5, named=1.0, margin=3.4, absent=-1.7, worst=-2.4, contrary=-5.0, words=0.0, nearest=1.5
)
_LEAST_KNOWN = 0.74
_LEAST_SURE = 0.8
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
