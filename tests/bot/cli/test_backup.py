# SPDX-License-Identifier: EUPL-1.2
"""``backup`` writes a file that only its owner reads, and ``restore`` puts it back where nothing is lost by it."""

import argparse
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.__main__ import main
from bot.cli import backup
from bot.clock import machine_now
from bot.run import CannotRun
from commands.cards import Card
from commands.evaluations.instrument import STATEMENTS
from commands.evaluations.round import Kind, Round, State
from commands.events import Room
from storage.database import Connection, Database
from storage.envelopes import Address, Envelope
from storage.journal import lines
from storage.messages import DUE, FAILED, outbox
from storage.outbox import Outbox
from storage.store import Store
from storage.undelivered import may_go_again, messages, send_again
from storage.vitals import tick
from tests.cast import DAY, SANNE, WATERVEEN, move_in


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    backup.add(parser.add_subparsers())
    args = parser.parse_args(words)
    return int(args.run(args))


def _wait(database: Database) -> None:
    """Let a message wait."""

    def put(connection: Connection) -> int:
        to = Address("local", WATERVEEN.id, SANNE.id, Room.DIRECT)
        return Outbox(connection, WATERVEEN.id).put(Envelope(to, Card("Lamp")), machine_now())

    database.transact(put)


def _acts(database: Database) -> list[str]:
    return [line.action for line in database.read(lambda c: list(lines(c, WATERVEEN.id)))]


@pytest.fixture
def kept(database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    """Give a database with everybody in it, which the settings lead to."""
    monkeypatch.setenv("MANDAAT_DATABASE_URL", database_url)
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))
    move_in(database)
    return database


@pytest.fixture
def elsewhere(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Give another database, still empty."""
    database = Database.open(empty_url)
    yield database
    database.close()


def test_only_its_owner_can_read_a_backup_and_the_journal_knows_of_it(kept: Database, tmp_path: Path) -> None:
    file = tmp_path / "monday.mandaat"
    assert _run("backup", str(file)) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert _acts(kept) == ["house.backup"]
    assert [path.name for path in tmp_path.glob("*monday*")] == ["monday.mandaat"]


def test_a_backup_replaces_an_older_one_and_nothing_else(kept: Database, tmp_path: Path) -> None:
    file, other = tmp_path / "monday.mandaat", tmp_path / "letter.txt"
    _run("backup", str(file))
    before = file.read_bytes()
    _run("backup", str(file))
    assert file.read_bytes() != before
    other.write_text("Dear Sanne")
    with pytest.raises(CannotRun, match="exists and is no backup"):
        _run("backup", str(other))
    assert other.read_text() == "Dear Sanne"


def test_a_backup_that_cannot_be_written_says_so_and_leaves_nothing(kept: Database, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"No such file or directory\. No backup"):
        _run("backup", str(tmp_path / "nowhere" / "monday.mandaat"))
    assert list(tmp_path.glob("nowhere*")) == []


def restored(file: Path, elsewhere: Database, monkeypatch: pytest.MonkeyPatch, url: str, *words: str) -> int:
    """Restore a file into the other database."""
    monkeypatch.setenv("MANDAAT_DATABASE_URL", url)
    return _run("restore", str(file), *words)


def test_what_waited_is_held_back_because_it_may_have_gone_since(
    kept: Database,
    elsewhere: Database,
    empty_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _wait(kept)
    asked = Round(WATERVEEN.id, "", Kind.QUARTERLY, State.OPEN, "2026-1", DAY, DAY, 5, STATEMENTS)
    kept.transact(lambda c: Store(c, WATERVEEN).evaluations.add_round(asked))
    file = tmp_path / "monday.mandaat"
    _run("backup", str(file))
    assert restored(file, elsewhere, monkeypatch, empty_url) == 0
    told = capsys.readouterr().out
    assert "held back: 1" in told
    assert "Evaluations that were under way then: waterveen EV-2026-01." in told
    assert _acts(elsewhere) == ["house.restore"]
    [row] = elsewhere.read(messages)
    assert (row.state, row.error) == (FAILED, backup.HELD_BACK)
    [number] = elsewhere.read(may_go_again)
    assert elsewhere.transact(lambda c: send_again(c, number))
    # That it may have arrived is known: a platform is asked, and a reader told.
    assert elsewhere.read(lambda c: c.scalar(select(outbox.c.doubts))) == 1


def test_a_move_to_another_database_goes_on_delivering(
    kept: Database, elsewhere: Database, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _wait(kept)
    file = tmp_path / "monday.mandaat"
    _run("backup", str(file))
    assert restored(file, elsewhere, monkeypatch, empty_url, "--deliver") == 0
    assert [row.state for row in elsewhere.read(messages)] == [DUE]


def test_nothing_is_restored_under_a_program_that_runs(kept: Database, tmp_path: Path) -> None:
    file = tmp_path / "monday.mandaat"
    kept.transact(lambda c: tick(c, machine_now()))
    _run("backup", str(file))
    with pytest.raises(CannotRun, match="still runs on this database"):
        _run("restore", str(file), "--replace")


@pytest.mark.parametrize("content", [None, b"Dear Sanne"], ids=["not there", "a letter"])
def test_what_is_no_backup_is_refused_in_one_sentence(
    kept: Database, tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.txt"
    if content:
        file.write_bytes(content)
    assert main(["restore", str(file)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
