# SPDX-License-Identifier: EUPL-1.2
"""Text with separators (CSV): which encoding, which separator, and cells that a spreadsheet would run as a formula."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence

from commands.text import Message, _
from storage.sheets.sheet import Sheet, SheetEmpty, SheetOtherFormat, SheetQuoteOpen, gather

_SEPARATORS = ";,\t"
_SEPARATOR_NAMED = re.compile(r"\A\s*\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
# What a spreadsheet takes for a formula, also in full-width characters; an apostrophe in front makes it text.
_RUNS = r"[=+\-@\t\r＝＋－＠]"  # noqa: RUF001 - full-width on purpose
_MUST_GUARD = re.compile(rf"'*{_RUNS}")
#: A number runs nothing, also below zero; with an apostrophe it would be text.
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_GUARDED = re.compile(rf"'+{_RUNS}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
#: More control characters than one in a hundred: a picture or a program, not a table.
_CONTROLS_PER_TEXT = 100
_LOOK_AT = 4096
_NOTHING_ASSUMED: tuple[Message, ...] = ()


def read_csv(data: bytes, filename: str) -> Sheet:
    """Return the sheet in these bytes; the encoding and the separator are found out.

    Raises ``SheetOtherFormat``, ``SheetQuoteOpen``, ``SheetEmpty`` and ``SheetTooLarge``.
    """
    text, notes = _decoded(data, filename)
    named = _SEPARATOR_NAMED.match(text)
    separator = named[1] if named else _separator(text)
    # The line that names the separator is a row too: row numbers stay those of the spreadsheet.
    return gather(_rows(text, separator, filename, skip=bool(named)), filename, notes)


def write_csv(sheet: Sheet, separator: str = ",") -> bytes:
    """Return the sheet as UTF-8 with a byte order mark, so that Excel sees the encoding; formulas are disarmed."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(_guarded(sheet.header))
    writer.writerows(_guarded(row.cells) for row in sheet.rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _guarded(cells: Sequence[str]) -> list[str]:
    """Return the cells with an apostrophe in front of what a spreadsheet would run; reading takes it off again."""
    return ["'" + cell if _MUST_GUARD.match(cell) and not _NUMBER.fullmatch(cell) else cell for cell in cells]


def _rows(text: str, separator: str, filename: str, *, skip: bool) -> Iterator[tuple[int, list[str]]]:
    """Yield the records with their row numbers; a line break inside quotation marks does not start a row."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            if not (skip and number == 1):
                yield number, [cell[1:] if _GUARDED.match(cell) else cell for cell in cells]
    except csv.Error:
        raise SheetQuoteOpen(filename, row=number + 1) from None


def _separator(text: str) -> str:
    """Return the separator that cuts the first filled lines into most cells; the first line weighs most."""
    lines = [line for line in text[: _LOOK_AT * 4].splitlines() if line.strip()][:5]
    return max(_SEPARATORS, key=lambda mark: [_unquoted(line).count(mark) for line in lines])


def _unquoted(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _decoded(data: bytes, filename: str) -> tuple[str, tuple[Message, ...]]:
    """Return the text and what was assumed: UTF-8, UTF-16 (with or without mark), else Windows-1252."""
    encoding = _marked(data)
    try:
        text, notes = data.decode(encoding), _NOTHING_ASSUMED
    except UnicodeDecodeError:
        if encoding != "utf-8-sig":
            raise SheetOtherFormat(filename) from None
        text, notes = _windows(data, filename)
    if len(_CONTROL.findall(text, 0, _LOOK_AT)) * _CONTROLS_PER_TEXT > len(text[:_LOOK_AT]):
        raise SheetOtherFormat(filename)
    if not text.strip():
        raise SheetEmpty(filename)
    return text, notes


def _marked(data: bytes) -> str:
    """Return the encoding that the first bytes show."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first = data[:_LOOK_AT]
    even, odd = first[::2].count(0), first[1::2].count(0)
    # Every second byte of western text in UTF-16 is zero; text in the other encodings has none.
    if max(even, odd) * 4 > len(first):
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8-sig"


def _windows(data: bytes, filename: str) -> tuple[str, tuple[Message, ...]]:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise SheetOtherFormat(filename) from None
    return text, (_("This file is not in UTF-8. It was read as Windows-1252; check letters with accents."),)
