# SPDX-License-Identifier: EUPL-1.2
"""A Slack workspace of our own: its people, channels, messages, views and triggers, and what Slack would refuse."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.bot.slack.judge import message_faults, modal_faults

Json = dict[str, Any]

BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-water-1", "xapp-1-water", "8f742231b10e8888abcd99yyyzzz85a5"
CLIENT_ID, CLIENT_SECRET = "1111.2222", "client-secret"
APP, BOT_USER, BOT = "A0MANDAAT", "U0BOT", "B0BOT"
#: What the manifest asks for; a test takes one away to see what then happens.
SCOPES = frozenset(
    {
        "app_mentions:read",
        "assistant:write",
        "channels:history",
        "chat:write",
        "commands",
        "files:write",
        "im:history",
        "im:write",
        "usergroups:read",
        "users:read",
        "users:read.email",
    }
)


class No(Exception):
    """Slack refuses, in its own word."""

    def __init__(self, error: str, **beside: object) -> None:
        """Keep the word and what stands beside it."""
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **beside}


@dataclass
class Trigger:
    """Leave to open one modal, for as long as it counts."""

    user: str
    until: float
    used: bool = False


@dataclass
class Workspace:
    """One workspace in which the app is installed."""

    team: str = "T0WATER"
    enterprise: str | None = None
    #: The app was installed for the whole Enterprise Grid, so the token speaks in each of its workspaces.
    whole: bool = False
    token: str = BOT_TOKEN
    scopes: frozenset[str] = SCOPES
    trigger_seconds: float = 3.0
    #: How long a token is good, and what gives a new one: codes of browsers, and refresh tokens.
    token_seconds: int = 43_200
    proofs: set[str] = field(default_factory=set)
    users: dict[str, Json] = field(default_factory=dict)
    #: By channel, whether we are in it.
    channels: dict[str, bool] = field(default_factory=dict)
    messages: dict[tuple[str, str], Json] = field(default_factory=dict)
    #: The user groups by id: the handle, and who is in it.
    groups: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    removed: set[tuple[str, str]] = field(default_factory=set)
    views: dict[str, Json] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    #: What is answered to messages to a channel or a person, as ``{"C0OLD": "is_archived"}``.
    refuses: dict[str, str] = field(default_factory=dict)
    ephemeral: list[Json] = field(default_factory=list)
    #: Where the bytes of files go.
    url: str = ""
    #: By id, what was uploaded; None while only an address was given for it.
    files: dict[str, bytes | None] = field(default_factory=dict)
    steps: dict[str, Json] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    # ---------------------------------------------------------------- people

    def joins(self, user: str, email: str, name: str = "", **beside: object) -> None:
        """Let somebody be in the workspace; ``beside`` is what else Slack says of a user."""
        profile = {"email": email, "real_name": name}
        usual = {"deleted": False, "is_bot": False, "is_restricted": False, "is_email_confirmed": True}
        zone = {"tz": "Europe/Amsterdam", "team_id": self.team}
        self.users[user] = {"id": user, "real_name": name, "profile": profile, **usual, **zone, **beside}

    def user(self, user: str) -> Json:
        """Return what Slack tells about a user; the address only where that scope was given."""
        if user not in self.users:
            raise No("user_not_found")
        found = self.users[user]
        if "users:read.email" in self.scopes:
            return found
        return {**found, "profile": {k: v for k, v in found["profile"].items() if k != "email"}}

    # --------------------------------------------------------------- messages

    def post(self, channel: str, message: Json) -> Json:
        """Take a message; return it as it stands there."""
        if channel in self.refuses:
            raise No(self.refuses[channel])
        where = self.place(channel)
        self.check(message)
        if (where, message.get("thread_ts")) in self.removed:
            raise No("thread_not_found")
        ts = f"{int(time.time())}.{next(self.numbers):06}"
        self.messages[where, ts] = {"type": "message", "user": BOT_USER, "bot_id": BOT, "ts": ts, **message}
        return {"channel": where, "ts": ts, "message": self.messages[where, ts]}

    def remove(self, channel: str, ts: str) -> None:
        """Let somebody take a message away."""
        del self.messages[channel, ts]
        self.removed.add((channel, ts))

    def change(self, channel: str, ts: str, message: Json) -> Json:
        """Change a message of ours in place."""
        if (channel, ts) not in self.messages:
            raise No("message_not_found")
        self.check(message)
        self.messages[channel, ts] = {**self.messages[channel, ts], **message, "edited": {"user": BOT_USER, "ts": ts}}
        return {"channel": channel, "ts": ts, "text": message["text"], "message": self.messages[channel, ts]}

    def check(self, message: Json) -> None:
        """Refuse a message that is not as it should be, or shows a file that is not there."""
        faults = message_faults(message)
        for block in message["blocks"]:
            if block["type"] == "image" and not self.files.get(block["slack_file"]["id"]):
                faults.append("invalid slack file")
        if faults:
            raise No("invalid_blocks", response_metadata={"messages": faults})

    def place(self, channel: str) -> str:
        """Return the conversation that is meant; a user's id means the conversation with that user."""
        if channel in self.users:
            if self.users[channel].get("deleted"):
                raise No("user_disabled")
            return f"D{channel[1:]}"
        if channel.startswith("D") and f"U{channel[1:]}" in self.users:
            return channel
        if channel not in self.channels:
            raise No("channel_not_found")
        if not self.channels[channel]:
            raise No("not_in_channel")
        return channel

    # ------------------------------------------------------------------ views

    def trigger(self, user: str) -> str:
        """Give a new trigger to what a person does."""
        name = f"{next(self.numbers)}.{next(self.numbers)}.{secrets.token_hex(16)}"
        self.triggers[name] = Trigger(user, time.monotonic() + self.trigger_seconds)
        return name

    def open(self, trigger_id: str, view: Json) -> Json:
        """Open a modal with a trigger that is fresh and was not used."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise No("invalid_trigger_id")
        if trigger.used:
            raise No("exchanged_trigger_id")
        if time.monotonic() > trigger.until:
            raise No("expired_trigger_id")
        self._judge(view)
        trigger.used = True
        return self._keep(f"V{next(self.numbers):06}", trigger.user, view)

    def renew(self, view_id: str, view: Json) -> Json:
        """Draw an open modal anew."""
        if view_id not in self.views:
            raise No("not_found")
        self._judge(view)
        return self._keep(view_id, self.views[view_id]["user"], view)

    def publish(self, user: str, view: Json) -> Json:
        """Show a person's home."""
        if user not in self.users:
            raise No("user_not_found")
        extra = set(view) - {"type", "blocks", "private_metadata", "callback_id", "external_id"}
        message = {"blocks": view["blocks"][:50] or [{"type": "divider"}], "text": "x"}
        if view["type"] != "home" or extra or not 0 < len(view["blocks"]) <= 100 or message_faults(message):
            raise No("invalid_arguments", response_metadata={"messages": [*extra, *message_faults(message)]})
        self.homes[user] = view
        return {"id": f"V{user}", "team_id": self.team, **view}

    def _judge(self, view: Json) -> None:
        """Refuse a modal that Slack would not draw."""
        full = {"callback_id": "", "private_metadata": "", "submit": _SUBMIT, "close": _SUBMIT, **view}
        faults = modal_faults(full) if view.get("type") == "modal" else ["not a modal"]
        if faults:
            raise No("invalid_arguments", response_metadata={"messages": faults})

    def _keep(self, view_id: str, user: str, view: Json) -> Json:
        """Keep a view as it is on somebody's screen."""
        stamp = f"{next(self.numbers)}.{secrets.token_hex(4)}"
        shown = {"private_metadata": "", "callback_id": "", **view, "id": view_id, "team_id": self.team, "hash": stamp}
        self.views[view_id] = {**shown, "user": user}
        return shown


def shown(view: Mapping[str, Any]) -> Json:
    """Return a view as Slack sends it back, without what only we keep of it."""
    return {name: value for name, value in view.items() if name != "user"}


_SUBMIT = {"type": "plain_text", "text": "x"}
