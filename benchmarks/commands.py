# SPDX-License-Identifier: EUPL-1.2
"""How many commands a second are stored durably, as a ratio to the same rows inserted bare with one commit each.

Run as ``python -m benchmarks.commands``. A command is what every event writes: the event itself, a message, a journal
line. The aims are 1.3 on SQLite, where commits are shared by who waits at the same time, and 0.45 on PostgreSQL.
"""

import itertools
import sqlite3
import statistics
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg

from benchmarks.databases import both
from bot.clock import machine_now
from commands.cards import Card, Paragraph
from commands.events import Room
from commands.organisations import Organisation, OrganisationKind
from storage.codec import encode_card
from storage.database import Connection, Database
from storage.envelopes import Address, Envelope
from storage.organisation import Organisations
from storage.store import Store

COMMANDS = 2_000
ROUNDS = 3
#: Who acts at the same time: on SQLite all wait for the one writer, on PostgreSQL each has a connection.
THREADS = {"SQLite": 32, "PostgreSQL": 8}
TOWN = Organisation("waterveen", "Waterveen", OrganisationKind.MUNICIPALITY)
CARD = Card("Four laptops", (Paragraph("This waits for your decision."),))
EVENT = "INSERT INTO seen (key, ack, at) VALUES ({0}, '', {0})"
MESSAGE = (
    "INSERT INTO outbox (organisation, platform, tenant, address, room, key, card, urgent, created_at, due_at, state, "
    "attempts, error, message_id, correlation) VALUES ({0}, 'local', 'w', {0}, 'direct', '', {0}, {0}, {0}, {0}, "
    "'due', 0, '', '', '')"
)
LINE = (
    "INSERT INTO journal (organisation, action, object, result, origin, actor, at) "
    "VALUES ({0}, 'requests.submit', {0}, 'done', 'local', 'jan', {0})"
)


def main() -> None:
    """Measure on both databases and print."""
    with both() as databases:
        for name, make in databases.items():
            ratios: list[float] = []
            for _round in range(ROUNDS):
                url = make()
                database = Database.open(url)
                database.transact(lambda c: Organisations(c).add(TOWN))
                bare = _rate(1 if name == "SQLite" else THREADS[name], partial(_bare, url))
                ours = _rate(THREADS[name], partial(_stored, database))
                database.close()
                ratios.append(ours / bare)
                print(f"{name:>10}: {ours:,.0f} commands/s, bare {bare:,.0f}/s, ratio {ours / bare:.2f}", flush=True)
            print(f"{name:>10}: median ratio {statistics.median(ratios):.2f}")


def _rate(threads: int, work: Callable[["itertools.count[int]"], None]) -> float:
    """Return commands a second; the threads share one count."""
    numbers = itertools.count(1)
    running = [threading.Thread(target=work, args=(numbers,)) for _ in range(threads)]
    begun = time.perf_counter()
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return COMMANDS / (time.perf_counter() - begun)


def _stored(database: Database, numbers: "itertools.count[int]") -> None:
    """Store commands through the store layer."""
    for number in iter(lambda: next(numbers), None):
        if number > COMMANDS:
            return
        database.transact(partial(_command, number=number))


def _command(connection: Connection, number: int) -> None:
    """Store what one event writes."""
    store, at = Store(connection, TOWN), machine_now()
    assert store.seen.answer(f"ours/{number}", at) is None
    store.outbox.put(Envelope(Address("local", "w", f"u{number}", Room.DIRECT), CARD), at)
    store.journal.append(
        action="requests.submit", object=f"requests/{number}", result="done", origin="local", actor="jan", at=at
    )


def _bare(url: str, numbers: "itertools.count[int]") -> None:
    """Insert the same rows with the driver alone, one commit for each command."""
    if url.startswith("sqlite"):
        connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        mark, begin = "?", "BEGIN IMMEDIATE"
    else:
        connection = psycopg.connect(url, autocommit=True)
        mark, begin = "%s", "BEGIN"
    event, message, line = (statement.format(mark) for statement in (EVENT, MESSAGE, LINE))
    for number in iter(lambda: next(numbers), None):
        if number > COMMANDS:
            break
        at = machine_now() if mark == "%s" else machine_now().isoformat(" ")
        connection.execute(begin)
        connection.execute(event, (f"bare/{number}", at))
        connection.execute(message, ("waterveen", f"u{number}", encode_card(CARD), False, at, at))
        connection.execute(line, ("waterveen", f"requests/{number}", at))
        connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    main()
