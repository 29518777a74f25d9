# SPDX-License-Identifier: EUPL-1.2
"""Every file is licensed, explained and short, and every feature and platform has the same shape."""

import ast
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house.files import ROOMS, TOO_LONG, features, length, sources, text

VAGUE = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}


def test_every_file_names_its_licence_on_the_first_line() -> None:
    assert [path for path in sources() if not text(path).startswith("# SPDX-License-Identifier: EUPL-1.2\n")] == []


def test_every_file_says_what_it_is_for() -> None:
    assert [path for path in sources() if not ast.get_docstring(ast.parse(text(path)))] == []


def test_no_file_is_too_long_to_read() -> None:
    # A migration is written once, read rarely and never changed.
    kept = [path for path in sources() if "migrations" not in path.parts]
    assert [path for path in kept if length(path) > TOO_LONG] == []


def test_no_file_is_named_after_nothing() -> None:
    assert [path for path in sources() if path.stem in VAGUE] == []


def test_no_installed_package_claims_the_names_of_our_rooms() -> None:
    installed = packages_distributions()
    assert {room: installed[room] for room in ROOMS if room in installed} == {}


@pytest.mark.parametrize("feature", features(), ids=lambda path: path.name)
def test_every_feature_has_the_same_files(feature: Path) -> None:
    files = {path.stem for path in sources() if path.parent == feature}
    assert {"__init__", "rules", "cards", "store", "handlers"} - files == set()


@pytest.mark.parametrize("feature", features(), ids=lambda path: path.name)
def test_every_feature_says_in_its_front_door_what_it_answers_to(feature: Path) -> None:
    door = ast.parse(text(feature / "__init__.py"))
    made = {node.name for node in door.body if isinstance(node, ast.FunctionDef)}
    assert "feature" in made


@pytest.mark.parametrize("platform", ["local", "slack", "teams"])
def test_every_platform_has_a_renderer_and_its_limits(platform: str) -> None:
    files = {path.stem for path in sources() if path.parent == Path("bot", platform)}
    assert {"__init__", "render", "limits"} - files == set()
