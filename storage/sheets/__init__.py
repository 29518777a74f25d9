# SPDX-License-Identifier: EUPL-1.2
"""Spreadsheets: CSV and XLSX to rows of text and back. Refusals are sentences for the person who sent the file."""

from collections.abc import Collection

from storage.sheets.separated import read_csv, write_csv
from storage.sheets.sheet import (
    MOST_BYTES,
    MOST_ROWS,
    Row,
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
)

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "Row",
    "Sheet",
    "SheetDamaged",
    "SheetEmpty",
    "SheetFormulaUnsaved",
    "SheetHasMacros",
    "SheetLocked",
    "SheetOldExcel",
    "SheetOtherFormat",
    "SheetQuoteOpen",
    "SheetTooLarge",
    "SheetUnreadable",
    "read_rows",
    "write_csv",
    "write_xlsx",
]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
# A locked workbook is an OLE container with this stream; an old .xls is one without.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_NOT_TABLES = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK")


def write_xlsx(sheet: Sheet, amounts: Collection[str] = (), days: Collection[str] = (), title: str = "") -> bytes:
    """Return the sheet as a workbook: the named columns hold real numbers and dates, everything else is text."""
    from storage.sheets.workbook import write_xlsx as write  # noqa: PLC0415 - as below

    return write(sheet, amounts, days, title)


def read_rows(data: bytes, filename: str) -> Sheet:
    """Return the table in a CSV or XLSX file, told apart by its content, not by its name.

    Raises a subclass of ``SheetUnreadable`` whose message is for the person who sent the file.
    """
    if len(data) > MOST_BYTES:
        raise SheetTooLarge(filename)
    if not data.strip(b"\x00\t\r\n "):
        raise SheetEmpty(filename)
    if data.startswith(_ZIP):
        # Half a second and 25 MB, for the few processes that meet a workbook.
        from storage.sheets.workbook import read_xlsx  # noqa: PLC0415

        return read_xlsx(data, filename)
    if data.startswith(_OLE):
        raise (SheetLocked if _LOCKED in data else SheetOldExcel)(filename)
    if data.startswith(_NOT_TABLES) or data[:512].lstrip(b"\xef\xbb\xbf\t\r\n ").startswith(b"<"):
        raise SheetOtherFormat(filename)
    return read_csv(data, filename)
