# SPDX-License-Identifier: EUPL-1.2
"""``portfolio export``, ``import`` and ``set``: what one installation writes, another takes in, all or nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.__main__ import main
from commands.dues import RAISE
from commands.money import Euro
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import Initiative, InitiativeState, Report
from commands.portfolio.ranking import SIDES
from commands.portfolio.score import Gate, Known, Needs, Room, Score
from storage.database import Database
from storage.dues import DUE, dues
from storage.store import Store
from tests.cast import AT, DAY, NAOMI, RUBEN, WATERVEEN, move_in, work_begins

WISH = Goal(
    "", "Sneller", "Wie wacht, belt.", "=Iedereen ziet het.", "Eén plek.", "Weken", "11", "8", AT, NAOMI,
    GoalState.ADOPTED, "BES-2026-0001", DAY, "10", DAY,
)  # fmt: skip
PLAN = Initiative("", "Loket", "CIO", DAY, "DOEL-2026-0001", one_off=Euro(Decimal("1234.50")), ends=date(2026, 12, 31))


@pytest.fixture
def home(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the command line find an installation with one organisation and everybody in it."""
    monkeypatch.setenv("MANDAAT_DATABASE_URL", database_url)
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))
    with_everybody(database_url)
    return tmp_path


def with_everybody(url: str) -> None:
    database = Database.open(url)
    database.migrate()
    move_in(database)
    database.transact(work_begins)
    database.close()


def fill(store: Store) -> None:
    """Keep a goal, an initiative with two reports and its scores, and the room there is."""
    store.portfolio.add_goal(WISH)
    first = Report(AT, RUBEN.id, PLAN.state, PLAN.ends, PLAN.one_off)
    added = store.portfolio.add_initiative(PLAN, first)
    later = replace(first, state=InitiativeState.RUNNING, ends=None, note="Het loopt uit.", decision="BES-2026-0007")
    store.portfolio.save_initiative(replace(added, state=InitiativeState.RUNNING, ends=None), later)
    for side in SIDES:
        store.portfolio.keep_score(Score(added.reference, side, (0, 1, 2, 3, 4), RUBEN.id, AT))
    store.portfolio.keep_needs(Needs(added.reference, (Known.YES,) * len(Gate), "Wmebv, 2026", 10, None, 2, "CIO"))
    store.portfolio.keep_room(Room(Euro(Decimal("250000.50")), 120))


def kept(url: str) -> object:
    """Return all that is kept of goals and initiatives, without how often it changed."""
    database = Database.open(url)

    def look(store: Store) -> object:
        every = [replace(each, revision=1) for each in store.portfolio.initiatives()]
        goals = [replace(goal, revision=1) for goal in store.portfolio.goals()]
        reports = [store.portfolio.reports(each.reference) for each in every]
        return goals, every, reports, store.portfolio.scores(), store.portfolio.needs(), store.portfolio.room()

    try:
        return database.read(lambda c: look(Store(c, WATERVEEN)))
    finally:
        database.close()


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_what_goes_out_of_one_installation_comes_into_another_as_it_was(
    home: Path, database_url: str, sqlite_template: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database.open(database_url)
    database.transact(lambda c: fill(Store(c, WATERVEEN)))
    database.close()
    file = home / f"portfolio.{ending}"
    assert main(["portfolio", "export", str(file), "--organisation", "waterveen"]) == 0
    other = f"sqlite:///{home}/other.db"
    (home / "other.db").write_bytes(sqlite_template.read_bytes())
    with_everybody(other)
    monkeypatch.setenv("MANDAAT_DATABASE_URL", other)

    for _twice in range(2):
        assert main(["portfolio", "import", str(file), "--organisation", "waterveen"]) == 0
        assert kept(other) == kept(database_url)


def test_what_cannot_be_read_is_named_and_nothing_is_taken_in(
    home: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home / "lijst.csv"
    file.write_text("name;owner;goal;one_off\nLoket;CIO;;40k\nKassa;Tovenaar;DOEL-2020-0001;veel\n", "utf-8")
    assert main(["portfolio", "import", str(file), "--organisation", "waterveen"]) == 2
    said = capsys.readouterr().err
    assert "Row 3, one_off: I can't read “veel” as an amount." in said
    assert "row 3, owner: there is no function Tovenaar." in said
    assert "row 3, goal: there is no adopted goal DOEL-2020-0001." in said
    assert "Nothing was taken in." in said
    assert kept(database_url) == ([], [], [], (), (), Room())
    assert main(["portfolio", "export", str(home / "lijst.doc"), "--organisation", "waterveen"]) == 2
    (home / "lijst.json").write_text("[1]", "utf-8")
    assert main(["portfolio", "import", str(home / "lijst.json"), "--organisation", "waterveen"]) == 2
    assert "lijst.json is no table of goals and initiatives." in capsys.readouterr().err


def test_a_figure_that_is_taken_in_and_is_over_the_threshold_of_the_organisation_is_escalated_too(
    home: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["--organisation", "waterveen"]
    file = home / "lijst.csv"

    def takes(one_off: str) -> set[str]:
        file.write_text(f"reference;name;owner;one_off\nINI-2026-0001;Loket;CIO;{one_off}\n", "utf-8")
        assert main(["portfolio", "import", str(file), *here]) == 0
        database = Database.open(database_url)
        waits = select(dues.c.stage).where(dues.c.rule == RAISE, dues.c.state == DUE)
        stages = database.read(lambda c: c.scalars(waits).all())
        database.close()
        return {stage.partition(":")[0] for stage in stages}

    assert takes("100") == set()
    assert main(["portfolio", "set", "--percent", "-1", *here]) == 2
    assert "--percent is a whole number from 0 to 1000." in capsys.readouterr().err
    assert main(["portfolio", "set", "--percent", "20", *here]) == 0
    assert "more than 20% over the costs, or more than 3 months late." in capsys.readouterr().out
    assert takes("120") == set()
    assert takes("121") == {"budget"}
    assert takes("110") == set()
