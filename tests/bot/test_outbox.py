# SPDX-License-Identifier: EUPL-1.2
"""Deliveries as a whole, to a platform at the network's edge that goes wrong: every message is seen, and once."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from bot.attempt import marked
from bot.clock import business_now
from bot.dispatch import Dispatcher
from bot.local.send import LocalSender
from bot.outbox import Delivery
from bot.routes import Routes
from commands.cards import Card
from commands.events import Ask, Incoming, Place, Room
from commands.people import Account, Person
from storage.database import Connection, Database
from storage.envelopes import Address, Envelope
from storage.journal import lines
from storage.local import LocalMessages
from storage.messages import DUE
from storage.store import Store
from storage.undelivered import messages
from tests.cast import LOTTE, SANNE, WATERVEEN, move_in
from tests.fakes.sink import Sink
from tests.fakes.telex import PLATFORM, Telex


@dataclass(frozen=True)
class Post:
    """A sink, and a house that sends to it."""

    database: Database
    sink: Sink
    delivery: Delivery

    def put(self, address: str, title: str = "Hoi", person: Person | None = None, **more: object) -> int:
        """Write a message by telex."""

        def work(connection: Connection) -> int:
            store = Store(connection, WATERVEEN)
            at = business_now(store.settings)
            to = Address(PLATFORM, "t", address, Room.DIRECT, person.id if person else None)
            return store.outbox.put(Envelope(to, Card(title), **more), at)  # type: ignore[arg-type]

        return self.database.transact(work)

    async def delivers(self) -> None:
        """Deliver what is due until nothing is."""
        while await self.delivery.deliver_due():
            pass

    def states(self) -> "Counter[str]":
        """Return how many messages stand how."""
        return Counter(kept.state for kept in self.database.read(lambda c: messages(c, most=1_000)))

    def reads(self, person: Person) -> list[str]:
        """Return what a person sees on the local page."""
        place = Place("local", person.id)
        return [m.card for m in self.database.read(lambda c: LocalMessages(c, WATERVEEN.id).latest(place, 10))]


@contextlib.asynccontextmanager
async def office(database: Database) -> AsyncIterator[Post]:
    """Run a sink, and a house that sends to it and to the local page."""
    sink = Sink()
    runner = web.AppRunner(sink.app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    telex = Telex(f"http://127.0.0.1:{runner.addresses[0][1]}/messages")
    try:
        yield Post(database, sink, Delivery(database, {PLATFORM: telex, "local": LocalSender(database)}))
    finally:
        await telex.close()
        await runner.cleanup()


@pytest.fixture
def post(database: Database) -> Callable[[Callable[[Post], Awaitable[None]]], None]:
    """Give what does something in such a house."""
    move_in(database)

    def run(work: Callable[[Post], Awaitable[None]]) -> None:
        async def inside() -> None:
            async with office(database) as place:
                await work(place)

        asyncio.run(inside())

    return run


Run = Callable[[Callable[[Post], Awaitable[None]]], None]


def test_many_messages_arrive_once_each_and_in_order_within_a_conversation(post: Run) -> None:
    async def work(place: Post) -> None:
        numbers = [await asyncio.to_thread(place.put, f"u{n % 7}") for n in range(100)]
        await place.delivers()
        arrived = [number for number, _at in place.sink.arrived]
        assert sorted(arrived) == numbers
        for conversation in range(7):
            mine = [number for number in arrived if numbers.index(number) % 7 == conversation]
            assert mine == sorted(mine)
        assert place.states() == {"sent": 100}

    post(work)


def test_an_event_wakes_only_those_who_have_something_to_send(database: Database) -> None:
    move_in(database)
    woken: list[Collection[str]] = []
    dispatcher = Dispatcher(database, Routes(()), woken.append)
    known = Incoming(Ask("/help"), Account("local", WATERVEEN.id, SANNE.id), Place("local", SANNE.id), "local/1")
    stranger = Incoming(Ask("/help"), Account("slack", "T1", "U1"), Place("slack", "U1"), "slack/1")
    for event in (known, known, stranger, stranger):
        dispatcher.handle(event)
    # What is brought again is answered as before, and nothing more is written.
    assert woken == [{"local"}, {"slack"}]


def test_a_message_that_cannot_be_delivered_goes_another_way_and_the_administrator_hears_it_once(post: Run) -> None:
    async def work(place: Post) -> None:
        first = place.put("gone-1", "Vier laptops", SANNE)
        place.put("gone-2", "Zes laptops", SANNE)
        await place.delivers()

        assert [("Vier laptops" in card, "Zes laptops" in card) for card in place.reads(SANNE)] == [
            (True, False),
            (False, True),
        ]
        [told] = place.reads(LOTTE)
        assert "no such address" in told
        assert f"outbox/{first}" in [line.object for line in place.database.read(lambda c: list(lines(c)))]
        assert place.states() == {"failed": 2, "sent": 3}

    post(work)


def test_what_tells_the_administrator_is_not_told_again_when_that_too_cannot_be_delivered(post: Run) -> None:
    async def work(place: Post) -> None:
        def move(connection: Connection) -> None:
            people = Store(connection, WATERVEEN).people
            for account in people.accounts(LOTTE):
                people.remove_account(account)
            people.add_account(LOTTE, Account(PLATFORM, "t", "gone-lotte"))

        place.database.transact(move)
        place.put("gone-1")
        await place.delivers()
        assert place.states() == {"failed": 2}

    post(work)


def test_what_may_have_arrived_is_repeated_once_and_says_so(post: Run) -> None:
    async def work(place: Post) -> None:
        place.sink.faults.schedule(["reset_stored"])
        number = place.put("u1", "Vier laptops")
        running = asyncio.create_task(place.delivery.run())
        async with asyncio.timeout(60):
            while place.states() != {"sent": 1}:  # noqa: ASYNC110 - it is another task that we wait for
                await asyncio.sleep(0.1)
        place.delivery.stop()
        await running
        assert [arrived for arrived, _at in place.sink.arrived] == [number, number]

    post(work)


def test_a_repeat_is_said_in_the_title_that_a_notification_shows() -> None:
    assert marked(Card("Vier laptops")).title != "Vier laptops"


def test_stopping_finishes_what_is_under_way_and_leaves_nothing_in_doubt(post: Run) -> None:
    async def work(place: Post) -> None:
        for number in range(300):
            place.put(f"u{number}")
        running = asyncio.create_task(place.delivery.run())
        async with asyncio.timeout(60):
            while len(place.sink.arrived) < 20:  # noqa: ASYNC110 - it is another task that we wait for
                await asyncio.sleep(0.01)
        place.delivery.stop()
        await running
        states = place.states()
        assert states["sent"] == len(place.sink.arrived)
        held = "SELECT count(*) FROM outbox WHERE token IS NOT NULL"
        assert place.database.read(lambda c: c.exec_driver_sql(held).scalar()) == 0

    post(work)


def test_a_message_is_left_for_later_when_the_database_goes_away_while_it_is_sent(
    database: Database, tmp_path: Path
) -> None:
    move_in(database)
    gone = Database.open(f"sqlite:///{tmp_path / 'gone.db'}")

    def put(connection: Connection) -> int:
        store = Store(connection, WATERVEEN)
        at = business_now(store.settings)
        return store.outbox.put(Envelope(Address("local", "t", SANNE.id, Room.DIRECT), Card("Hoi")), at)

    async def deliver() -> None:
        delivery = Delivery(database, {"local": LocalSender(gone)})
        while await delivery.deliver_due():
            pass

    database.transact(put)
    asyncio.run(deliver())
    gone.close()

    [kept] = database.read(lambda c: messages(c, most=1))
    assert (kept.state, kept.attempts, "moved or removed" in kept.error) == (DUE, 1, True)
