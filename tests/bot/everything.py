# SPDX-License-Identifier: EUPL-1.2
"""Every card and form that the program shows: what comes of each command, button and form, in the sample municipality.

Nothing that is done here stays: each step is undone, so the next one finds the sample as it was.
"""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeAlias

from bot.routes import Routes
from commands.cards import Button, Buttons, Card, Entries
from commands.errors import FormErrors, Refused
from commands.events import Ask, Context, Place, Press, Said, Submit
from commands.feature import Feature
from commands.forms import FormView
from commands.help import home_card
from commands.people import Person
from commands.replies import Reply
from storage.database import Connection, Database
from storage.organisation import Organisations
from storage.store import Store

Shown: TypeAlias = Card | FormView
#: Of buttons or forms with the same name, one person tries so many with success, and so many in all.
ALIKE, TRIES = 1, 2


class _Undone(Exception):
    """Ends a step."""


def everything(
    database: Database, features: Sequence[Feature], people: Sequence[str], at: datetime
) -> dict[str, Shown]:
    """Return what these people of the first organisation can get to see, by how they came there; one of each kind."""
    walk = _Walk(database, features, at)
    commands = [f"/{command.names[0]}" for feature in features for command in feature.commands]
    examples = [words for feature in features for each in feature.examples for words in (each.nl, each.en)]
    for person in people:
        walk.start(person, [*commands, *(examples if person == people[0] else ())])
    if asks_everybody(database, features, people[-1], at):
        walk.start(people[0], ["/evaluatie"])
    return walk.found


def asks_everybody(database: Database, features: Sequence[Feature], steward: str, at: datetime) -> bool:
    """Let an evaluation be open from now on, so that its statements can be met; return whether it is."""
    routes = Routes(features)

    def work(connection: Connection) -> bool:
        store, context = _arrive(connection, steward, at)
        beforehand = routes.answer(Press("evaluations.start"), context, store).answer
        opens = [p for p in _presses(beforehand or Card("")) if p.action == "evaluations.open"]
        return any(routes.answer(press, context, store) for press in opens)

    return database.transact(work)


class _Walk:
    """One walk through the program."""

    def __init__(self, database: Database, features: Sequence[Feature], at: datetime) -> None:
        self._database = database
        self._features = features
        self._routes = Routes(features)
        self._at = at
        self.found: dict[str, Shown] = {}
        self._done: Counter[tuple[str, str]] = Counter()
        self._tried: Counter[tuple[str, str]] = Counter()

    def start(self, person: str, asked: Sequence[str]) -> None:
        """Begin with these words and the home, and press on."""
        steps: deque[tuple[Said | None, str]] = deque([(None, "home"), *((Ask(words), words) for words in asked)])
        while steps:
            said, path = steps.popleft()
            if not self._worth_trying(said, person):
                continue
            for way, shown in self._step(said, person):
                self.found.setdefault(f"{_kind(said)} {way}: {_title(shown)}", shown)
                name = f"{path} {way}".strip()
                steps.extend((press, name) for press in _presses(shown))
                if isinstance(shown, FormView):
                    steps.append((_sent(shown), name))

    def _worth_trying(self, said: Said | None, person: str) -> bool:
        """Whether something like this may still show something new; what is typed is tried by itself."""
        if said is None or isinstance(said, Ask):
            return True
        if _kind(said) == "house.ask":
            return False
        which = (_kind(said), person)
        self._tried[which] += 1
        return self._done[which] < ALIKE and self._tried[which] <= TRIES

    def _step(self, said: Said | None, person: str) -> list[tuple[str, Shown]]:
        """Return what comes of one thing that somebody does."""
        seen: list[tuple[str, Shown]] = []

        def work(connection: Connection) -> None:
            store, context = _arrive(connection, person, self._at)
            if said is None:
                seen.append(("", home_card(self._features, context, store)))
                raise _Undone
            try:
                seen.extend(_shown(self._routes.answer(said, context, store)))
                self._done[_kind(said), person] += 1
            except Refused as no:
                seen.append(("refused", Card(no.message)))
            except FormErrors:
                pass
            raise _Undone

        with suppress(_Undone):
            self._database.transact(work)
        return seen


def _arrive(connection: Connection, person: str, at: datetime) -> tuple[Store, Context]:
    organisation = Organisations(connection).all()[0]
    store = Store(connection, organisation)
    who = store.people.person(person)
    assert isinstance(who, Person)
    return store, Context(who, organisation, at, Place("teams", f"{person}-alone"))


def _shown(reply: Reply) -> Iterator[tuple[str, Shown]]:
    if reply.answer:
        yield "", reply.answer
    if reply.form:
        yield "form", reply.form
    yield from (("told", tell.card) for tell in reply.tells)


def _presses(shown: Shown) -> Iterator[Press]:
    for element in shown.elements if isinstance(shown, Card) else ():
        buttons: Sequence[Button] = ()
        if isinstance(element, Buttons):
            buttons = element.buttons
        elif isinstance(element, Entries):
            buttons = [entry.button for entry in element.entries if entry.button]
        yield from (button.press for button in buttons)


def _sent(form: FormView) -> Submit:
    """Return the form filled in as far as it came, with a word where nothing stood."""
    answers = tuple((field.name, field.value or _typed(field)) for field in form.fields)
    return Submit(form.form, answers, form.hidden)


def _typed(field: object) -> str:
    options = getattr(field, "options", ())
    return (
        options[0].value
        if options
        else {"Amount": "12000", "Day": "2027-06-01", "Someone": "Marieke Bakker"}.get(
            type(field).__name__, "Laptops voor de nieuwe collega's"
        )
    )


def _kind(said: Said | None) -> str:
    match said:
        case None:
            return "home"
        case Ask(words):
            return words
        case Press(action):
            return action
        case Submit(form):
            return f"sent {form}"
        case _:
            return "closed"


def _title(shown: Shown) -> str:
    return shown.title if isinstance(shown.title, str) else shown.title.id
