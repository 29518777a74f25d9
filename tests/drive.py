# SPDX-License-Identifier: EUPL-1.2
"""Drives a conversation as people do, on each platform: what is typed, pressed and filled in goes through its payloads.

``chat.says(SANNE, "wie beslist over laptops")``, ``chat.presses(SANNE, "Dien een aanvraag in")``,
``chat.fills(SANNE, subject="…")``; ``chat.reads(SANNE)`` is the newest message as text.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot import plain
from bot.clock import business_now, move_to, now_on
from bot.dispatch import Ack, Dispatcher
from bot.language import Localizer
from bot.ticker import Ticker
from bot.undelivered import bury
from commands.cards import Card, buttons
from commands.events import Context, Incoming, Place
from commands.feature import Feature
from commands.forms import FormView
from commands.people import Person
from commands.text import _
from storage.database import Connection, Database
from storage.deliveries import Row, Wanted, claim
from storage.journal import lines
from storage.outcomes import Dead, Sent, settle
from storage.settings import Settings
from storage.store import Store
from tests.cast import WATERVEEN
from tests.platforms import CHANNEL, Platform, user

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OPENER = _("Open the form")
T = TypeVar("T")


@dataclass
class Chat:
    """One conversation story: everyone of the cast on one platform, with what each received."""

    platform: Platform
    dispatcher: Dispatcher
    database: Database
    features: Sequence[Feature] = ()
    inbox: dict[str, dict[str, Card]] = field(default_factory=dict)
    threads: dict[str, list[Card]] = field(default_factory=dict)
    opened: dict[str, FormView] = field(default_factory=dict)
    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    last: Ack = field(default_factory=Ack)
    event: Incoming | None = None
    refused: dict[str, str] = field(default_factory=dict)

    # ---------------------------------------------------------------- doing

    def says(self, person: Person, words: str) -> str:
        """Type words to the assistant; return what the person reads then."""
        return self.happens(person, self.platform.says(person, words))

    def mentions(self, person: Person, words: str) -> str:
        """Call the assistant in the board's channel; return what the person reads in private then."""
        return self.happens(person, self.platform.mentions(person, words))

    def begins(self, person: Person, words: str) -> str:
        """Type words that open a form; where a message cannot open one, press the button that does. Return the form."""
        self.says(person, words)
        if not self.last.form:
            self.presses(person, self.localizer(person).say(OPENER))
        assert self.last.form, f"no form opened, but: {self.reads(person)}"
        return self.form(person)

    def presses(self, person: Person, label: str, card: Card | None = None) -> str:
        """Press the newest button with this label, or the one on this card as it was; return what is read then."""
        localizer = self.localizer(person)
        for shown in (card,) if card else reversed(self.cards(person)):
            if any(localizer.say(b.label) == label for b in buttons(shown)):
                return self.happens(person, self.platform.presses(person, shown, label, localizer))
        raise AssertionError(f"{person.name} has no button “{label}”, but: {self.labels(person)}")

    def fills(self, person: Person, /, **typed: str) -> str:
        """Fill in the form that is open and send it in; after errors it stays open with what was typed."""
        view, kept = self.opened.pop(person.id), {**self.typed.pop(person.id, {}), **typed}
        unknown = set(typed) - {f.name for f in view.fields}
        assert not unknown, f"the form {view.form} has no field {unknown}"
        read = self.happens(person, self.platform.fills(person, view, kept, self.localizer(person)))
        if self.last.errors:
            self.opened[person.id], self.typed[person.id] = view, kept
        return read

    def closes(self, person: Person, /, **typed: str) -> str:
        """Close the form that is open after typing this in it, without sending it in; return what is read then."""
        view, kept = self.opened.pop(person.id), {**self.typed.pop(person.id, {}), **typed}
        incoming = self.platform.closes(person, view, kept, self.localizer(person))
        return self.happens(person, incoming) if incoming else self.reads(person)

    def repeats(self, person: Person) -> str:
        """Let the platform deliver the last event once more, as it does when it heard no answer in time."""
        return self.happens(person, self.event)

    def happens(self, person: Person, incoming: Incoming | None) -> str:
        """Carry out an event and deliver what it causes; return what the person reads then."""
        assert incoming is not None
        self.event = incoming
        self.last = self.dispatcher.handle(incoming)
        if self.last.form:
            self.opened[person.id] = self.last.form
            self.typed.pop(person.id, None)
        self.deliver()
        return self.reads(person)

    def refuses(self, person: Person, reason: str) -> None:
        """Let the platform refuse for good what goes to this person, in its own word; without one, take it again."""
        self.refused[self.address(person)] = reason

    def time_passes(self, to: datetime | timedelta) -> None:
        """Move business time on."""

        def move(store: Store) -> None:
            moment = to if isinstance(to, datetime) else business_now(store.settings) + to
            move_to(store.settings, moment)

        self.arranges(move)

    def day_becomes(self, day: date) -> None:
        """Let the days go by, each with what falls due until a minute past nine, up to and including this day."""
        while (today := self._today()) < day:
            self.sleeps_until(today + timedelta(days=1))

    def sleeps_until(self, day: date) -> None:
        """Let nothing run until a minute past nine on this day, and then carry out what fell due meanwhile."""
        self.wakes(datetime.combine(day, time(9, 1), AMSTERDAM))

    def wakes(self, when: datetime) -> None:
        """Let it be that moment, with all that fell due; on a busy machine that is more than one turn of the clock."""
        self.time_passes(when)
        ticker = Ticker(self.database, self.features, lambda: None)
        while ticker.tick():
            pass
        self.deliver()

    def _today(self) -> date:
        """Return the day it is."""
        return self.arranges(lambda store: business_now(store.settings)).astimezone(AMSTERDAM).date()

    def arranges(self, work: Callable[[Store], T]) -> T:
        """Arrange in storage what came before the story, or look there; return what the work returns."""
        return self.database.transact(lambda c: work(Store(c, WATERVEEN)))

    # -------------------------------------------------------------- reading

    def deliver(self) -> None:
        """Bring every due message, each drawn as the platform would show it."""
        while rows := self.database.transact(partial(_taken, platform=self.platform.name, refused=self.refused)):
            for row in rows:
                if self.refused.get(row.address):
                    continue
                self.receives(row, _message(row), row.address)
                assert self.platform.draws(row.card, Localizer(row.language, AMSTERDAM))

    def receives(self, row: Row, message: str, where: str) -> None:
        """Let a message stand where it was sent; what goes in a thread is read there alone."""
        if row.beneath:
            self.threads.setdefault(where, []).append(row.card)
            return
        box = self.inbox.setdefault(where, {})
        if not row.renews:
            box.pop(message, None)
        box[message] = row.card

    def cards(self, person: Person) -> list[Card]:
        """Return the messages of a person, oldest first."""
        return list(self.inbox.get(self.address(person), {}).values())

    def reads(self, person: Person) -> str:
        """Return the newest message of a person as text."""
        cards = self.cards(person)
        return _read(cards[-1], self.localizer(person)) if cards else ""

    def reads_all(self, person: Person) -> str:
        """Return every message of a person as text."""
        localizer = self.localizer(person)
        return "\n\n".join(_read(card, localizer) for card in self.cards(person))

    def channel(self, address: str = CHANNEL) -> str:
        """Return what a channel shows with its threads, as text."""
        localizer = Localizer(WATERVEEN.language, AMSTERDAM)
        boxes = [box for where, box in self.inbox.items() if where.partition("/")[0] == address]
        return "\n\n".join(_read(card, localizer) for box in boxes for card in box.values())

    def trail(self, address: str = CHANNEL) -> str:
        """Return what stands below the messages at an address, as text."""
        localizer = Localizer(WATERVEEN.language, AMSTERDAM)
        return "\n".join(_read(card, localizer) for card in self.threads.get(address, ()))

    def drawn(self, person: Person) -> str:
        """Return the newest message of a person as the platform gets it."""
        return json.dumps(self.platform.draws(self.cards(person)[-1], self.localizer(person)), ensure_ascii=False)

    def labels(self, person: Person) -> list[str]:
        """Return the labels of every button that this person can press."""
        localizer = self.localizer(person)
        return [localizer.say(b.label) for card in self.cards(person) for b in buttons(card)]

    def errors(self, person: Person) -> dict[str, str]:
        """Return what the form says is wrong, by field."""
        return {name: _spaced(self.localizer(person).say(message)) for name, message in self.last.errors}

    def form(self, person: Person) -> str:
        """Return the form that is open as text."""
        return _spaced(plain.render_form(self.opened[person.id], self.localizer(person)))

    def filled(self, person: Person) -> dict[str, str]:
        """Return what stands in the form that is open, by field."""
        typed = self.typed.get(person.id, {})
        values = {f.name: typed.get(f.name, f.value) for f in self.opened[person.id].fields}
        return {name: value for name, value in values.items() if value}

    def record(self, person: Person, feature: str, record_id: str) -> str:
        """Return a page behind a stable link, as this person gets to see it."""
        show = next(f.record for f in self.features if f.name == feature and f.record)

        def read(store: Store) -> Card:
            place = Place("web", f"/records/{feature}/{record_id}")
            return show(record_id, Context(person, WATERVEEN, business_now(store.settings), place), store)

        return _read(self.arranges(read), self.localizer(person))

    def journal(self) -> list[tuple[str, str, str]]:
        """Return the journal: the action, what it was about, and the result of each line."""
        return [(line.action, line.object, line.result) for line in self.database.read(lambda c: list(lines(c)))]

    def localizer(self, person: Person) -> Localizer:
        """Return how this person reads."""
        now = self.database.read(lambda c: Store(c, WATERVEEN).people.person(person.id)) or person
        return Localizer(now.language or WATERVEEN.language, AMSTERDAM)

    def address(self, person: Person) -> str:
        """Return where messages to this person go."""
        return person.id if self.platform.name == "local" else user(person)


def _read(card: Card, localizer: Localizer) -> str:
    """Return a card as it is read."""
    return _spaced(plain.render_card(card, localizer))


def _spaced(text: str) -> str:
    """Return the text with plain spaces: those in amounts do not break."""
    return text.replace("\xa0", " ")


def _taken(connection: Connection, platform: str, refused: Mapping[str, str]) -> Sequence[Row]:
    """Take what is due on this platform, and return it; what is refused is buried, and may go by any platform."""
    now = now_on(Settings(connection))
    rows = claim(connection, now, Wanted(platform, 50)).rows
    why = [refused.get(row.address, "") for row in rows]
    ends = [Dead(row, no) if no else Sent(row, _message(row)) for row, no in zip(rows, why, strict=True)]
    for end in settle(connection, ends, now.machine):
        if isinstance(end, Dead):
            bury(connection, end, ("local", "slack", "teams"), now.business)
    return rows


def _message(row: Row) -> str:
    """Return the platform's own id of a message."""
    return row.renews or f"m{row.id}"
