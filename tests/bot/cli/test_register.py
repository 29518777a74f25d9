# SPDX-License-Identifier: EUPL-1.2
"""The register on the command line: what is typed, what is printed, what is kept, and the exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from storage.database import Database
from storage.journal import lines
from storage.sheets import read_rows
from storage.store import Store
from tests.cast import AT, SANNE, WATERVEEN, ZUIDERPLAS, move_in

TABLE = """id;onderwerp;beslist;bedrag_tot
A-1;Aanschaf laptops;CIO;25.000
A-2;Hijsen van de vlag;Concerncontroller;
A-3;Publiceren open data;CIO;
A-4;Aannemen van stagiairs;Afdelingshoofd;
"""
FAULTY = """id;onderwerp;beslist;bedrag_tot
A-1;Aanschaf laptops;CIO;veel
A-1;Publiceren open data;;-5
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that types a command about the register; Waterveen and its people are there."""
    monkeypatch.setenv("MANDAAT_DATABASE_URL", database_url)
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))
    opened = Database.open(database_url)
    move_in(opened)
    opened.close()

    def type_in(*words: str, organisation: str = WATERVEEN.id) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(("register", *words, *(("--organisation", organisation) if organisation else ())))
        said = capsys.readouterr()
        return code, said.out, said.err

    return type_in


def _file(tmp_path: Path, text: str, name: str = "register.csv") -> str:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return str(path)


def test_a_register_is_imported_and_says_what_was_added(run: Run, tmp_path: Path) -> None:
    code, said, _ = run("import", _file(tmp_path, TABLE))

    assert code == 0
    assert "+ A-1 Aanschaf laptops, amounts up to €25,000: CIO" in said
    assert "4 rights read: 4 added, 0 changed, 0 removed." in said
    assert "The register of Gemeente Waterveen is at version 1." in said


def test_a_second_import_says_what_changed_and_the_same_file_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("import", _file(tmp_path, TABLE))
    edited = TABLE.replace("vlag;Concerncontroller", "vlag;CIO").replace("A-3", "A-9")
    _, said, _ = run("import", _file(tmp_path, edited))
    assert "~ A-2 Hijsen van de vlag: decides" in said
    assert "- A-3 Publiceren open data" in said
    assert "1 added, 1 changed, 1 removed." in said

    _, again, _ = run("import", _file(tmp_path, edited))
    assert "the register is like this already" in again
    assert "at version 2" in again


def test_a_dry_run_changes_nothing_and_shows_the_findings_too(run: Run, tmp_path: Path) -> None:
    code, said, _ = run("import", _file(tmp_path, TABLE), "--dry-run")

    assert code == 0
    assert "nobody decides on amounts above €25,000" in said
    assert said.endswith("This was a dry run: nothing was changed.\n")
    assert run("check")[0] == 2


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_every_fault_is_said_by_row_and_column_and_nothing_is_changed(
    run: Run, tmp_path: Path, dry: tuple[str, ...]
) -> None:
    code, said, _ = run("import", _file(tmp_path, FAULTY), *dry)

    assert code == 1
    assert "row 2, bedrag_tot: error: “veel” is not one clear amount" in said
    assert "row 3, bedrag_tot: error: An amount cannot be negative." in said
    assert "row 3, id: error: The id “A-1” is also on row 2." in said
    assert "row 3, beslist: error" in said
    assert run("check")[0] == 2


def test_faults_are_said_in_dutch_when_asked(run: Run, tmp_path: Path) -> None:
    _, said, _ = run("import", _file(tmp_path, FAULTY), "--language", "nl")

    assert "rij 3, bedrag_tot: fout: Een bedrag kan niet negatief zijn." in said
    assert "Er is niets geïmporteerd: 4 fouten." in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be read: No such file"), (b"", "There is nothing in"), (b"%PDF-1.7", "is not a CSV file")],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    run: Run, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "register.csv"
    if content is not None:
        path.write_bytes(content)
    code, said, wrong = run("import", str(path))

    assert (code, said) == (2, "")
    assert sentence in wrong
    assert wrong.count("\n") == 1


def test_an_unknown_organisation_is_one_sentence_and_two_need_a_choice(run: Run, tmp_path: Path) -> None:
    file = _file(tmp_path, TABLE)

    assert run("import", file, organisation="nergens")[0] == 2
    code, _, wrong = run("import", file, organisation="")
    assert code == 2
    assert "--organisation" in wrong


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_an_export_can_be_imported_again(run: Run, tmp_path: Path, name: str) -> None:
    run("import", _file(tmp_path, TABLE))
    out = tmp_path / name
    code, said, _ = run("export", str(out))

    assert (code, said) == (0, f"4 rights written to {out}.\n")
    assert len(read_rows(out.read_bytes(), name).rows) == 4
    assert "the register is like this already" in run("import", str(out))[1]


@pytest.mark.parametrize("name", ["out.pdf", "missing/out.csv"])
def test_an_export_that_cannot_be_written_is_one_sentence(run: Run, tmp_path: Path, name: str) -> None:
    run("import", _file(tmp_path, TABLE))
    code, _, wrong = run("export", str(tmp_path / name))

    assert code == 2
    assert wrong.count("\n") == 1


def test_a_check_says_what_is_odd_as_text_and_as_json(run: Run, tmp_path: Path) -> None:
    run("import", _file(tmp_path, TABLE))
    code, said, _ = run("check")
    assert code == 0
    assert "warning: “Aanschaf laptops”: nobody decides on amounts above €25,000." in said
    assert "in the register of Gemeente Waterveen, version 1." in said

    whole = json.loads(run("check", "--json")[1])
    assert (whole["organisation"], whole["version"]) == ("Gemeente Waterveen", 1)
    assert {"kind", "severity", "text", "rights", "about"} <= set(whole["findings"][0])


def test_an_import_is_journalled_once(run: Run, tmp_path: Path, database_url: str) -> None:
    for _ in range(2):
        run("import", _file(tmp_path, TABLE))
    opened = Database.open(database_url)
    kept = opened.read(lambda c: [(line.action, line.result) for line in lines(c, WATERVEEN.id)])
    opened.close()

    assert kept == [("decision_rights.changed", "version:1")]


def test_each_organisation_has_a_register_of_its_own(run: Run, tmp_path: Path) -> None:
    run("import", _file(tmp_path, TABLE))

    assert run("check", organisation=ZUIDERPLAS.id)[0] == 2


def test_an_import_that_fills_a_gap_tells_who_asked(run: Run, tmp_path: Path, database_url: str) -> None:
    opened = Database.open(database_url)
    words = "wie beslist over het hijsen van de vlag?"
    opened.transact(lambda c: Store(c, WATERVEEN).decision_rights.open_gap(words, "hijsen vlag", SANNE, AT))
    _, said, _ = run("import", _file(tmp_path, TABLE))
    told = opened.read(lambda c: c.exec_driver_sql("SELECT person FROM outbox").scalars().all())
    opened.close()

    assert "1 open gap has a right now; who asked is told." in said
    assert told == [SANNE.id]
