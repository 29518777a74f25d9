# SPDX-License-Identifier: EUPL-1.2
"""``journal verify`` says whether the journal was tampered with, and ``journal export`` writes all of it."""

import argparse
import csv
import io
import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.cli import journal
from storage.database import Database
from storage.journal import seal
from storage.store import Store
from storage.unusable import DatabaseMissing
from tests.cast import AT, WATERVEEN, ZUIDERPLAS, move_in


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    journal.add(parser.add_subparsers())
    args = parser.parse_args(["journal", *words])
    return int(args.run(args))


def _write(database: Database, count: int) -> None:
    def work(store: Store) -> None:
        for n in range(count):
            store.journal.append(
                action="requests.submit",
                object=f"requests/ITV-2026-{n:04}",
                result="done",
                origin="local",
                actor="sanne-de-vries",
                at=AT + timedelta(minutes=n),
            )

    database.transact(lambda c: work(Store(c, WATERVEEN)))


@pytest.fixture
def kept(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Give a database with three sealed lines, which the settings lead to."""
    monkeypatch.setenv("MANDAAT_DATABASE_URL", sqlite_url)
    database = Database.open(sqlite_url)
    move_in(database)
    _write(database, 3)
    database.transact(seal)
    yield database
    database.close()


def test_an_intact_journal_is_said_to_be_intact(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("verify") == 0

    said = capsys.readouterr().out
    assert said.startswith("The journal is intact: 3 lines in 1 chain.\n")
    assert "waterveen:3:" in said


def test_lines_that_are_not_sealed_yet_are_mentioned(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    _write(kept, 1)
    assert _run("verify") == 0
    assert "Not sealed yet, and not checked: 1 line;" in capsys.readouterr().out


def test_a_tampered_journal_is_told_with_its_first_wrong_line_and_exit_code_1(
    kept: Database, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute("DROP TRIGGER journal_keeps_lines")
        connection.execute("UPDATE journal SET result = 'declined' WHERE sequence = 2")
    connection.close()

    assert _run("verify") == 1
    assert capsys.readouterr().out == (
        "The journal was tampered with.\n"
        "In the chain of waterveen, line 2 is not what was sealed; the lines before it are intact.\n"
    )


def test_the_end_that_was_kept_elsewhere_is_compared(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    _run("verify")
    head = capsys.readouterr().out.split()[-1]

    assert _run("verify", "--head", head) == 0
    assert _run("verify", "--head", f"{head[:-1]}?") == 1
    assert _run("verify", "--head", "waterveen:4:ab") == 1
    assert "the lines from 4 on are missing" in capsys.readouterr().out


def test_a_head_that_is_none_is_refused_with_its_form(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _run("verify", "--head", "waterveen")
    assert "is not ORGANISATION:LINE:HASH" in capsys.readouterr().err


def test_an_export_holds_every_line_with_the_six_fields(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    _write(kept, 1)
    assert _run("export") == 0

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["sequence"] for row in rows] == ["1", "2", "3", ""]
    assert {name: rows[1][name] for name in ("at", "action", "object", "result", "origin", "actor")} == {
        "at": "2026-03-02T08:31:00+00:00",
        "action": "requests.submit",
        "object": "requests/ITV-2026-0001",
        "result": "done",
        "origin": "local",
        "actor": "sanne-de-vries",
    }


def test_an_export_can_be_of_one_organisation(kept: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("export", "--organisation", ZUIDERPLAS.id) == 0
    assert capsys.readouterr().out.splitlines() == [",".join(journal.COLUMNS)]


def test_an_organisation_that_is_not_there_is_answered_with_those_that_are(
    kept: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("export", "--organisation", "elders") == 2
    assert capsys.readouterr().err == "There is no organisation elders; there are: waterveen, zuiderplas.\n"


def test_a_database_that_is_not_there_is_not_made(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANDAAT_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(DatabaseMissing):
        _run("verify")
