# SPDX-License-Identifier: EUPL-1.2
"""What is odd about a register: all checks together, worst first, and many of one kind said in one line."""

from collections.abc import Iterable, Sequence
from datetime import date

from commands.decision_rights.coverage import coverage
from commands.decision_rights.faults import Finding, FindingKind, Severity, quoted
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.roles import roles
from commands.decision_rights.staffing import functions_of, staffing
from commands.decision_rights.upkeep import current, upkeep
from commands.people import Directory
from commands.text import _

__all__ = ["Finding", "FindingKind", "Severity", "find"]

#: More of one kind than this are said in one line; each stays readable as a part.
MOST_ALIKE = 5
_SHOWN = 3
_KINDS, _SEVERITIES = list(FindingKind), list(Severity)
# One sentence for many findings of a kind: it counts them and names a few.
_MANY = {
    FindingKind.TWO_DECIDERS: _("{count} topics have more than one decider for the same amount and day: {examples}."),
    FindingKind.GAP: _("{count} topics have amounts on which nobody decides: {examples}."),
    FindingKind.NO_HOLDER: _("{count} functions that decide or must agree have no holder today: {examples}."),
    FindingKind.ALL_ABSENT: _("For {count} functions holder and deputy are both absent today: {examples}."),
    FindingKind.NO_SUCCESSOR: _("{count} topics have a right that ends without a successor: {examples}."),
    FindingKind.ESCALATION_LOOP: _("In {count} topics escalation comes back where it began: {examples}."),
    FindingKind.OVERLAP: _("{count} topics have overlapping amounts with the same decider: {examples}."),
    FindingKind.ONLY_MAXIMA: _("{count} topics have several rights with a maximum but no minimum: {examples}."),
    FindingKind.NO_LOWEST: _("{count} topics have no right for the smallest amounts: {examples}."),
    FindingKind.NO_HIGHEST: _("{count} topics have a highest amount above which nobody decides: {examples}."),
    FindingKind.UNKNOWN_FUNCTION: _("{count} names are not known functions: {examples}."),
    FindingKind.SPELLING: _("{count} functions are written in different ways: {examples}."),
    FindingKind.DEPUTY_IS_HOLDER: _("For {count} functions holder and deputy are the same: {examples}."),
    FindingKind.VACANT: _("{count} functions have no holder today, only a deputy: {examples}."),
}


def find(rights: Sequence[DecisionRight], directory: Directory | None, today: date) -> tuple[Finding, ...]:
    """Return what is odd about these rights of one organisation on this day, worst first.

    Without a directory only what the table itself tells. Expired rights count for their successors alone.
    """
    live = current(rights, today)
    found = [*coverage(live, today), *upkeep(rights, today)]
    functions = functions_of(directory)
    found += roles(live, frozenset(functions))
    if directory is not None:
        found += staffing(live, functions, directory, today)
    by_kind: dict[tuple[Severity, FindingKind], list[Finding]] = {}
    for finding in found:
        by_kind.setdefault((finding.severity, finding.kind), []).append(finding)
    folded = [finding for alike in by_kind.values() for finding in _folded(alike)]
    return tuple(sorted(folded, key=_rank))


def _rank(finding: Finding) -> tuple[int, int]:
    return _SEVERITIES.index(finding.severity), _KINDS.index(finding.kind)


def _folded(alike: Sequence[Finding]) -> Iterable[Finding]:
    """Return the findings of one kind as they are, or one that stands for all when there are many."""
    first = alike[0]
    if len(alike) <= MOST_ALIKE or first.kind not in _MANY:
        return alike
    text = _MANY[first.kind].with_values(
        count=len(alike), examples=quoted((finding.about for finding in alike), most=_SHOWN)
    )
    ids = dict.fromkeys(code for finding in alike for code in finding.rights)
    return (Finding(first.kind, first.severity, text, tuple(ids), parts=tuple(alike)),)
