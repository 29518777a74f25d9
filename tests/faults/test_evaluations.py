# SPDX-License-Identifier: EUPL-1.2
"""An evaluation under kill -9, while it invites, reminds and closes: everybody once, and no ballot lost or doubled."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.clock import business_now, move_to
from bot.language import Localizer
from bot.slack import render_form
from commands.evaluations.ballot_form import ballot_form
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.opening import opened, quarterly
from commands.evaluations.round import Round, State
from storage.database import Connection, Database
from storage.store import Store
from tests.drive import AMSTERDAM
from tests.fakes import slack
from tests.fakes.slack_server import written
from tests.faults.arena import PATIENCE, Process, ask, post, slack_running
from tests.faults.count import calm
from tests.faults.town import BEGIN, HOLDERS, MANAGER, TOWN, account, lay
from tests.postgres import NoPostgres, restarting

#: Few: Slack takes five messages a second in a workspace, and everybody gets several.
INVITED = HOLDERS[:8]
VOTERS = INVITED[:6]


@pytest.mark.parametrize(("kind", "count"), [("sqlite", 1), ("postgres", 2)])
def test_everybody_is_invited_once_and_every_ballot_counts_once(kind: str, count: int, tmp_path: Path) -> None:
    dice = random.Random(count)  # noqa: S311 - no secret
    with _database(kind, tmp_path) as url, slack_running(tmp_path / "slack.log") as where:
        database = Database.open(url, patience=30)
        database.migrate()
        database.transact(partial(lay, holders=INVITED))
        round_ = database.transact(_opened)
        processes = [Process(url, where, tmp_path / f"process-{n}.log", quick=True) for n in range(count)]
        try:
            for process in processes:
                process.start()
            # While it invites, while people answer, while it reminds, and while it closes and tells.
            _killed(processes, dice, lambda: database.read(lambda c: _unasked(c, round_)))
            sent = _votes(processes, round_, dice)
            database.transact(partial(_moved, days=7))
            _killed(processes, dice, lambda: False)
            calm(database, where)
            database.transact(partial(_moved, days=15, hours=9))
            _killed(processes, dice, lambda: database.read(lambda c: _open(c, round_)))
            database.transact(partial(_moved, days=16))
            calm(database, where)
            for process in processes:
                process.stop()
            _judged(database, round_, ask(f"{where}/control/visible"), sent)
        finally:
            for process in processes:
                process.kill()
            database.close()


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'mandaat.db'}"
        return
    try:
        with restarting() as (server, _restart):
            yield f"{server}/postgres"
    except NoPostgres as missing:
        pytest.skip(str(missing))


def _opened(connection: Connection) -> Round:
    """Open a round for everybody with a function."""
    store, neighbours = Store(connection, TOWN), Neighbours()
    round_ = quarterly(store, neighbours, BEGIN.date(), today=BEGIN.date(), started_by=MANAGER.id)
    for due in opened(round_, store, neighbours, BEGIN.date()).plans:
        store.dues.plan(due)
    return store.evaluations.rounds()[0]


def _unasked(connection: Connection, round_: Round) -> bool:
    return bool(Store(connection, TOWN).evaluations.to_tell(round_, 0, "", 1))


def _open(connection: Connection, round_: Round) -> bool:
    now = Store(connection, TOWN).evaluations.round(round_.reference)
    return bool(now and now.state is State.OPEN)


def _moved(connection: Connection, days: int, hours: int = 0) -> None:
    """Let it be so many days after the beginning."""
    settings = Store(connection, TOWN).settings
    move_to(settings, max(business_now(settings), BEGIN + timedelta(days=days, hours=hours)))


def _killed(processes: list[Process], dice: random.Random, waits: Callable[[], bool]) -> None:
    """Kill one, wherever it is, and then let them go on until nothing waits any more."""
    time.sleep(dice.uniform(0.3, 1.5))
    victim = dice.choice(processes)
    victim.kill()
    victim.start()
    end = time.monotonic() + PATIENCE
    while waits():
        assert time.monotonic() < end
        time.sleep(0.2)


def _votes(processes: list[Process], round_: Round, dice: random.Random) -> int:
    """Let people send a form in, each until it is acknowledged, while processes are killed."""
    hands = [threading.Thread(target=_vote, args=(processes, round_, n), daemon=True) for n in range(len(VOTERS))]
    for hand in hands:
        hand.start()
    time.sleep(0.5)
    victim = dice.choice(processes)
    victim.kill()
    victim.start()
    for hand in hands:
        hand.join(PATIENCE)
        assert not hand.is_alive()
    return len(hands)


def _vote(processes: list[Process], round_: Round, number: int) -> None:
    """Send one form in, again and again the same, as Slack does, until it is acknowledged."""
    view = ballot_form(round_, round_.questions, "nl")
    drawn = render_form(view, Localizer("nl", AMSTERDAM))
    filled: dict[str, Any] = {f.name: number % 5 for f in view.fields if f.name != "q_words"}
    payload = slack.submit(drawn, {**filled, "q_words": f"woorden {number}"})
    payload["user"] = {"id": account(VOTERS[number]), "team_id": slack.TEAM}
    payload["view"]["id"] = f"V{number}"
    body, content = written("interactive", payload)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if post(processes[number % len(processes)].address, body, content):
            return
        time.sleep(0.1)


def _judged(database: Database, round_: Round, seen: list[Any], sent: int) -> None:
    """Count what everybody got, and what was counted."""
    # Every invitation ends without buttons, on the message that it was.
    invitations = Counter(m["channel"] for m in seen if "Gesloten: de evaluatie" in json.dumps(m))
    assert (len(invitations), set(invitations.values())) == (len(INVITED) + 1, {1})
    answered, words, invited = database.read(partial(_kept, round_=round_))
    assert (answered, sorted(words)) == (sent, sorted(f"woorden {n}" for n in range(sent)))
    assert invited == len(INVITED) + 1


def _kept(connection: Connection, round_: Round) -> tuple[int, tuple[str, ...], int]:
    """Return how many ballots are counted, the words, and how many were invited."""
    store = Store(connection, TOWN)
    ballots, words = store.evaluations.ballots(round_)
    report = store.evaluations.report(round_.reference)
    assert report
    assert report.tally.answered == len(ballots)
    return len(ballots), words, report.invited
