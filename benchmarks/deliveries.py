# SPDX-License-Identifier: EUPL-1.2
"""How quickly due messages are delivered, and how late an escalation is while a poll goes out.

Run as ``python -m benchmarks.deliveries``. Deliveries are a ratio to bare posts by aiohttp of the same bodies to the
same sink in the same run, as many at once; the aims are 0.75 on SQLite and 0.6 on PostgreSQL. What one of each takes of
a processor, in this process, is told beside it. An escalation may be 2 seconds late, beside what the platform itself
asks to wait.
"""

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import aiohttp

from benchmarks.databases import both
from bot.clock import machine_now
from bot.lane import PLACES, URGENT_PLACES
from bot.loading import loading
from bot.outbox import Delivery
from commands.cards import Card, Fact, Facts, Paragraph
from commands.events import Room
from storage.database import Connection, Database
from storage.envelopes import Address, Envelope
from storage.outbox import Outbox
from storage.pacing import Pace, Window
from tests.fakes.telex import PLATFORM, Telex

MESSAGES = int(os.environ.get("BENCH_MESSAGES", "10000"))
CONVERSATIONS = 2_000
ROUNDS = 3
#: As many at once as our own lane has for what is not urgent.
AT_ONCE = PLACES - URGENT_PLACES
ESCALATIONS = 40
#: A platform that takes fifty messages a second, as Teams of one tenant; one post in a hundred is answered with 429.
BUSY = Pace(conversation=(Window(7, 1.0),), workspace=(Window(50, 1.0),))
REFUSED = {"modes": ["429"], "share": 0.01, "seed": 7, "retry_after": 1}
SECONDS_BETWEEN = 0.5
ROOT = Path(__file__).parents[1]


def main() -> None:
    """Measure on both databases and print."""
    with loading():
        pass  # all is imported above; from here on memory is kept as in the program
    with sink() as url, both() as databases:
        for name, make in databases.items():
            ratios: list[float] = []
            for _round in range(ROUNDS):
                bare, ours = asyncio.run(throughput(make(), url))
                ratios.append(bare.seconds / ours.seconds)
                print(f"{name:>10}: deliveries {ours}; bare {bare}; ratio {ratios[-1]:.2f}", flush=True)
            print(f"{name:>10}: median ratio {statistics.median(ratios):.2f}")
            late, went = asyncio.run(lateness(make(), url))
            tail = statistics.quantiles(late, n=100, method="inclusive")[-1]
            print(
                f"{name:>10}: {len(late)} escalations while a poll of {MESSAGES} went at {went:.0f}/s: "
                f"median {statistics.median(late):.2f} s late, p99 {tail:.2f} s, most {max(late):.2f} s",
                flush=True,
            )


@dataclass(frozen=True)
class Spent:
    """What all the messages took: seconds that passed, and seconds of a processor in this process."""

    seconds: float
    processor: float

    def __str__(self) -> str:
        """Say how many went in a second, and what one took of a processor."""
        return f"{MESSAGES / self.seconds:,.0f}/s, processor {self.processor / MESSAGES * 1000:.2f} ms each"


@contextlib.contextmanager
def measured() -> Iterator[list[Spent]]:
    """Yield where it is put what the block took."""
    spent: list[Spent] = []
    seconds, processor = time.perf_counter(), time.process_time()
    yield spent
    spent.append(Spent(time.perf_counter() - seconds, time.process_time() - processor))


async def throughput(url: str, sink_url: str) -> tuple[Spent, Spent]:
    """Return what it took to post the messages bare, and to deliver them."""
    database = Database.open(url)
    await asyncio.to_thread(database.transact, fill)
    bodies = [{"id": n, "to": f"u{n % CONVERSATIONS}", "text": f"Message {n}"} for n in range(1, MESSAGES + 1)]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        with measured() as bare:
            await _bare(session, sink_url, bodies)
    delivery = Delivery(database, {PLATFORM: Telex(sink_url)})
    with measured() as ours:
        running = asyncio.create_task(delivery.run())
        while await asyncio.to_thread(database.read, _waits):  # noqa: ASYNC110 - another process might deliver as well
            await asyncio.sleep(0.05)
    delivery.stop()
    await running
    database.close()
    return bare[0], ours[0]


async def _bare(session: aiohttp.ClientSession, url: str, bodies: list[dict[str, object]]) -> None:
    """Post these, so many at once."""
    waiting = iter(bodies)

    async def post() -> None:
        for each in waiting:
            async with session.post(url, json=each) as answer:
                assert answer.ok
                await answer.json()

    await asyncio.gather(*(post() for _place in range(AT_ONCE)))


async def lateness(url: str, sink_url: str) -> tuple[list[float], float]:
    """Return by how many seconds each escalation was late, and the messages of the poll that went in a second."""
    database = Database.open(url)
    await asyncio.to_thread(database.transact, fill)
    control = sink_url.replace("/messages", "/control")
    async with aiohttp.ClientSession() as session:
        await session.post(f"{control}/faults", json=REFUSED)
        delivery = Delivery(database, {PLATFORM: Telex(sink_url, BUSY)})
        running = asyncio.create_task(delivery.run())
        await asyncio.sleep(2)
        due: dict[int, float] = {}
        begun = time.time()
        for number in range(ESCALATIONS):
            # Every other one to somebody whose part of the poll still waits.
            address = f"u{CONVERSATIONS - 1 - number}" if number % 2 else f"manager{number}"
            due[await asyncio.to_thread(database.transact, lambda c, to=address: escalate(c, to))] = time.time()
            delivery.wake()
            await asyncio.sleep(SECONDS_BETWEEN)
        seconds = time.time() - begun
        await asyncio.sleep(4)
        async with session.get(f"{control}/visible") as answer:
            seen = {number: at for number, at in await answer.json() if at >= begun}
        await session.post(f"{control}/faults", json={"share": 0})
        delivery.stop()
        await running
    database.close()
    assert due.keys() <= seen.keys(), "an escalation did not arrive"
    poll = sum(at <= begun + seconds for number, at in seen.items() if number not in due)
    return [seen[number] - at for number, at in due.items()], poll / seconds


def fill(connection: Connection) -> None:
    """Write the messages of a poll."""
    box, now = Outbox(connection, None), machine_now()
    for number in range(1, MESSAGES + 1):
        _put(box, f"u{number % CONVERSATIONS}", f"Message {number}", now)


def escalate(connection: Connection, address: str) -> int:
    """Write an escalation and return its number."""
    return _put(Outbox(connection, None), address, "Escalation", machine_now(), urgent=True)


def _put(box: Outbox, address: str, title: str, at: datetime, *, urgent: bool = False) -> int:
    """Write a message of the usual size."""
    facts = Facts((Fact("Reference", "ITV-2026-0014"), Fact("Amount", "€ 40.000")))
    card = Card(title, (Paragraph("How do you look back on the last quarter?"), facts))
    return box.put(Envelope(Address(PLATFORM, "waterveen", address, Room.DIRECT), card, urgent=urgent), at)


def _waits(connection: Connection) -> bool:
    """Whether something is still to be delivered."""
    return connection.exec_driver_sql("SELECT 1 FROM outbox WHERE state = 'due' LIMIT 1").first() is not None


@contextlib.contextmanager
def sink() -> Iterator[str]:
    """Run a sink as a process of its own and yield where messages are posted."""
    process = subprocess.Popen([sys.executable, "-m", "tests.fakes.sink"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield f"{process.stdout.readline().strip()}/messages"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
