# SPDX-License-Identifier: EUPL-1.2
"""An evaluation under kill -9, while it invites, reminds and closes: everybody once, and no ballot lost or doubled."""

import json
import threading
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

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
from tests.faults.arena import PATIENCE, Process
from tests.faults.running import KINDS, Running, running
from tests.faults.town import BEGIN, HOLDERS, MANAGER, TOWN, account, lay

#: Few: Slack takes five messages a second in a workspace, and everybody gets several.
INVITED = HOLDERS[:8]
VOTERS = INVITED[:6]


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_is_invited_once_and_every_ballot_counts_once(kind: str, tmp_path: Path) -> None:
    with running(kind, tmp_path, _opened, seed=2) as program:
        round_ = program.database.read(_round)
        # While it invites, while people answer, while it reminds, and while it closes and tells.
        program.kill_one()
        program.until(partial(_all_asked, round_=round_))
        sent = _votes(program, round_)
        program.move(days=7)
        program.kill_one()
        program.calm()
        program.move(days=15, hours=9)
        program.kill_one()
        program.until(partial(_closed, round_=round_))
        program.move(days=16)
        seen = program.seen()
        _judged(program.database, round_, seen, sent)


def _opened(connection: Connection) -> None:
    """Open a round for everybody with a function."""
    lay(connection, holders=INVITED)
    store, neighbours = Store(connection, TOWN), Neighbours()
    round_ = quarterly(store, neighbours, BEGIN.date(), today=BEGIN.date(), started_by=MANAGER.id)
    for due in opened(round_, store, neighbours, BEGIN.date()).plans:
        store.dues.plan(due)


def _round(connection: Connection) -> Round:
    return Store(connection, TOWN).evaluations.rounds()[0]


def _all_asked(connection: Connection, round_: Round) -> bool:
    return not Store(connection, TOWN).evaluations.to_tell(round_, 0, "", 1)


def _closed(connection: Connection, round_: Round) -> bool:
    now = Store(connection, TOWN).evaluations.round(round_.reference)
    return bool(now and now.state is not State.OPEN)


def _votes(program: Running, round_: Round) -> int:
    """Let people send a form in, each until it is acknowledged, while processes are killed."""
    work = [partial(_vote, program.processes, round_, n) for n in range(len(VOTERS))]
    hands = [threading.Thread(target=vote, daemon=True) for vote in work]
    for hand in hands:
        hand.start()
    program.kill_one()
    for hand in hands:
        hand.join(PATIENCE)
        assert not hand.is_alive()
    return len(hands)


def _vote(processes: Sequence[Process], round_: Round, number: int) -> None:
    """Send one form in, again and again the same, as Slack does, until it is acknowledged."""
    view = ballot_form(round_, round_.questions, "nl")
    drawn = render_form(view, Localizer("nl", AMSTERDAM))
    filled: dict[str, Any] = {f.name: number % 5 for f in view.fields if f.name != "q_words"}
    payload = slack.submit(drawn, {**filled, "q_words": f"woorden {number}"})
    payload["user"] = {"id": account(VOTERS[number]), "team_id": slack.TEAM}
    payload["view"]["id"] = f"V{number}"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if processes[number % len(processes)].accepts(payload):
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
    ballots, report = store.evaluations.kept(round_), store.evaluations.report(round_.reference)
    assert report
    assert report.tally.answered == len(ballots)
    return len(ballots), report.words, report.invited
