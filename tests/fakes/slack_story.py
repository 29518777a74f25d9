# SPDX-License-Identifier: EUPL-1.2
"""Plays conversation stories through a Slack of our own: every event over HTTP or a socket, every message posted.

``WiredChat`` is a :class:`tests.drive.Chat` whose people press what really stands in the workspace and fill in the
modal that is really open there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.language import Localizer
from bot.slack import render
from commands.cards import Card
from commands.events import Incoming, Room
from commands.forms import FormView
from commands.people import Person
from tests.cast import PEOPLE, YARA
from tests.drive import Chat
from tests.fakes import slack
from tests.fakes.posted import Heard, Posted, all_sent
from tests.fakes.slack_stage import Stage
from tests.fakes.slack_workspace import Json, shown
from tests.platforms import CHANNEL, Slack, user


@dataclass
class Wired(Slack):
    """A workspace that is really connected to the program."""

    stage: Stage
    heard: Heard
    last: tuple[str, Json] = ("", {})

    def says(self, person: Person, words: str) -> Incoming | None:
        """Type words: a slash command where they begin with one, else a direct message."""
        if user(person) not in self.space.users:
            self.space.joins(user(person), person.email, person.name)
        kind, payload = self.typed(person, words)
        fresh = {"trigger_id": self.space.trigger(user(person))} if kind == "slash_commands" else {}
        return self.brings(kind, {**payload, **fresh})

    def mentions(self, person: Person, words: str) -> Incoming | None:
        """Call the assistant in the board's channel."""
        return self.brings("events_api", self.called(person, words))

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming | None:
        """Press a button on the message as it stands in the workspace, or stood there before it was changed."""
        drawn = render.render_card(card, localizer, self.stage.app.settings.public_url)
        own = f"D{user(person)[1:]}"
        same = [where for where, m in self.space.messages.items() if m["blocks"] == drawn["blocks"]]
        # Before it was changed in place it looked otherwise; a story may also let somebody press what others got.
        places = [where for where in same if where[0] == own] or same or [w for w in self.space.messages if w[0] == own]
        place, ts = (places or [(own, "1763978400.000100")])[-1]
        button = slack.labelled(drawn, label)
        container = {"type": "message", "channel_id": place, "message_ts": ts, "is_ephemeral": False}
        payload = slack.press(drawn, button, channel={"id": place, "name": "directmessage"}, container=container)
        return self.brings("interactive", {**payload, **self._by(person)})

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        """Send in the modal that is open, filled in."""
        drawn, filled = self._filled(view, typed, localizer)
        return self.brings("interactive", {**slack.submit(self._open(person, drawn), filled), **self._by(person)})

    def closes(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        """Close the modal that is open."""
        drawn, filled = self._filled(view, typed, localizer)
        payload = slack.closed(self._open(person, drawn), filled, told=typed)
        return self.brings("interactive", {**payload, "user": self._user(person)})

    def brings(self, kind: str, payload: Json, retry: int = 0) -> Incoming:
        """Let Slack bring this, and return what the program made of it."""
        self.last, self.heard.first = (kind, payload), None
        answer = self.stage.brings(kind, payload, retry)
        assert answer.status == 200, answer
        incoming, ack = self.heard.taken()
        if ack.errors:
            assert answer.body["response_action"] == "errors"
            inputs = {block.get("block_id") for block in payload["view"]["blocks"]}
            assert set(answer.body["errors"]) <= inputs, "Slack refuses errors for fields that a modal does not have"
        return incoming

    @property
    def space(self) -> Any:  # noqa: ANN401 - the workspace of our own Slack
        """The workspace."""
        return self.stage.slack.space

    def _open(self, person: Person, drawn: Json) -> Json:
        """Return the modal that this person has open, which must be the one that was meant."""
        mine = [view for view in self.space.views.values() if view["user"] == user(person)]
        same = [view for view in mine if view["blocks"] == drawn["blocks"]]
        assert same, f"no such form is open, but: {[view['callback_id'] for view in mine]}"
        return shown(same[-1])

    def _by(self, person: Person) -> Json:
        """Return who does something, with a fresh trigger."""
        return {"user": self._user(person), "trigger_id": self.space.trigger(user(person))}


@dataclass
class WiredChat(Chat):
    """A story over the wire."""

    wired: Wired = field(kw_only=True)
    posted: Posted = field(kw_only=True)

    def happens(self, person: Person, incoming: Incoming | None) -> str:
        """Take over what the program made of an event, or let Slack bring it again; return what the person reads."""
        heard = self.wired.heard
        if heard.first is None or heard.first[0] != incoming or self.event == incoming:
            self.wired.brings(*self.wired.last, retry=1)
        self.event, self.last = heard.taken()
        if self.last.form:
            self.opened[person.id] = self.last.form
            self.typed.pop(person.id, None)
        self.deliver()
        return self.reads(person)

    def refuses(self, person: Person, reason: str) -> None:
        """Let Slack refuse what goes to this person, in its own word; without one, take it again."""
        self.wired.space.refuses.pop(user(person), None)
        self.wired.space.refuses.update({user(person): reason} if reason else {})

    def deliver(self) -> None:
        """Wait until the program has posted all that is due, and read what stands in the workspace."""
        self.wired.stage.app.delivery.wake()
        self.wired.stage.until(lambda: self.database.read(lambda c: all_sent(c, "slack")))
        while self.posted.new:
            row, message = self.posted.new.popleft()
            if row.room is Room.HOME:
                continue
            channel, ts = message.split("/")
            assert (channel, ts) in self.wired.space.messages, "what counts as sent stands in the workspace"
            self.receives(row, message, row.address)


def over_the_wire(stage: Stage, posted: Posted) -> WiredChat:
    """Let the whole cast and the board's channel be in the workspace, and return the story that begins there."""
    for person in (*PEOPLE, YARA):
        stage.slack.space.joins(user(person), person.email, person.name)
    stage.slack.space.channels[CHANNEL] = True
    # A busy machine may take longer than a person's patience; that triggers expire has a test of its own.
    stage.slack.space.trigger_seconds = 60
    app = stage.app
    heard = Heard(app.dispatcher)
    # The program has this very dispatcher already; from now on it also tells us.
    vars(app.dispatcher)["begin"] = heard.listen
    wired = Wired(stage, heard)
    return WiredChat(wired, app.dispatcher, app.database, app.features, wired=wired, posted=posted)
