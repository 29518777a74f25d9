# SPDX-License-Identifier: EUPL-1.2
"""Spreadsheets as people send them: every encoding and separator, and files that are refused with a clear sentence."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from storage.sheets import (
    MOST_BYTES,
    MOST_ROWS,
    Sheet,
    SheetDamaged,
    SheetEmpty,
    SheetFormulaUnsaved,
    SheetHasMacros,
    SheetLocked,
    SheetOldExcel,
    SheetOtherFormat,
    SheetQuoteOpen,
    SheetTooLarge,
    SheetUnreadable,
    read_rows,
    write_csv,
    write_xlsx,
)

TABLE = 'onderwerp;beslist\r\n"Gunnen; ook dóór ’t college";College\r\n\r\nInhuur;"Hoofd\nInkoop"\r\n'
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)


def workbook(*rows: tuple[Any, ...], title: str = "Register") -> Workbook:
    book = Workbook()
    page = book.worksheets[0]
    page.title = title
    for row in rows:
        page.append(row)
    return book


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def package(**parts: bytes) -> bytes:
    """Return a zip file with these parts; a dot and a slash are written as ``_dot_`` and ``_in_``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            zipped.writestr(name.replace("_in_", "/").replace("_dot_", "."), content)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_of_a_csv_file_is_found_out(encoding: str) -> None:
    sheet = read_rows(TABLE.encode(encoding), "register.csv")
    assert sheet.header == ("onderwerp", "beslist")
    assert sheet.rows[0].cells == ("Gunnen; ook dóór ’t college", "College")


def test_only_a_file_in_an_old_encoding_asks_to_check_its_accents() -> None:
    [note] = read_rows(TABLE.encode("cp1252"), "register.csv").notes
    assert "Windows-1252" in note.id
    assert read_rows(TABLE.encode(), "register.csv").notes == ()


def test_row_numbers_are_those_of_the_spreadsheet_also_after_blank_rows_and_line_breaks() -> None:
    sheet = read_rows(TABLE.encode(), "register.csv")
    assert [row.number for row in sheet.rows] == [2, 4]
    assert list(sheet.records())[1] == (4, {"onderwerp": "Inhuur", "beslist": "Hoofd\nInkoop"})


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_out_also_where_texts_hold_other_ones(separator: str) -> None:
    lines = [["id", "topic", "keywords"], ["1", '"Kopen, huren; leasen"', '"a; b, c"']]
    text = "\n".join(separator.join(line) for line in lines)
    assert read_rows(text.encode(), "x.csv").rows[0].cells == ("1", "Kopen, huren; leasen", "a; b, c")


def test_a_line_that_names_the_separator_is_obeyed_and_counted() -> None:
    sheet = read_rows(b"sep=;\r\nid;topic,nl\r\n1;a,b\r\n", "x.csv")
    assert (sheet.header, sheet.header_row) == (("id", "topic,nl"), 2)
    assert sheet.rows == ((3, ("1", "a,b")),)


def test_a_title_above_the_column_names_is_passed_over() -> None:
    sheet = read_rows(b"Mandaatregister 2026;;\n;;\nid;topic;decides\n1;a;b\n", "x.csv")
    assert (sheet.header, sheet.header_row) == (("id", "topic", "decides"), 3)


def test_short_rows_are_filled_up_and_cells_beside_the_columns_are_kept() -> None:
    sheet = read_rows(b"a;b;c\n1\n1;2;3;4\n", "x.csv")
    assert [row.cells for row in sheet.rows] == [("1", "", ""), ("1", "2", "3", "4")]


REFUSED: dict[str, tuple[bytes, type[SheetUnreadable]]] = {
    "no bytes": (b"", SheetEmpty),
    "white space": (b"\xef\xbb\xbf \r\n\t", SheetEmpty),
    "separators alone": (b";;;\n;;\n", SheetEmpty),
    "too many bytes": (b"x" * (MOST_BYTES + 1), SheetTooLarge),
    "too many rows": (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), SheetTooLarge),
    "an open quotation mark": (b'a,b\n1,"2\n3,4\n', SheetQuoteOpen),
    "a quotation mark inside": (b'a,b\n"1"x,2\n', SheetQuoteOpen),
    "a PDF": (b"%PDF-1.7 a,b\n", SheetOtherFormat),
    "a page": (b"<html><table>a,b\n", SheetOtherFormat),
    "a picture": (b"\x89PNG\r\n\x1a\n", SheetOtherFormat),
    "a program": (bytes(range(32)) * 8, SheetOtherFormat),
    "no known encoding": (b"a,b\n\x81\x8d,\xff", SheetOtherFormat),
    "half a character": (b"\xff\xfea", SheetOtherFormat),
    "an old workbook": (b"\xd0\xcf\x11\xe0 and so on", SheetOldExcel),
    "a locked workbook": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), SheetLocked),
    "a workbook cut off": (b"PK\x03\x04 cut off", SheetDamaged),
    "a text document": (package(word_in_document_dot_xml=b"<w/>"), SheetOtherFormat),
    "a broken workbook": (package(xl_in_workbook_dot_xml=b"<broken"), SheetDamaged),
    "macros": (package(xl_in_vbaProject_dot_bin=b"macro"), SheetHasMacros),
    "an empty workbook": (saved(workbook()), SheetEmpty),
    "an unsaved formula": (saved(workbook(("a", "b"), (1, "=1+1"))), SheetFormulaUnsaved),
}


@pytest.mark.parametrize(("data", "refusal"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_its_name(data: bytes, refusal: type[SheetUnreadable]) -> None:
    with pytest.raises(refusal) as refused:
        read_rows(data, "mandaatregister.xlsx")
    assert "mandaatregister.xlsx" in str(refused.value)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_unpacked() -> None:
    data = package(xl_in_worksheets_in_sheet1_dot_xml=bytes(160_000_000))
    assert len(data) < MOST_BYTES / 50
    with pytest.raises(SheetTooLarge):
        read_rows(data, "x.xlsx")


def test_a_quotation_mark_out_of_place_is_told_with_its_row() -> None:
    with pytest.raises(SheetQuoteOpen, match="row 3"):
        read_rows(b'a,b\n1,2\n"3"x,4\n', "x.csv")


def test_an_unsaved_formula_is_told_with_its_cell() -> None:
    with pytest.raises(SheetFormulaUnsaved, match="Register!B2"):
        read_rows(saved(workbook(("a", "b"), (1, "=1+1"))), "x.xlsx")


def test_typed_cells_of_a_workbook_read_as_a_person_would_write_them() -> None:
    book = workbook(
        ("a", "b", "c", "d", "e", "f"),
        (25000.0, 1200.5, date(2024, 1, 31), datetime(2024, 1, 31, 9, 30), 7, None),  # noqa: DTZ001 - as a sheet has it
        (0.125, "007", True, "  text ", None, "x"),
    )
    first, second = (row.cells for row in read_rows(saved(book), "x.xlsx").rows)
    assert first == ("25000", "1200,5", "2024-01-31", "2024-01-31 09:30", "7", "")
    assert second == ("0,1250", "007", "True", "text", "", "x")


def test_the_saved_result_of_a_formula_is_read() -> None:
    file = io.BytesIO(saved(workbook(("a", "b"), (1, "=1+1"))))
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    assert read_rows(again.getvalue(), "x.xlsx").rows[0].cells == ("1", "2")


def test_the_first_visible_worksheet_that_holds_anything_is_read_and_named() -> None:
    book = workbook(("hidden", "sheet"), (1, 2))
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("Leeg")
    page = book.create_sheet("Bevoegdheden")
    page.append(("id", "topic"))
    page.append((1, "a"))
    sheet = read_rows(saved(book), "x.xlsx")
    assert sheet.header == ("id", "topic")
    assert dict(sheet.notes[0].values) == {"worksheet": "Bevoegdheden"}


def test_the_size_that_a_workbook_claims_is_not_believed() -> None:
    file = io.BytesIO(saved(workbook(("a", "b"), (1, 2))))
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"A1:B2", b"A1:XFD1048576")
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    assert read_rows(again.getvalue(), "x.xlsx").rows == ((2, ("1", "2")),)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3).filter(any), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_what_is_written_as_csv_reads_back_the_same(rows: list[list[str]], separator: str) -> None:
    sheet = Sheet.of(("id", "topic", "decides"), rows)
    again = read_rows(write_csv(sheet, separator), "x.csv")
    assert (again.header, again.rows) == (sheet.header, sheet.rows)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3).filter(any), min_size=1, max_size=3))
def test_what_is_written_as_a_workbook_reads_back_the_same(rows: list[list[str]]) -> None:
    sheet = Sheet.of(("id", "topic", "decides"), rows)
    again = read_rows(write_xlsx(sheet), "x.xlsx")
    assert (again.header, again.rows) == (sheet.header, sheet.rows)


@pytest.mark.parametrize("cell", ["=1+1", "+31 6", "-5+A1", "@SUM(A1)", "'=quoted", "＝1"])  # noqa: RUF001 - full-width
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed_and_comes_back(cell: str) -> None:
    sheet = Sheet.of(("a", "b"), [(cell, "x")])
    written = write_csv(sheet).decode("utf-8-sig")
    assert written.splitlines()[1].lstrip('"').startswith("'")
    assert read_rows(write_csv(sheet), "x.csv").rows[0].cells == (cell, "x")


def test_a_number_below_zero_stays_a_number() -> None:
    assert write_csv(Sheet.of(("a", "b"), [("-0,5", "-3")]), ";").decode("utf-8-sig").splitlines()[1] == "-0,5;-3"


def test_a_formula_written_to_a_workbook_is_text() -> None:
    data = write_xlsx(Sheet.of(("a", "b"), [("=1+1", "x")]))
    cell = load_workbook(io.BytesIO(data)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_amounts_and_days_are_real_numbers_and_dates_in_a_workbook() -> None:
    sheet = Sheet.of(("id", "max", "from"), [("007", "25000.50", "2024-01-31"), ("8", "onbeperkt", "nvt")])
    data = write_xlsx(sheet, amounts={"max"}, days={"from"}, title="Register: 2026/1")
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    assert [cell.value for cell in page[2]] == ["007", 25000.5, datetime(2024, 1, 31)]  # noqa: DTZ001 - as openpyxl has it
    assert [cell.value for cell in page[3]] == ["8", "onbeperkt", "nvt"]
    assert read_rows(data, "x.xlsx").rows[0].cells == ("007", "25000,5", "2024-01-31")


CHANGED = st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=6)), min_size=1, max_size=8)


@pytest.mark.parametrize("data", [TABLE.encode(), saved(workbook(("a", "b"), (1, "x")))], ids=["CSV", "XLSX"])
@given(changes=CHANGED)
def test_a_damaged_file_is_read_or_refused_and_never_a_crash(data: bytes, changes: list[tuple[float, bytes]]) -> None:
    damaged = bytearray(data)
    for place, put in changes:
        at = int(place * len(damaged))
        damaged[at : at + 4] = put
    try:
        sheet = read_rows(bytes(damaged), "x")
    except SheetUnreadable as refused:
        assert refused.message.id  # noqa: PT017 - either outcome is right
    else:
        assert all(len(row.cells) >= len(sheet.header) for row in sheet.rows)
