# SPDX-License-Identifier: EUPL-1.2
"""Works that crossed on PostgreSQL are run again one after the other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from sqlalchemy import Connection

from storage.postgres import POOL
from storage.settings import Settings
from tests.databases import Copy


def test_works_that_crossed_are_run_again_once_each(postgres_copy: Copy, postgres_url: str) -> None:
    """Run again together they would cross again, each waiting for the others, until all had been run many times."""
    together = threading.Barrier(POOL)
    runs: dict[int, int] = dict.fromkeys(range(POOL), 0)

    def work(connection: Connection, number: int) -> None:
        settings = Settings(connection)
        count = int(settings.get("count") or 0)
        runs[number] += 1
        if runs[number] == 1:
            together.wait()
        settings.put("count", str(count + 1))

    with ThreadPoolExecutor(POOL) as threads:
        done = [threads.submit(postgres_copy.engine.transact, partial(work, number=number)) for number in runs]
        for one in done:
            one.result()
    assert postgres_copy.engine.read(lambda c: Settings(c).get("count")) == str(POOL)
    assert max(runs.values()) == 2
