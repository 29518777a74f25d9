# SPDX-License-Identifier: EUPL-1.2
"""Two municipalities in one program, each with its own tenant and bot, and somebody who works for both."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commands.people import Account
from storage.database import Connection, Database
from storage.journal import lines
from storage.organisation import Organisations
from storage.store import Store
from tests import cast
from tests.bot.teams.doing import FULL, NEW, filled_in
from tests.fakes import teams
from tests.fakes.serving import Loop
from tests.fakes.teams_cloud import Answer, Cloud
from tests.fakes.teams_stage import Stage, staged
from tests.fakes.teams_tenant import SECRET, Tenant

OTHER, THERE = "5e6f0a0e-0000-4000-8000-00000000000f", "0aad0a0e-0000-4000-8000-00000000000f"


@pytest.fixture
def both(loop: Loop, sqlite_url: str, tmp_path: Path) -> Iterator[Stage]:
    """Let Sanne be in the tenant of Waterveen and in that of Zuiderplas, as another user in each."""
    database, cloud = Database.open(sqlite_url), Cloud()
    cloud.tenants[OTHER] = Tenant(OTHER, "bot-of-zuiderplas")
    cloud.tenant.joins(teams.USER, "29:1fatima", cast.SANNE.email)
    cloud.tenants[OTHER].joins(THERE, "29:1there", "sanne@elsewhere.example", home=OTHER)
    cast.move_in(database)
    database.transact(cast.work_begins)
    database.transact(_linked)
    account = Account("teams", OTHER, THERE)
    database.transact(lambda c: Store(c, cast.WATERVEEN).people.add_account(cast.SANNE, account))
    more = tmp_path / "more.json"
    more.write_text(json.dumps([{"client_id": "bot-of-zuiderplas", "tenant_id": OTHER, "client_secret": SECRET}]))
    with staged(loop, database, tmp_path, cloud=cloud, beside={"mandaat_teams_registrations": more}) as stage:
        yield stage
    database.close()


def _linked(connection: Connection) -> None:
    """Say whose each tenant is."""
    for tenant, organisation in ((teams.TENANT, cast.WATERVEEN), (OTHER, cast.ZUIDERPLAS)):
        Organisations(connection).link_tenant("teams", tenant, organisation.id)


def brings(stage: Stage, activity: dict[str, Any], *, there: bool = False) -> Answer:
    """Let Sanne do something in the tenant of Waterveen, or there."""
    tenant, user = (OTHER, THERE) if there else (teams.TENANT, teams.USER)
    where = {"conversationType": "personal", "tenantId": tenant, "id": f"a:1{user}"}
    done = {
        **activity,
        "serviceUrl": stage.cloud.service_url,
        "from": {"id": "29:1there" if there else "29:1fatima", "aadObjectId": user},
        "conversation": where,
        "channelData": {"tenant": {"id": tenant}},
    }
    return stage.brings(done, stage.cloud.bearer(done, aud=stage.cloud.tenants[tenant].client))


def test_who_is_in_two_tenants_is_answered_in_each_by_its_own_bot_for_its_own_organisation(both: Stage) -> None:
    for there in (False, True):
        assert brings(both, teams.message("mijn"), there=there).status == 200
        fetch = {"data": NEW, "context": {"theme": "default"}}
        opened = brings(both, {**teams.activity("invoke", name="task/fetch", value=fetch), "id": "open"}, there=there)
        data = filled_in(opened.body["task"]["value"]["card"]["content"], **FULL, personal_data="no")
        sent = {**teams.activity("invoke", name="task/submit", value={"data": data}), "id": "sent"}
        assert [brings(both, sent, there=there).body for _time in range(2)] == [{}, {}]
    here, elsewhere = both.cloud.tenants.values()
    both.loop.until(lambda: len(here.cards(f"a:1{teams.USER}")) == len(elsewhere.cards(f"a:1{THERE}")) == 2)
    done = [line for line in both.app.database.read(lambda c: list(lines(c))) if line.action == "requests.submit"]
    assert [line.organisation for line in done] == [cast.WATERVEEN.id, cast.ZUIDERPLAS.id]
    asked = {**teams.message("mijn"), "serviceUrl": both.cloud.service_url}
    assert both.brings(asked, both.cloud.bearer(asked, aud=elsewhere.client)).status == 403
