# SPDX-License-Identifier: EUPL-1.2
"""Reads what Teams sends: messages, presses on cards, forms sent in, and the command on a message."""

import hashlib
import json
import re
from html import unescape

from bot.payload import Payload, pairs, part, parts, text
from bot.teams.values import opened_by, read_data
from commands.events import Ask, Incoming, Place, Press, Room, Said, Submit
from commands.help import UNKNOWN
from commands.people import Account

PLATFORM = "teams"
#: Behind a channel, which message of it a conversation is a thread of.
THREAD = ";messageid="
#: What a person does with a dialog that is open or can open: only these are answered with a form.
DIALOGS = frozenset({"task/fetch", "task/submit", "composeExtension/fetchTask", "composeExtension/submitAction"})
#: What brings the data of a button or form and nothing else.
_PRESSING = DIALOGS | {"adaptiveCard/action"}
_SENDING = frozenset({"task/submit", "composeExtension/submitAction"})
_MENTION = re.compile(r"<at[^>]*>(.*?)</at>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HTML = "text/html"
#: What the name of every bot begins with.
_BOT = "28:"
_LINE_END = re.compile(r"<br\s*/?>|</p>|</div>", re.IGNORECASE)


def read(payload: Payload) -> Incoming | None:
    """Return what a person did; None where it is not for us: bots, edits, reactions, kinds we do not know."""
    account = read_account(payload)
    said = _said(payload) if account else None
    if account is None or said is None:
        return None
    room = Room.DIRECT if is_personal(payload) else Room.CHANNEL
    if room is Room.CHANNEL and isinstance(said, Ask) and text(payload, "type") == "message" and not _called(payload):
        return None
    where = text(payload, "conversation", "id")
    whole = Account(PLATFORM, account.tenant, where.partition(THREAD)[0]) if room is Room.CHANNEL else None
    place = Place(PLATFORM, where, room, text(payload, "replyToId"), whole)
    return Incoming(said, account, place, _key(account, said, payload), text(payload, "name") in DIALOGS)


def read_account(payload: Payload) -> Account | None:
    """Return whose account this comes from; None where it is a bot's, or does not say who and where."""
    sent = part(payload, "from")
    user, tenant = text(sent, "aadObjectId") or text(sent, "id"), read_tenant(payload)
    bot = text(sent, "role") == "bot" or text(sent, "id").startswith(_BOT)
    if bot or not (user and tenant and text(payload, "conversation", "id")):
        return None
    return Account(PLATFORM, tenant, user)


def read_tenant(payload: Payload) -> str:
    """Return the tenant, which stands in one of two places."""
    return text(payload, "channelData", "tenant", "id") or text(payload, "conversation", "tenantId")


def is_personal(payload: Payload) -> bool:
    """Whether this is between one person and us; where it is not said, a conversation of several is named so."""
    kind, where = text(payload, "conversation", "conversationType"), part(payload, "conversation")
    return kind == "personal" or not (kind or where.get("isGroup") or "@thread" in text(where, "id"))


def is_refresh(payload: Payload) -> bool:
    """Whether a card asks to be shown anew, because somebody looks at it."""
    return text(payload, "value", "trigger") == "automatic"


def read_press(payload: Payload) -> Press | None:
    """Return the button that was pressed: ``adaptiveCard/action``, ``task/fetch``, or a message with its data."""
    said = read_data(data_of(payload))
    return said if isinstance(said, Press) else None


def read_submit(payload: Payload) -> Submit | None:
    """Return the form that was sent in: ``task/submit``, the same on a message, or a message with its data."""
    said = read_data(data_of(payload))
    return said if isinstance(said, Submit) else None


def read_ask(payload: Payload) -> Ask | None:
    """Return the words of a message, our own name left out; or the command that was used on a message."""
    match text(payload, "type"), text(payload, "name"):
        case "message", _:
            words = _words(payload)
            # A message without words that brings data is a press on a button of an older kind.
            return None if part(payload, "value") and not words else Ask(words)
        case "invoke", "composeExtension/fetchTask":
            message = part(payload, "value", "messagePayload")
            command = text(payload, "value", "commandId")
            asked = Ask(f"/{command}", _written(text(message, "body", "content")), text(message, "linkToMessage"))
            return asked if command else None
        case _:
            return None


def data_of(payload: Payload) -> Payload:
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


def _said(payload: Payload) -> Said | None:
    """Return what was pressed, sent in or asked; a card that renews itself is nobody's press."""
    if is_refresh(payload):
        return None
    return read_press(payload) or read_submit(payload) or read_ask(payload) or _unreadable(payload)


def _unreadable(payload: Payload) -> Press | Submit | None:
    """Return a press that nobody has, for what another version of the program drew: who pressed it gets a way on.

    In a dialog it is a form that nobody has, so that what was typed is given back.
    """
    kind, name = text(payload, "type"), text(payload, "name")
    if name in _SENDING and (typed := pairs(data_of(payload))):
        return Submit(UNKNOWN, typed)
    return Press(UNKNOWN) if kind == "message" or (kind == "invoke" and name in _PRESSING) else None


def _key(account: Account, said: Said, payload: Payload) -> str:
    """Return what makes a repeated delivery the same event.

    Whoever presses twice on a form sends it in twice, each time as another activity; what opened it is the same. It is
    the person's own, or it is not believed.
    """
    own = f"{PLATFORM}/{account.tenant}/{account.user}/"
    opened = opened_by(data_of(payload)) if isinstance(said, Submit) else ""
    return f"{opened}/sent" if opened.startswith(own) else own + (text(payload, "id") or _print(payload))


def _print(payload: Payload) -> str:
    """Return what tells an activity without an id from another: all that stands in it."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()[:32]


def _called(payload: Payload) -> bool:
    """Whether we are mentioned; where others read along, what does not call us is not for us."""
    return bool(_mentions(payload)) or bool(part(payload, "value"))


def _mentions(payload: Payload) -> list[Payload]:
    """Return the mentions of us; where it is not said who we are, a bot that is mentioned is us."""
    us = text(payload, "recipient", "id")
    mentions = [each for each in parts(payload, "entities") if text(each, "type") == "mention"]
    called = [(each, text(each, "mentioned", "id")) for each in mentions]
    return [each for each, who in called if who and (who == us if us else who.startswith(_BOT))]


def _words(payload: Payload) -> str:
    """Return the text of a message: mentions of us left out, those of others as their names.

    Teams says what was typed as plain words, as HTML, or both; in either there are signs that stand for others.
    """
    shown = text(payload, "text")
    html = not shown.strip() or text(payload, "textFormat") in {"xml", "html"}
    if not shown.strip():
        held = (text(each, "content") for each in parts(payload, "attachments") if text(each, "contentType") == _HTML)
        shown = next(held, "")
    for mention in _mentions(payload):
        shown = shown.replace(text(mention, "text") or f"<at>{text(mention, 'mentioned', 'name')}</at>", " ")
    named = _MENTION.sub(r"\1", shown)
    return _written(named) if html else unescape(named).strip()


def _written(html: str) -> str:
    """Return the words of a message that Teams gives as HTML."""
    return unescape(_TAG.sub("", _LINE_END.sub("\n", html))).strip()
