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
    register does not have at all, ``strange`` that of words nobody knows, ``contrary`` whether the actions clash,
    ``weight`` how much the question says at all. ``near`` and ``nearest`` come from the meaning model: how near
    the topic is compared with the whole register, and its lead there over every other candidate.
    """

    covered: float
    named: float
    margin: float
    absent: float
    strange: float
    contrary: float
    weight: float
    near: float
    nearest: float
    with_meaning: bool


@dataclass(frozen=True, slots=True)
class _Weights:
    """A logistic model of the evidence."""

    bias: float
    covered: float
    named: float
    margin: float
    absent: float
    strange: float
    contrary: float
    weight: float
    near: float = 0.0
    nearest: float = 0.0

    def probability(self, evidence: Evidence) -> float:
        """Return the probability, 0 to 1."""
        total = self.bias
        for trait in fields(self):
            if trait.name != "bias":
                total += getattr(self, trait.name) * getattr(evidence, trait.name)
        return 1 / (1 + math.exp(-total))


# Fitted over the tuning registers together, with a third of the lexicon's words left out at random so that the
# weights fit words nobody has listed. ``strange`` is held at nothing or below: an unlisted word never speaks in favour.
_KNOWN = _Weights(bias=-3.4, covered=5.3, named=1.8, margin=0.3, absent=-3.2, strange=0.0, contrary=-7.0, weight=1.5)
_RIGHT = _Weights(bias=-7.2, covered=6.8, named=1.2, margin=2.4, absent=-2.3, strange=-0.2, contrary=-7.0, weight=3.5)
_KNOWN_BY_MEANING = _Weights(
    bias=-2.9, covered=3.8, named=1.2, margin=1.4, absent=-3.4, strange=0.0, contrary=-7.0, weight=0.7,
    near=1.5, nearest=0.6,
)  # fmt: skip
_RIGHT_BY_MEANING = _Weights(
    bias=-6.0, covered=5.2, named=0.4, margin=3.7, absent=-2.4, strange=-0.2, contrary=-7.0, weight=2.6,
    near=1.1, nearest=0.2,
)  # fmt: skip
_LEAST_KNOWN = 0.6
_LEAST_SURE = 0.7


def judge(evidence: Evidence) -> tuple[Verdict, float]:
    """Return the verdict, and how probable it is (0 to 1) that the best topic is the one asked for.

    Naming the wrong decider is the costly error, so an answer needs more certainty than a shortlist.
    """
    known, right = (_KNOWN_BY_MEANING, _RIGHT_BY_MEANING) if evidence.with_meaning else (_KNOWN, _RIGHT)
    sure = right.probability(evidence)
    if known.probability(evidence) < _LEAST_KNOWN:
        return Verdict.UNKNOWN, sure
    return (Verdict.SURE if sure >= _LEAST_SURE else Verdict.UNSURE), sure
