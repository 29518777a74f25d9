# SPDX-License-Identifier: EUPL-1.2
"""What an import of people says: each fault with its place, and at the end what came of it."""

from collections.abc import Sequence

from commands.faults import Fault, Severity
from commands.organisation.intake import Change, ChangeKind
from commands.organisation.table import PeopleDraft
from commands.text import Message, _, n_


def fault_line(fault: Fault) -> Message:
    """Return a fault with its row and column; what is no error says so."""
    if fault.severity is not Severity.ERROR:
        return _("Row {row}, {column}: note: {text}", row=str(fault.row), column=fault.column, text=fault.text)
    if not fault.column:
        return _("Row {row}: {text}", row=str(fault.row), text=fault.text)
    return _("Row {row}, {column}: {text}", row=str(fault.row), column=fault.column, text=fault.text)


def refusal(number: int) -> Message:
    """Return that nothing was taken in, because of so many faults."""
    return n_("{count} fault; nothing was changed.", "{count} faults; nothing was changed.", number)


def summary(draft: PeopleDraft, changes: Sequence[Change]) -> Message:
    """Return how much was read and what came of it."""
    number = {kind: sum(c.kind is kind for c in changes) for kind in ChangeKind}
    return _(
        "{people} and {functions} read: {added} added, {changed} changed, {ended} ended; {absent} not in the file.",
        people=n_("{count} person", "{count} people", len(draft.people)),
        functions=n_("{count} function", "{count} functions", len(draft.functions)),
        added=number[ChangeKind.ADDED],
        changed=number[ChangeKind.CHANGED],
        ended=number[ChangeKind.ENDED],
        absent=number[ChangeKind.ABSENT],
    )
