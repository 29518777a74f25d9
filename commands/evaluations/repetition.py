# SPDX-License-Identifier: EUPL-1.2
"""One law for all reports together: under every figure lie enough answers that stand in no other report.

Whoever adds and subtracts reports in any way is then left with those answers too, so with nobody, or with at least as
many people as the threshold (domain §2.5). Rounds ask at different moments, and still: where people answer exactly as
before, the difference of two reports is what a few others answered. So a ballot that comes back unchanged is taken as
that of somebody who stayed, the worst that an adversary can know. It stands in another report already, and counts for
nothing here; and what is gone of an earlier round has to be nobody, or again enough.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from commands.evaluations.answers import Ballot
from commands.evaluations.beside import Beside, Earlier, Kind, Pile, cells
from commands.evaluations.instrument import Question
from commands.evaluations.remembered import otherwise
from commands.evaluations.round import Group
from commands.evaluations.tally import Figure, Tally, by_dimension, indexed


class Law:
    """What of one round may be shown beside all reports that are there already."""

    def __init__(self, ballots: Sequence[Ballot], keys: Iterable[str], earlier: Iterable[Earlier], least: int) -> None:
        """Tie everybody to every round; ``keys`` are what was answered with a number, ``least`` is the threshold."""
        self._keys, self._least = tuple(keys), least
        self._now = Pile.of(((each.group, each.answers) for each in ballots), self._keys)
        every = [each for each in earlier if each.shown]
        self._beside = [Beside(each, ballots) for each in every if each.ballots]
        self._new: dict[tuple[Beside, ...], Pile] = {}
        remembered = (each for each in every if not each.ballots)
        near = (each for each in remembered if otherwise(each.shown, each.tally.answered, ballots) < least)
        self._nearly = frozenset(key for each in near for key in each.shown)

    def tells(self, key: str, shown: frozenset[Group] = frozenset()) -> bool:
        """Whether a figure tells of too few people, when these groups are shown apart with it."""
        beside = tuple(each for each in self._beside if key in each.earlier.shown)
        if key in self._nearly or any(each.gives_away(key, shown, self._least) for each in beside):
            return True
        return any(new < self._least for new in self._news(key, shown, beside)) if beside else False

    def _news(self, key: str, shown: Iterable[Group], beside: tuple[Beside, ...]) -> Iterator[int]:
        """Yield of each sum that is shown how many answers under it stand in none of these reports."""
        at = self._keys.index(key)
        whole = tuple(each for each in beside if self._is_whole(each))
        there, new = self._now.numbers(at), self._came(whole).numbers(at)
        for cell in cells(shown):
            if any(there[group] for group in cell):
                apart = sum(each.stay(key, cell) for each in beside if each not in whole)
                yield sum(new[group] for group in cell) - apart

    def _came(self, whole: tuple[Beside, ...]) -> Pile:
        """Return the ballots that came back from none of these rounds.

        Two rounds may each hold another of two people who answer the same, so what they hold is added up.
        """
        if whole not in self._new:
            places = [(each, [self._keys.index(key) for key in each.keys]) for each in whole]
            known: Counter[Kind] = Counter()
            for group, answers in self._now.kinds:
                known[group, answers] = sum(
                    each.before[each.label[group], tuple(answers[at] for at in those)] for each, those in places
                )
            self._new[whole] = Pile(self._now.kinds - known)
        return self._new[whole]

    def _is_whole(self, each: Beside) -> bool:
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
