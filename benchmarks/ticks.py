# SPDX-License-Identifier: EUPL-1.2
"""What a tick of the clock costs with 100, 10,000 and 1,000,000 moments still to come, on SQLite and PostgreSQL.

Run as ``python -m benchmarks.ticks``. The aim is flat: what is still to come must not make what is due any dearer. The
ratio is to the tick with 100; beside it stands what one carried-out row costs, with its message and journal line.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.ticker import Ticker
from commands.cards import Card
from commands.dues import Due, Tick
from commands.feature import Feature
from commands.refs import Ref
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import _
from storage.database import Connection, Database
from storage.dues import dues
from storage.store import Store
from tests import postgres
from tests.cast import SANNE, WATERVEEN, move_in

SIZES = (100, 10_000, 1_000_000)
ROUNDS = 200
CARRIED = 300
BATCH = 10_000


def main() -> None:
    """Measure each size on each database, and print the ratios."""
    print(f"{'database':>10} {'to come':>9} {'tick ms':>8} {'p95 ms':>7} {'ratio':>6} {'row ms':>7}")
    for name, address in (("sqlite", _sqlite), ("postgresql", _postgres)):
        with address() as url:
            _measure(name, url)


def _measure(name: str, url: str) -> None:
    """Fill one database further and further, and measure at each size."""
    database = Database.open(url)
    database.migrate()
    move_in(database)
    ticker = Ticker(database, (Feature("bench", dues={"bench.remind": _remind}),), lambda: None)
    filled, first = 0, 0.0
    for size in SIZES:
        while filled < size:
            count = min(BATCH, size - filled)
            database.transact(partial(_fill, start=filled, count=count))
            filled += count
        ticker.tick()
        ticks = [_seconds(ticker) for _turn in range(ROUNDS)]
        database.transact(partial(_plan, size=size))
        begun = time.perf_counter()
        carried = sum(iter(ticker.tick, 0))
        row = (time.perf_counter() - begun) / carried
        assert carried == CARRIED
        median = statistics.median(ticks)
        first = first or median
        p95 = sorted(ticks)[int(ROUNDS * 0.95)]
        print(
            f"{name:>10} {size:>9,} {median * 1e3:>8.2f} {p95 * 1e3:>7.2f} {median / first:>6.2f} {row * 1e3:>7.2f}",
            flush=True,
        )
    database.close()


def _seconds(ticker: Ticker) -> float:
    """Return how long a tick takes that finds nothing to do."""
    begun = time.perf_counter()
    assert ticker.tick() == 0
    return time.perf_counter() - begun


def _remind(tick: Tick, _store: Any) -> Reply:  # noqa: ANN401 - a feature's own store
    """Do what a reminder does."""
    return Reply(
        tells=(Tell(ToPerson(SANNE), Card(_("Show the request"))),), acts=(Act("bench.remind", tick.due.about),)
    )


def _plan(connection: Connection, size: int) -> None:
    """Plan what has fallen due already."""
    store = Store(connection, WATERVEEN)
    for number in range(CARRIED):
        store.dues.plan(Due("bench.remind", Ref("bench", f"{size}/{number}"), date(2026, 1, 5), clock(9)))


def _fill(connection: Connection, start: int, count: int) -> None:
    """Write moments that are still to come, spread over the coming year."""
    first = datetime.now(UTC) + timedelta(days=1)
    rows = [
        {
            "organisation": WATERVEEN.id,
            "rule": "bench.remind",
            "feature": "bench",
            "thing": str(number),
            "day": (first + timedelta(minutes=number % 500_000)).date(),
            "clock": "09:00:00",
            "zone": "Europe/Amsterdam",
            "stage": "half",
            "whom": "",
            "due_at": first + timedelta(minutes=number % 500_000),
            "state": "due",
            "attempts": 0,
            "error": "",
        }
        for number in range(start, start + count)
    ]
    connection.execute(insert(dues), rows)


@contextmanager
def _sqlite() -> Iterator[str]:
    """Give a new file."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'mandaat.db'}"


@contextmanager
def _postgres() -> Iterator[str]:
    """Give a new database on a server of its own."""
    with postgres.running() as server:
        yield f"{server}/postgres"


if __name__ == "__main__":
    main()
