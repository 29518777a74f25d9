# SPDX-License-Identifier: EUPL-1.2
"""A program with one small feature, for tests of the page itself: asking, a form, a decision that others hear."""

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from bot.app import App
from bot.dispatch import Dispatcher
from bot.links import Links
from bot.local.send import LocalSender
from bot.outbox import Delivery
from bot.routes import Routes
from bot.settings import Settings
from bot.ticker import Ticker
from commands.cards import Button, Buttons, Card, Fact, Facts, Style, Tone
from commands.events import Ask, Context, Press, Submit
from commands.feature import Command, Example, Feature, Phrase
from commands.forms import Form, Line
from commands.replies import Renew, Reply, Tell, ToBody, ToPerson
from commands.text import Text, _
from scheduler.engine import Engine
from storage.database import Database
from tests.cast import BOARD, MARIEKE


class Intake(Form):
    """The form of the small feature."""

    form: ClassVar[str] = "requests.intake"
    title: ClassVar[Text] = "New request"
    submit: ClassVar[Text] = "Hand in"
    what: Annotated[str, Line("What do you need?", "One line.")]
    why: Annotated[str, Line("Why?")]


@dataclass(slots=True)
class Office:
    """Requests that Marieke decides on; kept in memory, because the page is under test and not the keeping."""

    decided: dict[str, bool] = field(default_factory=dict)

    def feature(self) -> Feature:
        """Return the feature."""
        return Feature(
            name="requests",
            commands=(
                Command(("itverzoek", "itrequest"), _("help"), _("help"), self._open),
                Command(("stuk",), _("help"), _("help"), self._break),
                Command(("taal",), _("help"), _("help"), self._speak),
            ),
            phrases=(Phrase(re.compile("wie beslist.*"), self._who),),
            presses={"requests.new": self._new, "requests.approve": self._approve},
            submits={"requests.intake": self._file},
            waiting=lambda person, _at, _store: sum(not d for d in self.decided.values()) * (person == MARIEKE),
            examples=(Example("wie beslist over laptops?", "who decides on laptops?"),),
        )

    def _who(self, ask: Ask, _context: Context, _store: object) -> Reply:
        button = Button("File it", Press("requests.new"), Style.PRIMARY)
        return Reply(answer=Card(f"Marieke: {ask.words}", (Buttons((button,)),)), private=False)

    def _open(self, ask: Ask, _context: Context, _store: object) -> Reply:
        return Reply(form=Intake.view({"what": ask.words}))

    def _new(self, _press: Press, _context: Context, _store: object) -> Reply:
        return Reply(form=Intake.view())

    def _break(self, _ask: Ask, _context: Context, _store: object) -> Reply:
        raise ZeroDivisionError

    def _speak(self, ask: Ask, context: Context, store: Any) -> Reply:  # noqa: ANN401 - any store will do
        store.people.set_language(context.who, ask.words)
        return Reply(answer=Card(f"From now on: {ask.words}"))

    def _file(self, submit: Submit, context: Context, store: Any) -> Reply:  # noqa: ANN401 - any store will do
        filled = Intake.read(submit.answers, context.today, store.people.find)
        self.decided[filled.what] = False
        return Reply(
            answer=_card(filled.what, "waits"),
            key=f"mine/{filled.what}",
            tells=(
                Tell(ToPerson(MARIEKE), _card(filled.what, "yours", button=True), key=f"decide/{filled.what}"),
                Tell(ToBody(BOARD), _card(filled.what, "for the board")),
            ),
        )

    def _approve(self, press: Press, _context: Context, _store: object) -> Reply:
        what = press["what"]
        self.decided[what] = True
        card = _card(what, "approved", tone=Tone.GOOD)
        return Reply(renews=(Renew(f"mine/{what}", card), Renew(f"decide/{what}", card)))


def _card(what: str, state: str, *, button: bool = False, tone: Tone = Tone.WAITING) -> Card:
    """Return the card of a request."""
    approve = Button("Approve", Press("requests.approve", (("what", what),)), Style.PRIMARY)
    elements = (Facts((Fact("State", state),)), *((Buttons((approve,)),) if button else ()))
    return Card(f"Request: {what}", elements, tone)


def program(database: Database, settings: Settings, *, demo: bool = True) -> App:
    """Return a program whose only feature is the office."""
    features = (Office().feature(),)
    local = LocalSender(database)
    delivery = Delivery(database, {"local": local})
    return App(
        settings=settings,
        database=database,
        features=features,
        dispatcher=Dispatcher(database, Routes(features), delivery.wake),
        delivery=delivery,
        local=local,
        ticker=Ticker(database, features, delivery.wake),
        engine=Engine(()),
        links=Links(database, settings.public_url),
        demo=demo,
    )
