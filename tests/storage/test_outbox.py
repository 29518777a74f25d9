# SPDX-License-Identifier: EUPL-1.2
"""The outbox: written with what causes it, and changed in place."""

import threading

import pytest
from sqlalchemy import Connection, func, select

from commands.cards import Card
from commands.events import Room
from storage.database import Database
from storage.deliveries import Row
from storage.envelopes import Address, Envelope
from storage.messages import outbox
from storage.outbox import Outbox
from tests.storage.house import FATIMA, NOW, OTHER_TOWN, in_store
from tests.storage.post import LATER, drain, put, renew, take, tell_failed, tell_sent


class ChangedMyMindError(Exception):
    pass


def test_a_message_is_gone_when_what_caused_it_is_rolled_back(house: Database) -> None:
    def work(connection: Connection) -> None:
        Outbox(connection, "waterveen").put(Envelope(Address("local", "t", "jan", Room.DIRECT), Card("x")), NOW)
        raise ChangedMyMindError

    with pytest.raises(ChangedMyMindError):
        house.transact(work)
    assert take(house) == ()


def test_a_message_comes_out_as_it_went_in(house: Database) -> None:
    number = put(house, "Hoi", person_id="jan", key="requests/1", urgent=True, correlation="a1b2")

    (row,) = take(house)

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
        attempts=0,
        doubts=0,
        tried_at=NOW,
        renews="",
        language="nl",
        zone="Europe/Amsterdam",
        correlation="a1b2",
        token=row.token,
    )


def test_a_person_is_written_to_in_their_own_language_and_zone_and_a_channel_in_the_organisations(
    house: Database,
) -> None:
    in_store(house, lambda s: s.people.set_language(FATIMA, "en"))
    put(house, "to Fatima", "fatima", person_id="fatima")
    put(house, "naar het kanaal", "board", room=Room.CHANNEL)

    assert {row.address: row.language for row in take(house)} == {"fatima": "en", "board": "nl"}


def test_a_stranger_can_be_written_to(house: Database) -> None:
    def work(connection: Connection) -> None:
        to = Address("local", "t", "U1", Room.DIRECT)
        Outbox(connection, None).put(Envelope(to, Card("Wie ben je?")), NOW)

    house.transact(work)

    (row,) = take(house)
    assert (row.organisation, row.person, row.language) == (None, None, "nl")


def test_a_message_with_a_key_that_was_sent_is_changed_in_place(house: Database) -> None:
    put(house, "open", key="requests/1")
    drain(house)
    put(house, "decided", key="requests/1")

    (row,) = take(house)

    assert (row.card, row.renews) == (Card("decided"), "m1")


def test_a_message_that_was_not_sent_yet_goes_with_the_newest_card(house: Database) -> None:
    first = put(house, "open", key="requests/1", correlation="a")
    assert put(house, "decided", key="requests/1", correlation="b", urgent=True) == first

    (row,) = take(house)
    assert (row.card, row.renews, row.correlation, row.urgent) == (Card("decided"), "", "b", True)
    tell_sent(house, row)
    assert take(house) == ()


def test_changes_that_wait_become_one(house: Database) -> None:
    put(house, "open", key="requests/1")
    drain(house)
    for title in ("assessed", "advised", "decided"):
        renew(house, "requests/1", title)

    assert drain(house) == ["decided"]


def test_a_change_of_a_message_that_is_under_way_follows_it(house: Database) -> None:
    put(house, "open", key="requests/1")
    (row,) = take(house)
    put(house, "decided", key="requests/1")
    assert take(house) == ()

    tell_sent(house, row, "m1")

    (change,) = take(house)
    assert (change.card, change.renews) == (Card("decided"), "m1")


def test_a_change_of_a_message_whose_first_attempt_failed_goes_in_its_place(house: Database) -> None:
    put(house, "open", key="requests/1")
    tell_failed(house, take(house)[0])
    put(house, "decided", key="requests/1")
    assert drain(house, LATER) == ["decided"]


def test_a_change_of_a_message_that_never_arrived_is_a_message_itself(house: Database) -> None:
    put(house, "open", key="requests/1")
    (row,) = take(house)
    put(house, "decided", key="requests/1")
    tell_failed(house, row, permanent=True)

    (change,) = take(house)
    assert (change.card, change.renews) == (Card("decided"), "")
    tell_sent(house, change, "m2")
    put(house, "done", key="requests/1")
    assert take(house)[0].renews == "m2"


def test_a_message_with_the_key_of_one_that_never_arrived_is_a_new_message(house: Database) -> None:
    put(house, "open", key="requests/1")
    tell_failed(house, take(house)[0], permanent=True)
    put(house, "decided", key="requests/1")
    assert take(house)[0].renews == ""


def test_a_card_is_renewed_wherever_it_went_and_nowhere_else(house: Database) -> None:
    put(house, "open", key="requests/1", person_id="jan")
    put(house, "open", "board", key="requests/1", room=Room.CHANNEL)
    put(house, "open", "fatima", key="requests/2")
    drain(house)

    assert in_store(house, lambda s: s.outbox.with_key("requests/1")) == (
        Address("local", "waterveen", "jan", Room.DIRECT, "jan"),
        Address("local", "waterveen", "board", Room.CHANNEL, None),
    )
    assert renew(house, "requests/1", "decided") == 2
    assert {(row.address, row.renews) for row in take(house)} == {("jan", "m1"), ("board", "m2")}


def test_who_never_got_the_card_hears_nothing_of_its_changes(house: Database) -> None:
    put(house, "open", key="requests/1")
    tell_failed(house, take(house)[0], permanent=True)

    assert renew(house, "requests/1", "decided") == 0
    assert renew(house, "requests/99", "decided") == 0
    assert take(house, LATER) == ()


def test_another_organisation_with_the_same_key_is_left_alone(house: Database) -> None:
    put(house, "open", key="requests/1")
    drain(house)

    assert in_store(house, lambda s: s.outbox.renew("requests/1", Card("x"), at=NOW), OTHER_TOWN) == 0


def test_messages_without_a_key_are_never_joined(house: Database) -> None:
    put(house, "a")
    put(house, "b")
    assert house.read(lambda c: c.scalar(select(func.count()).select_from(outbox))) == 2


def test_a_change_at_the_moment_the_message_is_taken_is_never_lost(house: Database) -> None:
    for number in range(20):
        put(house, "open", f"u{number}", key=f"requests/{number}")
    shown: dict[str, object] = {}

    def deliver() -> None:
        while rows := take(house):
            for row in rows:
                shown[row.address] = row.card.title
                tell_sent(house, row)

    def change() -> None:
        for number in range(20):
            put(house, "decided", f"u{number}", key=f"requests/{number}")

    threads = [threading.Thread(target=work) for work in (deliver, change)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    deliver()

    assert shown == {f"u{number}": "decided" for number in range(20)}
