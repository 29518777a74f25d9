# SPDX-License-Identifier: EUPL-1.2
"""The manifest for Slack offers what the features offer, asks for no more than is used, and is one that Slack takes."""

import copy
import re
from typing import Any

import pytest

from bot.app import offered
from bot.registers import Registers
from bot.slack.manifest import EVENTS, SCOPES, manifest, written
from tests.house.files import sources, text
from tests.house.slack_manifest import manifest_faults

#: The scope that each method needs (docs.slack.dev/reference/methods); of those that need none, an empty word.
METHODS = {
    "apps.connections.open": "",
    "auth.test": "",
    "blocks.validate": "",
    "chat.getPermalink": "",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.open": "im:write",
    # Of channels, whose history we do not ask for: what is in doubt there is repeated, unless somebody adds the scope.
    "conversations.replies": "",
    # In the SDK's own name: it calls getUploadURLExternal and completeUploadExternal.
    "files.upload_v2": "files:write",
    "oauth.v2.access": "",
    "usergroups.list": "usergroups:read",
    "users.info": "users:read",
    "views.open": "",
    "views.publish": "",
    "views.update": "",
}
#: What no method and no event needs by itself, and why it is there.
BY_ITSELF = {
    "assistant:write": "agent_view does not exist without it",
    "commands": "slash commands and shortcuts",
    "users:read.email": "the address in users.info",
}
_FAMILY = "(?:auth|chat|conversations|files|oauth|users|usergroups|views|apps|blocks)"
_CALLED = re.compile(rf"\b(?:client|wire|web)\S*\.({_FAMILY}_\w+)\(")
_NAMED = re.compile(rf'"({_FAMILY}\.[\w.]+)"')

FEATURES = offered(Registers(meaning=False), lambda *_which: "")
BY_HTTP = manifest(FEATURES, "wv-", "https://mandaat.example.nl/")


def found(**beside: str) -> Any:  # noqa: ANN401 - YAML
    return manifest(FEATURES, **beside)


def test_the_manifest_in_the_repository_is_that_of_the_features() -> None:
    assert text("manifest.yml") == written(manifest(FEATURES)), "python -m bot slack manifest > manifest.yml"


def test_every_command_of_a_feature_is_in_it_in_both_languages() -> None:
    commands = [each["command"] for each in found()["features"]["slash_commands"]]
    assert commands == [f"/{name}" for f in FEATURES for command in f.commands for name in command.names]
    assert len(commands) == len(set(commands)) <= 50


@pytest.mark.parametrize("beside", [{}, {"prefix": "waterveen-ict-16", "url": "https://mandaat.example.nl"}])
def test_slack_takes_it_by_its_official_schema_and_by_what_that_does_not_say(beside: dict[str, str]) -> None:
    assert manifest_faults(found(**beside)) == []


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("display_information", "name"), "x" * 36),
        (("display_information", "background_color"), "blue"),
        (("features", "shortcuts", 0, "name"), "x" * 25),
        (("features", "shortcuts", 0, "type"), "everywhere"),
        (("features", "slash_commands", 0, "command"), "/IT"),
        (("features", "slash_commands", 0, "usage_hint"), ""),
        (("features", "agent_view", "colour"), "blue"),
        (("features", "agent_view", "suggested_prompts"), [{"title": "x", "message": "x"}] * 5),
        (("oauth_config", "scopes", "bot"), ["commands", "commands"]),
        (("settings", "interactivity"), {}),
        (("settings", "socket_mode_enabled"), "yes"),
        (("functions", "submit_request", "input_parameters", "required"), ["nobody"]),
        (("functions", "submit_request", "input_parameters", "properties", "subject", "type"), "text"),
    ],
)
def test_what_slack_refuses_in_a_manifest_is_seen(where: tuple[str | int, ...], value: object) -> None:
    """Else the test above would mean nothing."""
    whole = copy.deepcopy(found())
    part = whole
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = value
    assert manifest_faults(whole)


def test_a_shortcut_is_named_after_a_command() -> None:
    names = {name for f in FEATURES for command in f.commands for name in command.names}
    shortcuts = {each["callback_id"] for each in found()["features"]["shortcuts"]}
    assert len(shortcuts) == 3
    assert shortcuts <= names


def test_each_event_has_its_scope_and_a_listener() -> None:
    listening = "\n".join(text(path) for path in sources() if path.parts[:2] == ("bot", "slack"))
    for event, scope in EVENTS.items():
        assert scope in {"", *SCOPES}
        assert f'"{event.partition(".")[0]}"' in listening, f"nobody listens to {event}"


def test_it_asks_for_the_scopes_that_are_used_and_for_no_other() -> None:
    called = {name.replace("_", ".", 1) for path in _ours() for name in _CALLED.findall(text(path))}
    named = {name for path in _ours() for name in _NAMED.findall(text(path)) if name in METHODS or "." in name}
    methods = {_real(name) for name in called | named}
    assert methods <= set(METHODS), "say which scope these need"
    needed = {METHODS[name] for name in methods} | set(EVENTS.values()) | set(BY_ITSELF)
    assert needed - {""} == set(SCOPES)


def test_socket_mode_needs_no_address_and_http_gives_one_everywhere() -> None:
    assert found()["settings"]["socket_mode_enabled"] is True
    assert "url" not in written(found()).replace("redirect_urls", "")
    by_http = written(BY_HTTP)
    assert BY_HTTP["settings"]["socket_mode_enabled"] is False  # type: ignore[index,call-overload] # it is YAML
    assert by_http.count('"https://mandaat.example.nl/slack/events"') == by_http.count('command: "/wv-') + 2
    assert '"https://mandaat.example.nl/slack/oauth_redirect"' in by_http


def test_a_step_of_a_workflow_says_what_it_needs() -> None:
    for step in found()["functions"].values():
        assert set(step) == {"title", "description", "input_parameters", "output_parameters"}
        assert set(step["input_parameters"]["required"]) <= set(step["input_parameters"]["properties"])


def _ours() -> list[Any]:
    return [path for path in sources() if path.parts[:2] == ("bot", "slack") and path.stem != "manifest"]


def _real(name: str) -> str:
    """Return a method as Slack spells it: the client writes words with underscores."""
    spelled = {"oauth.v2_access": "oauth.v2.access", "apps.connections_open": "apps.connections.open"}
    return spelled.get(name, name)
