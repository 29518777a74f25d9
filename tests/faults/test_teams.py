# SPDX-License-Identifier: EUPL-1.2
"""The program is killed while it hears Teams: what a dialog or a button was answered with is stored and done once.

A Connector cannot be asked what arrived, so a message in doubt comes once more at most, and says so. The small form
runs with all tests; ``make faults`` kills more often, also two processes on PostgreSQL.
"""

import random
import time
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import Database
from tests.fakes.teams import TENANT
from tests.faults.arena import MODES, ask
from tests.faults.count import calm, count
from tests.faults.running import KINDS, database_of
from tests.faults.tenancy import TeamsProcess, TeamsTraffic, in_teams, tenancy
from tests.faults.test_kills import FULL
from tests.faults.town import lay, plan_reminders

KILLS = 20 if FULL else 2


@pytest.mark.parametrize("kind", KINDS if FULL else ["sqlite"])
def test_what_teams_was_answered_is_done_once_and_no_message_is_lost(kind: str, tmp_path: Path) -> None:
    dice = random.Random(21)  # noqa: S311 - no secret
    with database_of(kind, tmp_path) as (url, _restart), tenancy() as cloud:
        database = Database.open(url, patience=30)
        database.migrate()
        database.transact(lambda c: lay(c, where=("teams", TENANT)))
        reminded = database.transact(lambda c: plan_reminders(c, KILLS * 8, timedelta(seconds=3 * KILLS), dice))
        faults = {"modes": MODES, "share": 0.2, "seed": 21, "hang_seconds": 30.0 if FULL else 2.0}
        surely = {"next": ("reset_stored",) * 2, "of": "POST /v3/conversations/{conversation}"}
        ask(f"{cloud.url}/control/faults", faults | surely)
        # Two processes on PostgreSQL: a dialog that one opened is sent in to the other.
        processes = [
            TeamsProcess(url, cloud.url, tmp_path / f"process-{n}.log", quick=not FULL, cloud=cloud)
            for n in range(1 + (kind == "postgres"))
        ]
        traffic = TeamsTraffic(processes, 21)
        try:
            for process in processes:
                process.start()
            traffic.begin(hands=3)
            for _kill in range(KILLS):
                time.sleep(dice.uniform(1.0, 3.0))
                victim = dice.choice(processes)
                victim.kill()
                victim.start()
            traffic.end(at_least=KILLS * 2)
            calm(database, cloud.url)
            # However slow it went, everybody has their card by now.
            traffic.press(dice)
            calm(database, cloud.url)
            assert [process.stop() for process in processes] == [0] * len(processes)
            counted = count(database, in_teams(cloud, database), traffic.acknowledged, reminded, traffic.approved)
        finally:
            for process in processes:
                process.kill()
            database.close()
    assert counted.wrong == {}, (tmp_path, counted, traffic)
    assert counted.repeated
    assert traffic.approved
    assert counted.delivered + counted.told_lost >= len(reminded) + 2 * len(traffic.acknowledged)
