# SPDX-License-Identifier: EUPL-1.2
"""Plays conversation stories through a Teams of our own: every activity over HTTP, every message through the Connector.

``TeamsChat`` is a :class:`tests.drive.Chat` whose people press what really stands in their conversation and fill in the
dialog that is really open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.language import Localizer
from bot.teams import render
from commands.cards import Card
from commands.events import Incoming, Press
from commands.forms import FormView
from commands.people import Person
from tests.cast import PEOPLE, YARA
from tests.drive import OPENER, Chat
from tests.fakes import teams
from tests.fakes.posted import Heard, Posted, all_sent
from tests.fakes.teams_cloud import Answer
from tests.fakes.teams_stage import Stage
from tests.fakes.teams_tenant import Json
from tests.platforms import CHANNEL, Teams, user

_numbers = count(1)


@dataclass
class Wired(Teams):
    """A tenant that is really connected to the program."""

    stage: Stage
    heard: Heard
    last: Json = field(default_factory=dict)
    #: By person, the card of the dialog that is open.
    dialogs: dict[str, Json] = field(default_factory=dict)

    def draws(self, card: Card, localizer: Localizer) -> Json:
        """Return the card as the program draws it."""
        opens = frozenset[str]().union(*(feature.opens for feature in self.stage.app.features))
        return render.render_card(card, localizer, self.stage.app.settings.public_url, opens)

    def says(self, person: Person, words: str) -> Incoming | None:
        """Type words in the conversation with the assistant."""
        if user(person) not in self.tenant_there.people:
            self.tenant_there.joins(user(person), f"29:{person.id}", person.email, person.name)
        return self.brings(person, teams.message(teams.escaped(words)))

    def mentions(self, person: Person, words: str) -> Incoming | None:
        """Call the assistant in the board's channel: what begins there is a thread of its own."""
        called = {"type": "mention", "text": "<at>Mandaat</at>", "mentioned": {"id": teams.BOT, "name": "Mandaat"}}
        thread = f"{CHANNEL};messageid={1_700_000_000_000 + next(_numbers)}"
        where = {"conversationType": "channel", "tenantId": self.tenant, "id": thread}
        message = teams.message(f"<at>Mandaat</at> {teams.escaped(words)}", entities=[called], conversation=where)
        return self.brings(person, message)

    def presses(self, person: Person, card: Card, label: str, localizer: Localizer) -> Incoming | None:
        """Press a button on the card as it stands in a conversation, or stood there before it was changed."""
        drawn = self.draws(card, localizer)
        action = next(a for a in teams.actions(drawn) if a["title"] == label)
        asks = action["data"].get("msteams") == {"type": "task/fetch"}
        return self.brings(person, teams.fetch(action) if asks else teams.execute(action))

    def fills(self, person: Person, view: FormView, typed: Mapping[str, str], localizer: Localizer) -> Incoming | None:
        """Send in the dialog that is open, filled in."""
        card = self.dialogs[person.id]
        filled = self.filled(card, view, typed)
        return self.brings(person, teams.dialog(teams.actions(card)[-1], filled))

    def brings(self, person: Person, activity: Json) -> Incoming:
        """Let Teams bring something that a person did, and return what the program made of it."""
        sent = self.by(person, activity)
        if sent["conversation"]["conversationType"] == "personal":
            sent["conversation"] = {**sent["conversation"], "id": f"a:1{user(person)}"}
        self.last, self.heard.first = sent, None
        answer = self.stage.brings(sent)
        assert answer.status == 200, answer
        incoming, ack = self.heard.taken()
        if sent["type"] == "invoke":
            self._looks(person, answer, errors=bool(ack.errors), form=ack.form is not None)
        else:
            assert answer.body == ""
        return incoming

    def again(self) -> None:
        """Let Teams bring the last activity once more."""
        self.heard.first = None
        assert self.stage.brings(self.last).status == 200

    @property
    def tenant_there(self) -> Any:  # noqa: ANN401 - the tenant of our own Teams
        """The tenant."""
        return self.stage.cloud.tenant

    def _looks(self, person: Person, answer: Answer, *, errors: bool, form: bool) -> None:
        """Hold what the program answered to an invoke to what Teams takes, and keep the dialog that is open then."""
        faults = teams.answer_faults(self.last["name"], answer.body)
        assert not faults, faults
        task = answer.body.get("task", {})
        shown = task.get("type") == "continue"
        assert shown == (errors or form), answer
        if shown:
            self.dialogs[person.id] = task["value"]["card"]["content"]
        elif self.last["name"] == "task/submit":
            self.dialogs.pop(person.id, None)


@dataclass
class TeamsChat(Chat):
    """A story over the wire."""

    wired: Wired = field(kw_only=True)
    posted: Posted = field(kw_only=True)

    def happens(self, person: Person, incoming: Incoming | None) -> str:
        """Take over what the program made of an event, or let Teams bring it again; return what the person reads."""
        heard = self.wired.heard
        if heard.first is None or heard.first[0] != incoming or self.event == incoming:
            self.wired.again()
        self.event, self.last = heard.taken()
        if self.last.form:
            self.opened[person.id] = self.last.form
            self.typed.pop(person.id, None)
        self.deliver()
        return self.reads(person)

    def presses(self, person: Person, label: str, card: Card | None = None) -> str:
        """Press a button; one that turns out to open a form must have been drawn to open one."""
        read = super().presses(person, label, card)
        pressed = self.event.said if self.event else None
        if isinstance(pressed, Press) and pressed.action != "house.ask" and not self.last.form:
            assert self.localizer(person).say(OPENER) not in read, f"{pressed.action} is not among what opens a form"
        return read

    def refuses(self, person: Person, reason: str) -> None:
        """Let the Connector refuse for good what goes to this person, in its own word; without one, take it again."""
        self.wired.tenant_there.refuses[f"a:1{user(person)}"] = reason

    def deliver(self) -> None:
        """Wait until the program has written all that is due, and read what stands in the conversations."""
        stage = self.wired.stage
        stage.app.delivery.wake()
        stage.loop.until(lambda: self.database.read(lambda c: all_sent(c, "teams")))
        while self.posted.new:
            row, message = self.posted.new.popleft()
            where, _slash, number = message.rpartition("/")
            assert (where, number) in self.wired.tenant_there.messages, "what counts as sent stands in a conversation"
            # A thread is shown with its channel.
            self.receives(row, message, row.address.replace(";messageid=", "/"))


def over_the_wire(stage: Stage, posted: Posted) -> TeamsChat:
    """Let the whole cast and the board's channel be in the tenant, and return the story that begins there."""
    for person in (*PEOPLE, YARA):
        stage.cloud.tenant.joins(user(person), f"29:{person.id}", person.email, person.name)
    stage.cloud.tenant.groups[CHANNEL] = {user(person) for person in PEOPLE}
    app = stage.app
    heard = Heard(app.dispatcher)
    # The program has this very dispatcher already; from now on it also tells us.
    vars(app.dispatcher)["begin"] = heard.listen
    wired = Wired(stage, heard)
    return TeamsChat(wired, app.dispatcher, app.database, app.features, wired=wired, posted=posted)
