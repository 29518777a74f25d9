# SPDX-License-Identifier: EUPL-1.2
"""The program as a process: how it starts and how it ends."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from storage.database import Database
from storage.store import Store
from tests.bot.programs import PATIENCE, ROOT, Program, environment, running
from tests.cast import WATERVEEN

# The first start is made once, so these stay together.
pytestmark = pytest.mark.xdist_group("start")

NOOR = "/chat?as=noor-van-dijk&in=direct&lang=nl"


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, list[str]]:
    """Start once in a folder that is not there yet, after a start that was killed while it laid out the sample.

    Gives the folder, the exit code on SIGTERM and what the pages said.
    """
    home = tmp_path_factory.mktemp("first") / "new" / "folder"
    command = [sys.executable, "-m", "bot", "run", "--demo"]
    broken_off = subprocess.Popen(command, cwd=ROOT, env=environment(home), stdout=subprocess.DEVNULL)
    while not _half_laid_out(home / "mandaat.db"):
        assert broken_off.poll() is None
    broken_off.kill()
    broken_off.wait(PATIENCE)
    with running(home) as program:
        said = [program.client.get(path).text for path in ("/healthz", "/", NOOR)]
        return home, program.stop(), said


def _half_laid_out(path: Path) -> bool:
    """Whether somebody lives in the sample already."""
    try:
        with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
            return bool(connection.execute("SELECT 1 FROM settings WHERE name = 'sample.loading'").fetchone())
    except sqlite3.Error:
        return False


@pytest.fixture
def home(first_start: tuple[Path, int, list[str]], tmp_path: Path) -> Path:
    """Copy the folder with the sample."""
    return Path(shutil.copytree(first_start[0], tmp_path / "home"))


def test_the_first_start_makes_the_folder_lays_out_the_sample_and_serves(
    first_start: tuple[Path, int, list[str]],
) -> None:
    _, _, (health, front, noor) = first_start
    assert health == "ok"
    assert "Waterveen" in front
    assert "ITV-" in noor


def test_a_start_that_was_broken_off_leaves_no_half_sample(first_start: tuple[Path, int, list[str]]) -> None:
    database = Database.open(f"sqlite:///{first_start[0]}/mandaat.db")
    requests = database.read(lambda c: Store(c, WATERVEEN).requests.all())
    kept = database.read(lambda c: c.exec_driver_sql("SELECT name FROM settings ORDER BY name").scalars().all())
    database.close()

    assert len(requests) > 20
    assert "sample.loaded" in kept
    assert "sample.loading" not in kept


def test_sigterm_ends_it_in_order(first_start: tuple[Path, int, list[str]]) -> None:
    assert first_start[1] == 0


def test_a_second_start_keeps_the_data_and_no_open_page_holds_up_an_end_by_ctrl_c_or_sigterm(home: Path) -> None:
    with running(home) as program:
        program.say("wie beslist over laptops?", NOOR)
        with open_page(program):
            assert program.stop(signal.SIGINT) == 130
    with running(home) as program:
        assert "wie beslist over laptops?" in program.page(NOOR).text
        with open_page(program):
            assert program.stop() == 0
    assert "Traceback" not in program.log.read_text()


@contextmanager
def open_page(program: Program) -> Iterator[None]:
    """Keep a page open that waits for what is new, as a browser does."""
    with httpx2.stream("GET", f"{program.client.base_url}{NOOR.replace('/chat', '/chat/stream')}") as page:
        assert page.status_code == 200
        next(page.iter_lines())
        yield
