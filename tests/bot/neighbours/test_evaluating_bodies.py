# SPDX-License-Identifier: EUPL-1.2
"""Who works for a municipality and for its joint arrangement answers in both: their reports are read together."""

from bot.neighbours.evaluating import bodies
from commands.evaluations.answers import Ballot
from commands.evaluations.closing import closed
from commands.evaluations.instrument import STATEMENTS
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.opening import opened, quarterly
from commands.evaluations.report import Report
from commands.evaluations.round import Group
from commands.organisations import Organisation
from commands.people import Account, Function, Holding, Person, Side
from storage.database import Connection, Database
from storage.store import Store
from tests.cast import DAY, WATERVEEN, ZUIDERPLAS, move_in

SHARED = tuple(Person(f"shared-{n}", f"Gedeeld {n}", f"s{n}@waterveen.example") for n in range(8))
ONE = Person("one", "Eén Persoon", "one@waterveen.example")


def _works(store: Store, person: Person, side: Side) -> None:
    """Let somebody hold a function, with an account."""
    store.people.add_account(person, Account("local", store.organisation.id, person.id))
    store.people.add_holding(Holding(person, f"Werk {side.value}"))


def _furnish(connection: Connection) -> None:
    """Let eight people work for both bodies, on another side in each, and one for the municipality alone."""
    for organisation, side in ((WATERVEEN, Side.IT), (ZUIDERPLAS, Side.PARTNER)):
        store = Store(connection, organisation)
        store.people.add_function(Function(f"Werk {side.value}", side))
        for person in SHARED if organisation == ZUIDERPLAS else (*SHARED, ONE):
            store.people.add_person(person)
            _works(store, person, side)


def _closed(connection: Connection, organisation: Organisation, people: tuple[Person, ...], group: Group) -> Report:
    """Let a quarter close in which these people answer as they always do."""
    store, neighbours = Store(connection, organisation), Neighbours(bodies=bodies)
    round_ = quarterly(store, neighbours, DAY, today=DAY)
    opened(round_, store, neighbours, DAY)
    for number, person in enumerate(people):
        said = {q.key: str((number + at) % 5 + 1) for at, q in enumerate(STATEMENTS)}
        store.evaluations.cast(round_, person, Ballot(group, said), "")
    now = store.evaluations.round(round_.reference)
    assert now is not None
    return closed(now, store, neighbours, DAY)


def test_the_report_of_one_body_is_not_subtracted_from_that_of_another(database: Database) -> None:
    def story(connection: Connection) -> None:
        _furnish(connection)
        first = _closed(connection, ZUIDERPLAS, SHARED, Group.PARTNER)
        assert first.tally.index is not None
        second = _closed(connection, WATERVEEN, (*SHARED, ONE), Group.IT)
        assert second.repeated
        assert second.tally.shown == frozenset()
        [round_] = Store(connection, WATERVEEN).evaluations.rounds()
        assert Store(connection, WATERVEEN).evaluations.kept(round_) == (), "whoever has the database subtracts as well"

    move_in(database)
    database.transact(story)


def test_bodies_without_anybody_in_common_do_not_look_at_each_other(database: Database) -> None:
    def story(connection: Connection) -> None:
        _furnish(connection)
        store = Store(connection, WATERVEEN)
        assert [each.organisation for each in bodies(store, frozenset({SHARED[0].id}))] == [ZUIDERPLAS]
        assert list(bodies(store, frozenset({ONE.id}))) == []

    move_in(database)
    database.transact(story)
