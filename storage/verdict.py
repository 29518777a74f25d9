# SPDX-License-Identifier: EUPL-1.2
"""Whether the journal is intact: every line in its place in the chain, up to the stored head (BIO2 8.15.05)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Connection, select

from storage.journal import GENESIS, Line, heads, lines


class Damage(StrEnum):
    """What was found first in a chain that is broken."""

    CHANGED = "changed"
    MISSING = "missing"
    CUT_SHORT = "cut short"
    HEAD_CHANGED = "head changed"


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain of an organisation breaks: the place in the chain of the first line that is not as sealed."""

    organisation: str
    damage: Damage
    sequence: int


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain. Kept elsewhere, it also shows that a whole chain was made anew."""

    organisation: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: ``sealed`` lines checked, ``unsealed`` lines that the next seal takes."""

    sealed: int
    unsealed: int
    heads: tuple[Head, ...]
    breaks: tuple[Break, ...]

    @property
    def intact(self) -> bool:
        """Whether every chain is as it was sealed."""
        return not self.breaks


def verify(connection: Connection, kept: Iterable[Head] = ()) -> Verdict:
    """Return the verdict over all organisations; ``kept`` are heads that were written down elsewhere before."""
    rows = connection.execute(select(heads))
    stored = {row.organisation: Head(row.organisation, row.sequence, row.hash) for row in rows}
    chains: dict[str, _Chain] = {}
    for organisation, found in groupby(lines(connection), key=lambda line: line.organisation):
        chains[organisation] = _Chain(organisation, {h.sequence: h for h in kept if h.organisation == organisation})
        for line in found:
            chains[organisation].add(line)
    for organisation in {*stored, *(h.organisation for h in kept)} - {*chains}:
        chains[organisation] = _Chain(organisation, {h.sequence: h for h in kept if h.organisation == organisation})
    broken = [b for name, chain in sorted(chains.items()) if (b := chain.end(stored.get(name)))]
    return Verdict(
        sum(c.sealed for c in chains.values()),
        sum(c.unsealed for c in chains.values()),
        tuple(stored[name] for name in sorted(stored)),
        tuple(broken),
    )


class _Chain:
    """One chain, followed from its first line."""

    def __init__(self, organisation: str, kept: dict[int, Head]) -> None:
        """Start before the first line."""
        self.organisation = organisation
        self.sealed = 0
        self.unsealed = 0
        self._kept = kept
        self._before = GENESIS
        self._next = 1
        self._broken: Break | None = None

    def add(self, line: Line) -> None:
        """Follow one line; after the first break there is nothing left to follow."""
        if line.sequence is None:
            self.unsealed += 1
            return
        self.sealed += 1
        if self._broken:
            return
        kept = self._kept.pop(self._next, None)
        if line.sequence != self._next:
            self._break(Damage.MISSING)
        elif line.hash != line.sealed(line.sequence, self._before) or (kept and kept.hash != line.hash):
            self._break(Damage.CHANGED)
        else:
            self._before, self._next = line.hash, self._next + 1

    def end(self, head: Head | None) -> Break | None:
        """Return the break, if any, once every line was followed."""
        last = self._next - 1
        expected = max([head.sequence if head else 0, *self._kept])
        if self._broken is None and expected > last:
            self._break(Damage.CUT_SHORT)
        end = (head.sequence, head.hash) if head else (0, GENESIS)
        if self._broken is None and end != (last, self._before):
            self._break(Damage.HEAD_CHANGED)
        return self._broken

    def _break(self, damage: Damage) -> None:
        """Remember the first break."""
        self._broken = self._broken or Break(self.organisation, damage, self._next)
