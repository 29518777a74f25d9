# SPDX-License-Identifier: EUPL-1.2
"""What an administrator sees of messages, what may be sent again, and what is forgotten after a while."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from storage.database import Database
from storage.messages import FAILED, outbox
from storage.retention import forget
from storage.store import Store
from storage.undelivered import may_go_again, message, messages, send_again, tried
from tests.storage.house import NOW, in_store
from tests.storage.post import LATER, drain, put, renew, take, tell_failed, tell_sent, tell_unsure

MONTH = timedelta(days=30)


def _dead(house: Database, title: str = "a", address: str = "jan", key: str = "") -> int:
    """Write a message that cannot be delivered."""
    number = put(house, title, address, key=key)
    (row,) = (row for row in take(house) if row.id == number)
    assert tell_failed(house, row, permanent=True)
    return number


def _seen(store: Store, number: int) -> None:
    """Keep an event of a later day."""
    store.seen.keep(f"e{number}", "", NOW + timedelta(days=number))


def _again(house: Database, number: int) -> bool:
    return house.transact(lambda c: send_again(c, number))


def test_the_newest_messages_are_listed_with_how_they_stand(house: Database) -> None:
    dead, sent, due = _dead(house), put(house, "b"), put(house, "c", "fatima", due_at=NOW + MONTH, urgent=True)
    drain(house)

    found = {kept.id: kept for kept in house.read(messages)}
    assert {number: kept.state for number, kept in found.items()} == {dead: "failed", sent: "sent", due: "due"}
    assert (found[dead].error, found[sent].message_id, found[due].urgent) == ("429", f"m{sent}", True)
    assert [kept.id for kept in house.read(lambda c: messages(c, (FAILED,)))] == [dead]
    assert [kept.id for kept in house.read(lambda c: messages(c, most=1))] == [due]


def test_a_dead_message_can_be_sent_again_and_goes_before_what_came_later(house: Database) -> None:
    number = _dead(house)
    put(house, "b")
    assert house.read(may_go_again) == (number,)

    assert _again(house, number)
    assert drain(house) == ["a", "b"]
    assert not _again(house, number)


def test_a_dead_message_that_may_have_arrived_is_in_doubt_once_when_it_is_sent_again(house: Database) -> None:
    number = put(house, "a")
    for turn in range(3):
        (row,) = take(house, NOW + turn * (LATER - NOW))
        tell_unsure(house, row, NOW + (turn + 1) * (LATER - NOW))
    (row,) = take(house, NOW + 9 * (LATER - NOW))
    tell_failed(house, row, permanent=True)

    assert _again(house, number)
    assert take(house)[0].doubts == 1


def test_a_dead_message_is_of_no_use_once_a_newer_one_took_its_place(house: Database) -> None:
    number = _dead(house, "open", key="requests/1")
    put(house, "decided", key="requests/1")

    assert house.read(may_go_again) == ()
    assert not _again(house, number)
    kept = house.read(lambda c: message(c, number))
    assert kept
    assert kept.overtaken


def test_a_dead_message_is_of_no_use_once_it_went_another_way(house: Database) -> None:
    number = _dead(house)
    other = put(house, "a", platform="teams", instead_of=number)
    assert not _again(house, number)
    assert [(a.platform, a.user) for a in house.read(lambda c: tried(c, other))] == [("teams", "jan"), ("local", "jan")]

    (row,) = take(house, platform="teams")
    tell_failed(house, row, permanent=True)
    assert house.read(may_go_again) == (number, other)


def test_a_change_reaches_the_other_way_too(house: Database) -> None:
    number = _dead(house, "open", key="requests/1")
    put(house, "open", platform="teams", key="requests/1", instead_of=number)
    (row,) = take(house, platform="teams")
    tell_sent(house, row, "t1")

    assert renew(house, "requests/1", "decided") == 1
    assert [r.renews for r in take(house, platform="teams")] == ["t1"]


def test_the_text_of_a_message_is_forgotten_after_a_month_and_that_it_arrived_is_not(house: Database) -> None:
    sent, dead, due = put(house, "a", key="requests/1"), _dead(house, "b", "fatima"), put(house, "c", "suze")
    tell_sent(house, next(row for row in take(house, LATER) if row.id == sent))

    assert house.transact(lambda c: forget(c, NOW + MONTH)) == 0
    assert house.transact(lambda c: forget(c, NOW + MONTH + timedelta(seconds=1))) == 2
    kept = dict(house.read(lambda c: c.execute(select(outbox.c.id, outbox.c.card)).all()))
    assert (kept[sent], kept[dead]) == ("", "")
    assert kept[due]
    assert not _again(house, dead)
    put(house, "decided", key="requests/1")
    assert any(row.renews == f"m{sent}" for row in take(house, LATER))


def test_events_are_forgotten_after_a_week(house: Database) -> None:
    for number in range(3):
        in_store(house, partial(_seen, number=number))
    assert house.transact(lambda c: forget(c, NOW + timedelta(days=8))) == 1
