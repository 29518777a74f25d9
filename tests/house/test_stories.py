# SPDX-License-Identifier: EUPL-1.2
"""Every feature is told as a story, and every story on every platform: parity is not left to memory."""

import ast
from pathlib import Path

import pytest

from bot.app import offered
from bot.registers import Registers
from commands.feature import Feature
from tests.conversations.conftest import STAGES
from tests.platforms import ALL

STORIES = sorted((Path(__file__).parents[1] / "conversations").glob("test_*.py"))
#: Stories that one platform cannot take part in, and why.
ELSEWHERE = {
    # Teams tells nobody that a dialog was closed.
    "test_drafts.py": {"teams"},
}
FEATURES = offered(Registers(meaning=False), lambda *_which: "")


def told(feature: Feature) -> list[str]:
    """Return the files with stories in which people use this feature: by a command or a button of it."""
    named = {f"/{name}" for command in feature.commands for name in command.names} | set(feature.presses)
    found: list[str] = []
    for path in STORIES:
        words = {
            word
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            for word in node.value.split()
        }
        if words & named:
            found.append(path.name)
    return found


@pytest.mark.parametrize("platform", ALL)
@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_feature_has_a_story_on_every_platform(feature: Feature, platform: str) -> None:
    assert [name for name in told(feature) if platform not in ELSEWHERE.get(name, ())]


def test_stories_are_told_on_every_platform_over_the_wire_where_there_is_one() -> None:
    assert {stage.platform for stage in STAGES} == set(ALL)
    assert {stage.platform for stage in STAGES if stage.mode} == set(ALL) - {"local"}


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.name)
def test_a_story_leaves_out_no_platform_unless_that_is_said_here(path: Path) -> None:
    chosen = "STAGES if" in path.read_text("utf-8")
    assert chosen == (path.name in ELSEWHERE)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_what_opens_a_form_is_a_button_of_the_feature(feature: Feature) -> None:
    assert feature.opens - set(feature.presses) <= {"house.form"}
