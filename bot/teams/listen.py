# SPDX-License-Identifier: EUPL-1.2
"""Reads what Teams sends: messages, presses on cards, forms sent in, and the command on a message."""

import re
from html import unescape

from bot.payload import Payload, part, parts, text
from bot.teams.values import read_data
from commands.events import Ask, Incoming, Place, Press, Room, Said, Submit
from commands.people import Account

PLATFORM = "teams"
_MENTION = re.compile(r"<at[^>]*>(.*?)</at>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LINE_END = re.compile(r"<br\s*/?>|</p>|</div>", re.IGNORECASE)


def read(payload: Payload) -> Incoming | None:
    """Return what a person did; None where it is not for us: bots, edits, reactions, kinds we do not know."""
    sent = part(payload, "from")
    user, tenant = text(sent, "aadObjectId") or text(sent, "id"), _tenant(payload)
    conversation, key = text(payload, "conversation", "id"), text(payload, "id")
    bot = text(sent, "role") == "bot" or text(sent, "id").startswith("28:")
    said = _said(payload)
    if said is None or bot or not (user and tenant and conversation and key):
        return None
    personal = text(payload, "conversation", "conversationType") in {"", "personal"}
    place = Place(PLATFORM, conversation, Room.DIRECT if personal else Room.CHANNEL, text(payload, "replyToId"))
    opens = text(payload, "type") == "invoke"
    return Incoming(said, Account(PLATFORM, tenant, user), place, f"{PLATFORM}/{tenant}/{conversation}/{key}", opens)


def read_press(payload: Payload) -> Press | None:
    """Return the button that was pressed: ``adaptiveCard/action``, ``task/fetch``, or a message with its data."""
    said = read_data(_data(payload))
    return said if isinstance(said, Press) else None


def read_submit(payload: Payload) -> Submit | None:
    """Return the form that was sent in: ``adaptiveCard/action``, ``task/submit``, or a message with its data."""
    said = read_data(_data(payload))
    return said if isinstance(said, Submit) else None


def read_ask(payload: Payload) -> Ask | None:
    """Return the words of a message, our own name left out; or the command that was used on a message."""
    match text(payload, "type"), text(payload, "name"):
        case "message", _:
            return Ask(_words(payload))
        case "invoke", "composeExtension/fetchTask":
            message = part(payload, "value", "messagePayload")
            command = text(payload, "value", "commandId")
            asked = Ask(f"/{command}", _written(text(message, "body", "content")), text(message, "linkToMessage"))
            return asked if command else None
        case _:
            return None


def _said(payload: Payload) -> Said | None:
    """Return what was pressed, sent in or asked; a card that renews itself is nobody's press."""
    if text(payload, "value", "trigger") == "automatic":
        return None
    return read_press(payload) or read_submit(payload) or read_ask(payload)


def _data(payload: Payload) -> Payload:
    """Return the data of an action, which stand elsewhere for each kind of activity."""
    match text(payload, "type"), text(payload, "name"):
        case "message", _:
            return part(payload, "value")
        case "invoke", "adaptiveCard/action":
            return part(payload, "value", "action", "data")
        case "invoke", "task/fetch" | "task/submit" | "composeExtension/submitAction":
            return part(payload, "value", "data")
        case _:
            return {}


def _tenant(payload: Payload) -> str:
    """Return the tenant, which stands in one of two places."""
    return text(payload, "channelData", "tenant", "id") or text(payload, "conversation", "tenantId")


def _words(payload: Payload) -> str:
    """Return the text of a message: mentions of us left out, those of others as their names."""
    ours = {
        text(entity, "text")
        for entity in parts(payload, "entities")
        if text(entity, "type") == "mention" and text(entity, "mentioned", "id") == text(payload, "recipient", "id")
    }
    shown = text(payload, "text")
    for mention in ours - {""}:
        shown = shown.replace(mention, " ")
    return unescape(_MENTION.sub(r"\1", shown)).strip()


def _written(html: str) -> str:
    """Return the words of a message that Teams gives as HTML."""
    return unescape(_TAG.sub("", _LINE_END.sub("\n", html))).strip()
