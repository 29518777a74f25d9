# SPDX-License-Identifier: EUPL-1.2
"""A start that cannot go on says why in one sentence and ends with exit code 2; nothing is touched."""

import signal
import socket
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import run
from bot.__main__ import main
from storage.database import Database
from tests.cast import move_in

#: Starts with these words and these settings, and returns the one sentence that is said.
Refusal = Callable[..., str]


@pytest.fixture
def refusal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Refusal]:
    """Give a way to start; how this process ends on a signal is as before afterwards."""
    before = signal.getsignal(signal.SIGTERM)

    def start(*words: str, **settings: object) -> str:
        named = {"MANDAAT_HOME": tmp_path, "MANDAAT_DATABASE_URL": "", "MANDAAT_PUBLIC_URL": "", "HOST": "", "PORT": 0}
        for name, value in {**named, **settings}.items():
            monkeypatch.setenv(name, str(value))
        assert main(words or ("run", "--demo")) == 2
        said = capsys.readouterr()
        assert said.out == ""
        [sentence] = said.err.splitlines()
        return sentence

    yield start
    signal.signal(signal.SIGTERM, before)


def test_a_taken_port_is_named_with_another_to_take(refusal: Refusal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal(PORT=port)
    assert said == f"Port {port} on 127.0.0.1 is taken by another program. Choose another, as in: PORT=8001 make run"


@pytest.mark.parametrize("port", ["eighty", "-1", "70000", "8000.5"])
def test_a_port_that_is_none_is_told_by_the_name_of_its_setting(refusal: Refusal, port: str) -> None:
    assert refusal(PORT=port) == "The setting PORT cannot be used: it must be a number from 0 to 65535."


def test_without_its_public_address_only_the_sample_starts(refusal: Refusal) -> None:
    said = refusal("run")
    assert said.startswith("Set MANDAAT_PUBLIC_URL to the address where people reach Mandaat")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "mandaat.example"])  # noqa: S104 - refused
def test_the_sample_is_shown_to_this_computer_alone(refusal: Refusal, host: str) -> None:
    assert refusal(HOST=host).startswith(f"The local page has no login, so it cannot listen on {host}.")


@pytest.mark.parametrize("url", ["mysql://host/db", "mandaat.db"])
def test_an_address_of_no_database_is_told_by_the_name_of_its_setting(refusal: Refusal, url: str) -> None:
    assert refusal(MANDAAT_DATABASE_URL=url).startswith("The setting MANDAAT_DATABASE_URL cannot be used:")


def test_a_home_that_is_a_file_is_said_so(refusal: Refusal, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("not a folder")
    assert refusal(MANDAAT_HOME=home) == f"The directory {home} (MANDAAT_HOME) cannot be used: it is a file."


@pytest.mark.parametrize("words", [("run", "--demo"), ("reset", "--demo")])
def test_a_file_that_is_no_database_stays_as_it_is(refusal: Refusal, tmp_path: Path, words: tuple[str, ...]) -> None:
    letter = b"this is a letter to the mayor\n" * 200
    (tmp_path / "mandaat.db").write_bytes(letter)
    assert "is not a database, or it is damaged" in refusal(*words)
    assert (tmp_path / "mandaat.db").read_bytes() == letter


def test_a_server_that_stays_away_is_named_without_the_password(
    refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "AWAIT_SECONDS", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = refusal(MANDAAT_DATABASE_URL=f"postgresql://someone:hush@127.0.0.1:{port}/mandaat")
    assert f"127.0.0.1:{port}/mandaat cannot be reached" in said
    assert "hush" not in said


@pytest.mark.parametrize("words", [("run", "--demo"), ("reset", "--demo")])
def test_a_database_of_a_newer_program_is_left_alone(
    refusal: Refusal, database_url: str, words: tuple[str, ...]
) -> None:
    database = Database.open(database_url)
    database.transact(lambda c: c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_dreams'"))
    database.close()
    said = refusal(*words, MANDAAT_DATABASE_URL=database_url)
    assert "was made by a newer version of Mandaat (it is at 9999_dreams)" in said


@pytest.mark.parametrize("words", [("run", "--demo"), ("reset", "--demo")])
def test_an_organisation_of_ones_own_is_neither_shown_nor_removed(
    refusal: Refusal, database_url: str, words: tuple[str, ...]
) -> None:
    database = Database.open(database_url)
    move_in(database)
    assert refusal(*words, MANDAAT_DATABASE_URL=database_url).startswith(
        "This database holds an organisation of your own"
    )
    kept = database.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM organisations").scalar())
    database.close()
    assert kept == 2


def test_a_file_that_another_program_holds_is_said_so(refusal: Refusal, sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "stayed locked by another program" in refusal(MANDAAT_DATABASE_URL=sqlite_url)
    other.execute("ROLLBACK")
    other.close()
