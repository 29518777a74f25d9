# SPDX-License-Identifier: EUPL-1.2
"""What an import, an export and a check of a register say, a line each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from commands.decision_rights.answers import band_of
from commands.decision_rights.changes import Change, Changes
from commands.decision_rights.faults import Fault, Finding, FindingKind, Severity, shown
from commands.decision_rights.kept import Version
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.tabular import RegisterDraft
from commands.text import Listing, Message, _, n_

_SEVERITIES: dict[Severity, Message] = {
    Severity.ERROR: _("error"),
    Severity.WARNING: _("warning"),
    Severity.NOTE: _("note"),
}
_OVERLAPS = frozenset({FindingKind.TWO_DECIDERS, FindingKind.OVERLAP})
#: What the fields are called in a line about a change; those of a table have the names of their columns.
_MOST_FIELDS = 6


def fault_line(fault: Fault) -> Message:
    """Return a fault with where it is."""
    kind = _SEVERITIES[fault.severity]
    return _("row {row}, {column}: {kind}: {text}", row=str(fault.row), column=fault.column, kind=kind, text=fault.text)


def finding_line(finding: Finding) -> Message:
    """Return a finding with how bad it is."""
    return _("{kind}: {text}", kind=_SEVERITIES[finding.severity], text=finding.text)


def finding_lines(finding: Finding, rows: Mapping[str, int]) -> Iterator[Message]:
    """Yield a finding about a file, and what it stands for, each with the rows of the rights that it is about."""
    numbers = sorted(rows[right] for right in finding.rights if right in rows)
    line = finding_line(finding)
    if numbers and not finding.parts:
        line = n_("row {rows}: {line}", "rows {rows}: {line}", len(numbers), rows=shown(map(str, numbers)), line=line)
    yield line
    for part in finding.parts:
        yield from finding_lines(part, rows)


def overlaps(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those about amounts on which several rights decide: they hold whatever becomes of the other rows."""
    return tuple(finding for finding in findings if finding.kind in _OVERLAPS)


def left_out(count: int) -> Message:
    """Return how many lines of a long list are not shown."""
    return n_(
        "… and {count} more; --all shows it too.",
        "… and {count} more; --all shows them too.",
        count,
    )


def refusal(draft: RegisterDraft) -> Message:
    """Return that nothing was imported, and why."""
    return n_(
        "Nothing was imported: {count} error. Correct it in the file and import again.",
        "Nothing was imported: {count} errors. Correct them in the file and import again.",
        len(draft.errors),
    )


def change_lines(changes: Changes) -> Iterator[tuple[str, Message]]:
    """Yield each change with its sign: ``+`` added, ``~`` changed, ``-`` removed."""
    for right in changes.added:
        yield "+", _right(right)
    for change in changes.changed:
        yield "~", _changed(change)
    for right in changes.removed:
        yield "-", _right(right)


def _right(right: DecisionRight) -> Message:
    return _(
        "{right} {topic}, {band}: {function}",
        right=right.id,
        topic=right.topic_nl,
        band=band_of(right),
        function=right.decides,
    )


def _changed(change: Change) -> Message:
    fields: Sequence[str] = change.fields
    names: list[str | Message] = list(fields[:_MOST_FIELDS])
    if len(fields) > _MOST_FIELDS:
        names.append(_("{more} more", more=len(fields) - _MOST_FIELDS))
    return _(
        "{right} {topic}: {fields}", right=change.after.id, topic=change.after.topic_nl, fields=Listing(tuple(names))
    )


def summary(changes: Changes, rights: int) -> Message:
    """Return how many rights there are and what differs from before."""
    if not changes:
        return n_(
            "{count} right read; the register is like this already.",
            "{count} rights read; the register is like this already.",
            rights,
        )
    return n_(
        "{count} right read: {added} added, {changed} changed, {removed} removed.",
        "{count} rights read: {added} added, {changed} changed, {removed} removed.",
        rights,
        added=len(changes.added),
        changed=len(changes.changed),
        removed=len(changes.removed),
    )


def stored(version: Version, organisation: str) -> Message:
    """Return which version the register is at now."""
    return _("The register of {organisation} is at version {number}.", organisation=organisation, number=version.number)


def checked(findings: int, version: Version, organisation: str) -> Message:
    """Return how many findings a check has."""
    return n_(
        "{count} finding in the register of {organisation}, version {number}.",
        "{count} findings in the register of {organisation}, version {number}.",
        findings,
        organisation=organisation,
        number=version.number,
    )


def exported(rights: int, file: str) -> Message:
    """Return how many rights went into which file."""
    return n_("{count} right written to {file}.", "{count} rights written to {file}.", rights, file=file)


def filled(gaps: int) -> Message:
    """Return how many open gaps have a right now."""
    return n_(
        "{count} open gap has a right now; who asked is told.",
        "{count} open gaps have a right now; who asked is told.",
        gaps,
    )
