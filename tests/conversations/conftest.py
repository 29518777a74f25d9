# SPDX-License-Identifier: EUPL-1.2
"""Stories are told on every platform, and on the local page also on PostgreSQL.

Each begins on a Monday morning at half past nine, with the people of ``tests/cast.py`` and the register of Waterveen.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.app import build
from bot.registers import Registers
from bot.settings import Settings
from bot.slack.send import SlackSender
from bot.teams.send import TeamsSender
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.tabular import read_register
from storage.database import Database
from storage.pacing import UNPACED
from storage.sheets import read_rows
from storage.store import Store
from tests import cast, drive, platforms
from tests.databases import sqlite_at
from tests.fakes import slack_stage, slack_story, teams_stage, teams_story
from tests.fakes.posted import Posted
from tests.fakes.serving import Loop
from tests.rows import Rows

REGISTER = Path(__file__).parents[2] / "bot" / "sample" / "register_waterveen.csv"


@dataclass(frozen=True)
class Stage:
    """Where a story plays."""

    platform: str
    database: str = "sqlite"
    #: How it brings what happens: the whole program runs, and every event and message goes over the wire.
    mode: str = ""

    def __str__(self) -> str:
        """Return its name in the report."""
        return f"{self.platform}-{self.mode or self.database}"


STAGES = (
    Stage("local"),
    Stage("slack", mode="http"),
    Stage("slack", mode="socket"),
    Stage("teams", mode="http"),
    Stage("local", "postgres"),
)


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    """Run one loop for every platform of our own."""
    running = Loop()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def rights() -> tuple[DecisionRight, ...]:
    """Read the register of the sample."""
    sheet = read_rows(REGISTER.read_bytes(), REGISTER.name)
    return read_register(sheet.header, sheet.rows, sheet.header_row).rights


@pytest.fixture(scope="session")
def laid(
    sqlite_template: Path, rights: tuple[DecisionRight, ...], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """One file for each platform with everybody and the register in it, to be copied."""
    files = {name: tmp_path_factory.mktemp("laid") / f"{name}.db" for name in platforms.ALL}
    for name, path in files.items():
        shutil.copyfile(sqlite_template, path)
        database = Database.open(f"sqlite:///{path}")
        database.transact(partial(lay, platform=name, rights=rights))
        database.close()
    return files


@pytest.fixture(scope="session")
def rows(laid: Mapping[str, Path]) -> Rows:
    """Hold what is in the file for the local page, to be put in another database."""
    database = Database.open(f"sqlite:///{laid['local']}")
    taken = database.read(Rows.of)
    database.close()
    return taken


@pytest.fixture(scope="session")
def registers() -> Registers:
    """Keep the index of the sample's register; without the model, so that every machine answers the same."""
    return Registers(meaning=False)


@pytest.fixture(params=STAGES, ids=str)
def stage(request: pytest.FixtureRequest) -> Stage:
    """Return where the story plays."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def database(request: pytest.FixtureRequest, stage: Stage, tmp_path: Path) -> Iterator[Database]:
    """Everybody and the register, on a Monday at half past nine."""
    if stage.database == "sqlite":
        path = shutil.copyfile(request.getfixturevalue("laid")[stage.platform], tmp_path / "mandaat.db")
        with sqlite_at(f"sqlite:///{path}", patience=5) as opened:
            opened.transact(cast.work_begins)
            yield opened
        return
    request.getfixturevalue("postgres_url")
    opened = Database(request.getfixturevalue("postgres_copy").engine)
    opened.transact(request.getfixturevalue("rows").put)
    opened.transact(cast.work_begins)
    yield opened


@pytest.fixture
def chat(
    request: pytest.FixtureRequest, stage: Stage, database: Database, tmp_path: Path, registers: Registers
) -> Iterator[drive.Chat]:
    """Everyone of the cast on one platform."""
    if not stage.mode:
        app = build(Settings(mandaat_home=tmp_path), database, demo=True, registers=registers)
        yield drive.Chat(platforms.ALL[stage.platform](), app.dispatcher, database, app.features)
        return
    yield from _wired(stage, database, tmp_path, request)


def _wired(stage: Stage, database: Database, home: Path, request: pytest.FixtureRequest) -> Iterator[drive.Chat]:
    """Tell the story through a platform of our own."""
    monkeypatch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
    loop, registers = request.getfixturevalue("loop"), request.getfixturevalue("registers")
    posted = Posted()
    if stage.platform == "slack":
        monkeypatch.setattr(SlackSender, "pace", UNPACED)
        monkeypatch.setattr(SlackSender, "send", posted.through(SlackSender.send))
        with slack_stage.staged(loop, database, home, stage.mode, registers=registers) as running:
            yield slack_story.over_the_wire(running, posted)
    else:
        monkeypatch.setattr(TeamsSender, "pace", UNPACED)
        monkeypatch.setattr(TeamsSender, "send", posted.through(TeamsSender.send))
        with teams_stage.staged(loop, database, home, registers=registers) as connected:
            yield teams_story.over_the_wire(connected, posted)


def lay(connection: Connection, platform: str, rights: tuple[DecisionRight, ...]) -> None:
    """Put everybody in, on this platform, and the register."""
    cast.lay(connection)
    platforms.arrive(connection, platforms.ALL[platform]())
    store = Store(connection, cast.WATERVEEN)
    store.decision_rights.change(rights, at=cast.AT, by=cast.FATIMA.id, source="sample")
