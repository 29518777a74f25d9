# SPDX-License-Identifier: EUPL-1.2
"""The files of this repository, as the house tests see them: paths from its root."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "commands", "scheduler", "storage")
LONG, TOO_LONG = 200, 300


def sources() -> list[Path]:
    """Return every Python file of ours."""
    found = (path for top in (*ROOMS, "tests", "benchmarks") for path in (ROOT / top).rglob("*.py"))
    return sorted(path.relative_to(ROOT) for path in found)


def features() -> list[Path]:
    """Return the folders of the features."""
    return sorted({path.parent for path in sources() if path.parts[0] == "commands" and len(path.parts) == 3})


def length(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(text(path).splitlines())


def text(path: Path | str) -> str:
    """Return what a file says."""
    return (ROOT / path).read_text("utf-8")


def pages() -> list[Path]:
    """Return every page of documentation."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(path.relative_to(ROOT) for path in found)
