# SPDX-License-Identifier: EUPL-1.2
"""What differs between two versions of a register."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from commands.decision_rights.rights import DecisionRight


@dataclass(frozen=True, slots=True)
class Change:
    """A right before and after, and the names of the fields that differ."""

    before: DecisionRight
    after: DecisionRight
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new version adds, changes and removes, each in the order of its register."""

    added: tuple[DecisionRight, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[DecisionRight, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.added or self.changed or self.removed)


def compare(old: Iterable[DecisionRight], new: Iterable[DecisionRight]) -> Changes:
    """Return what differs; rights are the same right when their ids are, whatever their order."""
    before = {right.id: right for right in old}
    after = {right.id: right for right in new}
    return Changes(
        added=tuple(right for right in after.values() if right.id not in before),
        changed=tuple(
            Change(before[right.id], right, _differing(before[right.id], right))
            for right in after.values()
            if right.id in before and right != before[right.id]
        ),
        removed=tuple(right for right in before.values() if right.id not in after),
    )


def _differing(before: DecisionRight, after: DecisionRight) -> tuple[str, ...]:
    names = (field.name for field in fields(DecisionRight))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
