# SPDX-License-Identifier: EUPL-1.2
"""What Teams sends after a click, built from what was drawn: the shapes of its own activities."""

from collections.abc import Mapping
from html import escape
from typing import Any

from bot.teams.texts import Item
from tests.bot.teams.judge import card_faults

TENANT, USER, BOT = "5e6f0a0e-0000-4000-8000-000000000001", "0aad0a0e-0000-4000-8000-000000000002", "28:bot-app-id"

#: Where the Connector is, as activities of Teams say so.
SERVICE = "https://smba.trafficmanager.net/emea/"


def actions(card: Item) -> list[Item]:
    """Return the actions of a card in reading order; those that open a page aside."""
    return [action for action in _actions(card["body"]) if action["type"] != "Action.OpenUrl"]


def execute(action: Item, filled: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the invoke of an ``Action.Execute``."""
    assert action["type"] == "Action.Execute"
    value = {
        "action": {"type": "Action.Execute", "verb": action["verb"], "data": _merged(action, filled)},
        "trigger": "manual",
    }
    return activity("invoke", name="adaptiveCard/action", value=value, replyToId="1763978400000")


def fetch(action: Item) -> dict[str, Any]:
    """Return the invoke of a button that asks for a dialog."""
    assert action["type"] == "Action.Submit"
    return activity("invoke", name="task/fetch", value={"data": action["data"], "context": {"theme": "default"}})


def fallback(action: Item, filled: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the message that a client sends that knows only ``Action.Submit``."""
    submit = action.get("fallback", action)
    assert submit["type"] == "Action.Submit"
    return activity("message", value=_merged(submit, filled), replyToId="1763978400000")


def dialog(action: Item, filled: Mapping[str, str]) -> dict[str, Any]:
    """Return the invoke of a form in a dialog."""
    assert action["type"] == "Action.Submit"
    return activity(
        "invoke", name="task/submit", value={"data": _merged(action, filled), "context": {"theme": "default"}}
    )


def escaped(words: str) -> str:
    """Return what was typed as it is sent: what would be markup is escaped."""
    return escape(words, quote=False)


def answer_faults(invoked: str, body: Any) -> list[str]:  # noqa: ANN401 - an app's own JSON
    """Return what Teams would not understand of the answer to an invoke."""
    if not isinstance(body, dict):
        return [f"no object: {body!r}"]
    if invoked == "adaptiveCard/action":
        known = {"application/vnd.microsoft.activity.message": str, "application/vnd.microsoft.card.adaptive": dict}
        # An empty word counts as no answer.
        kind = known.get(body.get("type", ""))
        right = kind and isinstance(body.get("value"), kind) and body.get("statusCode") == 200
        return [] if right and body["value"] else [f"{body}"]
    task = body.get("task", {})
    match task.get("type"):
        case None:
            return [] if body == {} and invoked.lower().endswith(("submit", "submitaction")) else [f"{body}"]
        case "message":
            return [] if isinstance(task.get("value"), str) and task["value"] else ["an empty message"]
        case "continue":
            value = task["value"]
            faults = [name for name in ("title", "height", "width", "card") if not value.get(name)]
            return faults + card_faults(value["card"]["content"])
        case kind:
            return [f"no such task: {kind}"]


def message(words: str, **beside: Any) -> dict[str, Any]:  # noqa: ANN401 - Teams' own JSON
    """Return a message that someone typed."""
    return activity("message", text=words, textFormat="plain", **beside)


def activity(kind: str, **beside: Any) -> dict[str, Any]:  # noqa: ANN401 - Teams' own JSON
    """Return an activity of this kind in a conversation with one person."""
    return {
        "type": kind,
        "id": "1763978411000",
        "timestamp": "2026-11-24T10:00:11.000Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": {"id": "29:1fatima", "name": "Fatima el Amrani", "aadObjectId": USER},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:1conversation"},
        "recipient": {"id": BOT, "name": "Mandaat"},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "nl-NL",
        **beside,
    }


def _merged(action: Item, filled: Mapping[str, str] | None) -> dict[str, Any]:
    """Return the data with what was filled in merged into it, in no order that we may count on."""
    return {**dict(reversed([*(filled or {}).items()])), **action["data"]}


def _actions(items: object) -> list[Item]:
    found: list[Item] = []
    if isinstance(items, list):
        for item in items:
            found += _actions(item)
    elif isinstance(items, dict):
        found += items["actions"] if items["type"] == "ActionSet" else []
        found += _actions([items.get("items"), items.get("columns")])
    return found
