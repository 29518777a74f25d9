# SPDX-License-Identifier: EUPL-1.2
"""One law for all reports together: under every figure lie enough answers that stand in no other report.

Whoever adds and subtracts reports in any way is then left with those answers too, so with nobody, or with at least as
many people as the threshold (domain §2.5). Rounds ask at different moments, and still: where people answer exactly as
before, the difference of two reports is what a few others answered. So a ballot that comes back unchanged is taken as
that of somebody who stayed, the worst that an adversary can know. It stands in another report already, and counts for
nothing here; and what is gone of an earlier round has to be nobody, or again enough.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from commands.evaluations.answers import DONT_KNOW, Ballot, Kept
from commands.evaluations.instrument import Question
from commands.evaluations.remembered import otherwise
from commands.evaluations.round import Group
from commands.evaluations.tally import Figure, Tally, by_dimension, indexed

#: A group, or None for all groups together of which a ballot does not say any more which one it is.
Label: TypeAlias = Group | None
#: Of whom one sum is known: one group that is shown, or all others together.
Cell: TypeAlias = frozenset[Label]
_Kind: TypeAlias = tuple[Label, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A report that is there already, and what both rounds asked: by the key now, the question as it was then.

    Without ``ballots`` only the figures are left of it. ``elsewhere`` is a round of another body: who is in both can be
    in another group there.
    """

    tally: Tally
    asked: Mapping[str, Question]
    ballots: tuple[Kept, ...] = ()
    elsewhere: bool = False

    @property
    def shown(self) -> Mapping[str, Figure]:
        """The figures that it shows, by the key now."""
        figures = {figure.key: figure for figure in self.tally.figures if figure.mean is not None}
        return {now: figures[then.key] for now, then in self.asked.items() if then.key in figures}

    def groups(self, key: str) -> frozenset[Group]:
        """Return the groups that it shows apart where this statement stands."""
        dimension = self.asked[key].dimension
        parts = (part for part in self.tally.parts if part.dimension is dimension and not self.elsewhere)
        return frozenset(group for part in parts for group in part.groups)

    def label(self, group: Label) -> Label:
        """Return what is known of the group of somebody in it."""
        return None if self.elsewhere or group not in (self.tally.sizes or ()) else group


class Beside:
    """One earlier round and the ballots of now, over what both asked: who stayed, and who is gone."""

    def __init__(self, earlier: Earlier, ballots: Sequence[Ballot]) -> None:
        """Tie people by what they answer."""
        self.earlier, self.keys = earlier, tuple(earlier.asked)
        then = tuple(question.key for question in earlier.asked.values())
        self.before = Counter(_kind(earlier.label(each.group), each, then) for each in earlier.ballots)
        now = Counter(_kind(earlier.label(each.group), each, self.keys) for each in ballots)
        self.stayed, self.gone = self.before & now, self.before - now

    def gives_away(self, key: str, shown: Iterable[Group], threshold: int) -> bool:
        """Whether so few are gone that both reports tell about them; ``shown`` are the groups that are shown now.

        Who did not know is counted too: how many these are is shown.
        """
        at = self.keys.index(key)
        stays, people, numbers = (_people(self.stayed), _people(self.gone), _numbers(self.gone, at))
        now = [frozenset(map(self.earlier.label, cell)) for cell in _cells(shown)]
        for labels in _tied(_cells(self.earlier.groups(key)), now, {label for label, n in stays.items() if n}):
            left = (sum(counted[label] for label in labels) for counted in (people, numbers))
            if any(0 < few < threshold for few in left):
                return True
        return False


class Law:
    """What of one round may be shown beside all reports that are there already."""

    def __init__(self, ballots: Sequence[Ballot], keys: Iterable[str], earlier: Iterable[Earlier], least: int) -> None:
        """Tie everybody to every round; ``keys`` are what was answered with a number, ``least`` is the threshold."""
        self._keys, self._least = tuple(keys), least
        self._now = Counter(_kind(ballot.group, ballot, self._keys) for ballot in ballots)
        every = [each for each in earlier if each.shown]
        self._beside = [Beside(each, ballots) for each in every if each.ballots]
        remembered = (each for each in every if not each.ballots)
        near = (each for each in remembered if otherwise(each.shown, each.tally.answered, ballots) < least)
        self._nearly = frozenset(key for each in near for key in each.shown)

    def tells(self, key: str, shown: frozenset[Group] = frozenset()) -> bool:
        """Whether a figure tells of too few people, when these groups are shown apart with it."""
        beside = [each for each in self._beside if key in each.earlier.shown]
        if key in self._nearly or any(each.gives_away(key, shown, self._least) for each in beside):
            return True
        if not beside:
            return False
        there, new = _numbers(self._now, at := self._keys.index(key)), _numbers(self._new(beside), at)
        for cell in _cells(shown):
            elsewhere = sum(each for other in beside if not self._whole(other) for each in _stay(other, key, cell))
            if any(there[group] for group in cell) and sum(new[group] for group in cell) - elsewhere < self._least:
                return True
        return False

    def _new(self, beside: Iterable[Beside]) -> Counter[_Kind]:
        """Return the ballots that came back from none of these rounds.

        Two rounds may each hold another of two people who answer the same, so what they hold is added up.
        """
        whole = [(each, [self._keys.index(key) for key in each.keys]) for each in beside if self._whole(each)]
        found: Counter[_Kind] = Counter()
        for (group, answers), number in self._now.items():
            known = sum(
                each.before[each.earlier.label(group), tuple(answers[at] for at in places)] for each, places in whole
            )
            if number > known:
                found[group, answers] = number - known
        return found

    def _whole(self, each: Beside) -> bool:
        """Whether a round asked more of the same than one statement of many, so that a whole ballot can come back."""
        return len(each.keys) > 1 or len(self._keys) == 1


def apart(
    counted: Tally, questions: Sequence[Question], ballots: Sequence[Ballot], earlier: Iterable[Earlier], threshold: int
) -> Tally:
    """Return what may be shown beside earlier reports: first without groups, then without the figures themselves."""
    if not counted.figures:
        return counted
    law = Law(ballots, [figure.key for figure in counted.figures], earlier, threshold)
    hidden = {figure.key for figure in counted.figures if law.tells(figure.key)}
    dimensions = by_dimension(questions)
    parts = []
    for part in counted.parts:
        keys = [question.key for question in dimensions[part.dimension]]
        if hidden & set(keys):
            parts.append(replace(part, mean=None, groups={}))
        elif any(law.tells(key, frozenset(part.groups)) for key in keys):
            parts.append(replace(part, groups={}))
        else:
            parts.append(part)
    figures = tuple(
        Figure(figure.key, figure.answered) if figure.key in hidden else figure for figure in counted.figures
    )
    return indexed(replace(counted, figures=figures, parts=tuple(parts)))


def _kind(label: Label, ballot: Ballot | Kept, keys: Iterable[str]) -> _Kind:
    """Return what one ballot says."""
    return label, tuple(ballot.answers.get(key, DONT_KNOW) for key in keys)


def _people(ballots: Mapping[_Kind, int]) -> Counter[Label]:
    """Return by group how many ballots there are."""
    found: Counter[Label] = Counter()
    for (label, _answers), number in ballots.items():
        found[label] += number
    return found


def _numbers(ballots: Mapping[_Kind, int], at: int) -> Counter[Label]:
    """Return by group how many gave a number to one statement."""
    return _people({kind: number for kind, number in ballots.items() if kind[1][at] != DONT_KNOW})


def _stay(other: Beside, key: str, cell: Cell) -> Iterator[int]:
    """Yield how many of a cell may have answered this one statement there, of each group as far as that is known."""
    stays = _numbers(other.stayed, other.keys.index(key))
    yield from (stays[label] for label in {other.earlier.label(group) for group in cell})


def _cells(shown: Iterable[Group]) -> tuple[Cell, ...]:
    """Return of whom one sum is known: each group that is shown, and all others together."""
    apart = frozenset(shown)
    return (*(frozenset({group}) for group in sorted(apart)), frozenset({*Group, None}) - apart)


def _tied(before: Iterable[Cell], now: Iterable[Cell], stays: set[Label]) -> list[Cell]:
    """Return the cells of before that can only be subtracted together, because people who stayed tie them."""
    found: list[tuple[Cell, Cell]] = []
    for cell in before:
        reach = frozenset(label for each in now if stays & cell & each for label in each)
        for other in [each for each in found if stays & reach & each[1]]:
            found.remove(other)
            cell, reach = cell | other[0], reach | other[1]  # noqa: PLW2901 - it grows
        found.append((cell, reach))
    # What nobody who stayed ties to now stands by itself, as its own report shows it.
    return [cell for cell, reach in found if reach]
