# SPDX-License-Identifier: EUPL-1.2
"""What the outbox delivers arrives once, changes in place, and is remembered."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import machine_now
from bot.local.send import LocalSender
from commands.cards import Card
from commands.events import Place, Room
from storage.database import Database
from storage.deliveries import Row
from storage.local import LocalMessage, LocalMessages
from tests.cast import AT, MARIEKE, SANNE, WATERVEEN, move_in

SANNES = Place("local", SANNE.id)
MARIEKES = Place("local", MARIEKE.id)
BOARD = Place("local", "portfolioboard", Room.CHANNEL)


@pytest.fixture
def page(database: Database) -> Database:
    move_in(database)
    return database


def row(number: int, card: str, place: Place = SANNES, *, renews: str = "", correlation: str = "c") -> Row:
    """Return a row of the outbox."""
    return Row(
        id=number,
        organisation=WATERVEEN.id,
        platform="local",
        tenant=WATERVEEN.id,
        address=place.conversation,
        room=place.room,
        person=None,
        key="",
        card=Card(card),
        urgent=False,
        created_at=AT,
        attempts=0,
        doubts=0,
        tried_at=AT,
        renews=renews,
        language="nl",
        zone="Europe/Amsterdam",
        correlation=correlation,
        token="t",
    )


def read(page: Database, place: Place = SANNES) -> tuple[LocalMessage, ...]:
    return page.read(lambda c: LocalMessages(c, WATERVEEN.id).latest(place, 10))


def send(page: Database, *rows: Row) -> list[str]:
    sender = LocalSender(page)
    return [asyncio.run(sender.send(each)) for each in rows]


def others(page: Database, user: str) -> list[str]:
    return [m.conversation for m in page.read(lambda c: LocalMessages(c, WATERVEEN.id).to_others(user, 10))]


def cause(page: Database, correlation: str, user: str) -> None:
    page.transact(lambda c: LocalMessages(c, WATERVEEN.id).keep_cause(correlation, user))


def test_the_same_row_sent_twice_is_one_message(page: Database) -> None:
    assert send(page, row(1, "hello"), row(1, "hello")) == ["r-1", "r-1"]
    assert len(read(page)) == 1


def test_a_renewed_card_keeps_its_place_and_counts_as_a_change(page: Database) -> None:
    [first, _second] = send(page, row(1, "waits"), row(2, "next"))
    assert send(page, row(3, "approved", renews=first)) == [first]
    renewed, after = read(page)
    assert (renewed.id, renewed.position < after.position, renewed.sequence > after.sequence) == (first, True, True)
    assert "approved" in renewed.card
    assert renewed.renewed_at is not None
    assert abs(renewed.renewed_at - machine_now()) < timedelta(minutes=5)


def test_a_message_that_is_gone_comes_back_when_it_is_renewed(page: Database) -> None:
    assert send(page, row(9, "approved", renews="r-1")) == ["r-1"]
    assert [m.id for m in read(page)] == ["r-1"]


def test_a_channel_and_a_person_of_the_same_name_are_two_conversations(page: Database) -> None:
    send(page, row(1, "to the board", BOARD), row(2, "to a person", Place("local", "portfolioboard")))
    assert len(read(page, BOARD)) == 1


def test_who_caused_messages_sees_those_to_others_newest_first(page: Database) -> None:
    send(page, row(1, "mine"), row(2, "yours", MARIEKES), row(3, "ours", BOARD), row(4, "not of this", correlation="d"))
    cause(page, "c", SANNE.id)
    assert others(page, SANNE.id) == ["portfolioboard", MARIEKE.id]
    assert others(page, MARIEKE.id) == []


def test_a_message_stays_with_who_caused_it_when_another_renews_it(page: Database) -> None:
    [_mine, theirs] = send(page, row(1, "mine"), row(2, "yours", MARIEKES))
    cause(page, "c", SANNE.id)
    send(page, row(3, "done", MARIEKES, renews=theirs, correlation="d"))
    send(page, row(4, "done", SANNES, renews="r-1", correlation="d"))
    cause(page, "d", MARIEKE.id)
    assert others(page, SANNE.id) == [MARIEKE.id]
    assert others(page, MARIEKE.id) == [SANNE.id]


def test_words_said_twice_under_one_number_are_kept_once(page: Database) -> None:
    for _twice in range(2):
        page.transact(lambda c: LocalMessages(c, WATERVEEN.id).keep_words("s-1", SANNES, SANNE.id, "hello", AT))
    [said] = read(page)
    assert (said.author, said.words, said.card) == (SANNE.id, "hello", "")


def test_what_changed_since_a_number_comes_in_the_order_of_the_changes(page: Database) -> None:
    send(page, row(1, "one"), row(2, "two"))
    send(page, replace(row(3, "one again"), renews="r-1"))
    changed = page.read(lambda c: LocalMessages(c, WATERVEEN.id).changed_since(SANNES, 1))
    assert [m.id for m in changed] == ["r-2", "r-1"]


def test_a_conversation_begins_with_its_last_messages(page: Database) -> None:
    send(page, *(row(number, f"card {number}") for number in range(1, 6)))
    last = page.read(lambda c: LocalMessages(c, WATERVEEN.id).latest(SANNES, 2))
    assert [m.id for m in last] == ["r-4", "r-5"]


def test_one_organisation_does_not_read_another(page: Database) -> None:
    send(page, row(1, "ours"))
    assert page.read(lambda c: LocalMessages(c, "zuiderplas").latest(SANNES, 10)) == ()
