# SPDX-License-Identifier: EUPL-1.2
"""The outbox: written with what causes it, taken in order, sent once, changed in place."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from commands.cards import Card
from commands.events import Room
from storage.database import Database
from storage.deliveries import Row, claim, failed, sent
from storage.messages import outbox
from storage.outbox import Address, Outbox
from tests.storage.house import FATIMA, NOW, OTHER_TOWN, in_store

LEASE = 60
LATER = NOW + timedelta(seconds=LEASE + 1)


class ChangedMyMindError(Exception):
    pass


def _put(database: Database, title: str, address: str = "jan", **more: Any) -> int:  # noqa: ANN401 - the options of put
    """Write a message to somebody on the local page."""
    options: dict[str, Any] = {"platform": "local", "tenant": "waterveen", "room": Room.DIRECT, "at": NOW} | more
    return in_store(database, lambda s: s.outbox.put(address=address, card=Card(title), **options))


def _renew(database: Database, key: str, title: str) -> int:
    return in_store(database, lambda s: s.outbox.renew(key, Card(title), at=NOW))


def _claim(
    database: Database, now: datetime = NOW, limit: int = 10, platforms: tuple[str, ...] | None = None
) -> tuple[Row, ...]:
    return database.transact(lambda c: claim(c, now, limit, LEASE, platforms), serial=False)


def _sent(database: Database, row: Row, message_id: str = "") -> bool:
    return database.transact(lambda c: sent(c, row, message_id or f"m{row.id}"), serial=False)


def _failed(database: Database, row: Row, *, permanent: bool = False, retry_at: datetime = LATER) -> bool:
    return database.transact(lambda c: failed(c, row, "429", permanent=permanent, retry_at=retry_at), serial=False)


def _titles(rows: tuple[Row, ...]) -> list[object]:
    return [row.card.title for row in rows]


def _drain(database: Database, now: datetime = NOW) -> list[object]:
    """Send everything that may go, and return the titles in that order."""
    titles: list[object] = []
    while rows := _claim(database, now, limit=1):
        titles += _titles(rows)
        assert _sent(database, rows[0])
    return titles


def _state(database: Database, number: int) -> tuple[str, str, str]:
    c = outbox.c
    query = select(c.state, c.error, c.message_id).where(c.id == number)
    state, error, message = database.read(lambda connection: connection.execute(query).one())
    return state, error, message


# ------------------------------------------------------------------ writing


def test_a_message_is_gone_when_what_caused_it_is_rolled_back(house: Database) -> None:
    def work(connection: Connection) -> None:
        Outbox(connection, "waterveen").put(
            platform="local", tenant="t", address="jan", room=Room.DIRECT, card=Card("x"), at=NOW
        )
        raise ChangedMyMindError

    with pytest.raises(ChangedMyMindError):
        house.transact(work)
    assert _claim(house) == ()


def test_a_message_comes_out_as_it_went_in(house: Database) -> None:
    number = _put(house, "Hoi", person_id="jan", key="requests/1", urgent=True, correlation="a1b2")

    (row,) = _claim(house)

    assert row.token
    assert row == Row(
        id=number,
        organisation="waterveen",
        platform="local",
        tenant="waterveen",
        address="jan",
        room=Room.DIRECT,
        person="jan",
        key="requests/1",
        card=Card("Hoi"),
        urgent=True,
        created_at=NOW,
        due_at=NOW,
        attempts=0,
        renews="",
        interrupted=False,
        language="nl",
        zone="Europe/Amsterdam",
        correlation="a1b2",
        token=row.token,
    )


def test_a_person_is_written_to_in_their_own_language_and_zone_and_a_channel_in_the_organisations(
    house: Database,
) -> None:
    in_store(house, lambda s: s.people.set_language(FATIMA, "en"))
    _put(house, "to Fatima", "fatima", person_id="fatima")
    _put(house, "naar het kanaal", "board", room=Room.CHANNEL)

    assert {row.address: row.language for row in _claim(house)} == {"fatima": "en", "board": "nl"}


def test_a_stranger_can_be_written_to(house: Database) -> None:
    def work(connection: Connection) -> None:
        Outbox(connection, None).put(
            platform="local", tenant="t", address="U1", room=Room.DIRECT, card=Card("Wie ben je?"), at=NOW
        )

    house.transact(work)

    (row,) = _claim(house)
    assert (row.organisation, row.person, row.language) == (None, None, "nl")


# ------------------------------------------------------------------ taking


def test_messages_of_one_conversation_go_in_the_order_in_which_they_were_written(house: Database) -> None:
    for title in "abc":
        _put(house, title)

    first = _claim(house)

    assert _titles(first) == ["a"]
    assert _claim(house) == ()
    _sent(house, first[0])
    assert _titles(_claim(house)) == ["b"]


def test_conversations_do_not_wait_for_each_other(house: Database) -> None:
    for title, address in (("a", "jan"), ("b", "jan"), ("c", "fatima"), ("d", "suze")):
        _put(house, title, address)
    assert _titles(_claim(house)) == ["a", "c", "d"]


def test_the_same_address_on_another_platform_or_tenant_is_another_conversation(house: Database) -> None:
    _put(house, "a")
    _put(house, "b", platform="slack")
    _put(house, "c", tenant="regio")
    assert _titles(_claim(house)) == ["a", "b", "c"]


def test_urgent_messages_pass_the_others_but_not_those_of_their_own_conversation(house: Database) -> None:
    for number in range(4):
        _put(house, f"bulk {number}", f"u{number}")
    _put(house, "urgent", "jan", urgent=True)
    _put(house, "second", "u0", urgent=True)

    assert _titles(_claim(house, limit=3)) == ["urgent", "bulk 0", "bulk 1"]


def test_no_more_are_taken_than_asked(house: Database) -> None:
    for number in range(5):
        _put(house, str(number), f"u{number}")
    assert [len(_claim(house, limit=2)) for _ in range(4)] == [2, 2, 1, 0]


def test_only_the_platforms_that_are_asked_for_are_taken(house: Database) -> None:
    _put(house, "a", platform="slack")
    _put(house, "b", platform="teams")
    assert _titles(_claim(house, platforms=("teams",))) == ["b"]
    assert _claim(house, platforms=()) == ()


def test_what_is_due_later_waits_and_keeps_nobody_waiting(house: Database) -> None:
    _put(house, "tomorrow", due_at=NOW + timedelta(days=1))
    _put(house, "now")

    assert _drain(house) == ["now"]
    assert _drain(house, NOW + timedelta(days=1)) == ["tomorrow"]


def test_three_hundred_messages_are_all_taken_exactly_once_by_several_at_a_time(database: Database) -> None:
    def fill(connection: Connection) -> None:
        box = Outbox(connection, None)
        for number in range(300):
            box.put(
                platform="local",
                tenant="t",
                address=f"u{number % 20}",
                room=Room.DIRECT,
                card=Card(str(number)),
                at=NOW,
            )

    database.transact(fill)
    taken: list[Row] = []

    def take() -> None:
        while rows := _claim(database, limit=7):
            taken.extend(rows)
            for row in rows:
                assert _sent(database, row)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    take()

    assert len(taken) == len({row.id for row in taken}) == 300
    for address in {row.address for row in taken}:
        numbers = [row.id for row in taken if row.address == address]
        assert numbers == sorted(numbers)


# ------------------------------------------------------------------ leases


def test_a_message_under_way_is_not_taken_again_until_its_lease_ends(house: Database) -> None:
    _put(house, "a")
    _claim(house)

    assert _claim(house, NOW + timedelta(seconds=LEASE - 1)) == ()
    (again,) = _claim(house, LATER)
    assert (again.interrupted, again.attempts) == (True, 1)


def test_who_lost_the_lease_writes_nothing_down(house: Database) -> None:
    number = _put(house, "a")
    (slow,) = _claim(house)
    (quick,) = _claim(house, LATER)

    assert not _sent(house, slow, "late")
    assert not _failed(house, slow, permanent=True)
    assert _sent(house, quick, "m1")
    assert not _failed(house, quick, permanent=True)
    assert _state(house, number) == ("sent", "", "m1")


def test_who_is_late_but_still_holds_it_may_say_it_was_sent(house: Database) -> None:
    number = _put(house, "a")
    (row,) = _claim(house)
    assert _sent(house, row, "m1")
    assert not _sent(house, row, "m2")
    assert _state(house, number) == ("sent", "", "m1")
    assert _claim(house, LATER) == ()


# ------------------------------------------------------------------ failing


def test_a_failed_message_is_tried_again_at_the_time_that_was_said(house: Database) -> None:
    _put(house, "a")
    (row,) = _claim(house)
    assert _failed(house, row, retry_at=NOW + timedelta(seconds=5))

    assert _claim(house, NOW + timedelta(seconds=4)) == ()
    (again,) = _claim(house, NOW + timedelta(seconds=5))
    assert (again.attempts, again.interrupted) == (1, False)


def test_a_message_that_is_tried_again_later_still_goes_before_the_next_of_its_conversation(house: Database) -> None:
    _put(house, "a")
    _put(house, "b")
    _failed(house, _claim(house)[0])

    assert _claim(house) == ()
    assert _drain(house, LATER) == ["a", "b"]


def test_a_message_that_can_never_arrive_is_kept_with_its_reason_and_lets_the_next_go(house: Database) -> None:
    number = _put(house, "a")
    _put(house, "b")
    assert _failed(house, _claim(house)[0], permanent=True)

    assert _state(house, number) == ("failed", "429", "")
    assert _drain(house) == ["b"]


def test_a_card_that_cannot_be_read_is_put_aside_and_lets_the_next_go(house: Database) -> None:
    number = _put(house, "a")
    _put(house, "b")
    spoil = update(outbox).where(outbox.c.id == number).values(card='{"_":"Hologram"}')
    house.transact(lambda c: c.execute(spoil).rowcount)

    assert _claim(house) == ()
    assert _drain(house) == ["b"]
    state, error, _ = _state(house, number)
    assert state == "failed"
    assert "cannot be read" in error


# ------------------------------------------------------------------ changing in place


def test_a_message_with_a_key_that_was_sent_is_changed_in_place(house: Database) -> None:
    _put(house, "open", key="requests/1")
    _drain(house)
    _put(house, "decided", key="requests/1")

    (row,) = _claim(house)

    assert (row.card, row.renews) == (Card("decided"), "m1")


def test_a_message_that_was_not_sent_yet_goes_with_the_newest_card(house: Database) -> None:
    first = _put(house, "open", key="requests/1", correlation="a")
    assert _put(house, "decided", key="requests/1", correlation="b", urgent=True) == first

    (row,) = _claim(house)
    assert (row.card, row.renews, row.correlation, row.urgent) == (Card("decided"), "", "b", True)
    _sent(house, row)
    assert _claim(house) == ()


def test_changes_that_wait_become_one(house: Database) -> None:
    _put(house, "open", key="requests/1")
    _drain(house)
    for title in ("assessed", "advised", "decided"):
        _renew(house, "requests/1", title)

    assert _drain(house) == ["decided"]


def test_a_change_of_a_message_that_is_under_way_follows_it(house: Database) -> None:
    _put(house, "open", key="requests/1")
    (row,) = _claim(house)
    _put(house, "decided", key="requests/1")
    assert _claim(house) == ()

    _sent(house, row, "m1")

    (change,) = _claim(house)
    assert (change.card, change.renews) == (Card("decided"), "m1")


def test_a_change_of_a_message_whose_first_attempt_failed_goes_in_its_place(house: Database) -> None:
    _put(house, "open", key="requests/1")
    _failed(house, _claim(house)[0])
    _put(house, "decided", key="requests/1")
    assert _drain(house, LATER) == ["decided"]


def test_a_change_of_a_message_that_never_arrived_is_a_message_itself(house: Database) -> None:
    _put(house, "open", key="requests/1")
    (row,) = _claim(house)
    _put(house, "decided", key="requests/1")
    _failed(house, row, permanent=True)

    (change,) = _claim(house)
    assert (change.card, change.renews) == (Card("decided"), "")
    _sent(house, change, "m2")
    _put(house, "done", key="requests/1")
    assert _claim(house)[0].renews == "m2"


def test_a_message_with_the_key_of_one_that_never_arrived_is_a_new_message(house: Database) -> None:
    _put(house, "open", key="requests/1")
    _failed(house, _claim(house)[0], permanent=True)
    _put(house, "decided", key="requests/1")
    assert _claim(house)[0].renews == ""


def test_a_card_is_renewed_wherever_it_went_and_nowhere_else(house: Database) -> None:
    _put(house, "open", key="requests/1", person_id="jan")
    _put(house, "open", "board", key="requests/1", room=Room.CHANNEL)
    _put(house, "open", "fatima", key="requests/2")
    _drain(house)

    assert in_store(house, lambda s: s.outbox.with_key("requests/1")) == (
        Address("local", "waterveen", "jan", Room.DIRECT, "jan"),
        Address("local", "waterveen", "board", Room.CHANNEL, None),
    )
    assert _renew(house, "requests/1", "decided") == 2
    assert {(row.address, row.renews) for row in _claim(house)} == {("jan", "m1"), ("board", "m2")}


def test_who_never_got_the_card_hears_nothing_of_its_changes(house: Database) -> None:
    _put(house, "open", key="requests/1")
    _failed(house, _claim(house)[0], permanent=True)

    assert _renew(house, "requests/1", "decided") == 0
    assert _renew(house, "requests/99", "decided") == 0
    assert _claim(house, LATER) == ()


def test_another_organisation_with_the_same_key_is_left_alone(house: Database) -> None:
    _put(house, "open", key="requests/1")
    _drain(house)

    assert in_store(house, lambda s: s.outbox.renew("requests/1", Card("x"), at=NOW), OTHER_TOWN) == 0


def test_messages_without_a_key_are_never_joined(house: Database) -> None:
    _put(house, "a")
    _put(house, "b")
    assert house.read(lambda c: c.scalar(select(func.count()).select_from(outbox))) == 2


def test_a_change_at_the_moment_the_message_is_taken_is_never_lost(house: Database) -> None:
    for number in range(20):
        _put(house, "open", f"u{number}", key=f"requests/{number}")
    shown: dict[str, object] = {}

    def deliver() -> None:
        while rows := _claim(house):
            for row in rows:
                shown[row.address] = row.card.title
                _sent(house, row)

    def change() -> None:
        for number in range(20):
            _put(house, "decided", f"u{number}", key=f"requests/{number}")

    threads = [threading.Thread(target=work) for work in (deliver, change)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    deliver()

    assert shown == {f"u{number}": "decided" for number in range(20)}
