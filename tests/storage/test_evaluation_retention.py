# SPDX-License-Identifier: EUPL-1.2
"""What is removed of a round when its time has come: who was in it, the ties of messages, and at last all of it."""

from datetime import date, time

from sqlalchemy import func, select, update

from commands.cards import Card
from commands.dues import Due
from commands.evaluations.answers import Ballot
from commands.evaluations.instrument import STATEMENTS, questionnaire
from commands.evaluations.keys import invitation_key, runner_key
from commands.evaluations.round import Group, Kind, Round, Standing, State
from commands.evaluations.schedule import LATER, of_person
from commands.events import Room
from storage.database import Connection, Database
from storage.dues import dues
from storage.envelopes import Address, Envelope
from storage.evaluations import rounds
from storage.messages import SENT, outbox
from storage.store import Store
from tests.cast import AT, DAY, KEES, SANNE, WATERVEEN, move_in


def _round(store: Store) -> Round:
    """Keep an open round in which Kees answered."""
    asked = questionnaire((), later=False, joint=False)
    kept = store.evaluations.add_round(
        Round(WATERVEEN.id, "", Kind.QUARTERLY, State.OPEN, "2026-1", DAY, DAY, 5, asked)
    )
    store.evaluations.choose(kept, [(KEES, Group.IT)])
    store.evaluations.cast(kept, KEES, Ballot(Group.IT, {q.key: "4" for q in STATEMENTS}), "Vaker samen")
    return kept


def test_it_is_known_of_a_person_in_which_rounds_he_is_and_how_far(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        kept = _round(store)
        assert store.evaluations.part_in(KEES) == ((kept, Standing.ANSWERED),)
        assert store.evaluations.part_in(SANNE) == ()

    move_in(database)
    database.transact(story)


def test_messages_and_moments_no_longer_say_who_was_in_a_round(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        kept = _round(store)
        for key in (invitation_key(kept, KEES), runner_key(kept), "evaluations/EV-2026-011/invitation/x"):
            store.outbox.put(Envelope(Address("local", "w", "kees", Room.DIRECT), Card("x"), key), AT)
        connection.execute(update(outbox).values(state=SENT))
        store.dues.plan(Due(LATER, of_person(kept, KEES.id), date(2026, 3, 4), time(9)))
        store.dues.settle(of_person(kept, KEES.id))
        store.evaluations.forget_traces(kept)
        keys = sorted(connection.scalars(select(outbox.c.key)))
        assert keys == ["", "evaluations/EV-2026-01/run", "evaluations/EV-2026-011/invitation/x"]
        assert not connection.scalar(select(func.count()).select_from(dues))

    move_in(database)
    database.transact(story)


def test_a_round_is_removed_with_everything_that_was_kept_of_it(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        kept = _round(store)
        store.evaluations.remove_round(kept)
        assert store.evaluations.ballots(kept) == ((), ())
        assert store.evaluations.kept(kept) == ()
        assert not connection.scalar(select(func.count()).select_from(rounds))

    move_in(database)
    database.transact(story)
