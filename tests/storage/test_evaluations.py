# SPDX-License-Identifier: EUPL-1.2
"""Rounds, who is in them, and the box: a ballot counts once, and closing takes every trace of order away."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import delete, select

from commands.evaluations.answers import DONT_KNOW, Ballot
from commands.evaluations.facts import BodyFacts, Facts
from commands.evaluations.improvements import Improvement, Owner, Progress
from commands.evaluations.instrument import STATEMENTS, Dimension, Question, questionnaire
from commands.evaluations.report import Report, made
from commands.evaluations.round import Group, Kind, Round, Standing, State
from commands.evaluations.rules import AlreadyAnswered
from commands.evaluations.schedule import Choices, Opening
from storage.ballots import box, drafts
from storage.database import Connection, Database
from storage.participants import participants
from storage.persons import accounts, people
from storage.store import Store
from tests.cast import AHMET, DAY, JOHAN, KEES, PEOPLE, SANNE, WATERVEEN, move_in

LAST = DAY + timedelta(days=14)


@pytest.fixture(autouse=True)
def _cast(database: Database) -> None:
    move_in(database)


def _round(store: Store) -> Round:
    """Keep an open round with everybody in it."""
    asked = questionnaire((), later=False, joint=False)
    new = Round(WATERVEEN.id, "", Kind.QUARTERLY, State.OPEN, "2026-1", DAY, LAST, 5, asked)
    kept = store.evaluations.add_round(new)
    store.evaluations.choose(kept, [(person, Group.BUSINESS) for person in PEOPLE])
    return kept


def _ballot(answer: str = "4") -> Ballot:
    return Ballot(Group.BUSINESS, {q.key: answer for q in STATEMENTS})


def _in(connection: Connection) -> Store:
    return Store(connection, WATERVEEN)


def test_a_round_is_kept_as_it_was_with_its_questions(database: Database) -> None:
    kept = database.transact(lambda c: _round(_in(c)))
    assert kept.reference == "EV-2026-01"
    assert database.read(lambda c: _in(c).evaluations.round(kept.reference)) == kept
    assert database.read(lambda c: _in(c).evaluations.rounds(Kind.QUARTERLY)) == (kept,)
    assert database.read(lambda c: _in(c).evaluations.rounds(Kind.PULSE)) == ()


def test_a_round_that_changed_meanwhile_is_not_written_over(database: Database) -> None:
    kept = database.transact(lambda c: _round(_in(c)))
    closed = replace(kept, state=State.CLOSED)
    assert database.transact(lambda c: _in(c).evaluations.save_round(closed, kept))
    assert not database.transact(lambda c: _in(c).evaluations.save_round(replace(kept, state=State.STOPPED), kept))


def test_a_ballot_counts_once_whichever_platform_it_comes_from(database: Database) -> None:
    kept = database.transact(lambda c: _round(_in(c)))
    cast = partial(_cast_one, round_=kept)
    database.transact(cast)
    with pytest.raises(AlreadyAnswered):
        database.transact(cast)
    assert database.read(lambda c: len(_in(c).evaluations.ballots(kept)[0])) == 1


def _cast_one(connection: Connection, round_: Round) -> None:
    _in(connection).evaluations.cast(round_, SANNE, _ballot(), "Vaker overleggen")


def test_what_is_not_sent_is_kept_for_one_person_and_gone_once_it_is_sent(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = _in(connection)
        kept = _round(store)
        store.evaluations.keep_draft(kept, SANNE, {"goals": "2"})
        store.evaluations.keep_draft(kept, SANNE, {"goals": "3", "value": DONT_KNOW})
        assert store.evaluations.draft(kept, SANNE) == {"goals": "3", "value": DONT_KNOW}
        assert store.evaluations.draft(kept, KEES) == {}
        store.evaluations.cast(kept, SANNE, _ballot(), "")
        assert store.evaluations.draft(kept, SANNE) == {}

    database.transact(story)


def test_numbers_and_words_do_not_lie_together(database: Database) -> None:
    round_ = database.transact(lambda c: _round(_in(c)))
    database.transact(lambda c: _in(c).evaluations.cast(round_, SANNE, _ballot(), "woorden"))
    for row in database.read(lambda c: c.execute(select(box)).all()):
        assert bool(row.side) != row.answers.startswith("woorden")


def test_deleting_a_person_leaves_what_was_answered(database: Database) -> None:
    round_ = database.transact(lambda c: _round(_in(c)))
    database.transact(lambda c: _in(c).evaluations.cast(round_, JOHAN, _ballot(), "Iets"))

    def gone(connection: Connection) -> None:
        for table in (participants, drafts, accounts):
            connection.execute(delete(table).where(table.c.person == SANNE.id))
        connection.execute(delete(people).where(people.c.id == SANNE.id))

    database.transact(lambda c: _in(c).evaluations.cast(round_, SANNE, _ballot("2"), ""))
    database.transact(gone)
    cast, words = database.read(lambda c: _in(c).evaluations.ballots(round_))
    assert (len(cast), words) == (2, ("Iets",))


def test_stopping_empties_the_box_and_the_drafts(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = _in(connection)
        kept = _round(store)
        store.evaluations.cast(kept, SANNE, _ballot(), "Iets")
        store.evaluations.keep_draft(kept, KEES, {"goals": "1"})
        store.evaluations.empty(kept)
        assert store.evaluations.ballots(kept) == ((), ())
        assert store.evaluations.draft(kept, KEES) == {}

    database.transact(story)


def test_a_report_comes_back_exactly_as_it_was_made(database: Database) -> None:
    round_ = database.transact(lambda c: _round(_in(c)))
    cast = [
        Ballot(group, {q.key: answer for q in STATEMENTS})
        for group, answer in ((Group.BUSINESS, "4"), (Group.IT, "2"))
        for _ in range(6)
    ]
    facts = Facts((BodyFacts("Portfolioboard", 2), BodyFacts("", 1)), 3, ((2, 1),))
    first = made(round_, cast, ("Ja",), invited=14, declined=1, closed_on=LAST, facts=facts, previous=None)
    second = made(
        round_, cast, ("Ja",), invited=14, declined=1, closed_on=LAST, facts=facts, previous=("EV-2025-04", first)
    )
    for report in (first, second):
        database.transact(partial(_keep_report, round_=round_, report=report))
        assert database.read(lambda c: _in(c).evaluations.report(round_.reference)) == report


def _keep_report(connection: Connection, round_: Round, report: Report) -> None:
    _in(connection).evaluations.close_round(round_, report)


def test_only_who_did_not_answer_or_decline_is_written_to_each_wave_once(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = _in(connection)
        kept = _round(store)
        told = store.evaluations.to_tell(kept, 0, "", 200)
        assert len(told) == len(PEOPLE)
        store.evaluations.told(kept, [each.person for each in told], [], 0)
        assert store.evaluations.to_tell(kept, 0, "", 200) == ()
        store.evaluations.cast(kept, SANNE, _ballot(), "")
        store.evaluations.stand(kept, KEES, Standing.DECLINED)
        again = store.evaluations.to_tell(kept, 1, "", 200)
        assert {each.person.id for each in again} == {p.id for p in PEOPLE} - {SANNE.id, KEES.id}
        store.evaluations.told(kept, [], [each.person for each in again], 1)
        assert store.evaluations.to_tell(kept, 1, "", 200) == ()
        assert store.evaluations.standings(kept) == {
            Standing.ANSWERED: 1,
            Standing.DECLINED: 1,
            Standing.INVITED: len(PEOPLE) - 2,
        }

    database.transact(story)


def test_people_are_written_to_a_part_at_a_time(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = _in(connection)
        kept = _round(store)
        seen: list[str] = []
        while part := store.evaluations.to_tell(kept, 0, seen[-1] if seen else "", 4):
            seen += [each.person.id for each in part]
        assert seen == sorted(person.id for person in PEOPLE)

    database.transact(story)


def test_who_took_part_is_forgotten_a_part_at_a_time(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = _in(connection)
        kept = _round(store)
        gone = [*store.evaluations.leave(kept, 6), *store.evaluations.leave(kept, 6)]
        assert {each.person.id for each in gone} == {person.id for person in PEOPLE}
        assert store.evaluations.leave(kept, 6) == ()

    database.transact(story)


def test_own_questions_keep_their_key_when_they_rest_and_come_back(database: Database) -> None:
    def story(connection: Connection) -> None:
        bank = _in(connection).evaluations
        first = bank.add_question(Question("", Dimension.OWN, "Eén", "One"))
        second = bank.add_question(Question("", Dimension.OWN, "Twee", "Two", "eigen"))
        bank.move(second.key, -1)
        assert [q.key for q in bank.own_questions()] == [second.key, first.key]
        bank.retire(second.key, date(2026, 4, 1))
        assert (bank.own_questions(), bank.retired()) == ((first,), (second,))
        bank.take_back(second.key)
        assert (bank.own_questions(), bank.retired()) == ((first, second), ())

    database.transact(story)


def test_what_an_organisation_chose_is_kept(database: Database) -> None:
    chosen = Choices(7, Opening.TUESDAY, date(2026, 6, 9))

    def story(connection: Connection) -> None:
        bank = _in(connection).evaluations
        assert bank.choices() == Choices()
        bank.choose_so(Choices(6))
        bank.choose_so(chosen)
        assert bank.choices() == chosen

    database.transact(story)


def test_an_improvement_is_kept_as_it_is_now(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = _in(connection)
        kept = _round(store)
        owner = Owner("CIO", "WV-018", "Vaststellen digitale visie", 3)
        asked = Improvement(kept.reference, Dimension.TRUST, Decimal("2.6"), owner)
        store.evaluations.keep_improvement(asked)
        agreed = replace(asked, progress=Progress.AGREED, action="Vaker overleggen", due=LAST)
        store.evaluations.keep_improvement(agreed)
        assert store.evaluations.improvement(kept.reference, Dimension.TRUST) == agreed
        assert store.evaluations.improvements(kept.reference) == (agreed,)
        assert store.evaluations.improvement(kept.reference, Dimension.GOALS) is None

    database.transact(story)


def test_rounds_that_wait_for_somebody_are_those_that_are_open_and_not_answered(database: Database) -> None:
    def story(connection: Connection) -> None:
        store = _in(connection)
        kept = _round(store)
        assert store.evaluations.open_for(AHMET) == (kept,)
        store.evaluations.cast(kept, AHMET, _ballot(), "")
        assert store.evaluations.open_for(AHMET) == ()

    database.transact(story)
