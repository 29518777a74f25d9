# SPDX-License-Identifier: EUPL-1.2
"""What this feature needs to keep: the versions of a register, its gaps, and the words people use for its topics."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from commands.decision_rights.changes import Changes
from commands.decision_rights.kept import Gap, GapState, Synonym, SynonymState, Version
from commands.decision_rights.rights import DecisionRight
from commands.organisations import Organisation
from commands.people import Directory, Person


class DecisionRights(Protocol):
    """The register of one organisation with all its versions, and what people asked of it."""

    def latest(self) -> Version | None:
        """Return the current version; None where there is no register yet."""

    def versions(self) -> tuple[Version, ...]:
        """Return every version, oldest first."""

    def rights(self, version: int) -> tuple[DecisionRight, ...]:
        """Return the rights of that version in the order of the register."""

    def change(self, rights: Sequence[DecisionRight], *, at: datetime, by: str, source: str) -> tuple[Version, Changes]:
        """Make these rights the current version, and return it with what differs; without a difference none is made."""

    def gaps(self, states: Iterable[GapState]) -> tuple[Gap, ...]:
        """Return the gaps in these states, most asked first."""

    def gap(self, gap_id: int) -> Gap | None:
        """Return one gap."""

    def open_gap(self, words: str, essence: str, person: Person | None, at: datetime) -> Gap:
        """Keep a question that nobody holds the right for; who asked it first waits for an answer, if anybody does."""

    def join_gap(self, gap_id: int, person: Person, at: datetime) -> Gap:
        """Count this person among those who asked; twice is once."""

    def close_gap(self, gap_id: int, state: GapState, at: datetime) -> tuple[Person, ...]:
        """Close a gap and return who asked; from then on only their number is kept."""

    def synonyms(self, state: SynonymState) -> tuple[Synonym, ...]:
        """Return the synonyms in this state, most chosen first."""

    def propose(self, words: str, topic: str, at: datetime) -> None:
        """Count that somebody who used these words chose this topic."""

    def settle(self, synonym_id: int, state: SynonymState, at: datetime) -> Synonym | None:
        """Accept or reject a synonym; None when it is no longer a proposal."""


class Store(Protocol):
    """One transaction for one organisation."""

    @property
    def organisation(self) -> Organisation:
        """Whose transaction it is."""

    @property
    def people(self) -> Directory:
        """The directory of this organisation."""

    @property
    def decision_rights(self) -> DecisionRights:
        """The register of this organisation."""

    def of(self, organisation_id: str) -> "Store | None":
        """Return the same transaction for another organisation."""
