# SPDX-License-Identifier: EUPL-1.2
"""Of several processes on one database, one looks in a tenant in each quarter of an hour."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.teams.graph import NoGraph
from bot.teams.looking import this_quarter
from storage.database import Database

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_however_many_processes_there_are_one_looks_and_a_refusal_leaves_the_next_tenant_alone(
    database: Database,
) -> None:
    looked: list[str] = []

    async def look(tenant: str) -> None:
        looked.append(tenant)
        await asyncio.sleep(0)
        if tenant == "refuses":
            raise NoGraph("Forbidden")

    async def run(minutes: int) -> None:
        at = AT + timedelta(minutes=minutes)
        rounds = (this_quarter("presence", ("refuses", "answers"), look, database, at) for _process in range(3))
        await asyncio.gather(*rounds)

    for minutes, times in ((0, 1), (14, 1), (15, 2), (29, 2), (30, 3)):
        asyncio.run(run(minutes))
        assert sorted(looked) == sorted(["refuses", "answers"] * times)
    asyncio.run(this_quarter("calendar", ("answers",), look, database, AT))
    assert looked[-1] == "answers"
    assert len(looked) == 7, "what another kind of look has claimed is not in the way"
