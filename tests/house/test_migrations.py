# SPDX-License-Identifier: EUPL-1.2
"""Migrations form one line: two that follow the same one would leave every database where it is."""

import re
from pathlib import Path

from tests.house.files import text

_SAID = re.compile(r'^(revision|down_revision) = "?([\w]*)"?', re.MULTILINE)
VERSIONS = sorted(Path("storage/migrations/versions").glob("0*.py"))


def test_each_migration_follows_the_one_before_it_and_is_named_after_its_file() -> None:
    said = [dict(_SAID.findall(text(path))) for path in VERSIONS]
    assert [each["revision"] for each in said] == [path.stem for path in VERSIONS]
    assert [each["down_revision"] for each in said] == ["None", *(path.stem for path in VERSIONS[:-1])]
