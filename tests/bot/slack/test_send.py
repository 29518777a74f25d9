# SPDX-License-Identifier: EUPL-1.2
"""What is sent to Slack arrives as drawn, changes in place, and is found back when nobody knows whether it arrived."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from bot.attempt import attempt
from bot.sender import CannotTell, Undelivered
from bot.slack import send as slack_send
from bot.slack.wire import Wire
from bot.slack.workspaces import OneWorkspace
from commands.events import Room
from storage.outcomes import Dead, InDoubt, NotSent, Outcome, Sent
from tests.bot.slack.posting import Posting, posting, row
from tests.fakes.slack_workspace import SCOPES

SANNES = "D0SANNE"


def _in(work: Callable[[Posting], Awaitable[None]], **how: Any) -> None:  # noqa: ANN401 - the options of a workspace
    """Do something in a workspace."""

    async def run() -> None:
        async with posting(**how) as place:
            await work(place)

    asyncio.run(run())


async def _until_settled(place: Posting, outcomes: list[Outcome], **fields: Any) -> Outcome:  # noqa: ANN401 - the fields of a row
    """Attempt as the outbox does, doubts and all, until it is settled."""
    tries, doubts = count(), 0
    for attempts in tries:
        outcome = await attempt(place.sender, row(attempts=attempts, doubts=doubts, **fields), 0)
        outcomes.append(outcome)
        if isinstance(outcome, Sent | Dead):
            return outcome
        doubts += isinstance(outcome, InDoubt)
    raise AssertionError


def test_a_message_to_a_person_arrives_in_their_own_conversation_with_text_beside_the_blocks() -> None:
    async def work(place: Posting) -> None:
        name = await place.sender.send(row())
        [message] = place.server.space.messages.values()
        assert name == f"{SANNES}/{message['ts']}"
        assert "Vier laptops" in message["text"]
        assert "Dit wacht op je advies" in message["text"]
        assert message["blocks"][0]["type"] == "header"
        assert message["metadata"]["event_payload"]["id"] == slack_send.identity(row())

    _in(work)


def test_a_message_to_a_channel_arrives_there() -> None:
    async def work(place: Posting) -> None:
        assert (await place.sender.send(row(address="C0BOARD", room=Room.CHANNEL))).startswith("C0BOARD/")

    _in(work)


def test_a_renewed_card_changes_in_place() -> None:
    async def work(place: Posting) -> None:
        name = await place.sender.send(row())
        assert await place.sender.send(row(2, "Goedgekeurd", renews=name)) == name
        [text] = place.texts(SANNES)
        assert text.startswith("Goedgekeurd")

    _in(work)


def test_a_message_that_was_removed_comes_anew_when_it_changes() -> None:
    async def work(place: Posting) -> None:
        name = await place.sender.send(row(2, "Goedgekeurd", renews=f"{SANNES}/1.1"))
        assert name.startswith(f"{SANNES}/")
        assert len(place.texts(SANNES)) == 1

    _in(work)


def test_a_message_for_another_workspace_is_never_sent_with_this_token() -> None:
    async def work(place: Posting) -> None:
        outcome = await attempt(place.sender, row(tenant="T0OTHER"))
        assert isinstance(outcome, Dead)
        assert "T0OTHER" in outcome.reason
        assert place.server.space.messages == {}

    _in(work)


@pytest.mark.parametrize(
    "error", ["channel_not_found", "is_archived", "account_inactive", "token_revoked", "msg_too_long"]
)
def test_what_can_never_arrive_is_not_tried_again(error: str) -> None:
    async def work(place: Posting) -> None:
        place.server.space.refuses["U0SANNE"] = error
        assert await attempt(place.sender, row()) == Dead(row(), error)

    _in(work)


@pytest.mark.parametrize("error", ["service_unavailable", "request_timeout"])
def test_what_may_arrive_later_is_tried_again(error: str) -> None:
    async def work(place: Posting) -> None:
        place.server.space.refuses["U0SANNE"] = error
        outcome = await attempt(place.sender, row())
        assert isinstance(outcome, NotSent)
        assert (outcome.reason, outcome.pause) == (error, False)

    _in(work)


def test_a_wrong_token_is_said() -> None:
    async def work(place: Posting) -> None:
        assert await attempt(place.sender, row()) == Dead(row(), "invalid_auth")

    _in(work, token="xoxb-wrong")


def test_when_slack_asks_to_wait_the_whole_workspace_waits_so_long() -> None:
    async def work(place: Posting) -> None:
        place.goes_wrong("429")
        with pytest.raises(Undelivered) as no:
            await place.sender.send(row())
        assert (no.value.retry_after, no.value.permanent, no.value.unsure) == (1, False, False)
        outcome = await _after(place, "429")
        assert isinstance(outcome, NotSent)
        assert outcome.pause

    _in(work)


async def _after(place: Posting, *modes: str) -> Outcome:
    place.goes_wrong(*modes)
    return await attempt(place.sender, row())


def test_the_token_of_a_whole_enterprise_grid_writes_in_each_of_its_workspaces_and_another_in_its_own_alone() -> None:
    async def work(place: Posting) -> None:
        place.server.space.enterprise, place.server.space.whole = "E0GRID", True
        outcomes = [await attempt(place.sender, row(number, tenant=f"T{number}")) for number in (1, 2)]
        assert all(isinstance(outcome, Sent) for outcome in outcomes)

    _in(work)

    async def alone(place: Posting) -> None:
        assert isinstance(await attempt(place.sender, row(tenant="T0OTHER")), Dead)

    _in(alone)


def test_nobody_there_is_certainly_not_sent() -> None:
    async def work(place: Posting) -> None:
        wire = Wire("http://127.0.0.1:1/api/")
        way: Any = (wire, OneWorkspace(wire, "xoxb-1"), lambda _row: {}, lambda _row: "", "")
        nowhere = slack_send.SlackSender(*way, reads_history=True)
        assert isinstance(await attempt(nowhere, row()), NotSent)
        await nowhere.close()

    _in(work)


@pytest.mark.parametrize("mode", ["500", "500_stored", "reset", "reset_stored"])
def test_what_breaks_off_leaves_doubt_and_is_seen_once_in_the_end(mode: str) -> None:
    async def work(place: Posting) -> None:
        place.goes_wrong(mode)
        outcomes: list[Outcome] = []
        assert isinstance(await _until_settled(place, outcomes), Sent)
        assert isinstance(outcomes[0], InDoubt)
        [text] = place.texts(SANNES)
        assert text.startswith("Vier laptops")

    _in(work)


@pytest.mark.parametrize("mode", ["hang", "hang_stored"])
def test_what_hangs_leaves_doubt_and_is_seen_once_in_the_end(mode: str) -> None:
    async def work(place: Posting) -> None:
        await place.sender.send(row(9, "Eerst"))
        place.server.edge.hang_seconds = 1
        place.goes_wrong(mode)
        outcomes: list[Outcome] = []
        await _until_settled(place, outcomes)
        assert isinstance(outcomes[0], InDoubt)
        assert len(place.texts(SANNES)) == 2

    _in(work, seconds=0.5)


def test_a_message_in_doubt_is_found_among_many_others_and_pages() -> None:
    async def work(place: Posting) -> None:
        name = await place.sender.send(row())
        for number in range(450):
            await place.sender.send(row(number + 2))
        assert await place.sender.find(row()) == name
        assert await place.sender.find(row(999)) is None
        assert place.methods().count("conversations.history") == 6

    _in(work)


@pytest.mark.parametrize("posted_alone", [False, True])
def test_another_message_with_the_same_words_is_not_mistaken_for_it(*, posted_alone: bool) -> None:
    async def work(place: Posting) -> None:
        place.server.posted_alone = posted_alone
        name = await place.sender.send(row(1))
        assert await place.sender.find(row(1)) == name
        assert await place.sender.find(row(2)) is None
        restored = replace(row(1), created_at=row().created_at.replace(year=2025))
        assert await place.sender.find(restored) is None

    _in(work)


@pytest.mark.parametrize("mode", ["500", "reset_stored"])
def test_where_nothing_can_be_read_back_it_is_repeated_once_and_says_so(mode: str) -> None:
    async def work(place: Posting) -> None:
        place.goes_wrong(mode)
        outcomes: list[Outcome] = []
        assert isinstance(await _until_settled(place, outcomes), Sent)
        assert place.texts(SANNES)[-1].startswith("Mogelijk dubbel: Vier laptops")
        assert "conversations.history" not in place.methods()
        with pytest.raises(CannotTell):
            await place.sender.find(row())

    _in(work, reads_history=False)


def test_where_nothing_can_be_read_back_it_is_never_sent_a_third_time() -> None:
    async def work(place: Posting) -> None:
        place.goes_wrong("reset_stored", "reset_stored")
        outcomes: list[Outcome] = []
        assert isinstance(await _until_settled(place, outcomes), Dead)
        assert len(place.texts(SANNES)) == 2

    _in(work, reads_history=False)


def test_where_the_scope_for_reading_is_missing_it_is_repeated_as_where_nothing_can_be_read() -> None:
    async def work(place: Posting) -> None:
        place.server.space.scopes = SCOPES - {"im:history"}
        place.goes_wrong("reset_stored")
        outcomes: list[Outcome] = []
        assert isinstance(await _until_settled(place, outcomes), Sent)
        assert place.texts(SANNES)[-1].startswith("Mogelijk dubbel: Vier laptops")

    _in(work)


def test_a_change_that_broke_off_is_made_again_without_a_mark() -> None:
    async def work(place: Posting) -> None:
        name = await place.sender.send(row())
        place.goes_wrong("reset_stored")
        outcomes: list[Outcome] = []
        await _until_settled(place, outcomes, renews=name, title="Goedgekeurd")
        assert [text.splitlines()[0] for text in place.texts(SANNES)] == ["Goedgekeurd"]

    _in(work, reads_history=False)
