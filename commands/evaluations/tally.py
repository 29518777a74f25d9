# SPDX-License-Identifier: EUPL-1.2
"""Counts ballots: each once, into what a report may show of them and nothing else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from commands.evaluations.answers import DONT_KNOW, GRADES, POINTS, Ballot
from commands.evaluations.instrument import INDEX, Dimension, Question, Shape
from commands.evaluations.round import Group
from commands.evaluations.suppression import shown, shown_of

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Figure:
    """What all together answered to one question.

    ``mean``, ``spread`` (how often each number was chosen, from 1 up) and ``unknown`` (who did not know, of
    ``answered``) are there when enough people gave a number: else how few those were would follow.
    """

    key: str
    answered: int
    unknown: int | None = None
    mean: Decimal | None = None
    spread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One dimension: its mean, and that of each group that may be shown."""

    dimension: Dimension
    mean: Decimal | None
    groups: Mapping[Group, Decimal]

    @property
    def gap(self) -> Decimal | None:
        """How much higher business answers than IT; None where one of them is not shown."""
        business, it = self.groups.get(Group.BUSINESS), self.groups.get(Group.IT)
        return business - it if business is not None and it is not None else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything that was counted and may be shown."""

    answered: int
    figures: tuple[Figure, ...] = ()
    parts: tuple[Part, ...] = ()
    index: Decimal | None = None
    sizes: Mapping[Group, int] | None = None
    indices: Mapping[Group, Decimal] | None = None

    @property
    def shown(self) -> frozenset[str]:
        """The keys of what is shown with a figure."""
        return frozenset(figure.key for figure in self.figures if figure.mean is not None)

    @property
    def apart(self) -> frozenset[Group]:
        """The groups that are shown apart in some dimension."""
        return frozenset(group for part in self.parts for group in part.groups)


def tally(questions: Sequence[Question], ballots: Iterable[Ballot], threshold: int) -> Tally:
    """Count the ballots of one round; with fewer than ``threshold`` only how many there are."""
    counts, sizes = _count(questions, ballots)
    answered = sum(sizes.values())
    if answered < threshold:
        return Tally(answered)
    visible = shown(sizes, threshold)
    figures = tuple(_figure(question, counts[question.key], threshold) for question in counts_of(questions))
    parts = tuple(
        _part(dimension, [counts[q.key] for q in asked], visible, threshold)
        for dimension, asked in by_dimension(questions).items()
    )
    return indexed(Tally(answered, figures, parts, sizes={group: sizes[group] for group in sorted(visible)}))


def indexed(counted: Tally) -> Tally:
    """Return a tally with the index of what is shown, and that of each group that is shown in every dimension of it."""
    compared = [part for part in counted.parts if part.dimension in INDEX]
    indices = {
        group: _mean([part.groups[group] for part in compared])
        for group in counted.sizes or ()
        if compared and all(group in part.groups for part in compared)
    }
    means = [part.mean for part in compared if part.mean is not None]
    return replace(counted, index=_mean(means) if means else None, indices=indices)


def together(figures: Sequence[Figure], key: str) -> Figure | None:
    """Return what was answered to all of these statements, added up; None where one of them is not shown.

    ``answered`` counts answers, then, and not people.
    """
    if not figures or any(figure.mean is None or figure.unknown is None for figure in figures):
        return None
    spread = tuple(map(sum, zip(*(figure.spread for figure in figures), strict=True)))
    unknown = sum(figure.unknown or 0 for figure in figures)
    return Figure(key, sum(figure.answered for figure in figures), unknown, spread=spread)


def counts_of(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the questions that are answered with a number."""
    return tuple(question for question in questions if question.shape is not Shape.WORDS)


def by_dimension(questions: Sequence[Question]) -> Mapping[Dimension, list[Question]]:
    """Return the statements by dimension; own questions stand each for themselves and have none."""
    found: dict[Dimension, list[Question]] = {}
    for question in questions:
        if question.shape is Shape.STATEMENT and question.dimension is not Dimension.OWN:
            found.setdefault(question.dimension, []).append(question)
    return found


def _count(
    questions: Sequence[Question], ballots: Iterable[Ballot]
) -> tuple[Mapping[str, Counter[tuple[Group, str]]], Mapping[Group, int]]:
    """Return how often each answer was given by each group, by question, and how many people each group has."""
    counts: dict[str, Counter[tuple[Group, str]]] = {question.key: Counter() for question in questions}
    sizes: Counter[Group] = Counter()
    for ballot in ballots:
        sizes[ballot.group] += 1
        for key, counter in counts.items():
            counter[ballot.group, ballot.answers.get(key, DONT_KNOW)] += 1
    return counts, sizes


def _figure(question: Question, counts: Counter[tuple[Group, str]], threshold: int) -> Figure:
    """Return what all together answered to a question."""
    answered = sum(counts.values())
    most = GRADES if question.shape is Shape.GRADE else POINTS
    spread = tuple(sum(n for (_, a), n in counts.items() if a == str(point)) for point in range(1, most + 1))
    known = sum(spread)
    if known < threshold:
        return Figure(question.key, answered)
    total = sum(point * n for point, n in enumerate(spread, start=1))
    return Figure(question.key, answered, answered - known, _rounded(Fraction(total, known)), spread)


def _part(
    dimension: Dimension, asked: Sequence[Counter[tuple[Group, str]]], visible: frozenset[Group], threshold: int
) -> Part:
    """Return one dimension; its mean is there when every statement of it has enough answers."""
    known = [_known(counts) for counts in asked]
    groups = shown_of(known, visible, threshold)
    mean = None
    if all(sum(each.values()) >= threshold for each in known):
        mean = _dimension_mean(asked, frozenset(Group))
    else:
        # Without the whole there is nothing to compare a group with.
        groups = frozenset()
    return Part(dimension, mean, {group: _dimension_mean(asked, {group}) for group in sorted(groups)})


def _known(counts: Counter[tuple[Group, str]]) -> Mapping[Group, int]:
    """Return by group how many gave a number."""
    found: Counter[Group] = Counter()
    for (group, answer), number in counts.items():
        if answer != DONT_KNOW:
            found[group] += number
    return found


def _dimension_mean(asked: Sequence[Counter[tuple[Group, str]]], groups: Iterable[Group]) -> Decimal:
    """Return the mean of the means of the statements, of these groups."""
    wanted = set(groups)
    means = []
    for counts in asked:
        numbers = [(int(a), n) for (group, a), n in counts.items() if group in wanted and a != DONT_KNOW]
        means.append(Fraction(sum(a * n for a, n in numbers), sum(n for _, n in numbers)))
    return _rounded(sum(means, Fraction(0)) / len(means))


def _mean(figures: Sequence[Decimal]) -> Decimal:
    """Return the mean of figures that are shown: whoever adds them up finds the same."""
    return _rounded(Fraction(sum(Fraction(figure) for figure in figures)) / len(figures))


def _rounded(number: Fraction) -> Decimal:
    """Return a number with one decimal, as everybody rounds."""
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(TENTH, ROUND_HALF_UP)
