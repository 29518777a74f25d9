# SPDX-License-Identifier: EUPL-1.2
"""The manifest with which Slack makes the app: complete for what the features offer, and asking for nothing more.

Source: docs.slack.dev/reference/app-manifest.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.language import Localizer
from commands.feature import Command, Feature

Yaml: TypeAlias = "Mapping[str, Yaml] | Sequence[Yaml] | str | bool | int"

NAME = "Mandaat"
#: What each scope is for: an event that we hear, or a method that we call.
SCOPES = {
    "app_mentions:read": "app_mention",
    "assistant:write": "agent_view",
    "chat:write": "chat.postMessage, chat.update",
    "commands": "slash commands, shortcuts",
    "files:write": "files.getUploadURLExternal, files.completeUploadExternal: the picture of a report",
    "im:history": "message.im; conversations.history of the conversation with one person",
    "im:write": "conversations.open",
    "usergroups:read": "usergroups.list and subteam_*, to compare a group that stands for a board with its members",
    "users:read": "users.info",
    "users:read.email": "the address in users.info, by which we know who somebody is",
}
#: Of these, what is needed only where a group stands for a board, or for the picture of a report: all else works
#: without.
EXTRAS = frozenset({"files:write", "usergroups:read"})
#: What we hear, and the scope that it needs.
EVENTS = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "function_executed": "",
    "message.im": "im:history",
    "subteam_members_changed": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "tokens_revoked": "",
    "user_change": "users:read",
}
REQUEST_STEP, QUESTION_STEP = "submit_request", "ask_who_decides"
#: What the step of a question gives to the steps after it.
ANSWER = "answer"
_DUTCH, _ENGLISH = (Localizer(language, ZoneInfo("Europe/Amsterdam")) for language in ("nl", "en"))


def manifest(features: Sequence[Feature], prefix: str = "", url: str = "") -> dict[str, Yaml]:
    """Return the manifest for these features.

    ``prefix`` stands before each command. ``url`` is the public address, for HTTP; without it Slack uses Socket Mode.
    """
    address = f"{url.rstrip('/')}/slack/events"
    way: dict[str, Yaml] = {"request_url": address} if url else {}
    redirect: dict[str, Yaml] = {"redirect_urls": [f"{url.rstrip('/')}/slack/oauth_redirect"]} if url else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": NAME,
            "description": "Wie beslist waarover, en IT-verzoeken van vraag tot besluit",
            "background_color": "#154273",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "agent_view": {
                "agent_description": "Zegt wie waarover beslist volgens het mandaatregister, en brengt je verzoek er.",
                "suggested_prompts": list(_prompts(features)),
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [
                {
                    "name": "IT-verzoek indienen",
                    "type": "global",
                    "callback_id": "itverzoek",
                    "description": "Vraag iets nieuws of iets anders aan in IT",
                },
                {
                    "name": "Maak hier IT-verzoek van",
                    "type": "message",
                    "callback_id": "itrequest",
                    "description": "Dien dit bericht in als IT-verzoek",
                },
                {
                    "name": "Dit loopt vast",
                    "type": "message",
                    "callback_id": "escaleer",
                    "description": "Breng wat hier vastloopt bij wie kan beslissen",
                },
            ],
            "slash_commands": [
                {**_command(command, name, prefix), **({"url": address} if url else {})}
                for feature in features
                for command in feature.commands
                for name in command.names
            ],
        },
        "oauth_config": {**redirect, "scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**way, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **way},
            "org_deploy_enabled": True,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
            "is_hosted": False,
            "function_runtime": "remote",
        },
        "functions": {REQUEST_STEP: _request_step(), QUESTION_STEP: _question_step()},
    }


def written(found: Mapping[str, Yaml]) -> str:
    """Return a manifest as YAML."""
    return "".join(f"{line}\n" for line in _lines(found, ""))


def _command(command: Command, name: str, prefix: str) -> dict[str, Yaml]:
    """Return one slash command; the first name and those before the last are Dutch, the last is English."""
    reader = _ENGLISH if len(command.names) > 1 and name == command.names[-1] else _DUTCH
    hint: dict[str, Yaml] = {"usage_hint": usage} if (usage := reader.say(command.usage)) else {}
    return {
        "command": f"/{prefix}{name}",
        "description": reader.say(command.about),
        **hint,
        # So that a colleague who is mentioned comes along as an account.
        "should_escape": True,
    }


def _prompts(features: Sequence[Feature]) -> Iterator[dict[str, Yaml]]:
    """Yield at most four examples to begin with: help, and the first of each feature."""
    firsts = [feature.examples[0].nl for feature in features if feature.examples]
    for words in ("Help", *firsts)[:4]:
        yield {"title": words, "message": words}


def _request_step() -> dict[str, Yaml]:
    """Return the step that brings somebody the form of a request."""
    return {
        "title": "IT-verzoek indienen",
        "description": "Stuurt iemand het formulier voor een IT-verzoek, met wat je hier invult er al in.",
        "input_parameters": _inputs(
            requester=("slack#/types/user_id", "Aanvrager", "Wie het verzoek indient"),
            subject=("string", "Onderwerp", "Wat er nodig is, in een paar woorden"),
        ),
        "output_parameters": {"properties": {}},
    }


def _question_step() -> dict[str, Yaml]:
    """Return the step that says who decides."""
    return {
        "title": "Vraag een besluit",
        "description": "Zoekt op wie erover beslist en stuurt dat aan de vrager, met een knop om het aan te vragen.",
        "input_parameters": _inputs(
            requester=("slack#/types/user_id", "Vrager", "Wie het antwoord krijgt"),
            question=("string", "Vraag", "Waarover een besluit nodig is, met een bedrag waar dat ertoe doet"),
        ),
        "output_parameters": {
            "properties": {
                ANSWER: {"type": "string", "title": "Antwoord", "description": "Wat de vrager als antwoord kreeg"}
            }
        },
    }


def _inputs(**wanted: tuple[str, str, str]) -> dict[str, Yaml]:
    """Return what a step must be told: the type, the title and an explanation of each thing."""
    properties: dict[str, Yaml] = {
        name: {"type": kind, "title": title, "description": about} for name, (kind, title, about) in wanted.items()
    }
    return {"properties": properties, "required": list(wanted)}


def _lines(value: Yaml, indent: str) -> Iterator[str]:
    """Yield the lines of a mapping or a list; a string is quoted as in JSON, which YAML takes."""
    pairs = value.items() if isinstance(value, Mapping) else ()
    for name, inner in pairs:
        if isinstance(inner, Mapping | list) and inner:
            yield f"{indent}{name}:"
            yield from _lines(inner, f"{indent}  ")
        else:
            yield f"{indent}{name}: {_scalar(inner)}"
    for inner in value if isinstance(value, list) else ():
        if isinstance(inner, Mapping):
            first, *rest = _lines(inner, "")
            yield f"{indent}- {first}"
            yield from (f"{indent}  {line}" for line in rest)
        else:
            yield f"{indent}- {_scalar(inner)}"


def _scalar(value: Yaml) -> str:
    """Return a value on one line."""
    return json.dumps(value, ensure_ascii=False)
