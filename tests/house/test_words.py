# SPDX-License-Identifier: EUPL-1.2
"""What the pages tell a reader to type exists, and the glossary holds the words of the code."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.house.files import pages, sources, text

TARGETS = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
DECISIONS = [path for path in pages() if path.parent == Path("docs/adr")]


def test_every_make_word_in_the_pages_exists() -> None:
    named = {word for page in pages() for word in re.findall(r"(?:`|^ *)make ([a-z]+)\b", text(page), re.MULTILINE)}
    assert named - TARGETS == set()


def test_make_help_explains_every_word() -> None:
    assert set(re.findall(r"^([a-z]+):.*## .", text("Makefile"), re.MULTILINE)) == TARGETS


def test_both_readmes_give_the_two_commands() -> None:
    for page in ("README.md", "README.nl.md"):
        assert {"make run", "make test"} <= set(re.findall(r"make \w+", text(page))), page


def test_every_file_that_a_page_links_to_exists() -> None:
    root = Path(__file__).parents[2]
    broken = [
        f"{page}: {target}"
        for page in pages()
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text(page))
        if not (root / page.parent / target).exists()
    ]
    assert broken == []


def test_every_code_word_in_the_glossary_is_a_word_of_the_code() -> None:
    code = "\n".join(text(path) for path in sources() if path.parts[0] != "tests")
    rows = [line.split("|") for line in text("docs/words.md").splitlines() if line.startswith("| ")]
    words = {word for row in rows for word in re.findall(r"`(\w+)`", row[3])}
    assert words, "the third column of docs/words.md names the words of the code"
    assert {word for word in words if not re.search(rf"\b{word}\b", code)} == set()


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert f"softwareVersion: {version}" in text("publiccode.yml")
    assert f"## {version}" in text("CHANGELOG.md")


def test_what_changed_is_told_once() -> None:
    """The changelog merges by union, which may keep a line of before beside the place it moved to."""
    opened = [line for line in text("CHANGELOG.md").splitlines() if line.startswith(("- ", "#"))]
    assert [line for line in opened if opened.count(line) > 1] == []


@pytest.mark.parametrize("page", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_record_fits_on_one_page_and_has_its_three_parts(page: Path) -> None:
    said = text(page)
    assert re.findall(r"^## (.+)$", said, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(said.split()) <= 600


def test_decision_records_are_numbered_without_gaps() -> None:
    assert [path.stem[:4] for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


def test_every_setting_is_explained_and_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", text("docs/settings.md"), re.MULTILINE)
    assert sorted(rows) == sorted(name.upper() for name in Settings.model_fields)
