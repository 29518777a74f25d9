# SPDX-License-Identifier: EUPL-1.2
"""Reads the lexicon: the one that comes with the program, and what an administrator adds in ``lexicon.csv`` in home."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from commands.decision_rights.lexicon import Lexicon, LexiconFault
from storage.sheets import SheetEmpty, SheetUnreadable, read_rows

_OURS = Path(__file__).parent / "data" / "lexicon.csv"


def read_lexicon(home: Path | None = None) -> Lexicon:
    """Return the lexicon, with the rows of the administrator after ours.

    Raises:
        LexiconFault: when the administrator's file or a row in it cannot be used.

    """
    theirs = added(home) if home else None
    if theirs is None:
        return _ours()
    try:
        return Lexicon.parse([*_rows(_OURS), *_as_typed(theirs)])
    except LexiconFault as fault:
        raise LexiconFault(f"{theirs} cannot be used: {fault}.") from None


@cache
def _ours() -> Lexicon:
    """Return the lexicon that comes with the program, read once: it takes a fifth of a second."""
    return Lexicon.parse(_rows(_OURS))


def added(home: Path) -> Path | None:
    """Return the file in which an administrator adds to the lexicon, where there is one."""
    file = home / "lexicon.csv"
    return file if file.is_file() else None


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _as_typed(file: Path) -> list[dict[str, str]]:
    """Return the rows of a file as a spreadsheet program saves it, in whichever encoding and with whichever mark."""
    try:
        sheet = read_rows(file.read_bytes(), file.name)
    except SheetEmpty:
        return []
    except OSError as trouble:
        raise LexiconFault(f"{file} cannot be read: {trouble.strerror}.") from None
    except SheetUnreadable as unreadable:
        raise LexiconFault(f"{file} cannot be used: {unreadable}") from None
    if "name" not in sheet.header:
        raise LexiconFault(f"{file} cannot be used: it has no column “name”.")
    return [row for _number, row in sheet.records()]
