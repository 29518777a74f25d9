# SPDX-License-Identifier: EUPL-1.2
"""The picture of a card is a file in Slack: uploaded once, shared with nobody but who reads the message."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest

from commands.cards import Bar, Card, Chart
from tests.bot.slack.posting import Posting, posting, row


def _in(work: Callable[[Posting], Awaitable[None]]) -> None:
    """Do something in a workspace."""

    async def run() -> None:
        async with posting() as place:
            await work(place)

    asyncio.run(run())


def _pictured() -> Card:
    """Return a card with a chart that no other test draws."""
    return Card("Wat kwam er uit", (Chart("Het hoogst is Waarde.", (Bar("Waarde", Decimal("4.1"), "4,1"),), 1, 5),))


def test_a_chart_is_a_file_that_is_uploaded_once_and_shared_with_nobody_else() -> None:
    async def work(place: Posting) -> None:
        for at in range(3):
            await place.sender.send(row(id=7 + at, card=_pictured()))
        for message in place.server.space.messages.values():
            [_head, image] = message["blocks"]
            assert image["alt_text"] == "Het hoogst is Waarde."
            assert (place.server.space.files[image["slack_file"]["id"]] or b"").startswith(b"\x89PNG")
        [done] = [given for method, given in place.server.calls if method == "files.completeUploadExternal"]
        assert not {"channel_id", "channels"} & set(done)

    _in(work)


def test_a_picture_that_is_not_ready_is_waited_for() -> None:
    async def work(place: Posting) -> None:
        place.server.faults["chat.postMessage"] = ["invalid_blocks"]
        await place.sender.send(row(card=_pictured()))
        [message] = place.server.space.messages.values()
        assert message["blocks"][1]["type"] == "image"

    _in(work)


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_where_slack_takes_no_file_the_words_go_out_alone(method: str) -> None:
    async def work(place: Posting) -> None:
        place.server.faults[method] = ["missing_scope"]
        for at in range(2):
            await place.sender.send(row(id=7 + at, card=_pictured()))
        for message in place.server.space.messages.values():
            assert message["blocks"][1]["elements"][0]["text"] == "Het hoogst is Waarde."
        assert place.methods().count("files.getUploadURLExternal") == 1, "it is not asked again for every reader"

    _in(work)
