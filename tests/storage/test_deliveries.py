# SPDX-License-Identifier: EUPL-1.2
"""Messages are taken in order, by one at a time, and sent once; what fails is tried again or kept with its reason."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, update

from commands.cards import Card
from commands.events import Room
from storage.database import Database
from storage.deliveries import Row
from storage.envelopes import Address, Envelope
from storage.messages import outbox
from storage.outbox import Outbox
from storage.outcomes import Dead, NotSent, Sent
from storage.store import Store
from storage.turns import OLDEST
from tests.storage.house import NOW, in_store
from tests.storage.post import LATER, LEASE, drain, put, state, take, tell, tell_failed, tell_sent, tell_unsure, titles


def test_messages_of_one_conversation_go_in_the_order_in_which_they_were_written(house: Database) -> None:
    for title in "abc":
        put(house, title)

    first = take(house)

    assert titles(first) == ["a"]
    assert take(house) == ()
    tell_sent(house, first[0])
    assert titles(take(house)) == ["b"]


def test_conversations_do_not_wait_for_each_other(house: Database) -> None:
    for title, address in (("a", "jan"), ("b", "jan"), ("c", "fatima"), ("d", "suze")):
        put(house, title, address)
    assert titles(take(house)) == ["a", "c", "d"]


def test_the_same_address_on_another_platform_or_tenant_is_another_conversation(house: Database) -> None:
    put(house, "a")
    put(house, "b", platform="slack")
    put(house, "c", tenant="regio")
    assert sorted(map(str, titles(take(house)))) == ["a", "c"]
    assert titles(take(house, platform="slack")) == ["b"]


def test_urgent_messages_pass_the_others_but_not_those_of_their_own_conversation(house: Database) -> None:
    for number in range(4):
        put(house, f"bulk {number}", f"u{number}")
    put(house, "urgent", "jan", urgent=True)
    put(house, "second", "u3", urgent=True)

    # What stands before something urgent in its own conversation goes as if it were urgent itself.
    assert titles(take(house, limit=3)) == ["urgent", "bulk 3", "bulk 0"]


@pytest.mark.parametrize("urgent", [False, True])
def test_however_much_waits_in_one_conversation_the_others_are_found_behind_it(house: Database, urgent: bool) -> None:  # noqa: FBT001 - parametrized
    def fill(store: Store) -> None:
        jan = Address("local", "waterveen", "jan", Room.DIRECT)
        store.outbox.write([Envelope(jan, Card(f"jan {n}"), urgent=urgent) for n in range(OLDEST + 2)], NOW)

    in_store(house, fill)
    put(house, "suze, at leisure", "suze", urgent=not urgent, due_at=LATER)
    put(house, "fatima", "fatima", urgent=urgent)

    assert titles(take(house)) == ["jan 0", "fatima"]
    assert take(house) == ()


def test_some_places_are_kept_for_what_is_urgent(house: Database) -> None:
    for number in range(4):
        put(house, f"bulk {number}", f"u{number}")
    assert titles(take(house, limit=3, spare=1)) == ["bulk 0", "bulk 1"]
    assert take(house, limit=1, spare=1) == ()
    put(house, "urgent", "jan", urgent=True)
    assert titles(take(house, limit=1, spare=1)) == ["urgent"]


def test_no_more_are_taken_than_asked(house: Database) -> None:
    for number in range(5):
        put(house, str(number), f"u{number}")
    assert [len(take(house, limit=2)) for _ in range(4)] == [2, 2, 1, 0]


def test_only_the_platform_that_is_asked_for_is_taken(house: Database) -> None:
    put(house, "a", platform="slack")
    put(house, "b", platform="teams")
    assert titles(take(house, platform="teams")) == ["b"]
    assert take(house, platform="telex") == ()


def test_what_is_due_later_waits_and_keeps_nobody_waiting(house: Database) -> None:
    put(house, "tomorrow", due_at=NOW + timedelta(days=1))
    put(house, "now")

    assert drain(house) == ["now"]
    assert drain(house, NOW + timedelta(days=1)) == ["tomorrow"]


def test_business_time_says_what_is_due_whatever_the_machine_thinks_the_time_is(house: Database) -> None:
    put(house, "tomorrow", due_at=NOW + timedelta(days=1))

    assert take(house, NOW + timedelta(days=9), business=NOW) == ()
    assert titles(take(house, NOW - timedelta(days=9), business=NOW + timedelta(days=1))) == ["tomorrow"]


def test_a_conversation_keeps_its_order_when_the_clock_is_set_back(house: Database) -> None:
    put(house, "a")
    put(house, "b", at=NOW - timedelta(hours=1))
    assert drain(house) == ["a", "b"]


def test_a_change_never_passes_the_message_it_changes_when_the_clock_is_set_back(house: Database) -> None:
    put(house, "open", key="requests/1")
    (row,) = take(house)
    put(house, "decided", key="requests/1", at=NOW - timedelta(hours=2))

    assert take(house, NOW - timedelta(hours=1)) == ()
    tell_sent(house, row)
    assert titles(take(house, NOW - timedelta(hours=1))) == ["decided"]


def test_three_hundred_messages_are_all_taken_exactly_once_by_several_at_a_time(database: Database) -> None:
    def fill(connection: Connection) -> None:
        box = Outbox(connection, None)
        for number in range(300):
            to = Address("local", "t", f"u{number % 20}", Room.DIRECT)
            box.put(Envelope(to, Card(str(number))), NOW)

    database.transact(fill)
    taken: list[Row] = []

    def work() -> None:
        while rows := take(database, limit=7):
            taken.extend(rows)
            for row in rows:
                assert tell_sent(database, row)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work()

    assert len(taken) == len({row.id for row in taken}) == 300
    for address in {row.address for row in taken}:
        numbers = [row.id for row in taken if row.address == address]
        assert numbers == sorted(numbers)


# ------------------------------------------------------------------ leases


def test_a_message_under_way_is_not_taken_again_until_its_lease_ends(house: Database) -> None:
    put(house, "a")
    take(house)

    assert take(house, NOW + timedelta(seconds=LEASE - 1)) == ()
    (again,) = take(house, LATER)
    assert (again.doubts, again.attempts, again.tried_at) == (1, 1, NOW)
    (more,) = take(house, LATER + timedelta(seconds=LEASE + 1))
    assert (more.doubts, more.attempts, more.tried_at) == (2, 2, NOW)


def test_a_lease_that_ends_long_after_any_that_is_given_was_given_before_the_clock_was_set_back(
    house: Database,
) -> None:
    put(house, "a")
    take(house)
    assert take(house, NOW - timedelta(minutes=10)) == ()
    assert titles(take(house, NOW - timedelta(minutes=20), business=NOW)) == ["a"]


def test_who_lost_the_lease_writes_nothing_down(house: Database) -> None:
    number = put(house, "a")
    (slow,) = take(house)
    (quick,) = take(house, LATER)

    assert not tell_sent(house, slow, "late")
    assert not tell_failed(house, slow, permanent=True)
    assert tell_sent(house, quick, "m1")
    assert not tell_failed(house, quick, permanent=True)
    assert state(house, number) == ("sent", "", "m1")


def test_who_is_late_but_still_holds_it_may_say_it_was_sent(house: Database) -> None:
    number = put(house, "a")
    (row,) = take(house)
    assert tell_sent(house, row, "m1")
    assert not tell_sent(house, row, "m2")
    assert state(house, number) == ("sent", "", "m1")
    assert take(house, LATER) == ()


# ------------------------------------------------------------------ failing


def test_a_failed_message_is_tried_again_at_the_time_that_was_said(house: Database) -> None:
    put(house, "a")
    (row,) = take(house)
    assert tell_failed(house, row, retry_at=NOW + timedelta(seconds=5))

    assert take(house, NOW + timedelta(seconds=4)) == ()
    (again,) = take(house, NOW + timedelta(seconds=5))
    assert (again.attempts, again.doubts, again.tried_at) == (1, 0, NOW + timedelta(seconds=5))


def test_a_message_that_is_tried_again_later_still_goes_before_the_next_of_its_conversation(house: Database) -> None:
    put(house, "a")
    put(house, "b")
    tell_failed(house, take(house)[0])

    assert take(house) == ()
    assert drain(house, LATER) == ["a", "b"]


def test_a_message_that_can_never_arrive_is_kept_with_its_reason_and_lets_the_next_go(house: Database) -> None:
    number = put(house, "a")
    put(house, "b")
    assert tell_failed(house, take(house)[0], permanent=True)

    assert state(house, number) == ("failed", "429", "")
    assert drain(house) == ["b"]


def test_a_message_in_doubt_is_taken_again_and_says_so(house: Database) -> None:
    put(house, "a")
    put(house, "b")
    assert tell_unsure(house, take(house)[0])

    assert take(house) == ()
    (again,) = take(house, LATER)
    assert (again.card.title, again.doubts, again.tried_at) == ("a", 1, NOW)
    assert tell_failed(house, again, retry_at=LATER)
    (again,) = take(house, LATER)
    assert (again.doubts, again.tried_at) == (1, NOW)


def test_a_message_that_came_anew_instead_of_being_changed_is_the_one_to_change_from_then_on(house: Database) -> None:
    put(house, "open", key="requests/1")
    drain(house)
    put(house, "decided", key="requests/1")
    (row,) = take(house)
    tell_sent(house, row, "anew")

    put(house, "done", key="requests/1")
    assert take(house)[0].renews == "anew"


def test_a_card_that_cannot_be_read_says_why(house: Database) -> None:
    number = put(house, "a")
    spoil = update(outbox).where(outbox.c.id == number).values(card='{"_":"Hologram"}')
    house.transact(lambda c: c.execute(spoil).rowcount)

    (row,) = take(house)
    assert "cannot be read" in row.fault


def test_many_ends_are_written_down_at_once_and_only_those_that_are_ours(house: Database) -> None:
    for number in range(5):
        put(house, str(number), f"u{number}")
    rows = take(house)
    lost = replace(rows[3], token="somebody else's")

    assert tell(house, Sent(rows[0], "m"), NotSent(rows[1], "no", LATER), Dead(rows[2], "no"), Sent(lost, "m")) == 3
    assert [state(house, row.id)[0] for row in rows] == ["sent", "due", "failed", "due", "due"]


# ------------------------------------------------------------------ keeping


def test_the_text_of_a_message_is_gone_once_it_arrived_unless_it_may_be_changed(house: Database) -> None:
    once, keyed = put(house, "secret"), put(house, "request", key="requests/1")
    drain(house)

    kept = dict(house.read(lambda c: c.execute(select(outbox.c.id, outbox.c.card)).all()))
    assert kept[once] == ""
    assert "request" in kept[keyed]
