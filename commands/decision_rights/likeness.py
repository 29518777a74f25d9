# SPDX-License-Identifier: EUPL-1.2
"""How alike words are, slips of the keyboard aside: all that is asked of rapidfuzz."""

from collections.abc import Iterable, Sequence
from functools import cache
from types import ModuleType


@cache
def _rapidfuzz() -> ModuleType:
    """Return the library: three megabytes that wait for a word that is not known as it is written."""
    import rapidfuzz  # noqa: PLC0415

    return rapidfuzz


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 100."""
    alike: float = _rapidfuzz().fuzz.ratio(one, other)
    return alike


def most_like(name: str, known: Iterable[str], at_least: float) -> str | None:
    """Return the known name that is most like this one, where they are at least so much alike (0 to 100)."""
    library = _rapidfuzz()
    found = library.process.extractOne(name, list(known), scorer=library.fuzz.ratio, score_cutoff=at_least)
    return found[0] if found else None


def like_in_any_order(name: str, known: Iterable[str], at_least: float, most: int) -> tuple[str, ...]:
    """Return the known names, at most so many and the most alike first, that have such words in any order."""
    library = _rapidfuzz()
    scorer = library.fuzz.token_sort_ratio
    found = library.process.extract(name, list(known), scorer=scorer, limit=most, score_cutoff=at_least)
    return tuple(each[0] for each in found)


def slips(one: str, other: str) -> int:
    """Return how many slips of the keyboard lie between two words: a letter more, less, other, or swapped."""
    counted: int = _rapidfuzz().distance.OSA.distance(one, other)
    return counted


def within_slips(word: str, known: Sequence[str], most_slips: int, most: int) -> list[tuple[str, int]]:
    """Return the known words, at most so many and the nearest first, that so few slips lie from this one."""
    library = _rapidfuzz()
    scorer = library.distance.OSA.distance
    found = library.process.extract(word, known, scorer=scorer, limit=most, score_cutoff=most_slips)
    return [(each[0], each[1]) for each in found]
