# SPDX-License-Identifier: EUPL-1.2
"""What is installed is what was checked: every version pinned by hash, and no address of an index anywhere."""

import re
import tomllib

import pytest

from tests.house.files import text

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-meaning.txt")
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(\[[a-z]+\])?==(?P<version>\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return {pin["name"]: pin["version"] for pin in PIN.finditer(text(lock))}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(lock: str) -> None:
    odd = [
        line
        for line in text(lock).splitlines()
        if not PIN.match(line) and not re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
    ]
    assert odd == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_in_a_lock_has_a_hash(lock: str) -> None:
    bare = [line for line in text(lock).splitlines() if PIN.match(line) and not line.endswith("\\")]
    assert bare == []


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_a_larger_lock_runs_the_same_versions(lock: str) -> None:
    assert pins("requirements.txt").items() <= pins(lock).items()


def named() -> dict[str, set[str]]:
    """Return the dependencies that we name, by the lock in which they are pinned."""
    project = tomllib.loads(text("pyproject.toml"))
    wanted = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["dependency-groups"]["dev"],
        "requirements-meaning.txt": project["project"]["optional-dependencies"]["meaning"],
    }
    return {lock: {re.split(r"[^a-z0-9-]", name)[0] for name in names} for lock, names in wanted.items()}


def test_every_dependency_that_is_named_is_locked() -> None:
    for lock, names in named().items():
        assert names - pins(lock).keys() == set(), lock


def test_every_dependency_stands_in_the_decision_record_about_them() -> None:
    record = text("docs/adr/0007-dependencies-and-their-rooms.md").casefold()
    names = {name for names in named().values() for name in names if not name.startswith("types-")}
    assert {name for name in names if name not in record} == set()
