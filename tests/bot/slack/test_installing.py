# SPDX-License-Identifier: EUPL-1.2
"""Several workspaces: each installs the app itself, its tokens are kept encrypted, renewed in time, and forgotten."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from sqlalchemy import text

from bot.vault import KeyWrong, Vault, fresh_key
from storage.database import Database
from storage.installations import Installations, Installed, installations
from storage.organisation import Organisations
from tests import cast
from tests.fakes import slack as said
from tests.fakes.serving import Loop
from tests.fakes.slack_stage import Stage, staged
from tests.fakes.slack_workspace import CLIENT_ID, CLIENT_SECRET, Json

SANNE = "USANNE"


@pytest.fixture
def open_to_all(loop: Loop, database: Database, tmp_path: Path) -> Iterator[Stage]:
    """Run a program that workspaces install by themselves."""
    cast.move_in(database)
    database.transact(lambda c: Organisations(c).link_tenant("slack", said.TEAM, cast.WATERVEEN.id))
    client = {"mandaat_slack_client_id": CLIENT_ID, "mandaat_slack_client_secret": CLIENT_SECRET}
    own = {"mandaat_slack_bot_token": "", "mandaat_secret_key": fresh_key()}
    with staged(loop, database, tmp_path, "http", beside={**client, **own}) as running:
        running.slack.space.joins(SANNE, cast.SANNE.email, cast.SANNE.name)
        yield running


def test_a_workspace_installs_from_the_browser_and_is_then_answered(open_to_all: Stage) -> None:
    before = open_to_all.brings("slash_commands", command(open_to_all))
    assert before.status == 200
    assert open_to_all.slack.space.views == {}
    assert "Mandaat is geïnstalleerd in T0WATER" in installs(open_to_all)
    assert open_to_all.brings("slash_commands", command(open_to_all)).status == 200
    assert len(open_to_all.slack.space.views) == 1


def test_whoever_did_not_begin_with_us_installs_nothing(open_to_all: Stage) -> None:
    open_to_all.slack.space.proofs.add("code")
    address = open_to_all.address.replace("/events", "/oauth_redirect")
    for query in ("code=code&state=made-up", "code=code", "error=access_denied", ""):
        assert "niet geïnstalleerd" in open_to_all.loop.do(page(open_to_all.session, f"{address}?{query}"))
    assert open_to_all.slack.space.proofs == {"code"}


def test_tokens_are_kept_encrypted(open_to_all: Stage) -> None:
    installs(open_to_all)
    rows = open_to_all.app.database.read(lambda c: [str(row) for row in c.execute(installations.select())])
    assert len(rows) == 1
    assert open_to_all.slack.space.token not in rows[0]
    assert not any(proof in rows[0] for proof in open_to_all.slack.space.proofs)


def test_a_token_is_renewed_before_it_ends_also_when_nothing_comes_in(open_to_all: Stage) -> None:
    open_to_all.slack.space.token_seconds = 3600
    installs(open_to_all)
    first = open_to_all.slack.space.token
    assert open_to_all.app.slack
    client = open_to_all.loop.do(open_to_all.app.slack.workspaces.client(said.TEAM))
    assert client
    assert client.token == open_to_all.slack.space.token != first


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        ({"type": "app_uninstalled"}, 0),
        ({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}}, 0),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U0SOMEBODY"], "bot": []}}, 1),
    ],
    ids=["uninstalled", "revoked", "revoked-of-a-person"],
)
def test_a_workspace_that_takes_the_app_out_or_its_tokens_back_is_forgotten(
    open_to_all: Stage, event: Json, kept: int
) -> None:
    installs(open_to_all)
    gone = {**said.event(event["type"], ""), "event": event}
    assert open_to_all.brings("events_api", gone).status == 200
    assert open_to_all.app.database.read(lambda c: c.scalar(text("select count(*) from installations"))) == kept
    assert open_to_all.slack.space.views == {}


def test_the_token_of_a_whole_enterprise_grid_serves_each_of_its_workspaces(database: Database) -> None:
    def work(found: Installations) -> list[str | None]:
        found.save(installed("E1", "", whole=True))
        found.save(installed("E1", "T9"))
        found.seen("T1", "E1")
        teams = ("T1", "T9", "T2")
        return [(each.token if (each := found.find("", team)) else None) for team in teams]

    assert database.transact(lambda c: work(Installations(c, "slack"))) == ["of E1", "of T9", None]


def test_a_key_can_be_replaced_and_a_lost_one_is_said() -> None:
    old, new = fresh_key(), fresh_key()
    sealed = Vault(old).seal("xoxb-1")
    assert "xoxb" not in sealed
    assert Vault(f"{new},{old}").open(sealed) == "xoxb-1"
    with pytest.raises(KeyWrong):
        Vault(new).open(sealed)


def installed(enterprise: str, team: str, *, whole: bool = False) -> Installed:
    of = f"of {team or enterprise}"
    return Installed(enterprise, team, of, "A1", "B1", "U1", "", of, "", None, "", cast.AT, whole)


def installs(stage: Stage) -> str:
    """Go through a browser's steps, and return what it shows at the end."""

    async def steps() -> str:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
            async with browser.get(stage.address.replace("/events", "/install"), allow_redirects=False) as begun:
                assert begun.status == 302
                cookie = begun.headers["set-cookie"].split(";")[0]
                asked = parse_qs(urlsplit(begun.headers["location"]).query)
            stage.slack.space.proofs.add("agreed")
            back = stage.address.replace("/events", "/oauth_redirect")
            return await page(browser, f"{back}?code=agreed&state={asked['state'][0]}", cookie)

    return stage.loop.do(steps())


async def page(browser: aiohttp.ClientSession, address: str, cookie: str = "") -> str:
    async with browser.get(address, headers={"cookie": cookie}) as shown:
        return await shown.text()


def command(stage: Stage) -> Json:
    fresh = {"user_id": SANNE, "trigger_id": stage.slack.space.trigger(SANNE)}
    return {**said.command("/itverzoek", ""), **fresh, "response_url": f"{stage.slack.url}/response"}
