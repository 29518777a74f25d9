# SPDX-License-Identifier: EUPL-1.2
"""What an adversary does with published sums: linear algebra, exact."""

from collections.abc import Sequence
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
