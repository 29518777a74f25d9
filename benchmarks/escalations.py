# SPDX-License-Identifier: EUPL-1.2
"""What a tick of the clock costs with 100 and with 10,000 escalations that run, on SQLite and PostgreSQL.

Run as ``python -m benchmarks.escalations``. The aim is flat: what runs and is not due must not make a tick dearer, and
100 that are due must cost the same whether or not 10,000 others run. ``idle`` is a tick that finds nothing due, and
``rung`` what one climb costs: the ladder computed anew, everyone told, and the next term planned.
"""

import statistics
import tempfile
import time
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from benchmarks.databases import both
from bot.app import App, build
from bot.clock import OFFSET, business_now, machine_now, move_to
from bot.registers import Registers
from bot.settings import Settings
from commands.calendars import Calendar
from commands.escalations.escalation import Escalation, Kind, Rung, Six, State, Why
from commands.escalations.terms import falls_due, stands
from storage.database import Connection, Database
from storage.settings import Settings as Kept
from storage.store import Store
from tests.cast import AT, CIO, SANNE, TEAMMANAGER, WATERVEEN, lay

RUNNING = (100, 10_000)
DUE = 100
ROUNDS = 200
BATCH = 1_000
TODAY = date(2026, 3, 2)


def main() -> None:
    """Measure with few and with many on both databases, and print the ratios."""
    print(f"{'database':>12} {'running':>8} {'idle ms':>8} {'ratio':>6} {'rung ms':>8} {'ratio':>6}")
    with both() as makes:
        for name, make in makes.items():
            first: tuple[float, float] | None = None
            for running in RUNNING:
                database = Database.open(make())
                with tempfile.TemporaryDirectory() as home:
                    settings = Settings(mandaat_home=Path(home))
                    app = build(settings, database, demo=True, registers=Registers(meaning=False))
                    idle, rung = _measure(app, running)
                database.close()
                first = first or (idle, rung)
                ratios = idle / first[0], rung / first[1]
                print(f"{name:>12} {running:8,} {idle:8.2f} {ratios[0]:6.2f} {rung:8.2f} {ratios[1]:6.2f}", flush=True)


def _measure(app: App, running: int) -> tuple[float, float]:
    """Return what a tick without work costs, and one climb, both in milliseconds."""
    app.database.transact(_begin)
    # Those that are due tomorrow, and all others, which are due after the summer.
    app.database.transact(partial(_fill, count=DUE, since=TODAY - timedelta(days=7)))
    for start in range(DUE, running, BATCH):
        count = min(BATCH, running - start)
        app.database.transact(partial(_fill, count=count, since=TODAY + timedelta(days=200)))
    app.ticker.tick()
    idle = statistics.median(_seconds(app) for _turn in range(ROUNDS))
    app.database.transact(_tomorrow)
    begun = time.perf_counter()
    carried = sum(iter(app.ticker.tick, 0))
    rung = (time.perf_counter() - begun) / DUE
    assert app.database.read(_climbed) == DUE, carried
    return idle * 1e3, rung * 1e3


def _begin(connection: Connection) -> None:
    """Put the cast in, on a Monday."""
    lay(connection)
    Store(connection, WATERVEEN).settings.put(OFFSET, str((AT - machine_now()).total_seconds()))


def _fill(connection: Connection, count: int, since: date) -> None:
    """Let escalations run that came to the team manager on a day, with what falls due for them."""
    store, calendar = Store(connection, WATERVEEN), Calendar()
    first = Rung(TEAMMANAGER, WATERVEEN.id, 1, 5, Why.DECIDES, people=("ahmet-demir",))
    rung = stands(first, since, calendar)
    six = Six("De levering duurt te lang.", "Gebeld.", "Wanneer ze komen.", CIO, TODAY, "Niemand kan werken.")
    for _number in range(count):
        kept = store.escalations.add(
            Escalation(
                WATERVEEN.id,
                "",
                Kind.OTHER,
                State.RUNNING,
                "De levering van laptops",
                six,
                AT,
                TEAMMANAGER,
                WATERVEEN.id,
                Why.DECIDES,
                raiser=SANNE,
                ladder=(rung,),
            ),
            TODAY.year,
        )
        for due in falls_due(kept, since, calendar):
            if due.stage.startswith("end"):
                store.dues.plan(due)


def _seconds(app: App) -> float:
    """Return how long a tick takes that finds nothing to do."""
    begun = time.perf_counter()
    assert app.ticker.tick() == 0
    return time.perf_counter() - begun


def _tomorrow(connection: Connection) -> None:
    """Let it be noon of the next day."""
    kept = Kept(connection)
    move_to(kept, business_now(kept) + timedelta(days=1, hours=3))


def _climbed(connection: Connection) -> int:
    """Return how many stand on a second rung."""
    every = Store(connection, WATERVEEN).escalations.all()
    return sum(len(each.ladder) > 1 for each in every)


if __name__ == "__main__":
    main()
