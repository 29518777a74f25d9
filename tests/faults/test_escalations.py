# SPDX-License-Identifier: EUPL-1.2
"""The climb under kill -9, with two processes: at each step one is killed, and every rung is told exactly once."""

from collections import Counter
from datetime import time as clock
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from commands.dues import RAISE, Due
from commands.escalations.escalation import Escalation, State
from commands.people import Function, Holding, Person
from commands.refs import Ref
from commands.requests.request import Desk, Kind, Needs, Request, Why
from commands.requests.states import State as Stands
from storage.database import Connection
from storage.store import Store
from tests.faults.running import KINDS, running
from tests.faults.town import ASKERS, BEGIN, HOLDERS, MANAGER, THINGS, TOWN, account, lay

CHIEF, SECRETARY = HOLDERS[-1], HOLDERS[-2]
#: The rungs above who had the term, and on which day after the beginning each one's term has passed.
CLIMB: tuple[tuple[Person, int], ...] = ((MANAGER, 0), (CHIEF, 8), (SECRETARY, 16))
STUCK = 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_climb_goes_on_through_every_kill_and_tells_each_rung_once(kind: str, tmp_path: Path) -> None:
    with running(kind, tmp_path, _stuck, seed=6) as program:
        for height, (_who, day) in enumerate((*CLIMB, (None, 31)), start=1):
            program.move(days=day)
            program.kill_one()
            program.until(partial(_all_stand, height=height))
        seen = program.seen()
        _judged(program.database.read(_all), seen)


def _stuck(connection: Connection) -> None:
    """Let requests wait on which nobody decided in time, so that they are escalated by themselves."""
    lay(connection)
    store = Store(connection, TOWN)
    for name, who in (("CIO", CHIEF), ("Gemeentesecretaris", SECRETARY)):
        store.people.add_function(Function(name))
        store.people.add_holding(Holding(who, name))
    today = BEGIN.date()
    for number in range(STUCK):
        needs, desk = (
            Needs(Kind.HARDWARE, f"Knelpunt {number}", "Stil."),
            Desk(f"Beheerder {THINGS[number]}", TOWN.id, Why.RIGHT),
        )
        late = today - timedelta(days=7)
        asked = Request(TOWN.id, "", ASKERS[number], needs, Stands.INTAKE, BEGIN, desk, due=late)
        kept = store.requests.add(asked, today.year)
        store.dues.plan(Due(RAISE, Ref("requests", kept.reference), today, clock(9), "overdue"))


def _all_stand(connection: Connection, height: int) -> bool:
    return [len(each.ladder) for each in _all(connection)] == [height] * STUCK


def _all(connection: Connection) -> tuple[Escalation, ...]:
    return Store(connection, TOWN).escalations.all()


def _judged(climbed: tuple[Escalation, ...], seen: list[Any]) -> None:
    """Count what everybody was told of each escalation."""
    assert {each.state for each in climbed} == {State.BOARD}
    for each in climbed:
        assert [rung.people for rung in each.ladder[:-1]] == [(who.id,) for who, _day in CLIMB]
        [held] = [n for n in range(STUCK) if each.asker == ASKERS[n]]
        about = [m for m in seen if m["text"].startswith(each.reference) or f" {each.reference} " in m["text"]]
        cards = Counter(m["channel"] for m in about if "op de agenda van de board" in m["blocks"][0]["text"]["text"])
        rungs = [_channel(who) for who, _day in CLIMB]
        assert cards == dict.fromkeys(rungs, 1), "the card of each rung, which shows at the end how it stands"
        # Who asked hears of each of the four steps, who had the term that it goes on, a rung that its term passed; a
        # reminder of half the term may still have gone out just before.
        told = Counter(m["channel"] for m in about if "wacht op jou" not in m["text"])
        assert told == {**dict.fromkeys(rungs, 2), _channel(ASKERS[held]): 4, _channel(HOLDERS[held]): 1}


def _channel(person: Person) -> str:
    """Return the conversation of a person in the Slack of our own."""
    return account(person).replace("U", "D")
