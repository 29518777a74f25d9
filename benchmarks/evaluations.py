# SPDX-License-Identifier: EUPL-1.2
"""What a round of 10,000 people costs: inviting, answers through dispatch, and the report, on SQLite and PostgreSQL.

Run as ``python -m benchmarks.evaluations``. The aim is 200 answers a second, and a report in less than a second.
"""

import itertools
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert

from benchmarks.databases import both
from bot.app import App, build
from bot.clock import OFFSET, business_now, machine_now, move_to
from bot.dispatch import Ack
from bot.registers import Registers
from bot.settings import Settings
from commands.evaluations.facts import Facts
from commands.evaluations.instrument import questionnaire
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.opening import opened, quarterly
from commands.evaluations.report import made
from commands.evaluations.round import Round, Standing
from commands.events import Incoming, Place, Submit
from commands.people import Account, Function, Side
from storage.database import Connection, Database
from storage.functions import holdings
from storage.persons import accounts, folded, people
from storage.settings import Settings as Kept
from storage.store import Store
from tests.cast import AT, WATERVEEN, ZUIDERPLAS

PEOPLE = 10_000
ANSWERS = 3_000
#: So many invitations are measured.
INVITED = 500
HANDS = 16
SIDES = {"Business": Side.BUSINESS, "IT": Side.IT, "Control": Side.CONTROL}
QUESTIONS = questionnaire((), later=False, joint=False)
#: People answer when it suits them, and not by the order of the alphabet.
ORDER = Random(1).sample(range(PEOPLE), PEOPLE)  # noqa: S311 - no secret


def main() -> None:
    """Measure on both databases, and print."""
    print(f"{'database':>12} {'invited/s':>10} {'answers/s':>10} {'p95 ms':>7} {'cpu ms':>7}", end=" ")
    print(f"{'report s':>9} {'closing s':>10}")
    with both() as makes:
        for name, make in makes.items():
            database = Database.open(make())
            with tempfile.TemporaryDirectory() as home:
                app = build(Settings(mandaat_home=Path(home)), database, demo=True, registers=Registers(meaning=False))
                invited, answered, slowest, busy, report, closing = _measure(app)
            database.close()
            print(
                f"{name:>12} {invited:10.0f} {answered:10.0f} {slowest:7.1f} {busy:7.1f} {report:9.2f} {closing:10.2f}"
            )


def _measure(app: App) -> tuple[float, float, float, float, float, float]:
    """Return how many are invited and answer each second, what answers cost, and how long the end takes."""
    database = app.database
    database.transact(_lay)
    round_ = database.transact(_opened)
    begun = time.perf_counter()
    while (done := database.read(lambda c: _invited(c, round_))) < INVITED:
        app.ticker.tick()
    invited = done / (time.perf_counter() - begun)
    database.transact(lambda c: _rest_invited(c, round_))
    took: list[float] = []
    begun, worked = time.perf_counter(), time.process_time()
    _answer(app, took, round_)
    busy = (time.process_time() - worked) / ANSWERS * 1000
    answered = ANSWERS / (time.perf_counter() - begun)
    report = _timed(lambda: database.read(lambda c: _counted(c, round_)))
    database.transact(_last_day)
    closing = _timed(app.ticker.tick)
    return invited, answered, statistics.quantiles(took, n=20)[-1] * 1000, busy, report, closing


def _lay(connection: Connection) -> None:
    """Put everybody in, with a function and an account each."""
    store = Store(connection, WATERVEEN)
    store.organisations.add(ZUIDERPLAS)
    store.organisations.add(WATERVEEN)
    store.organisations.link_tenant("local", WATERVEEN.id, WATERVEEN.id)
    for name, side in SIDES.items():
        store.people.add_function(Function(name, side))
    which = [f"p{number:05}" for number in range(PEOPLE)]
    common = {"organisation": WATERVEEN.id, "email": "", "language": "", "zone": "", "unit": "", "active": True}
    connection.execute(insert(people), [{"id": p, "name": p, "search": p, **common} for p in which])
    at = {"platform": "local", "tenant": WATERVEEN.id}
    connection.execute(insert(accounts), [{"person": p, "user": p, **at} for p in which])
    names = itertools.cycle(folded(name) for name in SIDES)
    held = {"organisation": WATERVEEN.id, "unit": "", "deputy": False}
    connection.execute(insert(holdings), [{"person": p, "function": next(names), **held} for p in which])
    store.settings.put(OFFSET, str((AT - machine_now()).total_seconds()))


def _opened(connection: Connection) -> Round:
    """Open a round for everybody."""
    store, neighbours = Store(connection, WATERVEEN), Neighbours()
    today = business_now(store.settings).date()
    round_ = quarterly(store, neighbours, today, today=today, started_by="p00000")
    for due in opened(round_, store, neighbours, today).plans:
        store.dues.plan(due)
    return store.evaluations.rounds()[0]


def _invited(connection: Connection, round_: Round) -> int:
    """Return how many were invited."""
    return Store(connection, WATERVEEN).evaluations.standings(round_).get(Standing.INVITED, 0)


def _rest_invited(connection: Connection, round_: Round) -> None:
    """Let everybody else be invited too, so that answers and the report are those of the whole round."""
    store = Store(connection, WATERVEEN)
    rest = [each.person for each in store.evaluations.to_tell(round_, 0, "", PEOPLE)]
    for start in range(0, len(rest), INVITED):
        store.evaluations.told(round_, rest[start : start + INVITED], [], 0)


def _answer(app: App, took: list[float], round_: Round) -> None:
    """Let people send their form in, with many hands."""
    numbers = itertools.count()
    hands = [threading.Thread(target=_hand, args=(app, numbers, took, round_)) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()


def _hand(app: App, numbers: "itertools.count[int]", took: list[float], round_: Round) -> None:
    """Send forms in until enough were."""
    while (number := next(numbers)) < ANSWERS:
        begun = time.perf_counter()
        ack = _sent(app, number, round_)
        took.append(time.perf_counter() - begun)
        assert not ack.errors


def _sent(app: App, number: int, round_: Round) -> Ack:
    """Send one form in."""
    person = f"p{ORDER[number]:05}"
    typed = tuple((f"q_{q.key}", str(number % 5 + 1)) for q in QUESTIONS)
    said = Submit("evaluations.ballot", typed, (("ref", round_.reference),))
    account = Account("local", WATERVEEN.id, person)
    return app.dispatcher.handle(Incoming(said, account, Place("local", person), f"bench/{number}"))


def _counted(connection: Connection, round_: Round) -> None:
    """Make the report without keeping it."""
    store = Store(connection, WATERVEEN)
    ballots, words = store.evaluations.ballots(round_)
    facts, last = Facts(), round_.closes
    report = made(round_, ballots, words, invited=PEOPLE, declined=0, closed_on=last, facts=facts, previous=None)
    assert report.tally.answered == ANSWERS


def _last_day(connection: Connection) -> None:
    """Let the last day end."""
    kept = Kept(connection)
    move_to(kept, business_now(kept) + timedelta(days=14, hours=9))


def _timed(work: Callable[[], object]) -> float:
    """Return how long a work takes, in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
