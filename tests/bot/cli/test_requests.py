# SPDX-License-Identifier: EUPL-1.2
"""Requests on the command line: an export of every decision, and the functions that are called otherwise here."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bot.__main__ import main
from commands.money import Euro
from commands.requests.case import rooms
from commands.requests.export import COLUMNS
from commands.requests.request import Decision, Desk, Kind, Needs, Request, Standing, Why
from commands.requests.states import Move, State
from storage.database import Database
from storage.sheets import read_rows
from storage.store import Store
from tests.cast import AHMET, CIO, SANNE, TEAMMANAGER, WATERVEEN, move_in

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("MANDAAT_DATABASE_URL", database_url)
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))

    def type_in(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return type_in


@pytest.fixture
def asked(database: Database) -> None:
    """Let two requests be there, of which one was deferred and then approved."""
    move_in(database)
    needs = Needs(Kind.HARDWARE, "=HYPERLINK(1)", 'Eén; twee\n"drie"', cost=Euro(Decimal("2400.50")))
    desk = Desk(TEAMMANAGER, "waterveen", Why.RIGHT)
    new = Request("", "", SANNE, needs, State.APPROVED, AT, desk)
    approved = Decision("ITV-2026-0001", 2, Move.APPROVE, AT, AHMET.id, AHMET.name, TEAMMANAGER, Standing.HOLDER, "W")
    deferred = Decision("ITV-2026-0001", 1, Move.DEFER, AT, AHMET.id, AHMET.name, TEAMMANAGER, Standing.HOLDER, "W")

    def work(store: Store) -> None:
        store.requests.add(new, 2026)
        store.requests.add(replace(new, state=State.SUBMITTED), 2026)
        store.requests.record(deferred)
        store.requests.record(approved)

    database.transact(lambda c: work(Store(c, WATERVEEN)))


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_an_export_holds_a_row_for_each_decision_and_each_open_request(run: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"requests.{ending}"
    code, said, _ = run("requests", "export", str(file), "--organisation", "waterveen")
    assert (code, said) == (0, f"3 rows written to {file}.\n")
    if ending == "json":
        rows = json.loads(file.read_text("utf-8"))
    else:
        sheet = read_rows(file.read_bytes(), file.name)
        assert sheet.header == COLUMNS
        rows = [dict(zip(sheet.header, row.cells, strict=True)) for row in sheet.rows]
    seen = [(row["reference"], row["decision"], row["decided_by"]) for row in rows]
    assert seen == [
        ("ITV-2026-0001", "defer", "Ahmet Demir"),
        ("ITV-2026-0001", "approve", "Ahmet Demir"),
        ("ITV-2026-0002", "", ""),
    ]
    assert [row["retention"] for row in rows] == ["6.1.1: 7 jaar", "6.1.1: 7 jaar", ""]
    assert Decimal(rows[0]["cost_eur_excl_vat"]) == Decimal("2400.50")


@pytest.mark.usefixtures("asked")
def test_what_people_typed_starts_no_formula_in_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "requests.csv"
    run("requests", "export", str(file), "--organisation", "waterveen")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        cells = [cell for row in csv.reader(opened, delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.usefixtures("asked")
def test_the_export_is_journalled(run: Run, tmp_path: Path, database: Database) -> None:
    run("requests", "export", str(tmp_path / "r.csv"), "--organisation", "waterveen")
    lines = database.read(lambda c: Store(c, WATERVEEN).journal.about("requests/all"))
    assert [(line.action, line.origin) for line in lines] == [("requests.export", "cli")]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export", "requests.doc", "--organisation", "waterveen"), "requests.doc should end in .csv, .xlsx or .json."),
        (("export", "/nergens/r.csv", "--organisation", "waterveen"), "cannot be written"),
        (("export", "r.csv", "--organisation", "elders"), "There is no organisation elders"),
        (("set", "--organisation", "waterveen"), "Say which function"),
        (("set", "--board", "Rad", "--organisation", "waterveen"), "There is no function 'Rad'. Known are:"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(run: Run, words: tuple[str, ...], sentence: str) -> None:
    code, _, said = run("requests", *words)
    assert code == 2
    assert sentence in said


@pytest.mark.usefixtures("asked")
def test_another_function_may_sort_out_what_the_register_does_not_settle(run: Run, database: Database) -> None:
    assert run("requests", "set", "--information-manager", "cio", "--organisation", "waterveen")[0] == 0
    assert database.read(lambda c: rooms(Store(c, WATERVEEN)).manager) == CIO
    assert database.read(lambda c: rooms(Store(c, WATERVEEN)).board) == "Portfolioboard"
