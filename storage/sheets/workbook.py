# SPDX-License-Identifier: EUPL-1.2
"""Excel workbooks (XLSX) read and written with openpyxl, which is known here alone."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from commands.text import Message, _
from storage.sheets.sheet import (
    MOST_ROWS,
    Sheet,
    SheetDamaged,
    SheetEmpty,
    SheetFormulaUnsaved,
    SheetHasMacros,
    SheetLocked,
    SheetOtherFormat,
    SheetTooLarge,
    gather,
)

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet as _Page

#: Unpacked, in bytes; 50,000 rows of 25 columns are about half. More is a bomb or a picture book.
_MOST_UNPACKED = 150 * 1024 * 1024
_MOST_PARTS = 2000
_ENCRYPTED = 1
_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_WIDEST, _NARROWEST = 48, 10
# openpyxl has no error of its own for a broken file: it lets through whatever the broken part led to.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, ArithmeticError, AttributeError, EOFError,
    LookupError, OSError, RuntimeError, TypeError, ValueError,
)  # fmt: skip


def read_xlsx(data: bytes, filename: str) -> Sheet:
    """Return the first visible worksheet that holds anything; formulas by their saved result.

    Raises ``SheetLocked``, ``SheetHasMacros``, ``SheetOtherFormat``, ``SheetDamaged``, ``SheetFormulaUnsaved``,
    ``SheetEmpty`` and ``SheetTooLarge``.
    """
    try:
        formulas = _inspect(data, filename)
        if formulas:
            _refuse_unsaved(data, filename)
        return _first(data, filename)
    except _BROKEN:
        raise SheetDamaged(filename) from None


def write_xlsx(sheet: Sheet, amounts: Collection[str] = (), days: Collection[str] = (), title: str = "") -> bytes:
    """Return the sheet as a workbook: the named columns hold real numbers and dates, everything else is text."""
    book = Workbook(write_only=True)
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or None)
    page.freeze_panes = "A2"
    for at, name in enumerate(sheet.header):
        longest = max([len(name), *(len(row.cells[at]) for row in sheet.rows[:200])])
        page.column_dimensions[get_column_letter(at + 1)].width = min(max(longest + 2, _NARROWEST), _WIDEST)
    makers = [_amount if name in amounts else _day if name in days else str for name in sheet.header]
    page.append([_cell(page, name, bold=True) for name in sheet.header])
    for row in sheet.rows:
        page.append([_cell(page, _typed(make, text)) for make, text in zip(makers, row.cells, strict=False)])
    page.auto_filter.ref = f"A1:{get_column_letter(max(len(sheet.header), 1))}{len(sheet.rows) + 1}"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _typed(make: Callable[[str], Any], text: str) -> Any:  # noqa: ANN401 - a cell holds what a spreadsheet knows
    """Return the text as a number or a date where it is one; what cannot be one stays what it says."""
    try:
        return make(text) if text else None
    except (ArithmeticError, ValueError):
        return text


def _amount(text: str) -> Decimal:
    return Decimal(text)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _cell(page: Any, value: Any, *, bold: bool = False) -> Any:  # noqa: ANN401 - openpyxl's own types
    """Return a cell that holds the value; text stays text, also where it looks like a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else None
    cell = WriteOnlyCell(page, value if text is None else text)
    if text is not None:
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "dd-mm-yyyy"
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _inspect(data: bytes, filename: str) -> bool:
    """Refuse what must not be opened, before anything is unpacked; return whether a worksheet has formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        names = {part.filename for part in parts}
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise SheetLocked(filename)
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise SheetOtherFormat(filename)
        if any(name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/") for name in names):
            raise SheetHasMacros(filename)
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise SheetTooLarge(filename)
        return any(_FORMULA.search(package.read(name)) for name in names if _WORKSHEET.fullmatch(name))


def _first(data: bytes, filename: str) -> Sheet:
    """Return the first visible worksheet that is not empty, and say which one when there are more."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    pages = [page for page in book.worksheets if page.sheet_state == "visible"]
    for page in pages:
        notes = [_read_alone(page.title)] if len(pages) > 1 else []
        try:
            return gather(_rows(page, filename), filename, notes)
        except SheetEmpty:
            continue
    raise SheetEmpty(filename)


def _read_alone(title: str) -> Message:
    return _("Only the worksheet “{worksheet}” was read; the workbook has more.", worksheet=title)


def _rows(page: "_Page", filename: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows as text. The size that the file claims is not believed."""
    page.reset_dimensions()
    empty = 0
    for number, cells in enumerate(page.values, start=1):
        texts = [_text(value) for value in cells]
        empty = 0 if any(texts) else empty + 1
        if empty > 2 * MOST_ROWS:
            raise SheetTooLarge(filename)
        yield number, texts


def _refuse_unsaved(data: bytes, filename: str) -> None:
    """Refuse a formula whose result was never saved: it would silently be an empty cell."""
    book, saved = (load_workbook(io.BytesIO(data), read_only=True, data_only=only) for only in (False, True))
    for page, results in zip(book.worksheets, saved.worksheets, strict=True):
        page.reset_dimensions()
        results.reset_dimensions()
        for cells, values in zip(page.rows, results.values, strict=True):
            for cell, value in zip(cells, values, strict=True):
                if value is None and cell.data_type == "f":
                    raise SheetFormulaUnsaved(filename, cell=f"{page.title}!{cell.coordinate}")


def _text(value: object) -> str:
    """Return a cell as a person would type it here: days as 2024-01-31, a decimal comma, no ``.0``."""
    match value:
        case None:
            return ""
        case str():
            return value
        case datetime():
            return value.date().isoformat() if value.time() == value.min.time() else value.isoformat(" ", "minutes")
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return _decimal(value)
        case _:
            return str(value)


def _decimal(value: float) -> str:
    """Return the number with a decimal comma; never with three decimals, which would read as thousands."""
    whole, _dot, decimals = f"{Decimal(repr(value)):f}".partition(".")
    return f"{whole},{decimals}0" if len(decimals) == len("000") else f"{whole},{decimals}"
