# SPDX-License-Identifier: EUPL-1.2
"""The app for Teams offers what the features offer, asks for nothing more, and is one that Microsoft's schemas take."""

import io
from typing import Any
from zipfile import ZipFile

import pytest

from bot.app import offered
from bot.pages.tab import TAB
from bot.registers import Registers
from bot.slack.manifest import manifest as slack_manifest
from bot.teams.package import MOST_COMMANDS, Particulars, english, faults, manifest, package, shown
from tests.house.icons import ICONS, MARKS, read, row_of

FEATURES = offered(Registers(meaning=False), lambda *_which: "")
APP, BOT = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"
WATERVEEN = Particulars(
    APP, BOT, "https://mandaat.waterveen.nl", "1.0.0", "https://www.waterveen.nl/privacy", "https://www.waterveen.nl"
)
MADE = manifest(FEATURES, WATERVEEN)
ENGLISH = english(FEATURES)
SLACK: Any = slack_manifest(FEATURES)


def test_microsofts_schemas_have_nothing_against_it() -> None:
    assert list(faults(FEATURES, WATERVEEN)) == []


def test_the_schemas_do_find_faults() -> None:
    """Else the test before this one would mean nothing."""
    wrong = Particulars("no id", BOT, "ftp://mandaat", "1.0.0", "https://x", "https://x")
    assert "does not match" in next(faults(FEATURES, wrong))


def test_its_commands_are_those_of_the_features_in_both_languages() -> None:
    known = {command.names[0]: command.names[-1] for feature in FEATURES for command in feature.commands}
    [listed] = MADE["bots"][0]["commandLists"]
    dutch = [each["title"] for each in listed["commands"]]
    assert len(dutch) == len(set(dutch)) == min(MOST_COMMANDS, len(known))
    for number, name in enumerate(dutch):
        assert ENGLISH[f"bots[0].commandLists[0].commands[{number}].title"] == known[name]


def test_every_feature_with_commands_has_its_first_one_there_and_help_comes_first() -> None:
    names = [command.names for command in shown(FEATURES)]
    assert names[0] == ("it",)
    assert {feature.commands[0].names for feature in FEATURES if feature.commands} <= set(names)


def test_an_action_on_a_message_is_named_after_a_command_and_a_search_after_a_feature_that_can() -> None:
    offered_there = MADE["composeExtensions"][0]["commands"]
    names = {name for feature in FEATURES for command in feature.commands for name in command.names}
    actions = {each["id"] for each in offered_there if each["type"] == "action"}
    assert actions <= names
    assert actions == {each["callback_id"] for each in SLACK["features"]["shortcuts"]}
    searched = {feature.name for feature in FEATURES if feature.search}
    assert {each["id"] for each in offered_there if each["type"] == "query"} == searched


def test_it_asks_for_no_permission_in_any_team_or_chat() -> None:
    """What is needed comes with a mention, a message or a press; nothing else may be read."""
    assert "authorization" not in MADE
    assert "devicePermissions" not in MADE
    assert MADE["permissions"] == ["identity", "messageTeamMembers"]


def test_its_tab_is_the_page_that_we_serve_and_the_token_for_it_is_for_us() -> None:
    conversation, tab = MADE["staticTabs"]
    assert conversation == {"entityId": "conversations", "scopes": ["personal"]}
    assert tab["contentUrl"] == f"https://mandaat.waterveen.nl{TAB}"
    assert MADE["webApplicationInfo"] == {"id": BOT, "resource": f"api://mandaat.waterveen.nl/{BOT}"}


def test_everything_that_people_read_has_its_english() -> None:
    read_by_people = {
        path for path, _text in _texts(MADE) if path.endswith((".title", ".description", ".short", ".full", ".name"))
    }
    kept = {"developer.name", *(path for path in read_by_people if path.startswith("composeExtensions[0].commands["))}
    names = {path for path in kept if path.endswith("].name")}
    assert set(ENGLISH) - {"$schema"} == read_by_people - {"developer.name"} - names


def test_the_same_particulars_give_the_same_bytes() -> None:
    assert package(FEATURES, WATERVEEN) == package(FEATURES, WATERVEEN)
    with ZipFile(io.BytesIO(package(FEATURES, WATERVEEN))) as archive:
        assert archive.namelist() == ["manifest.json", "en.json", "color.png", "outline.png"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", MARKS)
def test_the_icons_are_as_large_as_teams_wants_and_drawn_by_us(name: str) -> None:
    side, colour = MARKS[name]
    drawn = read((ICONS / f"{name}.png").read_bytes())
    assert [len(row) for row in drawn] == [side] * side
    for row in range(0, side, side // 8):
        assert drawn[row] == row_of(side, row, colour), "python -m tests.house.icons"


def _texts(thing: Any, path: str = "") -> list[tuple[str, str]]:  # noqa: ANN401 - JSON
    """Return every text in the manifest with its place, as the file of a language spells it."""
    if isinstance(thing, dict):
        return [found for name, part in thing.items() for found in _texts(part, f"{path}.{name}".lstrip("."))]
    if isinstance(thing, list):
        return [found for number, part in enumerate(thing) for found in _texts(part, f"{path}[{number}]")]
    return [(path, thing)] if isinstance(thing, str) else []
