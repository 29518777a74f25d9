# SPDX-License-Identifier: EUPL-1.2
"""A program that is connected to a Slack of our own, by HTTP and by Socket Mode."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.organisation import Organisations
from tests import cast
from tests.databases import sqlite_at
from tests.fakes import slack
from tests.fakes.serving import Loop
from tests.fakes.slack_stage import Stage, staged


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    """One loop for every stage."""
    running = Loop()
    yield running
    running.stop()


@pytest.fixture(params=["http", "socket"])
def stage(request: pytest.FixtureRequest, loop: Loop, sqlite_url: str, tmp_path: Path) -> Iterator[Stage]:
    """Give the cast a workspace, of which only Sanne is in it so far."""
    with sqlite_at(sqlite_url) as database:
        cast.move_in(database)
        database.transact(cast.work_begins)
        database.transact(lambda c: Organisations(c).link_tenant("slack", slack.TEAM, cast.WATERVEEN.id))
        with staged(loop, database, tmp_path, request.param) as running:
            running.slack.space.joins("USANNE", cast.SANNE.email, cast.SANNE.name)
            running.until(lambda: any(method == "auth.test" for method, _given in running.slack.calls))
            yield running
