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

    ``covered`` is the share of the question's weight found in the topic, ``literal`` the same by its very words,
    without the lexicon, ``named`` the share of the topic's title found in the question, ``margin`` the lead over the
    second topic, ``worst`` the share of the one word that is missed most, ``contrary`` whether the actions clash,
    ``words`` how many telling words the question has: things, and actions by the topic's own word ("annuleer" alone
    is not yet "stopzetten"). ``nearest`` comes from the meaning model: the topic's lead there over every other
    candidate.
    """

    covered: float
    literal: float
    named: float
    margin: float
    worst: float
    contrary: float
    words: int
    nearest: float = 0.0
    with_meaning: bool = False


@dataclass(frozen=True, slots=True)
class _Weights:
    """A logistic model of the evidence."""

    bias: float
    covered: float
    named: float
    margin: float
    worst: float
    contrary: float
    literal: float = 0.0
    nearest: float = 0.0

    def probability(self, evidence: Evidence) -> float:
        """Return the probability, 0 to 1."""
        total = self.bias + sum(
            getattr(self, trait.name) * getattr(evidence, trait.name) for trait in fields(self) if trait.name != "bias"
        )
        return 1 / (1 + math.exp(-total))


# Logistic regression over the tuning registers together, each with the lexicon as it is and as it was before it had
# seen their words, because an unseen register uses words that nobody listed. Traits and thresholds were chosen by
# fitting on all registers but one and scoring that one, each in turn: more traits did not carry over better.
_KNOWN = _Weights(bias=1.2, covered=2.0, named=2.4, margin=0.6, worst=-6.0, contrary=-2.3)
_RIGHT = _Weights(bias=-2.2, covered=2.9, literal=1.2, named=2.2, margin=2.7, worst=-3.0, contrary=-1.8)
_KNOWN_BY_MEANING = _Weights(bias=1.6, covered=1.0, named=2.3, margin=0.5, worst=-5.2, contrary=-1.6, nearest=1.8)
_RIGHT_BY_MEANING = _Weights(
    bias=-1.3, covered=1.8, literal=0.5, named=2.7, margin=2.5, worst=-3.2, contrary=-1.4, nearest=1.8
)
_LEAST_KNOWN = 0.82
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
