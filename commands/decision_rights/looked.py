# SPDX-License-Identifier: EUPL-1.2
"""What looking a question up gives: the registers that were asked, what they say, and what may be meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from commands.decision_rights.index import Found, Index, Outcome
from commands.decision_rights.kept import Version
from commands.decision_rights.question import Question
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.topics import topics
from commands.organisations import Organisation


@dataclass(frozen=True, slots=True)
class Register:
    """One version of a register ready to be asked; ``topics`` gives for each right the rights of the same topic."""

    version: Version | None
    index: Index
    rights: Mapping[str, DecisionRight]
    topics: Mapping[str, tuple[DecisionRight, ...]]

    @classmethod
    def of(cls, version: Version | None, rights: Sequence[DecisionRight], index: Index) -> Self:
        """Return the register of these rights with the index that was made of them."""
        groups = [tuple(variant.right for variant in topic.variants) for topic in topics(rights)]
        return cls(
            version,
            index,
            {right.id: right for right in rights},
            {right.id: group for group in groups for right in group},
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """What one organisation's register says."""

    organisation: Organisation
    register: Register
    found: Found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A right that may be meant, and whose it is."""

    hit: Hit
    right: DecisionRight


@dataclass(frozen=True, slots=True)
class Looked:
    """What a question found; ``day`` is the day it is about.

    ``hit`` is the register that answers, or that was asked first. ``also`` are other registers that answer too.
    ``elsewhere`` is an organisation that the question names and that is not ours.
    """

    question: Question
    day: date
    outcome: Outcome
    hit: Hit
    candidates: tuple[Candidate, ...] = ()
    also: tuple[Candidate, ...] = ()
    elsewhere: str = ""
