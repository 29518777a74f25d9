# SPDX-License-Identifier: EUPL-1.2
"""``backup`` and ``restore``: everything in the database to one file while the program runs, and back."""

import argparse
import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bot.cli.organisations import keep
from bot.clock import machine_now
from bot.run import CannotRun, reached
from bot.settings import Settings
from commands.evaluations.round import State
from commands.refs import Ref
from commands.replies import Act
from storage.backup import BackupUnusable, Contents, hold_back, inspect, restore, write
from storage.database import Connection, Database, DatabaseUnusable
from storage.organisation import Organisations
from storage.store import Store
from storage.verdict import verify
from storage.vitals import forget_tick, ticked

#: A clock that ticked less than so many seconds ago means that the program still runs.
RUNNING_SECONDS = 60
HELD_BACK = "it waited when the backup was made, and may have gone since"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands ``backup`` and ``restore``."""
    take = commands.add_parser("backup", help="write everything in the database to a file; the program may run on")
    take.add_argument("file", type=Path, metavar="FILE", help="an older backup of this name is replaced")
    take.set_defaults(run=run_backup)
    give = commands.add_parser("restore", help="put a backup into an empty database; stop the program first")
    give.add_argument("file", type=Path, metavar="FILE")
    give.add_argument("--replace", action="store_true", help="throw away what is in the database")
    give.add_argument(
        "--deliver",
        action="store_true",
        help="also send what waited when the backup was made; for a move to another database",
    )
    give.set_defaults(run=run_restore)


def run_backup(args: argparse.Namespace) -> int:
    """Write a backup, read it back, and only then give it its name."""
    file: Path = args.file
    if file.exists():
        _refuse_other(file)
    database = Database.open(Settings.read().database_url)
    try:
        database.check()
        with _written(file) as stream:
            contents = database.read(lambda c: write(c, stream, machine_now()), once=True)
        database.transact(lambda c: _note(c, "house.backup", contents))
    finally:
        database.close()
    size = file.stat().st_size / 1_000_000
    print(f"{contents.total} rows of {len(contents.rows)} tables are in {file} ({size:.1f} MB).")  # noqa: T201 - command line
    return 0


def run_restore(args: argparse.Namespace) -> int:
    """Put a backup into the database, after all of it was read and found whole."""
    try:
        stream = args.file.open("rb")
    except OSError as trouble:
        raise CannotRun(f"{args.file} cannot be read: {trouble.strerror}.") from None
    with stream:
        contents = inspect(stream)
        database = reached(Settings.read())
        try:
            _refuse_running(database)
            stream.seek(0)
            held = database.alone(lambda c: _restored(c, database.where, stream, contents, args))
            verdict, rounds = database.read(verify), database.read(_under_way)
        finally:
            database.close()
    said = [f"{contents.total} rows of {contents.made_at:%Y-%m-%d %H:%M} UTC are in {database.where}."]
    if rounds:
        said.append(f"Evaluations that were under way then: {', '.join(rounds)}. No backup holds what was answered.")
    if held:
        said.append(f"Messages that waited then and are held back: {held}. See them with: python -m bot outbox list")
    if not verdict.intact:
        said.append("The journal in this backup was tampered with; see: python -m bot journal verify")
    print("\n".join(said))  # noqa: T201 - command line
    return 0 if verdict.intact else 1


def _restored(
    connection: Connection, where: str, stream: BinaryIO, contents: Contents, args: argparse.Namespace
) -> int:
    """Restore in this transaction; return how many messages are held back."""
    restore(connection, where, stream, contents, replace=args.replace)
    forget_tick(connection)  # that clock ticked elsewhere
    held = 0 if args.deliver else hold_back(connection, HELD_BACK, contents.made_at)
    _note(connection, "house.restore", contents)
    return held


def _under_way(connection: Connection) -> tuple[str, ...]:
    """Return the evaluations that have not ended; what was answered in them is in no backup."""
    stores = (Store(connection, organisation) for organisation in Organisations(connection).all())
    rounds = (each for store in stores for each in store.evaluations.rounds())
    return tuple(
        f"{each.organisation} {each.reference}" for each in rounds if each.state in {State.ANNOUNCED, State.OPEN}
    )


def _note(connection: Connection, action: str, contents: Contents) -> None:
    """Write in every journal that everything was copied, or put back."""
    for organisation in Organisations(connection).all():
        keep(Store(connection, organisation), Act(action, Ref("house", "backup"), contents.revision))


def _refuse_other(file: Path) -> None:
    """Refuse to overwrite what is no backup, such as the database itself."""
    try:
        with file.open("rb") as stream:
            inspect(stream)
    except (BackupUnusable, OSError):
        raise CannotRun(f"{file} exists and is no backup that I can read; choose another name.") from None


def _refuse_running(database: Database) -> None:
    """Refuse to restore under a program that runs: it would go on with what it remembers."""
    try:
        database.check()
    except DatabaseUnusable:
        return  # nothing is there that could run, or the restore itself will say what is the matter
    last = database.read(ticked)
    if last and (machine_now() - last).total_seconds() < RUNNING_SECONDS:
        raise CannotRun("The program still runs on this database; stop it, wait a minute and try again.")


@contextlib.contextmanager
def _written(file: Path) -> Iterator[BinaryIO]:
    """Give a new file that only this user can read; it takes its name when it is whole, and is gone otherwise."""
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        number = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(number)
            stream.seek(0)
            inspect(stream)
        part.replace(file)
        _settle(file.absolute().parent)
    except OSError as trouble:
        raise CannotRun(f"{file} cannot be written: {trouble.strerror}. No backup was made.") from None
    finally:
        part.unlink(missing_ok=True)


def _settle(directory: Path) -> None:
    """See to it that the name is on disk too."""
    number = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
