# SPDX-License-Identifier: EUPL-1.2
"""What an adversary does with published sums: linear algebra, exact."""

from collections.abc import Iterator, Sequence
from fractions import Fraction


def follows(wanted: Sequence[Fraction], equations: Sequence[Sequence[Fraction]]) -> bool:
    """Whether a sum of unknowns can be computed from the equations: it is a combination of them."""
    return _rank([*equations, wanted]) == _rank(equations)


def _rank(rows: Sequence[Sequence[Fraction]]) -> int:
    """Return the rank of a matrix."""
    left, rank = [list(row) for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[rank:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(rank, pivot)
        for row in left[rank + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        rank += 1
    return rank


def fewest(equations: Sequence[Sequence[Fraction]], people: Sequence[int], below: int) -> int | None:
    """Return of how few people some combination of the equations tells, where that is fewer than ``below``.

    Each column is a set of people about whom all equations say the same, and ``people`` is how many they are.
    """
    large = [column for column, size in enumerate(people) if size >= below]
    small = [column for column, size in enumerate(people) if 0 < size < below]
    only = _without(equations, large)
    columns = {column: [row[column] for row in only] for column in small}
    told = [column for column in small if any(columns[column])]
    for some in _sets(told, people, below):
        rest = [[row[column] for column in told if column not in some] for row in only]
        if _rank([[row[column] for column in told] for row in only]) > _rank(rest):
            return sum(people[column] for column in some)
    return None


def _sets(columns: Sequence[int], people: Sequence[int], below: int) -> Iterator[frozenset[int]]:
    """Yield every set of columns of fewer people, the smaller sets first."""
    found: list[frozenset[int]] = [frozenset()]
    for some in found:
        more = [c for c in columns if c > max(some, default=-1)]
        found += [some | {c} for c in more if sum(people[each] for each in some) + people[c] < below]
    yield from sorted(found[1:], key=lambda some: sum(people[each] for each in some))


def _without(equations: Sequence[Sequence[Fraction]], columns: Sequence[int]) -> list[list[Fraction]]:
    """Return the combinations of the equations in which these columns are left out."""
    left = [list(row) for row in equations]
    for column in columns:
        pivot = next((row for row in left if row[column]), None)
        if pivot is not None:
            left.remove(pivot)
            for row in left:
                factor = row[column] / pivot[column]
                row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
    return [row for row in left if any(row)]
