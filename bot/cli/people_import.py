# SPDX-License-Identifier: EUPL-1.2
"""``people import``: people, functions, accounts and roles from a table, all of it or nothing."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cli.files import read
from bot.cli.organisations import TRIAL, keep, today, which
from bot.language import LANGUAGES, Localizer
from bot.run import CannotRun, opened
from bot.settings import Settings
from commands.organisation.import_lines import fault_line, refusal, summary
from commands.organisation.intake import Change, ChangeKind, take_in
from commands.organisation.table import PeopleDraft, read_people
from commands.people import Account
from commands.text import _
from storage.database import Connection, Database
from storage.sheets import SheetUnreadable, read_rows
from storage.store import Store

_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.CHANGED: "~", ChangeKind.ENDED: "-", ChangeKind.ABSENT: "?"}


class _DryRun(Exception):
    """Carries what would have changed out of a transaction that must not be kept."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__()
        self.changes = changes


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``people import`` takes."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of faults and changes")


def run(args: argparse.Namespace) -> int:
    """Take a table in; return 1 with every fault where it has any, and then nothing is changed."""
    says = Localizer(args.language, ZoneInfo("Europe/Amsterdam"))
    draft = _read(args.file, says)
    for fault in draft.faults:
        _print(says.say(fault_line(fault)))
    if draft.errors:
        _print(says.say(refusal(len(draft.errors))))
        return 1
    database = opened(Settings.read())
    try:
        changes = _take(database, draft, args)
    finally:
        database.close()
    for change in changes:
        _print(f"{_SIGNS[change.kind]} {says.say(change.text)}")
    _print(says.say(summary(draft, changes)))
    if args.dry_run:
        _print(says.say(_("This was a dry run: nothing was changed.")))
    return 0


def _take(database: Database, draft: PeopleDraft, args: argparse.Namespace) -> Sequence[Change]:
    """Write what the table says in one transaction, or in none for a dry run."""

    def work(connection: Connection) -> Sequence[Change]:
        store = Store(connection, which(connection, args.organisation))
        now = today(store)
        changes = take_in(draft, store.people, now, lambda platform: _workspace(store, platform))
        if store.settings.get(TRIAL):
            _let_in(store)
        for change in changes:
            if change.act:
                keep(store, change.act)
        if args.dry_run:
            raise _DryRun(changes)
        return changes

    try:
        return database.transact(work)
    except _DryRun as dry:
        return dry.changes


def _let_in(store: Store) -> None:
    """Give everyone an account on the local page, which in a trial is where they talk."""
    for person in store.people.everyone():
        if not any(account.platform == "local" for account in store.people.accounts(person)):
            store.people.add_account(person, Account("local", store.organisation.id, person.id))


def _workspace(store: Store, platform: str) -> str:
    """Return the one workspace of the organisation on a platform."""
    if platform == "local":
        return store.organisation.id
    found = store.organisations.tenants_of(store.organisation.id, platform)
    if len(found) != 1:
        raise CannotRun(
            f"The file names accounts on {platform} without a workspace. Write them as workspace/user, or say whose "
            f"workspace it is: organisation link {store.organisation.id} {platform} WORKSPACE"
        )
    return found[0]


def _read(file: Path, says: Localizer) -> PeopleDraft:
    """Return what the file says."""
    data = read(file)
    try:
        sheet = read_rows(data, file.name)
    except SheetUnreadable as unreadable:
        raise CannotRun(says.say(unreadable.message)) from None
    for note in sheet.notes:
        _print(says.say(note))
    return read_people(sheet.header, sheet.rows, sheet.header_row)


def _print(line: str) -> None:
    print(line)  # noqa: T201 - this is the command line
