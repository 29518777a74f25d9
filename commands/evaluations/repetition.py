# SPDX-License-Identifier: EUPL-1.2
"""What follows from two rounds together: whoever subtracts them is left with nobody, or with enough people.

Rounds ask different people at different moments, and still: where nearly everybody answers exactly as before, the
difference of two reports is what the few others answered. So ballots that come back unchanged are taken as those of
people who stayed, the worst that an adversary can know, and what is left over of each round has to be nobody, or again
as many as the threshold: at each statement, in everything that both reports show (domain §2.5).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from commands.evaluations.answers import DONT_KNOW, Ballot
from commands.evaluations.instrument import Dimension, Question
from commands.evaluations.round import Group
from commands.evaluations.tally import Figure, Tally, by_dimension, indexed

#: Groups of which one sum is known: one that is shown apart, or all that are not, together.
Cell: TypeAlias = frozenset[Group]
_Kind: TypeAlias = tuple[Group, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The ballots of two rounds, over the statements that both asked: who stayed, and who is left over of each."""

    keys: tuple[str, ...]
    stayed: Counter[_Kind]
    before: Counter[_Kind]
    now: Counter[_Kind]

    def tells(self, key: str, shown_before: Iterable[Group], shown_now: Iterable[Group], threshold: int) -> bool:
        """Whether the two rounds together tell something of fewer people than the threshold at one statement.

        The arguments are the groups whose figures each report shows there, beside the whole.
        """
        if key not in self.keys:
            return False
        at = self.keys.index(key)
        cells = _cells(shown_before), _cells(shown_now)
        stays = _numbers(self.stayed, at)
        gone, new = _numbers(self.before, at), _numbers(self.now, at)
        for joined in _joined(cells, stays):
            for left, side in zip((gone, new), joined, strict=True):
                few = sum(left[group] for cell in side for group in cell)
                if 0 < few < threshold:
                    return True
        return False


def compared(before: Sequence[Ballot], now: Sequence[Ballot], keys: Iterable[str]) -> Compared:
    """Return two rounds beside each other; ``keys`` are the statements that both asked."""
    asked = tuple(keys)
    first, second = (Counter(_kind(ballot, asked) for ballot in ballots) for ballots in (before, now))
    return Compared(asked, first & second, first - second, second - first)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A round that closed before: what its report shows, and its ballots as long as they are kept."""

    tally: Tally
    ballots: tuple[Ballot, ...]

    def shows(self, key: str) -> bool:
        """Whether the figure of a statement is shown."""
        return any(figure.key == key and figure.mean is not None for figure in self.tally.figures)

    def groups(self, dimension: Dimension) -> frozenset[Group]:
        """Return the groups that are shown apart in a dimension."""
        return frozenset(g for part in self.tally.parts if part.dimension is dimension for g in part.groups)


def apart(
    counted: Tally, questions: Sequence[Question], ballots: Sequence[Ballot], earlier: Iterable[Earlier], threshold: int
) -> Tally:
    """Return what may be shown beside earlier rounds: first without groups, then without the figures themselves."""
    numbered = [figure.key for figure in counted.figures]
    for round_ in earlier:
        both = [figure.key for figure in round_.tally.figures if figure.key in numbered]
        counted = _beside(counted, questions, compared(round_.ballots, ballots, both), round_, threshold)
    return counted


def _beside(counted: Tally, questions: Sequence[Question], two: Compared, earlier: Earlier, threshold: int) -> Tally:
    """Return what may be shown beside one earlier round."""

    def tells(key: str, dimension: Dimension | None, shown: Iterable[Group]) -> bool:
        before = earlier.groups(dimension) if dimension else ()
        return earlier.shows(key) and two.tells(key, before, shown, threshold)

    dimensions = by_dimension(questions)
    of = {question.key: dimension for dimension, asked in dimensions.items() for question in asked}
    hidden = {figure.key for figure in counted.figures if tells(figure.key, of.get(figure.key), ())}
    parts = []
    for part in counted.parts:
        keys = [question.key for question in dimensions[part.dimension]]
        if hidden & set(keys):
            parts.append(replace(part, mean=None, groups={}))
        elif any(tells(key, part.dimension, part.groups) for key in keys):
            parts.append(replace(part, groups={}))
        else:
            parts.append(part)
    figures = tuple(
        Figure(figure.key, figure.answered) if figure.key in hidden else figure for figure in counted.figures
    )
    return indexed(replace(counted, figures=figures, parts=tuple(parts)))


def _kind(ballot: Ballot, keys: Iterable[str]) -> _Kind:
    """Return what one ballot says."""
    return ballot.group, tuple(ballot.answers.get(key, DONT_KNOW) for key in keys)


def _numbers(ballots: Mapping[_Kind, int], at: int) -> Counter[Group]:
    """Return by group how many gave a number to one statement."""
    found: Counter[Group] = Counter()
    for (group, answers), number in ballots.items():
        if answers[at] != DONT_KNOW:
            found[group] += number
    return found


def _cells(shown: Iterable[Group]) -> tuple[Cell, ...]:
    """Return of whom one sum is known: each group that is shown, and all others together."""
    apart = frozenset(shown)
    return (*(frozenset({group}) for group in sorted(apart)), frozenset(Group) - apart)


def _joined(
    cells: tuple[tuple[Cell, ...], tuple[Cell, ...]], stays: Mapping[Group, int]
) -> list[tuple[list[Cell], list[Cell]]]:
    """Return the cells of both rounds that can only be subtracted together, because people who stayed tie them."""
    found: list[tuple[list[Cell], list[Cell]]] = []
    tied = {group for group, number in stays.items() if number}
    for round_, side in enumerate(cells):
        for cell in side:
            mine: tuple[list[Cell], list[Cell]] = ([], [])
            mine[round_].append(cell)
            for other in [each for each in found if any(tied & cell & theirs for theirs in each[1 - round_])]:
                found.remove(other)
                mine[0].extend(other[0])
                mine[1].extend(other[1])
            found.append(mine)
    # What nobody who stayed ties to the other round stands by itself, as its own report shows it.
    return [each for each in found if each[0] and each[1]]
