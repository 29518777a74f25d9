# SPDX-License-Identifier: EUPL-1.2
"""Closing takes away every trace of order, and what could point at a few: their group, their words, how few."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from commands.evaluations.answers import Ballot
from commands.evaluations.facts import Facts
from commands.evaluations.instrument import STATEMENTS, questionnaire
from commands.evaluations.report import made
from commands.evaluations.round import Group, Kind, Round, State
from storage.ballots import ballots, box
from storage.database import Connection, Database
from storage.store import Store
from tests.cast import DAY, PEOPLE, WATERVEEN, move_in

LAST = DAY + timedelta(days=14)


@pytest.fixture(autouse=True)
def _cast(database: Database) -> None:
    move_in(database)


def _in(connection: Connection) -> Store:
    return Store(connection, WATERVEEN)


def _closed(database: Database, count: int = 11, sides: Sequence[Group] = (Group.BUSINESS,) * 11) -> Round:
    """Let people answer in order, each with words of their own, and close."""

    def story(connection: Connection) -> Round:
        store = _in(connection)
        asked = questionnaire((), later=False, joint=False)
        new = Round(WATERVEEN.id, "", Kind.QUARTERLY, State.OPEN, "2026-1", DAY, LAST, 5, asked)
        kept = store.evaluations.add_round(new)
        store.evaluations.choose(kept, [(person, Group.BUSINESS) for person in PEOPLE])
        for number, (person, side) in enumerate(zip(PEOPLE[:count], sides, strict=False)):
            said = Ballot(side, {q.key: str(number % 5 + 1) for q in STATEMENTS})
            store.evaluations.cast(kept, person, said, f"woorden {number}")
        cast, words = store.evaluations.ballots(kept)
        report = made(kept, cast, words, invited=11, declined=0, closed_on=LAST, facts=Facts(), previous=None)
        store.evaluations.close_round(replace(kept, state=State.CLOSED), report)
        return kept

    return database.transact(story)


def test_closing_moves_the_numbers_in_another_order_under_new_numbers(database: Database) -> None:
    before: list[str] = []
    for _ in range(3):
        round_ = _closed(database)
        said = [json.loads(row.answers)["goals"] for row in database.read(partial(_put_away, round_=round_))]
        assert sorted(said) == sorted(str(number % 5 + 1) for number in range(11))
        before.append("".join(said))
    assert len(set(before)) == 3, "each closing is in an order of its own"
    assert "".join(str(number % 5 + 1) for number in range(11)) not in before
    assert database.read(lambda c: c.execute(select(box)).all()) == []


def test_a_closed_ballot_keeps_its_group_only_where_that_group_is_shown(database: Database) -> None:
    sides = (*[Group.BUSINESS] * 6, *[Group.IT] * 3, Group.CONTROL, Group.PARTNER)
    round_ = _closed(database, sides=sides)
    kept = database.read(lambda c: _in(c).evaluations.kept(round_))
    assert Counter(each.group for each in kept) == {Group.BUSINESS: 6, None: 5}


def test_words_stay_in_the_report_alone_and_below_the_threshold_nothing_stays(database: Database) -> None:
    round_ = _closed(database)
    assert not [row for row in database.read(partial(_put_away, round_=round_)) if "woorden" in row.answers]
    report = database.read(lambda c: _in(c).evaluations.report(round_.reference))
    assert report is not None
    assert len(report.words) == 11
    few = _closed(database, 4)
    assert database.read(partial(_put_away, round_=few)) == []
    assert "woorden" not in str(database.read(lambda c: _in(c).evaluations.report(few.reference)))


def _put_away(connection: Connection, round_: Round) -> list[Any]:
    """Return the rows of a closed round in the order in which the database gives them."""
    return list(connection.execute(select(ballots).where(ballots.c.round == round_.reference)))


def test_after_a_year_the_ballots_go_and_the_report_stays(database: Database) -> None:
    round_ = _closed(database)
    database.transact(lambda c: _in(c).evaluations.forget_ballots(round_))
    assert database.read(lambda c: c.execute(select(ballots)).all()) == []
    report = database.read(lambda c: _in(c).evaluations.report(round_.reference))
    assert report is not None
    assert report.tally.answered == 11
