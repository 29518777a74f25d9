# SPDX-License-Identifier: EUPL-1.2
"""How many statements what everybody does asks of the database: on PostgreSQL each is a way to the server and back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from bot.app import App, build
from bot.clock import move_to
from bot.dispatch import Ack
from bot.effects import Cause, effect
from bot.registers import Registers
from bot.settings import Settings
from commands.cards import Card
from commands.evaluations.instrument import Question, Shape, questionnaire
from commands.evaluations.round import Group, Kind, Round, State
from commands.events import Incoming, Place, Press, Said, Submit
from commands.organisation.digests import plan_digests
from commands.people import Account, Function, Holding, Person
from commands.refs import Ref
from commands.replies import Reply, Tell, ToBody, Urgency
from storage.database import Database
from storage.store import Store
from tests.cast import AT, DAY, FATIMA, KEES, WATERVEEN, move_in, work_begins

ROUND = "EV-2026-01"
QUESTIONS = questionnaire((), later=False, joint=False)
REQUEST = (
    ("kind", "hardware"),
    ("subject", "Vier laptops"),
    ("problem", "Ze zijn op."),
    ("cost", "4.000"),
    ("recurrence", "one_off"),
    ("personal_data", "no"),
)


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Yield what is asked of any database, as it is asked."""
    said: list[str] = []

    def heard(_connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:  # noqa: ANN401
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", heard)
    yield said
    event.remove(Engine, "before_cursor_execute", heard)


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> Iterator[App]:
    database = Database.open(sqlite_url)
    move_in(database)
    database.transact(work_begins)
    yield build(Settings(mandaat_home=tmp_path), database, demo=True, registers=Registers(meaning=False))
    database.close()


@pytest.fixture
def says(app: App, statements: list[str]) -> Callable[[Person, Said], tuple[Ack, int]]:
    """Return what lets somebody say something: what is answered, and how many statements that took."""

    def say(who: Person, said: Said) -> tuple[Ack, int]:
        statements.clear()
        account = Account("local", WATERVEEN.id, who.id)
        ack = app.dispatcher.handle(Incoming(said, account, Place("local", who.id), f"{who.id}/{said}"))
        return ack, len(statements)

    return say


def open_round(store: Store) -> None:
    """Let a round be open in which Kees and Fatima are."""
    last = DAY + timedelta(days=14)
    kept = store.evaluations.add_round(
        Round(WATERVEEN.id, "", Kind.QUARTERLY, State.OPEN, "2026-1", DAY, last, 5, QUESTIONS)
    )
    store.evaluations.choose(kept, [(KEES, Group.IT), (FATIMA, Group.BUSINESS)])


def answer(question: Question) -> Press:
    """Return a press of an answer, in one sitting."""
    value = "" if question.shape is Shape.WORDS else "4"
    return Press("evaluations.answer", (("ref", ROUND), ("item", question.key), ("value", value), ("sitting", "1")))


def test_an_answer_is_six_statements_and_sending_them_in_ten(
    app: App, says: Callable[[Person, Said], tuple[Ack, int]]
) -> None:
    app.database.transact(lambda c: open_round(Store(c, WATERVEEN)))
    assert max(says(KEES, answer(question))[1] for question in QUESTIONS) <= 6
    assert says(KEES, Press("evaluations.send", (("ref", ROUND), ("sitting", "1"))))[1] <= 10


def test_a_form_of_answers_is_nine_statements(app: App, says: Callable[[Person, Said], tuple[Ack, int]]) -> None:
    app.database.transact(lambda c: open_round(Store(c, WATERVEEN)))
    typed = tuple((f"q_{question.key}", "3") for question in QUESTIONS)
    ack, count = says(FATIMA, Submit("evaluations.ballot", typed, (("ref", ROUND),)))
    assert not ack.errors
    assert count <= 9


def test_a_request_is_six_statements_to_open_and_twenty_four_to_send_in(
    says: Callable[[Person, Said], tuple[Ack, int]],
) -> None:
    # The first about something is also a gap in the register.
    says(KEES, Submit("requests.request", REQUEST, ()))
    opened, count = says(FATIMA, Press("requests.new", ()))
    assert count <= 6
    assert opened.form
    sent, count = says(FATIMA, Submit("requests.request", REQUEST, opened.form.hidden))
    assert not sent.errors
    assert count <= 24


def test_twenty_digests_are_sent_in_as_many_statements_as_one(app: App, statements: list[str]) -> None:
    def keep(connection: Connection, readers: int) -> None:
        store = Store(connection, WATERVEEN)
        for number in range(readers):
            person = store.people.add_person(Person(f"reader-{readers}-{number}", f"Lid {number}"))
            store.people.add_account(person, Account("local", WATERVEEN.id, person.id))
            for title in ("Agenda", "Notulen"):
                store.digests.keep(person, Card(title), "", AT)
            plan_digests({person: store.working_time(person)}, AT, store)

    def sent(readers: int, days: int) -> int:
        app.database.transact(lambda c: keep(c, readers))
        app.database.transact(lambda c: move_to(Store(c, WATERVEEN).settings, AT + timedelta(days=days)))
        statements.clear()
        assert app.ticker.tick() == readers
        return len(statements)

    # The clock itself is written down the first time.
    app.ticker.tick()
    assert sent(1, 1) == sent(20, 2)


@pytest.mark.parametrize("urgency", Urgency)
def test_twenty_people_are_told_in_as_many_statements_as_one(app: App, statements: list[str], urgency: Urgency) -> None:
    def told(members: int) -> int:
        def tell(connection: Connection) -> int:
            store, function = Store(connection, WATERVEEN), f"Board of {members} {urgency}"
            store.people.add_function(Function(function, body=True))
            for seat in range(members):
                person = store.people.add_person(Person(f"{function}-{seat}", f"Lid {seat}"))
                store.people.add_account(person, Account("local", WATERVEEN.id, person.id))
                store.people.add_holding(Holding(person, function))
            statements.clear()
            agenda = Tell(ToBody(function), Card("Agenda"), "", urgency, Ref("meetings", function))
            effect(store, Reply(tells=(agenda,)), Cause("clock", "meetings.remind", AT, ""))
            return len(statements)

        return app.database.transact(tell)

    assert told(20) == told(1)
