# SPDX-License-Identifier: EUPL-1.2
"""What is kept beside the rights: versions of a register, gaps in it, and words that people use for its topics."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a register: its number, when it began, who made it (a person's id, or empty) and from what."""

    number: int
    at: datetime
    by: str = ""
    source: str = ""


class GapState(StrEnum):
    """What became of a question that the register has no answer to."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Gap:
    """A question for which nobody holds the right: as first asked, and by how many people."""

    id: int
    words: str
    essence: str
    asked: int
    at: datetime
    state: GapState = GapState.OPEN


class SynonymState(StrEnum):
    """What the steward said of a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that people used for a topic, and how often they chose it."""

    id: int
    words: str
    topic: str
    count: int
    state: SynonymState = SynonymState.PROPOSED
