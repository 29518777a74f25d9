# SPDX-License-Identifier: EUPL-1.2
"""Nearly the same people are not asked the same again so soon: the difference of two reports could be one of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import plain
from bot.language import Localizer
from commands.errors import Refused
from commands.evaluations import bank
from commands.evaluations.answers import Ballot
from commands.evaluations.closing import closed
from commands.evaluations.instrument import LEARNING, PROJECT, STATEMENTS, Dimension, Question, Shape
from commands.evaluations.neighbours import Neighbours, Project
from commands.evaluations.opening import earliest, of_project, opened, pulse, quarterly
from commands.evaluations.overlap import APART, asked_by_both
from commands.evaluations.report import Report
from commands.evaluations.round import Group, Kind, Round, State
from commands.evaluations.rules import AskedBefore, AskedEachQuarter, AskedOnce, AskedTooSoon, NearlySamePeople
from commands.events import Submit
from commands.people import Account, Person
from commands.refs import Ref
from storage.database import Connection, Database
from storage.store import Store
from tests.cast import DAY, RUBEN, WATERVEEN, context, move_in, work_begins

ROUND = Round("waterveen", "EV-2026-01", Kind.QUARTERLY, State.CLOSED, "2026-1", DAY, DAY, 5, STATEMENTS)
CROWD = tuple(Person(f"person-{n:02}", f"Persoon {n:02}", f"p{n:02}@waterveen.example") for n in range(16))


@pytest.fixture
def town(database: Database) -> Database:
    """Return a town in which everybody has an account."""
    move_in(database)
    database.transact(work_begins)

    def fill(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        for person in CROWD:
            store.people.add_person(person)
            store.people.add_account(person, Account("local", "waterveen", person.id))

    database.transact(fill)
    return database


def asks(store: Store, people: Sequence[Person], subject: str, on: date = DAY, about: Ref | None = None) -> Round:
    """Make a round about a project."""
    project = Project(about or Ref("evaluations", "-"), subject, ())
    return of_project(store, project, people, on, about=about, started_by="x")


def ends(store: Store, round_: Round, on: date) -> None:
    """Let a round be open, closed, and everybody leave it."""
    opened(round_, store, Neighbours(), round_.opens)
    now = store.evaluations.round(round_.reference)
    assert now is not None
    store.evaluations.told(now, CROWD[:10], [], 0)
    closed(now, store, Neighbours(), on)
    store.evaluations.leave(now, 100)


@pytest.mark.parametrize(
    ("people", "refused"),
    [
        (CROWD[:9], NearlySamePeople),
        (CROWD[1:11], NearlySamePeople),
        (CROWD[:14], NearlySamePeople),
        (CROWD[:10], None),
        (CROWD[:15], None),
        (CROWD[5:15], None),
    ],
    ids=["one-less", "another", "four-more", "the-same", "five-more", "five-others"],
)
def test_two_projects_are_asked_of_the_same_people_or_of_at_least_five_others(
    town: Database, people: Sequence[Person], refused: type[Refused] | None
) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        asks(store, CROWD[:10], "Zaaksysteem")
        if refused is None:
            asks(store, people, "Wifi")
            return
        with pytest.raises(refused, match="Zaaksysteem"):
            asks(store, people, "Wifi")

    town.transact(story)


def answered(store: Store, people: Sequence[Person], subject: str, on: date, about: Ref | None = None) -> Report:
    """Let people be asked about a project, all answer as they always do, and return the report once they are gone."""
    round_ = asks(store, people, subject, on, about)
    opened(round_, store, Neighbours(), on)
    for number, person in enumerate(people):
        ballot = Ballot(Group.BUSINESS, {q.key: str(number % 5 + 1) for q in PROJECT if q.shape is not Shape.WORDS})
        store.evaluations.cast(round_, person, ballot, "")
    now = store.evaluations.round(round_.reference)
    assert now is not None
    report = closed(now, store, Neighbours(), on)
    store.evaluations.leave(now, 100)
    return report


def shows(report: Report) -> bool:
    """Whether all figures are shown; if not, none is."""
    shown = {figure.mean is not None for figure in report.tally.figures}
    assert len(shown) == 1
    return shown.pop()


def test_once_nobody_knows_who_was_asked_the_answers_tell_that_it_is_nearly_the_same_people(town: Database) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        one, other = Ref("requests", "ITV-2026-0001"), Ref("requests", "ITV-2026-0002")
        assert shows(answered(store, CROWD[:10], "Zaaksysteem", DAY, one))
        with pytest.raises(AskedBefore):
            asks(store, CROWD[:10], "zaak-systeem!", DAY)
        assert shows(answered(store, CROWD[:9], "Wifi", DAY, other)), "two requests are two projects"
        assert not shows(answered(store, CROWD[:9], "Zaaksysteem, fase 1", DAY))

    town.transact(story)


def test_the_same_project_is_compared_after_the_ballots_are_gone_too(town: Database) -> None:
    def story(connection: Connection) -> None:
        store, later = Store(connection, WATERVEEN), DAY + timedelta(days=400)
        assert shows(answered(store, CROWD[:10], "Zaaksysteem", DAY))
        store.evaluations.forget_ballots(store.evaluations.rounds()[0])
        assert shows(answered(store, CROWD[:10], "Wifi", later)), "another name, and nobody remembers"
        assert not shows(answered(store, CROWD[:9], "Zaaksysteem", later + timedelta(days=100)))

    town.transact(story)


def asked_in_between(store: Store, nl: str, on: date = DAY) -> Round:
    """Make a pulse."""
    question = Question("pulse", Dimension.PULSE, nl, "")
    return pulse(store, Neighbours(), question, on, started_by="x")


def test_a_pulse_asks_nothing_of_each_quarter_and_nothing_that_was_asked_before(town: Database) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        own = store.evaluations.add_question(Question("", Dimension.OWN, "De wifi werkt.", "The wifi works."))
        for said in ("Business en IT werken aan dezelfde doelen", "de WIFI werkt", LEARNING.nl):
            with pytest.raises(AskedEachQuarter):
                asked_in_between(store, said)
        kept = quarterly(store, Neighbours(), DAY, today=DAY)
        store.evaluations.retire(own.key, DAY)
        with pytest.raises(AskedOnce):
            asked_in_between(store, "De wifi werkt.")
        store.evaluations.save_round(replace(kept, state=State.STOPPED), kept)
        ends(store, asked_in_between(store, "De wifi werkt."), DAY + timedelta(days=7))
        again = asked_in_between(store, "De wifi werkt.")
        store.evaluations.choose(again, [(person, Group.BUSINESS) for person in CROWD[:5]])
        for person in CROWD[:5]:
            store.evaluations.cast(again, person, Ballot(Group.BUSINESS, {"pulse": "4"}), "")
        ends(store, again, DAY + timedelta(days=14))
        store.evaluations.take_back(own.key)
        said = plain.render_card(bank.bank_card("nl", store), Localizer("nl", WATERVEEN.zone))
        assert "“De wifi werkt” is ook gevraagd in de puls van" in " ".join(said.split())
        store.evaluations.retire(own.key, DAY)
        for years in range(3):
            with pytest.raises(AskedOnce, match="the pulse of"):
                asked_in_between(store, "De wifi werkt!", DAY + timedelta(days=365 * years))

    town.transact(story)


def test_two_rounds_are_told_by_their_statements_and_not_by_their_keys() -> None:
    own = Question("own_1", Dimension.OWN, "De wifi werkt.", "The wifi works.")
    other = replace(own, nl="De telefoon werkt.", en="The phone works.")
    said = replace(own, key="pulse", dimension=Dimension.PULSE, en="")
    now, then = (replace(ROUND, questions=(*STATEMENTS, each)) for each in (own, other))
    assert set(asked_by_both(now, then)) == {q.key for q in STATEMENTS}
    assert asked_by_both(now, replace(ROUND, questions=(said,))) == {"own_1": said}


def test_the_threshold_can_be_raised_to_ten_and_never_lowered(town: Database) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        for typed, kept in (("7", 7), ("6", 7), ("0", 7), ("-3", 7), ("8", 8), ("99", 10), ("5", 10)):
            bank.choose(Submit("", (("opening", "by_hand"), ("threshold", typed))), context(RUBEN), store)
            assert store.evaluations.choices().threshold == kept

    town.transact(story)


def test_a_quarterly_round_waits_four_weeks_after_the_one_before(town: Database) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        first = quarterly(store, Neighbours(), date(2026, 3, 16), today=date(2026, 3, 16))
        ends(store, first, date(2026, 3, 30))
        kept = store.evaluations.round(first.reference)
        assert kept is not None
        again = earliest(store)
        assert again == store.calendar.next_working_day(kept.closes + APART)
        with pytest.raises(AskedTooSoon):
            quarterly(store, Neighbours(), again - timedelta(days=1), today=date(2026, 4, 1))
        assert replace(quarterly(store, Neighbours(), again, today=date(2026, 4, 1)), reference="").opens == again

    town.transact(story)
