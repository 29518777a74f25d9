# SPDX-License-Identifier: EUPL-1.2
"""The whole program and our own Microsoft on one loop, in a thread beside the test: all goes over real HTTP."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.app import App
from bot.registers import Registers
from bot.settings import Settings
from bot.teams import acquaintances, interactions
from storage.database import Database
from storage.organisation import Organisations
from tests import cast
from tests.fakes import teams
from tests.fakes.serving import Loop, served
from tests.fakes.teams_cloud import Answer, Cloud, bring
from tests.fakes.teams_tenant import Json

#: What a person is not kept waiting for is waited for in tests: a busy machine is no slow Teams.
acquaintances.LOOK_SECONDS = interactions.PATIENCE_SECONDS = 30.0


@dataclass
class Stage:
    """A program that is connected to a Teams."""

    loop: Loop
    cloud: Cloud
    app: App
    session: aiohttp.ClientSession
    address: str

    def brings(self, activity: Json, bearer: str | None = None) -> Answer:
        """Let Teams bring an activity, signed unless told otherwise, and return the program's answer."""
        if activity.get("serviceUrl") == teams.SERVICE:
            activity = {**activity, "serviceUrl": self.cloud.service_url}
        proof = self.cloud.bearer(activity) if bearer is None else bearer
        return self.loop.do(bring(self.session, self.address, activity, proof))


def connected(cloud: Cloud, home: Path) -> dict[str, Any]:
    """Return the settings that connect a program to this cloud, by name."""
    return {
        "mandaat_teams_client_id": cloud.tenant.client,
        "mandaat_teams_tenant_id": cloud.tenant.id,
        "mandaat_teams_login_url": cloud.login_url,
        "mandaat_teams_keys_url": f"{cloud.url}/keys",
        "mandaat_teams_service_url": cloud.service_url,
        "mandaat_teams_graph_url": f"{cloud.url}/graph",
        **cloud.papers(home),
    }


def settings(cloud: Cloud, home: Path, **beside: Any) -> Settings:  # noqa: ANN401 - any setting
    """Return the settings of a program for this cloud."""
    usual = {"mandaat_public_url": "https://mandaat.example", **connected(cloud, home)}
    return Settings(mandaat_home=home, **{**usual, **beside})


@contextmanager
def staged(
    loop: Loop,
    database: Database,
    home: Path,
    *,
    registers: Registers | None = None,
    cloud: Cloud | None = None,
    beside: Mapping[str, Any] | None = None,
) -> Iterator[Stage]:
    """Run the program on this database, connected to a Teams, until the block ends; ``beside`` are other settings."""
    cloud = cloud or Cloud()
    loop.do(cloud.start())
    try:
        with served(loop, settings(cloud, home, **(beside or {})), database, registers) as running:
            stage = Stage(loop, cloud, running.app, running.session, f"{running.address}/teams/messages")
            loop.until(lambda: running.app.teams and running.app.teams.ready)
            yield stage
    finally:
        loop.do(cloud.stop())


@contextmanager
def moved_in(loop: Loop, database_url: str, home: Path) -> Iterator[Stage]:
    """Give the cast a tenant, of whom only Sanne is in it so far, and let everybody be at work."""
    database = Database.open(database_url)
    cast.move_in(database)
    database.transact(cast.work_begins)
    database.transact(lambda c: Organisations(c).link_tenant("teams", teams.TENANT, cast.WATERVEEN.id))
    with staged(loop, database, home) as running:
        running.cloud.tenant.joins(teams.USER, "29:1fatima", cast.SANNE.email, cast.SANNE.name)
        yield running
    database.close()
