# SPDX-License-Identifier: EUPL-1.2
"""A backup is one moment of everything, made under load, and comes back whole on either database or not at all."""

import gzip
import io
import itertools
import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, DateTime, Integer, Text, delete, select

from commands.people import Absence
from storage.absences import absences
from storage.backup import BackupUnusable, Contents, inspect, restore, write
from storage.backup.shape import BackupDamaged, BackupNewer, DatabaseInUse, NotABackup
from storage.database import Database, metadata
from storage.journal import seal
from storage.migrations import upgrade
from storage.seen import seen
from storage.settings import Settings
from storage.store import Store
from storage.verdict import verify
from tests.storage import children
from tests.storage.house import JAN, NOW, furnish, in_store

BEFORE_THE_BACKUP = 60
FIRST = "0001_house"


def made(database: Database) -> bytes:
    """Return a backup."""
    stream = io.BytesIO()
    database.read(lambda c: write(c, stream, NOW))
    return stream.getvalue()


def put(backup: bytes, database: Database, *, replace: bool = False) -> Contents:
    """Restore a backup as the command line does, and return what it holds."""
    stream = io.BytesIO(backup)
    contents = inspect(stream)
    stream.seek(0)
    database.alone(lambda c: restore(c, database.where, stream, contents, replace=replace))
    return contents


def lines(backup: bytes) -> list[Any]:
    """Return the lines of a backup without how far was counted, which differs by database, and the checksum."""
    return [json.loads(line) for line in gzip.decompress(backup).splitlines()][:-2]


def remade(backup: bytes, **head: object) -> bytes:
    """Return a backup with another first line and a checksum that fits."""
    stream = io.BytesIO()
    whole = gzip.decompress(backup).splitlines(keepends=True)
    first = json.dumps({**json.loads(whole[0]), **head}).encode() + b"\n"
    body = b"".join([first, *whole[1:-1]])
    with gzip.GzipFile(fileobj=stream, mode="wb") as out:
        out.write(body + json.dumps({"sha256": sha256(body).hexdigest()}).encode() + b"\n")
    return stream.getvalue()


def act(store: Store, number: int) -> None:
    """Do something that leaves a line in the journal."""
    thing = f"requests/{number}"
    store.journal.append(action="requests.submit", object=thing, result="done", origin="local", actor="jan", at=NOW)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    database = Database.open(empty_url)
    yield database
    database.close()


def test_a_backup_restores_on_either_database_with_every_row(house: Database, empty: Database) -> None:
    for number in range(5):
        in_store(house, partial(act, number=number))
    house.transact(seal)
    house.transact(lambda c: Settings(c).put("words", "Øster 🌷\x01 \\ ' \" \n"))
    backup = made(house)
    contents = put(backup, empty)
    empty.check()
    assert contents.total == len([line for line in lines(backup) if isinstance(line, list)]) > 20
    assert lines(made(empty)) == lines(backup)
    assert empty.read(verify) == house.read(verify)


def test_a_backup_made_while_processes_write_is_one_moment(house: Database, database_url: str, tmp_path: Path) -> None:
    writers = [children.start("write", database_url, name) for name in ("one", "two")]
    sealer = children.start("seal", database_url, "three")
    before = [line.strip() for w in writers for line in itertools.islice(w.stdout or (), BEFORE_THE_BACKUP)]
    patient = Database.open(database_url, patience=60)
    for number in range(40):
        in_store(patient, partial(act, number=number))
    backup = made(patient)
    patient.close()
    for process in (*writers, sealer):
        process.kill()
        process.communicate()
    empty = Database.open(f"sqlite:///{tmp_path / 'restored.db'}")
    put(backup, empty)
    assert set(before) <= set(empty.read(lambda c: c.scalars(select(seen.c.key)).all()))
    verdict = empty.read(verify)
    assert verdict.intact
    assert verdict.sealed + verdict.unsealed == 40
    while empty.transact(seal):
        pass
    assert empty.read(verify).intact
    empty.close()


def test_a_number_that_was_given_out_is_not_given_out_again(house: Database, empty: Database) -> None:
    away = Absence(JAN, date(2026, 3, 2), date(2026, 3, 6))
    last = [in_store(house, lambda s: s.people.add_absence(away)) for _ in range(3)][-1]
    house.transact(lambda c: c.execute(delete(absences)))
    put(made(house), empty)
    assert in_store(empty, lambda s: s.people.add_absence(away)) == last + 1


def test_a_backup_of_an_older_version_is_brought_up_to_date(empty_url: str, database: Database) -> None:
    old = Database.open(empty_url)
    old.alone(lambda c: upgrade.upgrade(c, "", FIRST))
    old.transact(furnish)
    put(made(old), database)
    old.close()
    database.check()
    assert in_store(database, lambda s: s.people.person(JAN.id)) == JAN


def test_a_backup_of_a_newer_version_is_refused(house: Database, empty: Database) -> None:
    backup = made(house)
    with pytest.raises(BackupNewer, match="9999_later"):
        put(remade(backup, revision="9999_later"), empty)
    with pytest.raises(BackupNewer, match="format 2"):
        put(remade(backup, format=2), empty)


def test_a_database_that_holds_something_is_replaced_only_when_asked(house: Database) -> None:
    backup = made(house)
    house.transact(lambda c: Settings(c).put("later", "yes"))
    with pytest.raises(DatabaseInUse, match="--replace"):
        put(backup, house)
    assert house.read(lambda c: Settings(c).get("later")) == "yes"
    put(backup, house, replace=True)
    assert house.read(lambda c: Settings(c).get("later")) is None
    assert lines(made(house)) == lines(backup)


def test_a_restore_that_fails_leaves_what_was_there(house: Database) -> None:
    backup = made(house)
    broken = backup[: len(backup) // 2]
    before = lines(made(house))
    contents = inspect(io.BytesIO(backup))
    with pytest.raises(BackupDamaged):
        house.alone(lambda c: restore(c, "", io.BytesIO(broken), contents, replace=True))
    assert lines(made(house)) == before
    house.check()


def test_whatever_is_cut_off_or_changed_is_noticed(house: Database) -> None:
    backup = made(house)
    places = range(0, len(backup), max(1, len(backup) // 150))
    for place in places:
        with pytest.raises(BackupUnusable):
            inspect(io.BytesIO(backup[:place]))
    # Of the head of gzip some bytes mean nothing: the moment, the system.
    for place in places[1:]:
        changed = bytearray(backup)
        changed[place] ^= 0x55
        with pytest.raises(BackupUnusable):
            inspect(io.BytesIO(bytes(changed)))
    with pytest.raises(BackupDamaged):
        inspect(io.BytesIO(backup + backup))


@pytest.mark.parametrize(
    "other",
    [b"", b"SQLite format 3\0", gzip.compress(b"[]\n"), gzip.compress(b'{"kind":"x"}\n')],
    ids=["nothing", "a database", "a list", "another kind"],
)
def test_another_file_is_no_backup(other: bytes) -> None:
    with pytest.raises(NotABackup):
        inspect(io.BytesIO(other))


def test_every_column_holds_what_a_backup_can_carry() -> None:
    """Another kind of column needs its place in storage/backup/writing.py and restoring.py."""
    known = (Text, Integer, Boolean, Date, DateTime)
    kinds = {(t.name, c.name): getattr(c.type, "impl", c.type) for t in metadata.tables.values() for c in t.columns}
    assert {place: kind for place, kind in kinds.items() if not isinstance(kind, known)} == {}
