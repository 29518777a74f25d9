# SPDX-License-Identifier: EUPL-1.2
"""A register file as an administrator brings it: what is wrong with it is said at once, and a dry run keeps nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.register_import import MOST_LINES
from storage.database import Database
from storage.sheets import Sheet, write_xlsx
from storage.store import Store
from tests.cast import WATERVEEN, move_in

HEADER = ("id", "onderwerp", "beslist", "bedrag_vanaf", "bedrag_tot")
OVERLAPPING = (
    ("A-1", "Laptops", "CIO", "0", "25000"),
    ("A-2", "Laptops", "Concerncontroller", "10.000", "50.000"),
)
TWICE = (*OVERLAPPING, ("a-1", "Café aan de haven", "CIO", "", "veel"))
ROWS = 50_000

Said = tuple[int, list[str], str]
Import = Callable[..., Said]


@pytest.fixture
def dry_run(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Import]:
    """Return a function that tries a file out for Waterveen, in Dutch; it fails when anything was kept."""
    monkeypatch.setenv("MANDAAT_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))
    database = Database.open(sqlite_url)
    move_in(database)

    def type_in(content: bytes, *more: str) -> Said:
        path = tmp_path / "register.csv"
        path.write_bytes(content)
        code = main(("register", "import", str(path), "--organisation", WATERVEEN.id, "--dry-run", *more))
        said = capsys.readouterr()
        assert database.read(lambda c: Store(c, WATERVEEN).decision_rights.latest()) is None
        return code, said.out.replace("\N{NO-BREAK SPACE}", " ").splitlines(), said.err

    yield lambda content, *more: type_in(content, *(more or ("--language", "nl")))
    database.close()


def _csv(rows: tuple[tuple[str, ...], ...], separator: str = ";", header: tuple[str, ...] = HEADER) -> bytes:
    return "\r\n".join(separator.join(row) for row in (header, *rows)).encode()


def test_a_file_of_one_mistake_after_another_is_told_all_of_them_at_once(dry_run: Import) -> None:
    code, said, _ = dry_run(_csv(TWICE))

    assert code == 1
    assert [line.split(": ")[:2] for line in said[:3]] == [
        ["rij 4, id", "fout"],
        ["rij 4, bedrag_tot", "fout"],
        ["rijen 2 en 3", "fout"],
    ]
    assert said[0].endswith("Het id “a-1” staat ook op rij 2.")
    assert "“veel” is niet één duidelijk bedrag." in said[1]
    assert "meer dan één functie beslist over bedragen boven € 10.000 tot en met € 25.000" in said[2]
    assert said[3:] == ["Er is niets geïmporteerd: 2 fouten. Verbeter ze in het bestand en importeer opnieuw."]


def test_the_same_is_said_in_english_when_that_is_asked(dry_run: Import) -> None:
    _, said, _ = dry_run(_csv(TWICE), "--language", "en")

    assert said[0] == "row 4, id: error: The id “a-1” is also on row 2."
    assert said[2].startswith("rows 2 and 3: error: “Laptops”: more than one function decides")
    assert said[3] == "Nothing was imported: 2 errors. Correct them in the file and import again."


def test_bands_that_overlap_are_told_by_row_also_when_the_rest_is_in_order(dry_run: Import) -> None:
    code, said, _ = dry_run(_csv(OVERLAPPING))

    assert code == 0
    assert any(line.startswith("rijen 2 en 3: fout: “Laptops”") for line in said)
    assert said[-1] == "Dit was alleen proberen: er is niets gewijzigd."


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_and_separator_is_read(dry_run: Import, encoding: str, separator: str) -> None:
    rows = (("A-1", "Café aan de haven", "CIO", "", "25000"), ("A-2", "Brug bedienen", "CIO", "", ""))
    code, said, _ = dry_run(_csv(rows, separator).decode().encode(encoding))

    assert code == 0
    assert "+ A-1 Café aan de haven, bedragen tot en met € 25.000: CIO" in said
    assert any("Windows-1252" in line for line in said) == (encoding == "cp1252")


@pytest.mark.parametrize("separator", ["|", ":", "  "])
def test_a_separator_that_is_not_known_is_one_fault_and_not_one_for_each_column(
    dry_run: Import, separator: str
) -> None:
    code, [fault, end], _ = dry_run(_csv(OVERLAPPING, separator))

    assert code == 1
    assert fault.endswith("fout: Er is maar één kolom. Scheid de kolommen met een komma, een puntkomma of een tab.")
    assert fault.startswith("rij 1, ")
    assert end.startswith("Er is niets geïmporteerd: 1 fout.")


def test_missing_and_unknown_columns_are_told_together(dry_run: Import) -> None:
    code, said, _ = dry_run(_csv((("A-1", "CIO", "rood", "x"),), header=("id", "beslist", "kleur", "trefworden")))

    assert code == 1
    assert said[:3] == [
        "rij 1, kleur: waarschuwing: Deze kolom hoort niet bij het register en is niet gelezen.",
        "rij 1, trefworden: waarschuwing: Deze kolom is onbekend en is niet gelezen. Bedoel je “trefwoorden”?",
        "rij 1, topic_nl: fout: De kolom “topic_nl” ontbreekt; deze mag ook “topic” heten.",
    ]


def test_a_workbook_is_told_the_same_as_the_file_it_was_saved_as(dry_run: Import) -> None:
    book = write_xlsx(Sheet.of(HEADER, TWICE), frozenset(), frozenset(), "Register")

    assert dry_run(book) == dry_run(_csv(TWICE))


def test_of_fifty_thousand_rows_the_errors_come_first_and_the_rest_is_counted(dry_run: Import) -> None:
    rows = [(f"A-{at}", f"Onderwerp {at}", "CIO", "", "€ 1 incl. btw" if at % 2 else "veel") for at in range(ROWS)]
    code, said, _ = dry_run(_csv(tuple(rows)))

    assert code == 1
    assert len(said) == MOST_LINES + 2
    assert all(": fout: “veel”" in line for line in said[:MOST_LINES])
    assert said[-2] == f"… en nog {ROWS - MOST_LINES:,}; met --all zie je die ook.".replace(",", ".")
    assert said[-1].startswith("Er is niets geïmporteerd: 25.000 fouten.")


def test_every_fault_is_shown_when_all_of_them_are_asked_for(dry_run: Import) -> None:
    rows = [(f"A-{at}", f"Onderwerp {at}", "CIO", "", "veel") for at in range(MOST_LINES + 1)]
    _, said, _ = dry_run(_csv(tuple(rows)), "--all", "--language", "nl")

    assert said[MOST_LINES].startswith(f"rij {MOST_LINES + 2}, bedrag_tot: fout:")


def test_a_row_too_many_is_refused_in_one_sentence(dry_run: Import) -> None:
    rows = tuple((f"A-{at}", "x", "CIO", "", "") for at in range(ROWS + 1))
    code, said, wrong = dry_run(_csv(rows))

    assert (code, said) == (2, [])
    assert "50.000" in wrong
    assert wrong.count("\n") == 1
