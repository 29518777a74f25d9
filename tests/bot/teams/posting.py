# SPDX-License-Identifier: EUPL-1.2
"""A tenant with Sanne and a channel in it, and a sender that writes there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.teams.connector import Connector
from bot.teams.entra import Entra
from bot.teams.graph import Graph
from bot.teams.installing import Installing
from bot.teams.registrations import registrations
from bot.teams.send import TeamsSender
from bot.teams.tokens import Tokens
from bot.teams.wire import Wire
from storage.conversations import Conversation, Conversations
from storage.database import Database
from tests.bot.slack.posting import row as slack_row
from tests.fakes import teams
from tests.fakes.teams_cloud import Cloud
from tests.fakes.teams_stage import settings

SANNES = f"a:1{teams.USER}"


@dataclass(frozen=True)
class Posting:
    """Our own Microsoft, and a sender that writes to it."""

    cloud: Cloud
    sender: TeamsSender
    tokens: Tokens
    connector: Connector
    database: Database
    wire: Wire

    def known(self) -> Conversation | None:
        """Return what is known of Sanne's conversation."""
        return self.database.read(lambda c: Conversations(c, "teams").with_user(teams.TENANT, teams.USER))


@asynccontextmanager
async def posting(url: str, home: Path, **beside: Any) -> AsyncIterator[Posting]:  # noqa: ANN401 - any setting
    """Run a tenant with Sanne and a channel as long as needed."""
    cloud, database = Cloud(), Database.open(url)
    await cloud.start()
    cloud.tenant.joins(teams.USER, "29:1sanne", "sanne@waterveen.example")
    cloud.tenant.groups["19:board@thread.tacv2"] = set()
    given = settings(cloud, home, **beside)
    known, wire = registrations(given), Wire.of(given)
    tokens = Tokens(Entra(given, known, wire))
    connector = Connector(wire, tokens, known)
    installing = Installing(Graph(wire, tokens, given.mandaat_teams_graph_url), known)
    where = ("https://mandaat.example", given.mandaat_teams_service_url)
    sender = TeamsSender(database, connector, *where, frozenset(), installing)
    try:
        yield Posting(cloud, sender, tokens, connector, database, wire)
    finally:
        await sender.close()
        await cloud.stop()
        database.close()


def row(number: int = 1, **fields: Any) -> Any:  # noqa: ANN401 - the fields of a row
    """Return a message to Sanne in Teams."""
    usual = {"platform": "teams", "tenant": teams.TENANT, "address": teams.USER, "person": None}
    return slack_row(number, **{**usual, **fields})
