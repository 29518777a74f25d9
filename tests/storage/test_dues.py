# SPDX-License-Identifier: EUPL-1.2
"""What falls due is planned once, taken in order by one at a time, and leaves the queue when it ended."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from commands.dues import Due
from commands.refs import Ref
from storage.database import Database
from storage.dues import DONE, FAILED
from storage.fallen import ended, failures, fallen_due, lag, postpone, take
from tests.storage.house import NOW, REGION, in_store

REQUEST = Ref("requests", "ITV-2026-0001")
MONDAY = date(2026, 3, 2)
NINE = Due("requests.term", REQUEST, MONDAY, time(9, 0), zone="Europe/Amsterdam")
LATER = NOW + timedelta(days=30)


def _plan(house: Database, due: Due) -> bool:
    return in_store(house, lambda s: s.dues.plan(due))


def _fallen(house: Database, now: datetime = LATER, machine: datetime = LATER, most: int = 50) -> tuple[int, ...]:
    return house.read(lambda c: tuple(fallen_due(c, now, machine, most)))


def _end(house: Database, number: int, state: str = DONE) -> None:
    def end(connection: Connection) -> None:
        (row,) = take(connection, (number,))
        ended(connection, (row,), state, NOW)

    house.transact(end)


def test_a_wall_clock_time_falls_due_at_its_moment_in_the_zone_of_the_organisation(house: Database) -> None:
    _plan(house, NINE)
    eight_utc = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert _fallen(house, eight_utc - timedelta(seconds=1)) == ()
    assert len(_fallen(house, eight_utc)) == 1


def test_a_row_of_its_own_zone_keeps_to_that_zone(house: Database) -> None:
    _plan(house, Due("requests.term", REQUEST, MONDAY, time(9, 0), zone="America/Curacao"))
    [(_, at)] = in_store(house, lambda s: s.dues.planned())
    assert at == datetime(2026, 3, 2, 13, 0, tzinfo=UTC)


def test_the_same_is_planned_once_even_after_it_was_carried_out(house: Database) -> None:
    assert _plan(house, NINE)
    assert not _plan(house, NINE)
    [number] = _fallen(house)
    _end(house, number)
    assert not _plan(house, NINE)
    assert _fallen(house) == ()


def test_another_day_stage_person_or_organisation_is_another_row(house: Database) -> None:
    others = (
        NINE,
        replace(NINE, day=MONDAY + timedelta(days=1)),
        replace(NINE, stage="half"),
        replace(NINE, whom="jan"),
        replace(NINE, rule="requests.other"),
    )
    assert all(_plan(house, due) for due in others)
    assert in_store(house, lambda s: s.dues.plan(NINE), REGION)


def test_whether_something_is_to_come_is_told_of_that_thing_and_rule_alone(house: Database) -> None:
    def awaits(due: Due) -> bool:
        return in_store(house, lambda s: s.dues.awaits(due.rule, due.about))

    _plan(house, NINE)
    assert awaits(NINE)
    assert not awaits(replace(NINE, about=Ref("requests", "ITV-2026-0002")))
    assert not awaits(replace(NINE, about=Ref("evaluations", REQUEST.id)))
    assert not awaits(replace(NINE, rule="requests.other"))
    _end(house, _fallen(house)[0])
    assert not awaits(NINE)


def test_what_was_settled_does_not_fall_due_until_it_is_planned_again(house: Database) -> None:
    _plan(house, NINE)
    _plan(house, Due("requests.term", Ref("requests", "ITV-2026-0002"), MONDAY, time(9, 0)))

    assert in_store(house, lambda s: s.dues.settle(REQUEST)) == 1
    assert in_store(house, lambda s: s.dues.planned(REQUEST)) == ()
    assert len(_fallen(house)) == 1
    assert _plan(house, NINE)
    assert len(_fallen(house)) == 2


def test_what_is_about_one_thing_is_carried_out_in_order_and_other_things_do_not_wait(house: Database) -> None:
    tuesday = replace(NINE, day=MONDAY + timedelta(days=1))
    other = replace(NINE, about=Ref("requests", "ITV-2026-0002"), day=MONDAY + timedelta(days=2))
    for due in (tuesday, NINE, other):
        _plan(house, due)

    first, apart = _fallen(house)
    assert house.transact(lambda c: [row.due for row in take(c, (first, apart))]) == [NINE, other]
    _end(house, first)
    [second] = [n for n in _fallen(house) if n != apart]
    assert house.transact(lambda c: [row.due for row in take(c, (second,))]) == [tuesday]


def test_a_row_that_failed_waits_on_the_machines_clock_and_so_does_what_comes_after_it(house: Database) -> None:
    _plan(house, NINE)
    _plan(house, Due("requests.term", REQUEST, MONDAY, time(10, 0), stage="end"))
    [number] = _fallen(house)

    def fail(connection: Connection) -> None:
        (row,) = take(connection, (number,))
        postpone(connection, row, "e1", NOW + timedelta(minutes=1))

    house.transact(fail)
    assert _fallen(house, LATER, NOW) == ()
    assert _fallen(house, LATER, NOW + timedelta(minutes=1)) == (number,)
    assert house.transact(lambda c: [row.attempts for row in take(c, (number,))]) == [1]


def test_what_was_given_up_is_listed_and_holds_nothing_up(house: Database) -> None:
    _plan(house, NINE)
    _plan(house, Due("requests.term", REQUEST, MONDAY, time(10, 0), stage="end"))
    [number] = _fallen(house)
    _end(house, number, FAILED)

    assert [row.due for row in house.read(failures)] == [NINE]
    assert len(_fallen(house)) == 1


def test_while_one_carries_a_row_out_another_passes_over_it(postgres_house: Database) -> None:
    _plan(postgres_house, NINE)
    [number] = _fallen(postgres_house)
    taken, go_on = threading.Event(), threading.Event()

    def hold(connection: Connection) -> None:
        assert take(connection, (number,))
        taken.set()
        assert go_on.wait(30)

    holding = threading.Thread(target=postgres_house.transact, args=(hold,))
    holding.start()
    assert taken.wait(30)
    try:
        assert postgres_house.transact(lambda c: take(c, (number,))) == ()
    finally:
        go_on.set()
        holding.join()
    assert postgres_house.transact(lambda c: take(c, (number,)))


def test_how_far_the_clock_is_behind_can_be_told(house: Database) -> None:
    assert house.read(lambda c: lag(c, LATER)) == (0, None)
    _plan(house, NINE)
    assert house.read(lambda c: lag(c, NOW - timedelta(days=1))) == (0, None)
    assert house.read(lambda c: lag(c, LATER)) == (1, datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
