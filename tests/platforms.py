# SPDX-License-Identifier: EUPL-1.2
"""What people do on each platform, as the payloads that the platform really sends.

A button is pressed and a form filled in as it is drawn there, so that what cannot be drawn cannot be pressed.
"""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Protocol

from sqlalchemy import Connection

from bot.language import Localizer
from bot.local import listen as local_listen
from bot.local.controls import PREFIX
from bot.local.fields import render_form
from bot.local.render import fresh_key, render_card, written
from bot.local.visit import Visit
from bot.slack import fields as slack_fields
from bot.slack import listen as slack_listen
from bot.slack import render as slack_render
from bot.slack.mrkdwn import Block
from bot.teams import fields as teams_fields
from bot.teams import listen as teams_listen
from bot.teams import render as teams_render
from bot.teams.texts import Item
from commands.cards import Card, buttons
from commands.events import Incoming
from commands.forms import FormView, OneOf, Someone
from commands.people import Account, Person
from storage.codec import encode_form
from storage.store import Store
from tests.cast import BOARD, PEOPLE, WATERVEEN, YARA, ZUIDERPLAS, account
from tests.fakes import slack, teams

#: The channel of the board on every platform.
CHANNEL = "portfolioboard"
_numbers = count(1)


class Platform(Protocol):
    """How a person's doings become an event on one platform, through what that platform really sends."""

    name: str
    tenant: str

    def draws(self, card: Card, localizer: Localizer) -> object:
        """Return the card as this platform shows it."""

    def says(self, person: Person, words: str) -> Incoming | None:
        """Return the event of typing words to the assistant."""

    def mentions(self, person: Person, words: str) -> Incoming | None:
        """Return the event of calling the assistant in the board's channel with these words."""

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming | None:
        """Return the event of pressing the button with this label on the card as it is drawn."""

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        """Return the event of filling in the form as it is drawn; what is not typed stays as it came."""

    def closes(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        """Return the event of closing the form after typing this; None where the platform does not tell."""


def user(person: Person) -> str:
    """Return the account name of a person on Slack and Teams."""
    return f"U{person.id.replace('-', '').upper()}"


class Local:
    """The local page."""

    name, tenant = "local", WATERVEEN.id

    def draws(self, card: Card, localizer: Localizer) -> object:
        return render_card(card, localizer)

    def says(self, person: Person, words: str) -> Incoming:
        return local_listen.read_ask({"words": words, "key": fresh_key()}, self._visit(person))

    def mentions(self, person: Person, words: str) -> Incoming:
        visit = self._visit(person).in_room(CHANNEL)
        return local_listen.read_ask({"words": f"@Mandaat {words}", "key": fresh_key()}, visit)

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming:
        press = next(b.press for b in buttons(card) if localizer.say(b.label) == label)
        assert written(press).replace('"', "&#34;") in render_card(card, localizer)
        return local_listen.read_press({"press": written(press), "key": fresh_key()}, self._visit(person))

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming:
        return local_listen.read_submit(self._posted(view, typed, localizer), self._visit(person))

    def closes(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming:
        return local_listen.read_close(self._posted(view, typed, localizer), self._visit(person))

    def _posted(self, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> dict[str, str]:
        assert render_form(view, localizer)
        posted = {PREFIX + f.name: typed.get(f.name, f.value) for f in view.fields}
        return {"view": encode_form(view), "key": fresh_key(), **posted}

    def _visit(self, person: Person) -> Visit:
        return Visit(account(person, ZUIDERPLAS if person == YARA else WATERVEEN))


class Slack:
    """A workspace."""

    name, tenant = "slack", slack.TEAM

    def draws(self, card: Card, localizer: Localizer) -> object:
        return slack_render.render_card(card, localizer)

    def says(self, person: Person, words: str) -> Incoming | None:
        _kind, payload = self.typed(person, words)
        return slack_listen.read(payload)

    def typed(self, person: Person, words: str) -> tuple[str, dict[str, Any]]:
        """Return how Slack brings typed words, and what it brings."""
        name, _, rest = teams.escaped(words).partition(" ")
        if name.startswith("/"):
            return "slash_commands", _fresh({**slack.command(name, rest, channel="D1"), "user_id": user(person)})
        payload = slack.event("message", teams.escaped(words), user=user(person))
        return "events_api", {**payload, "event_id": f"Ev{next(_numbers)}"}

    def mentions(self, person: Person, words: str) -> Incoming | None:
        return slack_listen.read(self.called(person, words))

    def called(self, person: Person, words: str) -> dict[str, Any]:
        """Return what Slack brings where somebody calls us in the board's channel."""
        payload = slack.event("app_mention", f"<@U0BOT> {teams.escaped(words)}", channel=CHANNEL, user=user(person))
        return {**payload, "event_id": f"Ev{next(_numbers)}"}

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming | None:
        message = slack_render.render_card(card, localizer)
        button = slack.labelled(message, label)
        where = {"channel": {"id": "D1"}, "container": {"type": "message", "channel_id": "D1", "message_ts": "1.1"}}
        return slack_listen.read(_fresh({**slack.press(message, button, **where), "user": self._user(person)}))

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        drawn, filled = self._filled(view, typed, localizer)
        payload = slack.submit(drawn, filled)
        return slack_listen.read(_fresh({**payload, "user": self._user(person)}))

    def closes(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        drawn, filled = self._filled(view, typed, localizer)
        payload = slack.closed(drawn, filled, told=typed)
        payload["view"]["id"] = f"V{next(_numbers)}"
        return slack_listen.read({**payload, "user": self._user(person)})

    def _filled(
        self, view: FormView, typed: Mapping[str, str], localizer: Localizer
    ) -> tuple[Block, dict[str, str | int]]:
        drawn = slack_fields.render_form(view, localizer)
        kinds = {b["block_id"]: b["element"]["type"] for b in drawn["blocks"] if b["type"] == "input"}
        filled: dict[str, str | int] = {}
        for f in view.fields:
            value = typed.get(f.name, f.value)
            if isinstance(f, OneOf):
                numbers = [number for number, option in enumerate(f.options) if option.value == value]
                filled.update({f.name: numbers[0]} if numbers else {})
            else:
                filled[f.name] = _account(value) if kinds[f.name] == "users_select" else value
        return drawn, filled

    def _user(self, person: Person) -> dict[str, str]:
        return {"id": user(person), "team_id": self.tenant}


class Teams:
    """A tenant."""

    name, tenant = "teams", teams.TENANT

    def draws(self, card: Card, localizer: Localizer) -> object:
        return teams_render.render_card(card, localizer)

    def says(self, person: Person, words: str) -> Incoming | None:
        return teams_listen.read(self.by(person, teams.message(teams.escaped(words))))

    def mentions(self, person: Person, words: str) -> Incoming | None:
        called = {"type": "mention", "text": "<at>Mandaat</at>", "mentioned": {"id": teams.BOT, "name": "Mandaat"}}
        where = {"conversationType": "channel", "tenantId": self.tenant, "id": CHANNEL}
        message = teams.message(f"<at>Mandaat</at> {teams.escaped(words)}", entities=[called], conversation=where)
        return teams_listen.read(self.by(person, message))

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming | None:
        drawn = teams_render.render_card(card, localizer)
        action = next(a for a in teams.actions(drawn) if a["title"] == label)
        return teams_listen.read(self.by(person, teams.execute(action)))

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        card = teams_fields.render_form(view, localizer)
        return teams_listen.read(self.by(person, teams.dialog(teams.actions(card)[-1], self.filled(card, view, typed))))

    def closes(self, *_what: object) -> Incoming | None:
        """Return nothing: Teams closes a dialog and tells nobody."""

    def filled(self, card: Item, view: FormView, typed: Mapping[str, str]) -> dict[str, str]:
        """Return what the inputs of a form hold after typing this; what is not typed stays as it came."""
        inputs = {i["id"]: i for i in _inputs(card)}
        filled: dict[str, str] = {}
        for f in view.fields:
            value = typed.get(f.name, f.value)
            if isinstance(f, OneOf):
                choices = inputs[f.name]["choices"]
                chosen = [c["value"] for c, o in zip(choices, f.options, strict=True) if o.value == value]
                value = chosen[0] if chosen else ""
            picker = isinstance(f, Someone) and inputs[f.name]["type"] == "Input.ChoiceSet"
            filled[f.name] = _account(value) if picker else value
        return filled

    def by(self, person: Person, activity: dict[str, Any]) -> dict[str, Any]:
        """Return what somebody of the cast does, as a new activity."""
        sender = {"id": f"29:{person.id}", "name": person.name, "aadObjectId": user(person)}
        return {**activity, "from": sender, "id": f"{next(_numbers)}"}


def _inputs(card: object) -> list[dict[str, Any]]:
    """Return every input of an adaptive card."""
    if isinstance(card, list):
        return [found for item in card for found in _inputs(item)]
    if not isinstance(card, dict):
        return []
    own = [card] if str(card.get("type", "")).startswith("Input.") else []
    return own + [found for value in card.values() for found in _inputs(value)]


def _fresh(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the payload as a new event: each has its own trigger, and each modal that is drawn its own hash."""
    drawn = {"view": {**payload["view"], "hash": f"{next(_numbers)}.h"}} if "view" in payload else {}
    return {**payload, **drawn, "trigger_id": f"{next(_numbers)}.1"}


def _account(value: str) -> str:
    """Return what a person picker gives: the account of someone of the cast, by name; else a stranger's."""
    if not value or ":" in value:
        return value.rpartition(":")[2]
    return next((user(p) for p in PEOPLE if value in (p.name, p.id, p.email)), "U0STRANGER")


def arrive(connection: Connection, platform: Platform) -> None:
    """Let the whole cast be on this platform alone, with a channel for the board; on the local page they are."""
    if platform.name == "local":
        return
    store = Store(connection, WATERVEEN)
    store.organisations.link_tenant(platform.name, platform.tenant, WATERVEEN.id)
    store.people.add_channel(BOARD, Account(platform.name, platform.tenant, CHANNEL))
    for person in PEOPLE:
        store.people.remove_account(account(person))
        store.people.add_account(person, Account(platform.name, platform.tenant, user(person)))
    store.people.remove_account(account(YARA, ZUIDERPLAS))
    store.people.add_account(YARA, Account(platform.name, platform.tenant, user(YARA)))


ALL: Mapping[str, Callable[[], Platform]] = {"local": Local, "slack": Slack, "teams": Teams}
