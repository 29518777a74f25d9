# SPDX-License-Identifier: EUPL-1.2
"""A round beside a report that is there already: who came back with the same answers, and who is gone.

Nobody is looked up: who answers exactly as before is taken to be somebody who stayed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from commands.evaluations.answers import DONT_KNOW, Answers, Ballot, Kept
from commands.evaluations.instrument import Question
from commands.evaluations.round import Group
from commands.evaluations.tally import Figure, Tally

#: A group, or None for all groups together of which a ballot does not say any more which one it is.
Label: TypeAlias = Group | None
#: Of whom one sum is known: one group that is shown, or all others together.
Cell: TypeAlias = frozenset[Label]
#: What a ballot says.
Kind: TypeAlias = tuple[Label, tuple[str, ...]]


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
        return None if self.elsewhere or group not in self.tally.apart else group


class Pile:
    """Ballots, counted by what they say."""

    def __init__(self, kinds: Counter[Kind]) -> None:
        """Keep how many ballots say the same."""
        self.kinds, self._numbers = kinds, dict[int, Counter[Label]]()

    @classmethod
    def of(cls, ballots: Iterable[tuple[Label, Answers]], keys: Sequence[str]) -> "Pile":
        """Return ballots by what they say to these questions, with what is known of each group."""
        return cls(Counter((label, tuple(said.get(key, DONT_KNOW) for key in keys)) for label, said in ballots))

    @cached_property
    def people(self) -> Counter[Label]:
        """How many ballots each group has."""
        return _by_label(self.kinds.items())

    def numbers(self, at: int) -> Counter[Label]:
        """Return by group how many gave a number to one question."""
        if at not in self._numbers:
            self._numbers[at] = _by_label(each for each in self.kinds.items() if each[0][1][at] != DONT_KNOW)
        return self._numbers[at]


class Beside:
    """One earlier round and the ballots of now, over what it shows and now is asked: who stayed, and who is gone."""

    def __init__(self, earlier: Earlier, ballots: Sequence[Ballot]) -> None:
        """Tie people by what they answer."""
        self.earlier, self.keys = earlier, tuple(earlier.shown)
        self.label = {group: earlier.label(group) for group in (*Group, None)}
        then = tuple(earlier.asked[key].key for key in self.keys)
        self.before = Pile.of(((self.label[each.group], each.answers) for each in earlier.ballots), then).kinds
        now = Pile.of(((self.label[each.group], each.answers) for each in ballots), self.keys).kinds
        self.stayed, self._gone = Pile(self.before & now), Pile(self.before - now)

    def gives_away(self, key: str, shown: Iterable[Group], threshold: int) -> bool:
        """Whether so few are gone that both reports tell about them; ``shown`` are the groups that are shown now.

        Who did not know is counted too: how many these are is shown.
        """
        stays = {label for label, number in self.stayed.people.items() if number}
        now = [frozenset(self.label[group] for group in cell) for cell in cells(shown)]
        for labels in _tied(cells(self.earlier.groups(key)), now, stays):
            for counted in (self._gone.people, self._gone.numbers(self.keys.index(key))):
                if 0 < sum(counted[label] for label in labels) < threshold:
                    return True
        return False

    def stay(self, key: str, cell: Cell) -> int:
        """Return how many of a cell may have answered this one statement there, as far as groups are known."""
        stays = self.stayed.numbers(self.keys.index(key))
        return sum(stays[label] for label in {self.label[group] for group in cell})


def cells(shown: Iterable[Group]) -> tuple[Cell, ...]:
    """Return of whom one sum is known: each group that is shown, and all others together."""
    apart = frozenset(shown)
    return (*(frozenset({group}) for group in sorted(apart)), frozenset({*Group, None}) - apart)


def _by_label(kinds: Iterable[tuple[Kind, int]]) -> Counter[Label]:
    found: Counter[Label] = Counter()
    for (label, _answers), number in kinds:
        found[label] += number
    return found


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
