# SPDX-License-Identifier: EUPL-1.2
"""Reads the lexicon: the one that comes with the program, and what an administrator adds in ``lexicon.csv`` in home."""

import csv
from collections.abc import Iterator
from pathlib import Path

from commands.decision_rights.lexicon import Lexicon

_OURS = Path(__file__).parent / "data" / "lexicon.csv"


def read_lexicon(home: Path | None = None) -> Lexicon:
    """Return the lexicon, with the rows of the administrator after ours.

    Raises:
        LexiconFault: when a row cannot be used.

    """
    rows = list(_rows(_OURS))
    if home is not None and (home / "lexicon.csv").is_file():
        rows.extend(_rows(home / "lexicon.csv"))
    return Lexicon.parse(rows)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: value or "" for name, value in row.items() if name}
