# SPDX-License-Identifier: EUPL-1.2
"""The report of a round: made once, at closing, and never again; card, page and export all draw from it.

What is hidden at closing stays hidden: a report that were made anew with another threshold could be subtracted from
the first one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from commands.evaluations.answers import Ballot
from commands.evaluations.beside import Earlier
from commands.evaluations.facts import Facts
from commands.evaluations.instrument import INDEX, Dimension
from commands.evaluations.repetition import apart
from commands.evaluations.round import Round
from commands.evaluations.suppression import LOWEST
from commands.evaluations.tally import Figure, Part, Tally, tally, together

#: When a dimension has to be discussed (domain §2.5).
LOW, DROP, GAP = Decimal("3.0"), Decimal("-0.5"), Decimal("1.0")


class Why(StrEnum):
    """Why a dimension is flagged."""

    LOW = "low"
    DROP = "drop"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Flag:
    """A dimension to discuss, and every reason why."""

    dimension: Dimension
    whys: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What may be known of a closed round. ``words`` are the open answers, in an order that says nothing.

    ``changes`` are the differences with ``previous``, the round before, by dimension. With ``repeated`` some figures
    are hidden that would tell of few people beside an earlier report. It is ``lost`` where nobody is known any more who
    was in the round, because a backup was put back: what was answered, and perhaps a report that was read, is gone.
    """

    tally: Tally
    invited: int
    declined: int
    closed_on: date
    words: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)
    previous: str = ""
    changes: Mapping[Dimension, Decimal] = field(default_factory=dict)
    index_change: Decimal | None = None
    repeated: bool = False
    lost: bool = False

    @property
    def share(self) -> int:
        """How many of those invited answered, in percent."""
        return round(100 * self.tally.answered / self.invited) if self.invited else 0

    def part(self, dimension: Dimension) -> Part | None:
        """Return the figures of one dimension."""
        return next((part for part in self.tally.parts if part.dimension is dimension), None)

    def figure(self, key: str) -> Figure | None:
        """Return what was answered to one question."""
        return next((figure for figure in self.tally.figures if figure.key == key), None)

    def over(self, round_: Round, dimension: Dimension) -> Figure | None:
        """Return what was answered to all statements of a dimension; None where one of them is not shown."""
        asked = (question for question in round_.questions if question.dimension is dimension)
        figures = (self.figure(question.key) for question in asked)
        return together([figure for figure in figures if figure], dimension.value)

    def flags(self) -> tuple[Flag, ...]:
        """Return what has to be discussed, in the order of the questionnaire; each dimension once."""
        return tuple(self._flags())

    def _flags(self) -> Iterator[Flag]:
        for part in self.tally.parts:
            change = self.changes.get(part.dimension)
            reasons = {
                Why.LOW: part.mean is not None and part.mean < LOW,
                Why.DROP: change is not None and change <= DROP,
                Why.GAP: part.gap is not None and abs(part.gap) >= GAP,
            }
            if whys := tuple(why for why, holds in reasons.items() if holds):
                yield Flag(part.dimension, whys)


def made(  # noqa: PLR0913 - a report takes all of this together, once
    round_: Round,
    ballots: Sequence[Ballot],
    words: tuple[str, ...],
    *,
    invited: int,
    declined: int,
    closed_on: date,
    facts: Facts,
    previous: "tuple[str, Report] | None",
    earlier: Sequence[Earlier] = (),
    lost: bool = False,
) -> Report:
    """Return the report; ``previous`` is the round before with its report, ``earlier`` all beside which it is read."""
    least = max(round_.threshold, LOWEST)
    alone = tally(round_.questions, ballots, least)
    counted = apart(alone, round_.questions, ballots, earlier, least)
    enough = counted.answered >= least
    changes: dict[Dimension, Decimal] = {}
    index_change = None
    if previous:
        before = {part.dimension: part.mean for part in previous[1].tally.parts if part.mean is not None}
        now = {part.dimension: part.mean for part in counted.parts if part.mean is not None}
        changes = {dimension: mean - before[dimension] for dimension, mean in now.items() if dimension in before}
        same = all((dimension in before) == (dimension in now) for dimension in INDEX)
        if same and counted.index is not None and previous[1].tally.index is not None:
            index_change = counted.index - previous[1].tally.index
    return Report(
        counted,
        invited,
        declined,
        closed_on,
        words if enough else (),
        facts,
        previous[0] if previous else "",
        changes,
        index_change,
        counted != alone,
        lost,
    )
