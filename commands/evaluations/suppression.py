# SPDX-License-Identifier: EUPL-1.2
"""What may be shown: never a figure of fewer people than the threshold, and none that follows from what is shown.

Two rules (domain §2.5). A figure rests on at least so many answers. And whoever subtracts the groups that are shown
from the whole is left with nobody, or again with at least so many answers: else the smallest group that is shown is
hidden too, until it holds. Figures of one group are means of a whole dimension; they are shown only where all of its
statements pass, so that no statement follows from the others.
"""

from collections.abc import Iterable, Mapping, Sequence

from commands.evaluations.round import Group

#: Never below this.
LOWEST = 5
HIGHEST = 10


def shown(sizes: Mapping[Group, int], threshold: int) -> frozenset[Group]:
    """Return the groups that may be shown beside the whole, by how many people each has."""
    return shown_of([sizes], frozenset(sizes), threshold)


def shown_of(sizes: Sequence[Mapping[Group, int]], among: Iterable[Group], threshold: int) -> frozenset[Group]:
    """Return the groups that may be shown where several counts lie under one figure: all of them must pass.

    Each mapping holds by group how many answers one statement has; groups that are not ``among`` stay hidden.
    """
    kept = {group for group in among if all(each.get(group, 0) >= threshold for each in sizes)}
    while kept and not all(_rest(each, kept) == 0 or _rest(each, kept) >= threshold for each in sizes):
        kept.remove(min(kept, key=lambda group: (min(each.get(group, 0) for each in sizes), group)))
    alone = len(kept) == 1 and not any(_rest(each, kept) for each in sizes)
    # One group that is the whole says nothing more.
    return frozenset() if alone else frozenset(kept)


def _rest(sizes: Mapping[Group, int], kept: Iterable[Group]) -> int:
    """Return how many are left when the groups that are shown are taken away."""
    taken = set(kept)
    return sum(size for group, size in sizes.items() if group not in taken)
