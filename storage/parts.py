# SPDX-License-Identifier: EUPL-1.2
"""Many values in one statement, and never too many."""

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

#: Values in one statement; SQLite takes no more than so many thousand.
MOST = 1000
_Value = TypeVar("_Value", bound=Hashable)


def parts(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """Yield values, each once, as many at once as fit in a statement."""
    once = list(dict.fromkeys(values))
    for start in range(0, len(once), MOST):
        yield once[start : start + MOST]
