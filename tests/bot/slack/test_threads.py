# SPDX-License-Identifier: EUPL-1.2
"""Threads in Slack: a question is answered where it was asked, and what happened stands below its card."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.attempt import attempt
from commands.cards import Card
from commands.events import Room
from storage.outcomes import Sent
from tests.bot.slack.posting import Posting, posting, row
from tests.fakes.slack_workspace import SCOPES


def _in(work: Callable[[Posting], Awaitable[None]]) -> None:
    """Do something in a workspace."""

    async def run() -> None:
        async with posting() as place:
            await work(place)

    asyncio.run(run())


def test_a_question_in_a_thread_is_answered_there_and_found_back_there() -> None:
    async def work(place: Posting) -> None:
        place.server.space.scopes = SCOPES | {"channels:history"}
        there: dict[str, Any] = {"address": "C0BOARD/1763978400.000100", "room": Room.CHANNEL}
        name = await place.sender.send(row(**there))
        [message] = place.server.space.messages.values()
        assert message["thread_ts"] == "1763978400.000100"
        assert await place.sender.find(row(**there)) == name

    _in(work)


@pytest.mark.parametrize("address", ["C0BOARD", "U0SANNE"])
def test_what_goes_below_a_message_stands_in_its_thread_without_a_heading_and_is_found_back_there(address: str) -> None:
    async def work(place: Posting) -> None:
        place.server.space.scopes = SCOPES | {"channels:history"}
        room = Room.CHANNEL if address == "C0BOARD" else Room.DIRECT
        card = await place.sender.send(row(address=address, room=room))
        line = row(2, address=address, room=room, beneath=card, card=Card("Ahmet: goedgekeurd"))
        name = await place.sender.send(line)
        _card, message = place.server.space.messages.values()
        assert message["thread_ts"] == card.partition("/")[2]
        assert message["text"] == "Ahmet: goedgekeurd"
        assert [block["type"] for block in message["blocks"]] == ["section"]
        assert await place.sender.find(line) == name

    _in(work)


def test_what_goes_below_an_answer_in_a_thread_goes_in_that_thread() -> None:
    async def work(place: Posting) -> None:
        there: dict[str, Any] = {"address": "C0BOARD/1763978400.000100", "room": Room.CHANNEL}
        card = await place.sender.send(row(**there))
        await place.sender.send(row(2, beneath=card, **there))
        assert {m["thread_ts"] for m in place.server.space.messages.values()} == {"1763978400.000100"}

    _in(work)


def test_below_a_message_that_somebody_took_away_nothing_comes_and_nobody_is_bothered() -> None:
    async def work(place: Posting) -> None:
        card = await place.sender.send(row(address="C0BOARD", room=Room.CHANNEL))
        place.server.space.remove(*card.split("/"))
        outcome = await attempt(place.sender, row(2, address="C0BOARD", room=Room.CHANNEL, beneath=card))
        assert isinstance(outcome, Sent)
        assert place.server.space.messages == {}

    _in(work)
