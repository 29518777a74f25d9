# SPDX-License-Identifier: EUPL-1.2
"""What the official schema of a Slack manifest refuses, as far as we use it, and what Slack refuses besides.

Source: github.com/slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json. It knows nothing of scopes, of events
without their scope, or of capitals in a command.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Json = Mapping[str, Any]
_WEB = r"https?://.{1,3490}"
_TYPES = {"string", "integer", "number", "boolean", "array", "object"}


class Rule(Protocol):
    """What a part of a manifest must be."""

    def judge(self, value: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - YAML
        """Yield what is wrong with a value."""


@dataclass(frozen=True)
class Kind:
    """A value of this type."""

    kind: type

    def judge(self, value: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - YAML
        """Yield that it is another."""
        if type(value) is not self.kind:
            yield f"{where}: {value!r}"


@dataclass(frozen=True)
class Words:
    """A string: how long it may be, and how it is spelled."""

    most: int = 10_000
    least: int = 0
    pattern: str = ".*"

    def judge(self, value: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - YAML
        """Yield that it is none, too long, too short or spelled otherwise."""
        fits = isinstance(value, str) and self.least <= len(value) <= self.most
        if not (fits and re.fullmatch(self.pattern, value)):
            yield f"{where}: {value!r}"


@dataclass(frozen=True)
class Several:
    """A list of the same, and how many there may be; ``unlike`` are all different."""

    each: Rule
    most: int = 10_000
    least: int = 0
    unlike: bool = False

    def judge(self, value: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - YAML
        """Yield that there are too many or too few, and what is wrong with each."""
        if not self.least <= len(value) <= self.most or (self.unlike and len(set(value)) < len(value)):
            yield f"{where}: {len(value)}"
        for number, inner in enumerate(value):
            yield from self.each.judge(inner, f"{where}/{number}")


@dataclass(frozen=True)
class Named:
    """An object whose names are ours; there may be fifty."""

    each: Rule

    def judge(self, value: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - YAML
        """Yield that there are too many, and what is wrong with each."""
        if len(value) > 50:
            yield f"{where}: {len(value)}"
        for name, inner in value.items():
            yield from self.each.judge(inner, f"{where}/{name}")


@dataclass(frozen=True)
class Part:
    """An object with these properties and no others; ``needs`` are those that must be there."""

    known: Mapping[str, Rule]
    needs: frozenset[str] = frozenset()

    def judge(self, value: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - YAML
        """Yield what is unknown or missing, and what is wrong with each."""
        yield from (f"{where}/{name} is unknown" for name in set(value) - set(self.known))
        yield from (f"{where}/{name} is missing" for name in self.needs - set(value))
        for name in set(self.known) & set(value):
            yield from self.known[name].judge(value[name], f"{where}/{name}")


_FLAG = Kind(bool)
_PROMPT = Part({"title": Words(), "message": Words()}, frozenset({"title", "message"}))
_INPUT = Part({"type": Words(), "title": Words(), "description": Words()}, frozenset({"type"}))
_PARAMETERS = Part({"properties": Named(_INPUT), "required": Several(Words())}, frozenset({"properties"}))
_STEP = Part(
    {
        "title": Words(least=1),
        "description": Words(least=1),
        "input_parameters": _PARAMETERS,
        "output_parameters": _PARAMETERS,
    },
    frozenset({"title", "description", "input_parameters", "output_parameters"}),
)
_SHORTCUT = Part(
    {
        "name": Words(24, 1),
        "type": Words(pattern="message|global"),
        "callback_id": Words(255, 1),
        "description": Words(150, 1),
    },
    frozenset({"name", "type", "callback_id", "description"}),
)
_COMMAND = Part(
    {
        # Slack itself takes no capitals and no spaces in it, whatever the schema says.
        "command": Words(32, 2, r"/[a-z][a-z0-9_-]*"),
        "url": Words(3_000, pattern=_WEB),
        "description": Words(2_000, 1),
        "usage_hint": Words(1_000, 1),
        "should_escape": _FLAG,
    },
    frozenset({"command", "description"}),
)
_FEATURES = Part(
    {
        "app_home": Part(
            dict.fromkeys(("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"), _FLAG)
        ),
        "agent_view": Part({"agent_description": Words(300), "suggested_prompts": Several(_PROMPT, 4)}),
        "bot_user": Part({"display_name": Words(80, 1), "always_online": _FLAG}, frozenset({"display_name"})),
        "shortcuts": Several(_SHORTCUT, 10, 1),
        "slash_commands": Several(_COMMAND, 50, 1),
    }
)
_SETTINGS = Part(
    {
        "event_subscriptions": Part(
            {"request_url": Words(3_500, pattern=_WEB), "bot_events": Several(Words(50), 100, unlike=True)}
        ),
        "interactivity": Part(
            {"is_enabled": _FLAG, "request_url": Words(3_500, pattern=_WEB)}, frozenset({"is_enabled"})
        ),
        **dict.fromkeys(("org_deploy_enabled", "socket_mode_enabled", "is_hosted", "token_rotation_enabled"), _FLAG),
        "function_runtime": Words(),
    }
)
MANIFEST = Part(
    {
        "_metadata": Part({"major_version": Kind(int), "minor_version": Kind(int)}),
        "display_information": Part(
            {
                "name": Words(35, 1),
                "description": Words(140, 1),
                "background_color": Words(7, 4, "#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?"),
            },
            frozenset({"name"}),
        ),
        "features": _FEATURES,
        "oauth_config": Part(
            {
                "redirect_urls": Several(Words(2_500, pattern=_WEB), 1_000, unlike=True),
                "scopes": Part({"bot": Several(Words(50), 255, unlike=True)}),
            }
        ),
        "settings": _SETTINGS,
        "functions": Named(_STEP),
    },
    frozenset({"display_information"}),
)


def manifest_faults(found: Json) -> list[str]:
    """Return what is wrong with a manifest."""
    faults = [*MANIFEST.judge(found, "")]
    for name, step in found["functions"].items():
        for side in ("input_parameters", "output_parameters"):
            there = step[side]["properties"]
            faults += [f"{name} needs {each}" for each in step[side].get("required", ()) if each not in there]
            kinds = {value["type"] for value in there.values()} - _TYPES
            faults += [f"{name}: {kind}" for kind in kinds if not kind.startswith("slack#/types/")]
    return faults
