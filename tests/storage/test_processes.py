# SPDX-License-Identifier: EUPL-1.2
"""Several processes on one database, and processes that are killed: what was acknowledged is there."""

import itertools
import sqlite3
from functools import partial

from sqlalchemy import select

from storage.database import Database
from storage.journal import seal
from storage.seen import seen
from storage.settings import Settings
from storage.store import Store
from storage.verdict import verify
from tests.storage import children
from tests.storage.house import NOW, in_store

KILLS = 3
ACKNOWLEDGED_BEFORE_A_KILL = 60


def _submit(store: Store, number: int) -> None:
    thing = f"requests/{number}"
    store.journal.append(action="requests.submit", object=thing, result="done", origin="local", actor="jan", at=NOW)


def test_two_processes_count_together_and_lose_no_count(database_url: str) -> None:
    started = [children.start("count", database_url, name) for name in ("one", "two")]
    for process in started:
        process.communicate(timeout=30)

    database = Database.open(database_url)
    assert database.read(lambda c: Settings(c).get("count")) == "200"
    database.close()


def test_a_process_killed_in_the_middle_of_its_commits_loses_nothing_it_acknowledged(database_url: str) -> None:
    acknowledged: list[str] = []
    for kill in range(KILLS):
        process = children.start("write", database_url, f"kill{kill}")
        assert process.stdout
        first = list(itertools.islice(process.stdout, ACKNOWLEDGED_BEFORE_A_KILL))
        process.kill()
        acknowledged += [*first, *process.stdout]
        process.wait()
        process.stdout.close()

    database = Database.open(database_url)
    kept = set(database.read(lambda c: c.scalars(select(seen.c.key)).all()))
    assert len(acknowledged) >= KILLS * ACKNOWLEDGED_BEFORE_A_KILL
    assert {line.strip() for line in acknowledged} <= kept
    database.check()
    database.close()


def test_a_killed_process_leaves_a_sound_sqlite_file(sqlite_url: str) -> None:
    process = children.start("write", sqlite_url, "kill")
    assert process.stdout
    list(itertools.islice(process.stdout, ACKNOWLEDGED_BEFORE_A_KILL))
    process.kill()
    process.communicate()

    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_two_processes_that_seal_while_lines_are_added_make_one_chain(house: Database, database_url: str) -> None:
    started = [children.start("seal", database_url, name) for name in ("one", "two")]
    for number in range(150):
        in_store(house, partial(_submit, number=number))
    for process in started:
        process.communicate(timeout=30)
        assert process.returncode == 0
    while house.transact(seal):
        pass

    verdict = house.read(verify)
    assert verdict.intact
    assert (verdict.sealed, verdict.unsealed) == (150, 0)
