# SPDX-License-Identifier: EUPL-1.2
"""Drives a conversation as people do, on each platform: what is typed, pressed and filled in goes through its payloads.

``chat.says(SANNE, "wie beslist over laptops")``, ``chat.presses(SANNE, "Dien een aanvraag in")``,
``chat.fills(SANNE, title="…")``; ``chat.reads(SANNE)`` is the newest message as text.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot import plain
from bot.clock import business_now, machine_now, move_to
from bot.dispatch import Ack, Dispatcher
from bot.language import Localizer
from bot.local import listen as local_listen
from bot.local.controls import PREFIX
from bot.local.fields import render_form
from bot.local.render import fresh_key, render_card, written
from bot.local.visit import Visit
from bot.slack import fields as slack_fields
from bot.slack import listen as slack_listen
from bot.slack import render as slack_render
from bot.teams import fields as teams_fields
from bot.teams import listen as teams_listen
from bot.teams import render as teams_render
from commands.cards import Card, buttons
from commands.events import Incoming, Room
from commands.forms import FormView, OneOf, Someone
from commands.people import Account, Person
from storage.codec import encode_form
from storage.database import Database
from storage.deliveries import Row, claim, sent
from storage.organisation import Organisations
from storage.store import Store
from tests.cast import PEOPLE, WATERVEEN
from tests.fakes import slack, teams

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PLATFORMS = ("local", "slack", "teams")
_numbers = count(1)


class Platform(Protocol):
    """How a person's doings become an event on one platform, through what that platform really sends."""

    name: str
    tenant: str

    def says(self, person: Person, words: str) -> Incoming | None:
        """Return the event of typing words to the assistant."""

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming | None:
        """Return the event of pressing the button with this label on the card as it is drawn."""

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        """Return the event of filling in the form as it is drawn; what is not typed stays as it came."""


def user(person: Person) -> str:
    """Return the account name of a person on Slack and Teams."""
    return f"U{person.id.replace('-', '').upper()}"


class Local:
    """The local page."""

    name, tenant = "local", WATERVEEN.id

    def says(self, person: Person, words: str) -> Incoming:
        return local_listen.read_ask({"words": words, "key": fresh_key()}, self._visit(person))

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming:
        press = next(b.press for b in buttons(card) if localizer.say(b.label) == label)
        assert written(press).replace('"', "&#34;") in render_card(card, localizer)
        return local_listen.read_press({"press": written(press), "key": fresh_key()}, self._visit(person))

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming:
        assert render_form(view, localizer)
        values = {f.name: typed.get(f.name, f.value) for f in view.fields}
        posted = {PREFIX + name: value for name, value in values.items()}
        return local_listen.read_submit({"view": encode_form(view), "key": fresh_key(), **posted}, self._visit(person))

    def _visit(self, person: Person) -> Visit:
        return Visit(Account(self.name, self.tenant, person.id))


class Slack:
    """A workspace."""

    name, tenant = "slack", slack.TEAM

    def says(self, person: Person, words: str) -> Incoming | None:
        name, _, rest = words.partition(" ")
        payload: dict[str, Any]
        if name.startswith("/"):
            payload = {**slack.command(name, rest, channel="D1"), "user_id": user(person)}
        else:
            payload = slack.event("message", words)
            payload["event"]["user"] = user(person)
            payload["event_id"] = f"Ev{next(_numbers)}"
        return slack_listen.read(_fresh(payload))

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming | None:
        message = slack_render.render_card(card, localizer)
        button = next(b for b in slack.pressable(message) if b["text"]["text"] == label)
        return slack_listen.read(_fresh({**slack.press(message, button), "user": self._user(person)}))

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        filled: dict[str, str | int] = {}
        for f in view.fields:
            value = typed.get(f.name, f.value)
            if isinstance(f, OneOf):
                numbers = [number for number, option in enumerate(f.options) if option.value == value]
                filled.update({f.name: numbers[0]} if numbers else {})
            else:
                filled[f.name] = _user_for(value) if isinstance(f, Someone) else value
        payload = slack.submit(slack_fields.render_form(view, localizer), filled)
        return slack_listen.read(_fresh({**payload, "user": self._user(person)}))

    def _user(self, person: Person) -> dict[str, str]:
        return {"id": user(person), "team_id": self.tenant}


class Teams:
    """A tenant."""

    name, tenant = "teams", teams.TENANT

    def says(self, person: Person, words: str) -> Incoming | None:
        return teams_listen.read(self._by(person, teams.message(words)))

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming | None:
        drawn = teams_render.render_card(card, localizer)
        action = next(a for a in teams.actions(drawn) if a["title"] == label)
        return teams_listen.read(self._by(person, teams.execute(action)))

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        card = teams_fields.render_form(view, localizer, dialog=True)
        filled: dict[str, str] = {}
        for f in view.fields:
            value = typed.get(f.name, f.value)
            if isinstance(f, OneOf):
                drawn = next(i for i in _inputs(card) if i.get("id") == f.name)
                chosen = [c["value"] for c, o in zip(drawn["choices"], f.options, strict=True) if o.value == value]
                value = chosen[0] if chosen else ""
            filled[f.name] = _user_for(value) if isinstance(f, Someone) else value
        return teams_listen.read(self._by(person, teams.dialog(teams.actions(card)[-1], filled)))

    def _by(self, person: Person, activity: dict[str, Any]) -> dict[str, Any]:
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
    """Return the payload as a new event: Slack gives each its own trigger."""
    return {**payload, "trigger_id": f"{next(_numbers)}.1"}


def _user_for(name: str) -> str:
    """Return the account that a person picker gives for someone of the cast."""
    return next((user(p) for p in PEOPLE if name in (p.name, p.id)), name)


@dataclass
class Chat:
    """One conversation story: everyone of the cast on one platform, with what each received."""

    platform: Platform
    dispatcher: Dispatcher
    database: Database
    inbox: dict[str, dict[str, Card]] = field(default_factory=dict)
    opened: dict[str, FormView] = field(default_factory=dict)
    last: Ack = field(default_factory=Ack)

    def says(self, person: Person, words: str) -> str:
        """Type words to the assistant; return what the person reads then."""
        return self.happens(person, self.platform.says(person, words))

    def presses(self, person: Person, label: str) -> str:
        """Press the newest button with this label among the messages of this person."""
        localizer = self.localizer(person)
        for card in reversed(self.cards(person)):
            if any(localizer.say(b.label) == label for b in buttons(card)):
                return self.happens(person, self.platform.presses(person, card, label, localizer))
        raise AssertionError(f"{person.name} has no button “{label}”, but: {self.labels(person)}")

    def fills(self, person: Person, /, **typed: str) -> str:
        """Fill in the form that is open and send it in."""
        view = self.opened[person.id]
        unknown = set(typed) - {f.name for f in view.fields}
        assert not unknown, f"the form {view.form} has no field {unknown}"
        return self.happens(person, self.platform.fills(person, view, typed, self.localizer(person)))

    def happens(self, person: Person, incoming: Incoming | None) -> str:
        """Carry out an event and deliver what it causes; return what the person reads then."""
        assert incoming is not None
        self.last = self.dispatcher.handle(incoming)
        if self.last.form:
            self.opened[person.id] = self.last.form
        self.deliver()
        return self.reads(person)

    def deliver(self) -> None:
        """Bring every due message, each drawn as the platform would show it."""
        while rows := self.database.transact(lambda c: claim(c, machine_now(), 50, 60, (self.platform.name,))):
            for row in rows:
                message = row.renews or f"m{row.id}"
                box = self.inbox.setdefault(row.address, {})
                if message not in box or not row.renews:
                    box.pop(message, None)
                box[message] = row.card
                assert _drawn(self.platform.name, row.card, Localizer(row.language, AMSTERDAM))
                self.database.transact(partial(_taken, row=row, message=message))

    def cards(self, person: Person) -> list[Card]:
        """Return the messages of a person, oldest first."""
        return list(self.inbox.get(self.address(person), {}).values())

    def reads(self, person: Person) -> str:
        """Return the newest message of a person as text."""
        cards = self.cards(person)
        return plain.render_card(cards[-1], self.localizer(person)) if cards else ""

    def reads_all(self, person: Person) -> str:
        """Return every message of a person as text."""
        return "\n\n".join(plain.render_card(card, self.localizer(person)) for card in self.cards(person))

    def channel(self, address: str) -> str:
        """Return what a channel shows, as text."""
        localizer = Localizer(WATERVEEN.language, AMSTERDAM)
        return "\n\n".join(plain.render_card(card, localizer) for card in self.inbox.get(address, {}).values())

    def labels(self, person: Person) -> list[str]:
        """Return the labels of every button that this person can press."""
        return [self.localizer(person).say(b.label) for card in self.cards(person) for b in buttons(card)]

    def errors(self, person: Person) -> dict[str, str]:
        """Return what the form says is wrong, by field."""
        return {name: self.localizer(person).say(message) for name, message in self.last.errors}

    def form(self, person: Person) -> str:
        """Return the form that is open as text."""
        return plain.render_form(self.opened[person.id], self.localizer(person))

    def localizer(self, person: Person) -> Localizer:
        """Return how this person reads."""
        now = self.database.read(lambda c: Store(c, WATERVEEN).people.person(person.id)) or person
        return Localizer(now.language or WATERVEEN.language, AMSTERDAM)

    def address(self, person: Person) -> str:
        """Return where messages to this person go."""
        return person.id if self.platform.name == "local" else user(person)

    def time_passes(self, to: datetime | timedelta) -> None:
        """Move business time on."""

        def move(store: Store) -> None:
            moment = to if isinstance(to, datetime) else business_now(store.settings) + to
            move_to(store.settings, moment)

        self.database.transact(lambda c: move(Store(c, WATERVEEN)))


def _taken(connection: Connection, row: Row, message: str) -> None:
    """Write down that the platform took a message."""
    sent(connection, row, message)


def _drawn(platform: str, card: Card, localizer: Localizer) -> object:
    """Return the card as this platform draws it."""
    draw: dict[str, Callable[[Card, Localizer], object]] = {
        "local": render_card,
        "slack": slack_render.render_card,
        "teams": teams_render.render_card,
    }
    drawn = draw[platform](card, localizer)
    assert json.dumps(drawn)
    return drawn


def join(database: Database, platform: Platform, person: Person) -> None:
    """Give a person an account on the platform."""
    if platform.name != "local":
        account = Account(platform.name, platform.tenant, user(person))
        database.transact(lambda c: Store(c, WATERVEEN).people.add_account(person, account))


def arrive(database: Database, platform: Platform, channel: str) -> None:
    """Let the whole cast be on the platform, with a channel for the board."""
    if platform.name == "local":
        return
    database.transact(lambda c: Organisations(c).link_tenant(platform.name, platform.tenant, WATERVEEN.id))
    board = Account(platform.name, platform.tenant, channel)
    database.transact(lambda c: Store(c, WATERVEEN).people.add_channel("Portfolioboard", board))
    for person in PEOPLE:
        join(database, platform, person)


ALL: Mapping[str, Callable[[], Platform]] = {"local": Local, "slack": Slack, "teams": Teams}
DIRECT = Room.DIRECT
