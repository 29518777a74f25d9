# SPDX-License-Identifier: EUPL-1.2
"""Nearly the same people are not asked the same again so soon: the difference of two reports could be one of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from commands.errors import Refused
from commands.evaluations.closing import closed
from commands.evaluations.neighbours import Neighbours, Project
from commands.evaluations.opening import APART, earliest, of_project, opened, quarterly
from commands.evaluations.round import Round
from commands.evaluations.rules import AskedBefore, AskedTooSoon, MaybeSamePeople, NearlySamePeople
from commands.people import Account, Person
from commands.refs import Ref
from storage.database import Connection, Database
from storage.store import Store
from tests.cast import DAY, WATERVEEN, move_in, work_begins

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


def test_once_nobody_knows_who_was_asked_the_number_of_people_tells_unless_requests_tell_them_apart(
    town: Database,
) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        one, other = Ref("requests", "ITV-2026-0001"), Ref("requests", "ITV-2026-0002")
        ends(store, asks(store, CROWD[:10], "Zaaksysteem", about=one), DAY + timedelta(days=14))
        on = DAY + timedelta(days=15)
        with pytest.raises(MaybeSamePeople):
            asks(store, CROWD[:9], "Zaaksysteem, fase 1", on)
        with pytest.raises(AskedBefore):
            asks(store, CROWD[:10], "zaaksysteem", on)
        asks(store, CROWD[:9], "Wifi", on, about=other)
        asks(store, CROWD[:15], "Het nieuwe loket", on)

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
