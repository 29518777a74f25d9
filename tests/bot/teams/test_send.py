# SPDX-License-Identifier: EUPL-1.2
"""What is sent to Teams arrives as drawn and changes in place; what is refused is waited for, given up, or marked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.attempt import attempt
from bot.clock import machine_now
from bot.sender import CannotTell, Undelivered
from bot.teams.entra import NoToken
from bot.teams.refusals import Blocked
from bot.undelivered import quiet
from commands.events import Room
from commands.people import Account
from storage.conversations import Conversations
from storage.envelopes import Address
from storage.outcomes import Dead, InDoubt, NotSent, Sent
from storage.store import Store
from tests import cast, platforms
from tests.bot import outage
from tests.bot.teams.posting import SANNES, Posting, row
from tests.fakes import teams
from tests.fakes.teams_cloud import SCOPE
from tests.fakes.teams_tenant import SECRET


def test_a_message_opens_the_conversation_with_a_person_and_the_next_one_finds_it(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        first = await place.sender.send(row())
        second = await place.sender.send(row(2))
        assert [first.rpartition("/")[0], second.rpartition("/")[0]] == [SANNES, SANNES]
        assert place.cloud.tenant.opened == 1
        message = next(iter(place.cloud.tenant.messages.values()))
        assert message["summary"] == "Vier laptops"
        assert [claims["sub"] for claims in place.cloud.assertions] == [place.cloud.tenant.client]

    do(work)


def test_a_teams_that_is_away_for_an_hour_costs_nothing_but_the_wait(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        async def back() -> None:
            place.cloud.refuses.clear()

        place.cloud.refuses += [(503, {})] * 10_000
        to = Address("teams", teams.TENANT, teams.USER, Room.DIRECT)
        await outage.passes(place.database, place.sender, to, back)
        assert [message["summary"] for message in place.cloud.tenant.messages.values()] == outage.WRITTEN

    do(work)


def test_a_secret_proves_too(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        assert await place.sender.send(row())
        assert place.cloud.assertions == []

    do(work, mandaat_teams_certificate=None, mandaat_teams_client_secret=SECRET)


def test_a_renewed_card_changes_in_place_and_one_that_is_gone_comes_anew(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        name = await place.sender.send(row())
        changed = replace(row(2), card=replace(row().card, title="Goedgekeurd"), renews=name)
        assert await place.sender.send(changed) == name
        assert place.cloud.tenant.cards(SANNES)[0]["fallbackText"] == "Goedgekeurd"
        place.cloud.tenant.messages.clear()
        assert (await place.sender.send(changed)).startswith(f"{SANNES}/")
        await place.connector.remove(place.cloud.service_url.rstrip("/"), teams.TENANT, *_parts(place))
        assert not place.cloud.tenant.messages

    do(work)


def _parts(place: Posting) -> tuple[str, str]:
    return next(iter(place.cloud.tenant.messages))


def test_a_message_to_a_thread_of_a_channel_arrives_there(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        thread = "19:board@thread.tacv2;messageid=1700000000000"
        assert (await place.sender.send(row(address=thread, room=Room.CHANNEL))).startswith(f"{thread}/")

    do(work)


def test_what_goes_below_a_message_of_a_channel_is_a_reply_to_it(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        there: dict[str, Any] = {"address": "19:board@thread.tacv2", "room": Room.CHANNEL}
        card = await place.sender.send(row(**there))
        reply = await place.sender.send(row(2, beneath=card, **there))
        conversation, _slash, number = card.partition("/")
        assert reply.startswith(f"{conversation};messageid={number}/")
        assert (await place.sender.send(row(3, beneath=reply, **there))).startswith(reply.rpartition("/")[0])

    do(work)


def test_a_message_to_the_channel_of_a_board_calls_its_members_where_that_was_asked(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        channel = Account("teams", teams.TENANT, "19:board@thread.tacv2")
        there: dict[str, Any] = {"address": channel.user, "room": Room.CHANNEL, "organisation": cast.WATERVEEN.id}

        async def called(number: int, **fields: Any) -> list[str]:  # noqa: ANN401 - the fields of a row
            where, _slash, message = (await place.sender.send(row(number, **there, **fields))).rpartition("/")
            card = place.cloud.tenant.messages[where, message]["attachments"][0]["content"]
            return [each["mentioned"]["name"] for each in card["msteams"].get("entities", ())]

        def laid(store: Store) -> None:
            platforms.arrive(store.connection, platforms.Teams())
            store.people.add_channel(cast.BOARD, channel)

        cast.move_in(place.database)
        place.database.transact(lambda c: laid(Store(c, cast.WATERVEEN)))
        assert await called(1) == []
        group = replace(channel, user="members")
        place.database.transact(lambda c: Store(c, cast.WATERVEEN).people.add_user_group(cast.BOARD, group))
        held = place.database.read(lambda c: Store(c, cast.WATERVEEN).people.holdings(cast.BOARD, cast.DAY))
        members = sorted(each.person.name for each in held if not each.deputy)
        assert await called(2) == members != []
        first = next(iter(place.cloud.tenant.messages))
        assert await called(3, renews="/".join(first)) == []
        assert await called(4, beneath="/".join(first)) == []

    do(work)


@pytest.mark.parametrize(
    ("status", "after", "outcome", "least"),
    [
        (429, "7", NotSent, 6),
        (429, "", NotSent, 9),
        (412, "7", NotSent, 6),
        (412, "", NotSent, 0),
        (502, "", InDoubt, 4),
        (504, "20", InDoubt, 19),
        (500, "", InDoubt, 4),
        (400, "", Dead, 0),
        (413, "", Dead, 0),
    ],
)
def test_what_the_connector_refuses_is_waited_for_doubted_or_given_up(
    do: Callable[..., None], status: int, after: str, outcome: type[object], least: float
) -> None:
    async def work(place: Posting) -> None:
        await place.sender.send(row())
        place.cloud.refuses = [(status, {"Retry-After": after} if after else {})]
        found = await attempt(place.sender, row(2))
        assert isinstance(found, outcome), found
        if isinstance(found, NotSent | InDoubt):
            assert (found.retry_at - machine_now()).total_seconds() > least
        if status == 429:
            assert isinstance(found, NotSent)
            assert found.pause

    do(work)


def test_one_in_doubt_is_repeated_once_and_says_so(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        with pytest.raises(CannotTell):
            await place.sender.find(row())
        assert isinstance(await attempt(place.sender, row(doubts=1)), Sent)
        assert place.cloud.tenant.cards(SANNES)[0]["fallbackText"].startswith("Mogelijk dubbel")
        assert isinstance(await attempt(place.sender, row(doubts=2)), Dead)

    do(work)


@pytest.mark.parametrize("mode", ["reset", "reset_stored", "500_stored"])
def test_what_broke_off_on_the_way_is_in_doubt(do: Callable[..., None], mode: str) -> None:
    async def work(place: Posting) -> None:
        await place.sender.send(row())
        place.cloud.edge.schedule([mode], "POST")
        assert isinstance(await attempt(place.sender, row(2)), InDoubt)

    do(work)


def test_a_slow_connector_is_waited_for_and_one_that_takes_too_long_leaves_the_message_in_doubt(
    do: Callable[..., None],
) -> None:
    async def work(place: Posting) -> None:
        # As half a minute of the Connector is to the time that we wait.
        place.cloud.connector_seconds, place.wire.seconds = 0.3, 20.0
        assert isinstance(await attempt(place.sender, row(), 30), Sent)
        place.cloud.connector_seconds, place.wire.seconds = 20.0, 0.3
        await place.wire.close()
        found = await attempt(place.sender, row(2), 30)
        assert isinstance(found, InDoubt)
        assert len(place.cloud.tenant.messages) == 1

    do(work)


def test_a_token_that_is_refused_is_asked_for_again(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        await place.sender.send(row())
        place.cloud.tokens.clear()
        assert isinstance(await attempt(place.sender, row(2)), NotSent)
        assert isinstance(await attempt(place.sender, row(2)), Sent)

    do(work)


def test_without_a_token_nothing_is_lost_and_the_reason_is_entras_own(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        place.cloud.login_refuses = 7000222
        found = await attempt(place.sender, row())
        assert isinstance(found, NotSent)
        assert found.reason == "no token for Teams: AADSTS7000222"
        with pytest.raises(NoToken, match="no registration in tenant elsewhere"):
            await place.tokens.bearer("elsewhere", SCOPE)
        with pytest.raises(Undelivered, match="no registration for tenant elsewhere"):
            await place.sender.send(row(tenant="elsewhere"))

    do(work)


def test_who_blocked_us_is_left_alone_for_a_day_but_answered_and_open_again_once_it_works(
    do: Callable[..., None],
) -> None:
    async def work(place: Posting) -> None:
        await place.sender.send(row())
        person = place.cloud.tenant.people[teams.USER]
        person.blocks = True
        with pytest.raises(Blocked, match="MessageWritesBlocked"):
            await place.sender.send(row(2))
        known = place.known()
        assert known
        assert known.blocked == "MessageWritesBlocked"
        person.blocks = False
        with pytest.raises(Blocked):
            await place.sender.send(row(3))
        assert await place.sender.send(row(4, urgent=True))
        known = place.known()
        assert known
        assert known.blocked == ""

    do(work)


def test_a_channel_that_takes_nothing_is_remembered_and_the_administrators_hear_of_it(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        channel = "19:elsewhere@thread.tacv2"
        place.cloud.tenant.refuses[channel] = "BotNotInConversationRoster"
        dead = await attempt(place.sender, row(address=channel, room=Room.CHANNEL))
        assert isinstance(dead, Dead)
        assert not quiet(dead)
        assert quiet(Dead(row(), dead.reason)), "who has no app of their own is named by the doctor"
        kept = place.database.read(lambda c: Conversations(c, "teams").get(teams.TENANT, channel))
        assert kept
        assert kept.blocked == dead.reason

    do(work)


def test_who_does_not_have_the_app_is_not_written_to(do: Callable[..., None]) -> None:
    async def work(place: Posting) -> None:
        place.cloud.tenant.people[teams.USER].installed = False
        found = await attempt(place.sender, row())
        assert isinstance(found, Dead)
        assert found.reason == "ForbiddenOperationException"

    do(work)
