# SPDX-License-Identifier: EUPL-1.2
"""The columns of the register and the pages that explain them to an administrator."""

import re
from pathlib import Path

import pytest

from commands.decision_rights.columns import COLUMNS, layout

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("page", ["register.md", "register.nl.md"])
def test_every_column_is_explained_under_its_own_name_and_the_names_that_are_promised_work(page: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)
    assert [name for name, _ in rows] == [column.name for column in COLUMNS]
    for name, others in rows:
        field = next(column.field for column in COLUMNS if column.name == name)
        for other in others.split(","):
            assert field in layout((other.strip(),), 1).places, other


def test_no_name_means_two_columns() -> None:
    names = [name for column in COLUMNS for name in (column.name, *column.also.split(","))]
    for column in COLUMNS:
        for name in (column.name, column.field, *filter(None, column.also.split(","))):
            assert list(layout((name.strip(),), 1).places) == [column.field], name
    assert len(names) == len(set(names))
