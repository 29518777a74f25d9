# SPDX-License-Identifier: EUPL-1.2
"""A sheet as the person sees it: column names and numbered rows of text; and the ways in which a file is refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from commands.errors import Refused
from commands.text import Message

#: The largest file, in bytes; the sample register repeated to 50,000 rows is 16 MB.
MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
#: Fifty thousand rows of sixty columns; a small compressed workbook can claim thousands of times more.
MOST_CELLS = 3_000_000
#: A title or a date above the column names is common; further down a table would be something else.
_HEADER_WITHIN = 20


class Row(NamedTuple):
    """One row: its number in the spreadsheet (the first row is 1) and its cells in the order of the header."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The column names, the rows below them that hold anything, and what the reader of the file should know.

    A row has at least as many cells as the header; more only where the file has text beside the named columns.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Message, ...] = ()
    header_row: int = 1

    @classmethod
    def of(cls, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Self:
        """Return a sheet with the header on the first row and these cells below it."""
        return cls(tuple(header), tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=2)))

    @classmethod
    def of_records(cls, header: Sequence[str], records: Iterable[Mapping[str, str]]) -> Self:
        """Return a sheet of rows that each have a cell by the name of every column."""
        return cls.of(header, (tuple(record[name] for name in header) for record in records))

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row as its number and its cells by column name."""
        for number, cells in self.rows:
            yield number, dict(zip(self.header, cells, strict=False))


class SheetUnreadable(Refused):
    """{filename} can't be read."""

    def __init__(self, filename: str, **values: str | int) -> None:
        """Keep the name of the file, clipped to what fits in a sentence."""
        super().__init__(filename=filename[-80:], **values)


class SheetEmpty(SheetUnreadable):
    """There is nothing in {filename}. It needs a row with column names and rows below it."""


class SheetTooLarge(SheetUnreadable):
    """{filename} is too large. At most {megabytes} MB and {rows} rows fit; nothing has been read."""

    def __init__(self, filename: str) -> None:
        """Name the limits."""
        super().__init__(filename, megabytes=MOST_BYTES // 1024 // 1024, rows=MOST_ROWS)


class SheetLocked(SheetUnreadable):
    """{filename} is protected with a password. Save it without a password and send it again."""


class SheetHasMacros(SheetUnreadable):
    """{filename} contains macros. Save it as a workbook without macros (.xlsx) and send it again."""


class SheetOldExcel(SheetUnreadable):
    """{filename} is in the old Excel format (.xls). Save it as .xlsx or CSV and send it again."""


class SheetOtherFormat(SheetUnreadable):
    """{filename} is not a CSV file or an Excel workbook (.xlsx). Save your table as one of these and send it again."""


class SheetDamaged(SheetUnreadable):
    """{filename} is damaged or incomplete. Open it in your spreadsheet program, save it as .xlsx and send it again."""


class SheetQuoteOpen(SheetUnreadable):
    """Around row {row} of {filename} a quotation mark is not in its place, so it is unclear where a cell ends."""


class SheetFormulaUnsaved(SheetUnreadable):
    """Cell {cell} of {filename} is a formula without a saved result. Open the file, save it and send it again."""


def gather(numbered: Iterable[tuple[int, Sequence[str]]], filename: str, notes: Iterable[Message] = ()) -> Sheet:
    """Return the sheet in these rows: the first row with two filled cells is the header.

    Where no row has two, the first filled row is. Raises ``SheetEmpty`` and ``SheetTooLarge``.
    """
    filled: list[Row] = []
    size = 0
    for number, raw in numbered:
        cells = _trimmed(raw)
        if not cells:
            continue
        filled.append(Row(number, cells))
        size += len(cells)
        if len(filled) > MOST_ROWS + _HEADER_WITHIN or size > MOST_CELLS:
            raise SheetTooLarge(filename)
    if not filled:
        raise SheetEmpty(filename)
    start = next((at for at, row in enumerate(filled[:_HEADER_WITHIN]) if sum(map(bool, row.cells)) > 1), 0)
    if len(filled) - start - 1 > MOST_ROWS:
        raise SheetTooLarge(filename)
    header = filled[start].cells
    width = len(header)
    rows = tuple(Row(row.number, row.cells + ("",) * (width - len(row.cells))) for row in filled[start + 1 :])
    return Sheet(header, rows, tuple(notes), filled[start].number)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells without spaces around them and without the empty ones at the end."""
    kept = [cell.strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)
