# SPDX-License-Identifier: EUPL-1.2
"""How one feature points at a thing of another."""

from dataclasses import dataclass

#: As far as both databases count.
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing in the register: the feature that keeps it and its reference there, such as ``ITV-2026-0014``."""

    feature: str
    id: str

    def __str__(self) -> str:
        """Return ``feature/id``, the form in the journal and in stable links."""
        return f"{self.feature}/{self.id}"


def numbered(carried: str) -> int | None:
    """Return the number that a button or form carries; None where it is none that a database could have given out."""
    counts = carried.isascii() and carried.isdecimal() and len(carried) <= _MOST_DIGITS
    return int(carried) if counts else None
