# SPDX-License-Identifier: EUPL-1.2
"""How sure a look-up is: from margins and coverage, which carry over between registers, not from raw scores."""

import math
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """Whether to answer, to ask back, or to say that nobody holds it."""

    SURE = "sure"
    UNSURE = "unsure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the matchers saw of the best topic; every number is relative to the register, 0 to 1."""

    score: float
    margin: float
    covered: float
    named: float
    near: float
    with_meaning: bool


def judge(evidence: Evidence) -> tuple[Verdict, float]:
    """Return the verdict, and how probable it is (0 to 1) that the best topic is the one asked for."""
    known = 5 * evidence.covered + 2 * evidence.named + (2 * evidence.near if evidence.with_meaning else 0.6) - 3.2
    right = 3 * evidence.covered + 1.5 * evidence.named + 4 * evidence.margin + 1.0 * evidence.near - 2.2
    sure = 1 / (1 + math.exp(-right))
    if 1 / (1 + math.exp(-known)) < 0.5:  # noqa: PLR2004 - more likely absent than present
        return Verdict.UNKNOWN, sure
    return (Verdict.SURE if sure > 0.6 else Verdict.UNSURE), sure  # noqa: PLR2004 - tuned
