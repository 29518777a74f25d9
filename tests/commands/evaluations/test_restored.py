# SPDX-License-Identifier: EUPL-1.2
"""A backup holds nobody of an open round and nothing that was answered: put back, it brings no second report."""

from datetime import date, timedelta

import pytest

from bot import plain
from bot.language import Localizer
from commands.dues import Tick
from commands.evaluations.instrument import PROJECT, STATEMENTS
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.record import record
from commands.evaluations.round import Kind, Round, State
from commands.evaluations.running import Running
from commands.evaluations.schedule import MORNING, Stage, planned
from commands.wall_clock import moment
from storage.database import Connection, Database
from storage.store import Store
from tests.cast import DAY, SANNE, WATERVEEN, context, move_in

LAST = DAY + timedelta(days=14)
NEXT_DAY = LAST + timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "state", "stage", "day", "ends", "told"),
    [
        (Kind.QUARTERLY, State.OPEN, Stage.CLOSE, NEXT_DAY, State.CLOSED, "Ik maak geen tweede rapport"),
        (Kind.QUARTERLY, State.ANNOUNCED, Stage.OPEN, NEXT_DAY, State.ANNOUNCED, "Niet vanzelf geopend"),
        (Kind.PROJECT, State.OPEN, Stage.DAY, DAY, State.STOPPED, "wie bij het project betrokken was"),
        (Kind.QUARTERLY, State.OPEN, Stage.DAY, LAST, State.OPEN, ""),
    ],
    ids=["over", "over-before-it-opened", "project", "last-day"],
)
def test_a_round_out_of_a_backup_brings_no_second_report(  # noqa: PLR0913, PLR0917 - a round, when, and what comes of it
    database: Database, kind: Kind, state: State, stage: Stage, day: date, ends: State, told: str
) -> None:
    move_in(database)

    def story(connection: Connection) -> None:
        store = Store(connection, WATERVEEN)
        asked = PROJECT if kind is Kind.PROJECT else STATEMENTS
        new = Round(WATERVEEN.id, "", kind, state, "2026-1", DAY, LAST, 5, asked, "Wifi")
        round_ = store.evaluations.add_round(new)
        tick = Tick(planned(round_, stage, day, MORNING), WATERVEEN, moment(day, MORNING, WATERVEEN.zone))
        reply = Running(Neighbours()).round(tick, store)
        now = store.evaluations.round(round_.reference)
        assert now
        assert now.state is ends
        assert not store.evaluations.asked(now)
        said = [plain.render_card(tell.card, Localizer("nl", WATERVEEN.zone)) for tell in reply.tells]
        assert told in " ".join(" ".join(said).split())
        if ends is State.CLOSED:
            page = plain.render_card(record(now.reference, context(SANNE), store), Localizer("nl", WATERVEEN.zone))
            assert "Ik maak geen tweede rapport" in " ".join(page.split())

    database.transact(story)
