# SPDX-License-Identifier: EUPL-1.2
"""What Slack sends after a click, built from what was drawn: the shapes of its own payloads."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from bot.slack.mrkdwn import Block

TEAM, USER, CHANNEL = "T0WATER", "U0FATIMA", "C0BOARD"


def plain(words: str) -> Block:
    """Return a text of one's own."""
    return {"type": "plain_text", "text": words}


def pressable(message: Block) -> list[Block]:
    """Return the buttons of a message in reading order; those that open a page aside."""
    return [button for button in _buttons(message) if "url" not in button]


def labelled(message: Block, label: str) -> Block:
    """Return the first button with this label; a long label stands beside its button."""
    beside = [b["accessory"] for b in message["blocks"] if "accessory" in b and b["text"]["text"] == label]
    return next(b for b in pressable(message) if b["text"]["text"] == label or b in beside)


def press(message: Block, button: Block, **beside: Any) -> dict[str, Any]:  # noqa: ANN401 - Slack's own JSON
    """Return the payload of a press on this button."""
    block = next(b for b in message["blocks"] if button in b.get("elements", []) or b.get("accessory") == button)
    pressed = {key: button[key] for key in ("action_id", "text", "value", "style", "type") if key in button}
    return {
        "type": "block_actions",
        "user": {"id": USER, "username": "fatima", "name": "fatima", "team_id": TEAM},
        "api_app_id": "A0MANDAAT",
        "token": "not-used",
        "container": {
            "type": "message",
            "message_ts": "1763978400.000100",
            "channel_id": CHANNEL,
            "is_ephemeral": False,
        },
        "trigger_id": "12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
        "team": {"id": TEAM, "domain": "waterveen"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": CHANNEL, "name": "portfolioboard"},
        "message": {"type": "message", "bot_id": "B0", "ts": "1763978400.000100", **message},
        "state": {"values": {}},
        "response_url": "https://hooks.slack.com/actions/T0WATER/1/x",
        "actions": [{**pressed, "block_id": block.get("block_id", "bXk1"), "action_ts": "1763978411.123456"}],
        **beside,
    }


def submit(view: Block, filled: Mapping[str, str | int]) -> dict[str, Any]:
    """Return the payload of a modal that was filled in: words by field, or the number of the option chosen."""
    state: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            state[block["block_id"]] = {element["action_id"]: _filled(element, filled.get(block["block_id"]))}
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "waterveen"},
        "user": {"id": USER, "username": "fatima", "name": "fatima", "team_id": TEAM},
        "api_app_id": "A0MANDAAT",
        "token": "not-used",
        "trigger_id": "5161719200.1764.0a1b2c3d",
        "view": {
            "id": "V0FORM",
            "team_id": TEAM,
            "hash": "1763978400.abc",
            **view,
            # Slack promises no order here; the blocks tell it.
            "state": {"values": dict(reversed(state.items()))},
        },
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }


def closed(view: Block, filled: Mapping[str, str | int], told: Container[str]) -> dict[str, Any]:
    """Return the payload of a modal that was closed; Slack tells the state of these fields alone, and no trigger."""
    payload = submit(view, filled)
    state = {name: value for name, value in payload["view"]["state"]["values"].items() if name in told}
    del payload["trigger_id"], payload["response_urls"]
    return {
        **payload,
        "type": "view_closed",
        "view": {**payload["view"], "state": {"values": state}},
        "is_cleared": False,
    }


def command(name: str, words: str, channel: str = CHANNEL) -> dict[str, str]:
    """Return the fields of a slash command, as they come in its body."""
    return {
        "token": "not-used",
        "team_id": TEAM,
        "team_domain": "waterveen",
        "channel_id": channel,
        "channel_name": "directmessage" if channel.startswith("D") else "portfolioboard",
        "user_id": USER,
        "user_name": "fatima",
        "command": name,
        "text": words,
        "api_app_id": "A0MANDAAT",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/1/2/3",
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    }


def event(kind: str, words: str, **beside: Any) -> dict[str, Any]:  # noqa: ANN401 - Slack's own JSON
    """Return an event of this kind around a message."""
    return {
        "token": "not-used",
        "team_id": TEAM,
        "api_app_id": "A0MANDAAT",
        "event": {
            "type": kind,
            "user": USER,
            "text": words,
            "ts": "1763978400.000200",
            "channel": "D0FATIMA" if kind == "message" else CHANNEL,
            "event_ts": "1763978400.000200",
            **({"channel_type": "im"} if kind == "message" else {}),
            **beside,
        },
        "type": "event_callback",
        "event_id": "Ev0123",
        "event_time": 1763978400,
        "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": "U0BOT", "is_bot": True}],
    }


def on_message(callback: str, words: str) -> dict[str, Any]:
    """Return the payload of a message shortcut."""
    return {
        "type": "message_action",
        "token": "not-used",
        "action_ts": "1763978411.1",
        "team": {"id": TEAM, "domain": "waterveen"},
        "user": {"id": USER, "name": "fatima", "team_id": TEAM},
        "channel": {"id": CHANNEL, "name": "portfolioboard"},
        "is_enterprise_install": False,
        "callback_id": callback,
        "trigger_id": "13345224609.1",
        "response_url": "https://hooks.slack.com/app/1/2/3",
        "message_ts": "1763978300.000500",
        "message": {"type": "message", "user": "U0OTHER", "ts": "1763978300.000500", "text": words},
    }


def _buttons(message: Block) -> Iterator[Block]:
    for block in message["blocks"]:
        if "accessory" in block:
            yield block["accessory"]
        if block["type"] == "actions":
            yield from block["elements"]


def _filled(element: Block, given: str | int | None) -> dict[str, Any]:
    """Return the state of one element."""
    kind = element["type"]
    match kind:
        case "plain_text_input":
            return {"type": kind, "value": given or None}
        case "datepicker":
            return {"type": kind, "selected_date": given or None}
        case "users_select":
            return {"type": kind, "selected_user": given or None}
        case "static_select" | "radio_buttons":
            groups = element.get("option_groups", [{"options": element.get("options", [])}])
            options = [option for group in groups for option in group["options"]]
            return {"type": kind, "selected_option": options[given] if isinstance(given, int) else None}
        case _:
            raise AssertionError(f"Slack knows no {kind}")
