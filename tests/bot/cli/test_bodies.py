# SPDX-License-Identifier: EUPL-1.2
"""An administrator says on the command line where a board reads along, and whom a message there calls."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from commands.people import Function
from storage.database import Database
from storage.journal import lines
from storage.organisation import Organisations
from storage.store import Store
from tests.cast import BOARD, CIO, WATERVEEN, move_in

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def database(sqlite_url: str) -> Database:
    opened = Database.open(sqlite_url)
    move_in(opened)
    opened.transact(lambda c: Organisations(c).link_tenant("slack", "T0WATER", WATERVEEN.id))
    return opened


@pytest.fixture
def run(
    database: Database,
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Return a function that types a command and gives its exit code and what it prints."""
    monkeypatch.setenv("MANDAAT_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))

    def type_in(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(("body", *words, "--organisation", WATERVEEN.id))
        said = capsys.readouterr()
        return code, said.out, said.err

    return type_in


def channels(database: Database) -> dict[str, str]:
    found = database.read(lambda c: Store(c, WATERVEEN).people.channels(BOARD))
    return {channel.platform: channel.user for channel in found}


@pytest.mark.parametrize("typed", ["C012AB3CD", "https://waterveen.slack.com/archives/C012AB3CD", "#board C012AB3CD"])
def test_a_board_gets_a_channel_by_its_id_or_the_link_to_it(run: Run, database: Database, typed: str) -> None:
    assert run("channel", "portfolioboard", "slack", typed)[0] == 0
    assert channels(database)["slack"] == "C012AB3CD"
    assert ("organisation.channel", "slack") in [(e.action, e.result) for e in database.read(lambda c: [*lines(c)])]


def test_a_channel_of_teams_is_named_by_the_link_that_teams_gives(run: Run, database: Database) -> None:
    database.transact(lambda c: Organisations(c).link_tenant("teams", "tenant-1", WATERVEEN.id))
    link = "https://teams.microsoft.com/l/channel/19%3Aboard-1_x%40thread.tacv2/Board?groupId=1&tenantId=2"
    assert run("channel", BOARD, "teams", link)[0] == 0
    assert channels(database)["teams"] == "19:board-1_x@thread.tacv2"


def test_a_channel_is_taken_away_by_naming_none(run: Run, database: Database) -> None:
    run("channel", BOARD, "slack", "C012AB3CD")
    assert "has no channel on slack any more" in run("channel", BOARD, "slack")[1]
    assert "slack" not in channels(database)
    assert "has no channel on slack" in run("channel", BOARD, "slack")[2]


def test_a_channel_is_one_body_s_as_when_it_is_said_in_the_chat(run: Run, database: Database) -> None:
    database.transact(lambda c: Store(c, WATERVEEN).people.add_function(Function("Architectuurboard", body=True)))
    run("channel", "Architectuurboard", "slack", "C012AB3CD")
    run("channel", BOARD, "slack", "C012AB3CD")
    assert channels(database)["slack"] == "C012AB3CD"
    assert "Architectuurboard: no channel" in run("list")[1]


def test_a_group_stands_for_a_board_until_none_is_named(run: Run, database: Database) -> None:
    assert "has no channel on slack yet" in run("group", BOARD, "S012AB3CD")[1]
    assert "group S012AB3CD" in run("list")[1]
    run("channel", BOARD, "slack", "C012AB3CD")
    assert "no channel" not in run("group", BOARD, "S099AB3CD")[1]
    (group,) = database.read(lambda c: Store(c, WATERVEEN).people.user_groups(BOARD))
    assert group.user == "S099AB3CD"
    assert run("group", BOARD)[0] == 0
    assert "No user group stands for" in run("group", BOARD)[2]


def test_in_teams_the_members_of_a_board_stand_for_it_themselves(run: Run, database: Database) -> None:
    database.transact(lambda c: Organisations(c).link_tenant("teams", "tenant-1", WATERVEEN.id))
    said = run("group", BOARD, "members", "--platform", "teams")[1]
    assert "calls its members by name" in said
    assert "has no channel on teams yet" in said
    assert "teams group members" in run("list")[1]
    assert run("group", BOARD, "--platform", "teams")[0] == 0
    assert "group" not in run("list")[1]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("channel", CIO, "slack", "C012AB3CD"), "is no board or other body of Gemeente Waterveen. There are: "),
        (("channel", "Nergens", "slack", "C012AB3CD"), BOARD),
        (("channel", BOARD, "slack", "#portfolioboard"), "copy the channel ID"),
        (("channel", BOARD, "teams", "19:x@thread.tacv2"), "organisation link waterveen teams WORKSPACE"),
        (("channel", BOARD, "slack", "C012AB3CD", "--workspace", "T0OTHER"), "has: T0WATER"),
        (("group", BOARD, "@portfolioboard"), "Copy group ID"),
        (("group", BOARD, "S012AB3CD", "--platform", "teams"), "organisation link waterveen teams WORKSPACE"),
    ],
)
def test_what_cannot_be_is_said_with_what_can(run: Run, words: tuple[str, ...], reason: str) -> None:
    code, _said, error = run(*words)
    assert code == 2
    assert reason in error
