# SPDX-License-Identifier: EUPL-1.2
"""``register import``: a register from a table, all of it or nothing, as a new version."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cli.files import read
from bot.cli.organisations import keep, today, which
from bot.cli.spoken import Says, transacted
from bot.clock import business_now, machine_now
from bot.post import Post
from bot.registers import Registers
from bot.run import CannotRun
from bot.settings import Settings
from commands.decision_rights import table_lines
from commands.decision_rights.changes import Changes
from commands.decision_rights.faults import Finding, Severity
from commands.decision_rights.findings import find
from commands.decision_rights.gaps import answer_gaps, renewals
from commands.decision_rights.kept import GapState, Version
from commands.decision_rights.lexicon import LexiconFault
from commands.decision_rights.tabular import RegisterDraft, read_register
from commands.refs import Ref
from commands.replies import Act, Reply
from commands.text import _
from storage.database import Connection
from storage.sheets import SheetUnreadable, read_rows
from storage.store import Store

#: How many faults, changes or findings are said before the rest is counted: 50,000 lines hide what matters.
MOST_LINES = 500
LEFT_OUT = table_lines.left_out


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``register import`` takes."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="say every fault and what would change; change nothing")
    parser.add_argument("--all", action="store_true", help=f"show every line of a list of more than {MOST_LINES}")


@dataclass(frozen=True, slots=True)
class _Taken:
    """What an import did, or would do."""

    organisation: str
    version: Version
    changes: Changes
    findings: Sequence[Finding]
    filled: int


class _DryRun(Exception):
    """Carries what would have happened out of a transaction that must not be kept."""

    def __init__(self, taken: _Taken) -> None:
        super().__init__()
        self.taken = taken


def run(args: argparse.Namespace) -> int:
    """Take a register in; return 1 with every fault where it has an error, and then nothing is changed."""
    says = Says(args.language)
    most = sys.maxsize if args.all else MOST_LINES
    draft = _read(args.file, says)
    _say_faults(draft, says, most)
    if draft.errors:
        says(table_lines.refusal(draft))
        return 1
    taken = _take(draft, args)
    says.each([(f"{sign} ", change) for sign, change in table_lines.change_lines(taken.changes)], most, LEFT_OUT)
    if args.dry_run:
        _say_findings(taken.findings, draft, says, most)
    says(table_lines.summary(taken.changes, len(draft.rights)))
    if taken.filled:
        says(table_lines.filled(taken.filled))
    dry = _("This was a dry run: nothing was changed.")
    says(dry if args.dry_run else table_lines.stored(taken.version, taken.organisation))
    return 0


def _say_faults(draft: RegisterDraft, says: Says, most: int) -> None:
    """Say what is wrong, by row; where that is more than anybody reads, what stops the import comes first.

    A file with an error is not imported, so the overlaps among its other rows are said here, not after the next try.
    """
    faults = draft.faults
    if len(faults) > most:
        faults = tuple(sorted(faults, key=lambda fault: list(Severity).index(fault.severity)))
    says.each([("", table_lines.fault_line(fault)) for fault in faults], most, LEFT_OUT)
    if draft.errors:
        found = find(draft.rights, None, machine_now().date())
        _say_findings(table_lines.overlaps(found), draft, says, most)


def _say_findings(findings: Sequence[Finding], draft: RegisterDraft, says: Says, most: int) -> None:
    """Say what is odd about the register that the file would make, with the rows it is about."""
    lines = [line for finding in findings for line in table_lines.finding_lines(finding, draft.rows)]
    says.each([("", line) for line in lines], most, LEFT_OUT)


def _take(draft: RegisterDraft, args: argparse.Namespace) -> _Taken:
    """Make the rights of the file a new version in one transaction; for a dry run in none that is kept."""
    settings = Settings.read()
    try:
        registers = Registers(settings.mandaat_home, meaning=False)
    except LexiconFault as fault:
        raise CannotRun(str(fault)) from None

    def work(connection: Connection) -> _Taken:
        store = Store(connection, which(connection, args.organisation))
        at = business_now(store.settings)
        version, changes = store.decision_rights.change(draft.rights, at=at, by="", source=args.file.name)
        if changes:
            keep(store, Act("decision_rights.changed", Ref("decision_rights", "register"), f"version:{version.number}"))
        filled = _fill(store, registers, version, changes) if changes else 0
        findings = find(draft.rights, store.people, today(store))
        taken = _Taken(store.organisation.name, version, changes, findings, filled)
        if args.dry_run:
            raise _DryRun(taken)
        return taken

    try:
        return transacted(work, settings)
    except _DryRun as dry:
        return dry.taken


def _fill(store: Store, registers: Registers, version: Version, changes: Changes) -> int:
    """Close the gaps that the new version answers, and write to who asked and to the stewards' cards."""
    if not store.decision_rights.gaps((GapState.OPEN,)):
        return 0
    at = business_now(store.settings)
    post, today = Post(store, at, ""), at.astimezone(store.organisation.zone).date()
    filled = answer_gaps(registers.of(store, version).index, changes, store, at)
    for gap, tells, act in filled:
        post.tell(Reply(tells=tells, renews=renewals((store.decision_rights.gap(gap.id) or gap,))), today, "")
        keep(store, act)
    post.write()
    return len(filled)


def _read(file: Path, says: Says) -> RegisterDraft:
    """Return what the file says."""
    data = read(file)
    try:
        sheet = read_rows(data, file.name)
    except SheetUnreadable as unreadable:
        raise CannotRun(says.text(unreadable.message)) from None
    for note in sheet.notes:
        says(note)
    return read_register(sheet.header, sheet.rows, sheet.header_row)
