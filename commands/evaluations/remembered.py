# SPDX-License-Identifier: EUPL-1.2
"""What a report still says of its round once the ballots are gone: at least how many answer otherwise now.

Nothing is kept for it but the report itself. Who stayed and answers the same fits within what it shows, at every
statement at once; what does not fit is counted, as cautiously as can be.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from commands.evaluations.answers import DONT_KNOW, Ballot
from commands.evaluations.tally import Figure


def otherwise(shown: Mapping[str, Figure], answered: int, ballots: Sequence[Ballot]) -> int:
    """Return how many people at least left or came, or answer otherwise; of both sides the larger one.

    ``shown`` holds the figures of then by the key of the statement now, ``answered`` is how many answered then.
    """
    surplus = {key: _said(key, ballots) - _shown(figure) for key, figure in shown.items()}
    most = max((sum(each.values()) for each in surplus.values()), default=0)
    holds = (sum(each[_answer(ballot, key)] > 0 for key, each in surplus.items()) for ballot in ballots)
    came = max(most, _fewest(sum(sum(each.values()) for each in surplus.values()), holds))
    return max(came, came - len(ballots) + answered)


def _fewest(needed: int, holds: Iterable[int]) -> int:
    """Return how few ballots can hold so many answers together, when each holds so many of them."""
    fewest = 0
    for number in sorted(holds, reverse=True):
        if needed <= 0:
            break
        needed -= number
        fewest += 1
    return fewest


def _said(key: str, ballots: Sequence[Ballot]) -> Counter[str]:
    return Counter(_answer(ballot, key) for ballot in ballots)


def _shown(figure: Figure) -> Counter[str]:
    return Counter({str(point): n for point, n in enumerate(figure.spread, 1)} | {DONT_KNOW: figure.unknown or 0})


def _answer(ballot: Ballot, key: str) -> str:
    return ballot.answers.get(key, DONT_KNOW)
