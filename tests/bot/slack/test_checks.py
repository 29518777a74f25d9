# SPDX-License-Identifier: EUPL-1.2
"""``doctor`` says how an installation stands with Slack, and what to do."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.clock import machine_now
from bot.doctor.found import Case, Found, Level
from bot.doctor.slack import cards, slack
from storage.database import Database
from storage.organisation import Organisations
from tests import cast
from tests.fakes import slack as said
from tests.fakes.serving import Loop
from tests.fakes.slack_server import SlackServer
from tests.fakes.slack_stage import settings


@pytest.fixture
def server(loop: Loop) -> Iterator[SlackServer]:
    """Run a Slack."""
    running = SlackServer()
    loop.do(running.start())
    yield running
    loop.do(running.stop())


@pytest.fixture
def case(server: SlackServer, sqlite_url: str, tmp_path: Path) -> Iterator[Case]:
    """Give an installation in which all is well."""
    database = Database.open(sqlite_url)
    cast.move_in(database)
    database.transact(lambda c: Organisations(c).link_tenant("slack", said.TEAM, cast.WATERVEEN.id))
    yield Case(settings(server, tmp_path, "socket"), database, machine_now(), cards=True)
    database.close()


def test_all_is_well_where_slack_says_so(case: Case) -> None:
    assert [found.level for found in slack(case)] == [Level.GOOD]


def test_a_token_that_slack_does_not_take_is_said(server: SlackServer, case: Case) -> None:
    server.space.token = "xoxb-another"
    assert texts(case) == ["Slack does not take the bot token: invalid_auth"]


def test_permissions_that_are_missing_are_named(server: SlackServer, case: Case) -> None:
    server.space.scopes -= {"users:read.email", "chat:write"}
    (found,) = [each for each in slack(case) if each.level is Level.BROKEN]
    assert found.text.id.startswith("The app misses permissions")
    assert dict(found.text.values)["scopes"].items == ("chat:write", "users:read.email")  # type: ignore[union-attr] # a list


def test_a_permission_that_not_everybody_needs_is_a_remark(server: SlackServer, case: Case) -> None:
    server.space.scopes -= {"usergroups:read"}
    assert [found.level for found in slack(case)] == [Level.GOOD, Level.ATTENTION]
    assert list(slack(case))[-1].text.id == "The app may not do everything: it misses {scopes}."


def test_a_socket_that_slack_does_not_open_is_said(case: Case) -> None:
    other = case.settings.model_copy(update={"mandaat_slack_app_token": "xapp-1-another"})
    assert "Slack opens no socket: invalid_auth" in texts(replace(case, settings=other))


def test_without_a_way_in_nothing_comes_in(case: Case) -> None:
    none = case.settings.model_copy(update={"mandaat_slack_app_token": ""})
    assert "Nothing can come in from Slack." in texts(replace(case, settings=none))


def test_a_workspace_of_nobody_is_said_with_what_to_type(case: Case, server: SlackServer) -> None:
    server.space.team = "T0NEW"
    found = list(slack(case))[-1]
    assert found.advice
    assert dict(found.advice.values)["team"] == "T0NEW"


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_a_clock_that_is_wrong_is_said(case: Case, server: SlackServer, seconds: int) -> None:
    server.date_ahead = seconds
    assert any("differs from Slack's" in text for text in texts(case))


def test_slack_that_cannot_be_reached_is_said(case: Case, server: SlackServer, loop: Loop) -> None:
    nobody, somebody_else = "http://127.0.0.1:9/api", server.api_url.replace("/api", "/not-there")
    for address, why in ((nobody, "ClientConnectorError"), (somebody_else, "HTTP-404")):
        away = case.settings.model_copy(update={"mandaat_slack_api_url": address})
        assert texts(replace(case, settings=away)) == [f"Slack cannot be reached: {why}"]


def test_slack_looks_at_every_card_where_that_is_asked_for(case: Case, server: SlackServer) -> None:
    (found,) = cards(case)
    assert found.level is Level.GOOD
    assert list(cards(replace(case, cards=False))) == []
    server.faults["blocks.validate"] = [429, "invalid_blocks"]
    (found,) = cards(case)
    assert found.level is Level.BROKEN


@pytest.mark.parametrize("away", ["unknown_method", 404])
def test_cards_that_slack_did_not_look_at_are_not_called_wrong(
    case: Case, server: SlackServer, away: str | int
) -> None:
    server.faults["blocks.validate"] = [away]
    (found,) = cards(case)
    assert found.level is Level.ATTENTION
    assert dict(found.text.values)["reason"] in {"unknown_method", "HTTP-404"}


def test_without_slack_nothing_is_said_of_it(case: Case) -> None:
    none = case.settings.model_copy(update={"mandaat_slack_bot_token": ""})
    assert list(slack(replace(case, settings=none))) == []


def texts(case: Case) -> list[str]:
    return [_said(found) for found in slack(case)]


def _said(found: Found) -> str:
    values: dict[str, Any] = dict(found.text.values)
    return found.text.id.format(**values)
