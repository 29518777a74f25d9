# SPDX-License-Identifier: EUPL-1.2
"""How alike a question and the topics of a register are spelled, by runs of letters within words.

It sees kinship that no list of words holds: in "softwareleverancier" and "softwarecontracten", in "meerjarig" and
"jaren".
"""

import math
from collections.abc import Iterable, Iterator, Sequence

_LENGTHS = (3, 4)
#: A run that more than this share of the topics has tells little, and costs most.
_COMMONEST = 0.1
_ALWAYS_KEPT = 40


class Spelling:
    """The runs of letters in the words of each topic."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        """Read the words (folded) of each topic."""
        runs = [frozenset(_runs(words)) for words in texts]
        having: dict[str, list[int]] = {}
        for number, own in enumerate(runs):
            for run in own:
                having.setdefault(run, []).append(number)
        # As if there were one topic more, so that a run of every topic still weighs something.
        self._weights = {run: math.log((len(runs) + 1) / len(topics)) ** 2 for run, topics in having.items()}
        self._lengths = [math.sqrt(sum(self._weights[run] for run in own)) or 1.0 for own in runs]
        most = max(_ALWAYS_KEPT, _COMMONEST * len(runs))
        self._having = {run: topics for run, topics in having.items() if len(topics) <= most}

    def to(self, words: Iterable[str]) -> dict[int, float]:
        """Return the cosine of these words with each topic that shares a telling run with them, 0 to 1."""
        asked = [run for run in set(_runs(words)) if run in self._weights]
        length = math.sqrt(sum(self._weights[run] for run in asked)) or 1.0
        shared: dict[int, float] = {}
        for run in asked:
            weight = self._weights[run]
            for number in self._having.get(run, ()):
                shared[number] = shared.get(number, 0.0) + weight
        return {number: weight / length / self._lengths[number] for number, weight in shared.items()}


def _runs(words: Iterable[str]) -> Iterator[str]:
    """Yield the runs of letters in these words, of which the ends count as letters."""
    for word in words:
        bounded = f"_{word}_"
        for length in _LENGTHS:
            yield from (bounded[at : at + length] for at in range(len(bounded) - length + 1))
