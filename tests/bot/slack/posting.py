# SPDX-License-Identifier: EUPL-1.2
"""A workspace for tests of sending: the fake Web API in the test's own loop, a sender for it, and rows to send."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from bot.slack.send import SlackSender
from bot.slack.wire import Wire
from bot.slack.workspaces import OneWorkspace
from commands.cards import Card, Fact, Facts, Paragraph
from commands.events import Room
from commands.text import _
from storage.deliveries import Row
from tests.cast import AT
from tests.fakes.slack import TEAM
from tests.fakes.slack_server import SlackServer
from tests.fakes.slack_workspace import BOT_TOKEN, SCOPES


@dataclass(frozen=True)
class Posting:
    """The fake, and a sender that writes to it."""

    server: SlackServer
    sender: SlackSender

    def goes_wrong(self, *modes: str) -> None:
        """Let the next calls of posting go wrong in these ways."""
        self.server.edge.schedule(modes, "chat.")

    def texts(self, conversation: str) -> list[str]:
        """Return what people see in a conversation."""
        return [m["text"] for (where, _ts), m in self.server.space.messages.items() if where == conversation]

    def methods(self) -> list[str]:
        """Return what was called."""
        return [method for method, _given in self.server.calls]


@contextlib.asynccontextmanager
async def posting(
    *, reads_history: bool = True, token: str = BOT_TOKEN, seconds: float = 10, group: str = ""
) -> AsyncIterator[Posting]:
    """Run a workspace with Sanne, the board and an archived channel as long as needed; messages call this group."""
    server = SlackServer()
    server.space.scopes = SCOPES
    server.space.joins("U0SANNE", "sanne@waterveen.example")
    server.space.channels["C0BOARD"] = True
    await server.start()
    wire = Wire(f"{server.api_url}/", seconds=seconds)
    way: Any = (wire, OneWorkspace(wire, token), lambda _row: {}, lambda _row: group, "https://mandaat.example")
    sender = SlackSender(*way, reads_history=reads_history)
    try:
        yield Posting(server, sender)
    finally:
        await sender.close()
        await server.stop()


def row(number: int = 1, title: str = "Vier laptops", **fields: Any) -> Row:  # noqa: ANN401 - the fields of a row
    """Return a message to Sanne on Slack."""
    card = Card(title, (Paragraph(_("This waits for your advice")), Facts((Fact("Bedrag", "€ 4.000"),))))
    usual: dict[str, Any] = {
        "id": number,
        "organisation": "waterveen",
        "platform": "slack",
        "tenant": TEAM,
        "address": "U0SANNE",
        "room": Room.DIRECT,
        "person": "sanne",
        "key": "",
        "card": card,
        "urgent": False,
        "created_at": AT,
        "attempts": 0,
        "doubts": 0,
        "tried_at": AT,
        "renews": "",
        "language": "nl",
        "zone": "Europe/Amsterdam",
        "correlation": "c",
        "token": "t",
    }
    return Row(**(usual | fields))
