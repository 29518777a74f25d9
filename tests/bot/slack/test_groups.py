# SPDX-License-Identifier: EUPL-1.2
"""A user group stands for a board: what goes to its channel calls the group, and ``doctor`` compares the members."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import plain
from bot.clock import machine_now
from bot.doctor.found import Case, Found, Level
from bot.doctor.groups import user_groups
from bot.language import Localizer
from bot.slack import limits
from bot.slack.groups import Groups
from bot.slack.render import render_card
from commands.cards import Card, Divider
from commands.events import Room
from commands.people import Account, Holding
from storage.codec import decode_card
from storage.database import Database
from storage.messages import outbox
from storage.store import Store
from tests import cast
from tests.bot.readers import ENGLISH
from tests.bot.slack.posting import posting, row
from tests.cast import AHMET, BOARD, JOHAN, WATERVEEN
from tests.fakes.serving import Loop
from tests.fakes.slack import TEAM, USER, command, event
from tests.fakes.slack_server import SlackServer
from tests.fakes.slack_stage import Stage, settings
from tests.platforms import CHANNEL, Slack, arrive, user

GROUP = "S0BOARD01"


@pytest.fixture
def house(sqlite_url: str) -> Iterator[Database]:
    """Everybody, with a channel and a user group for the board."""
    database = Database.open(sqlite_url)
    cast.move_in(database)
    database.transact(lambda c: arrive(c, Slack()))
    database.transact(lambda c: Store(c, WATERVEEN).people.add_user_group(BOARD, Account("slack", TEAM, GROUP)))
    yield database
    database.close()


@pytest.fixture
def server(loop: Loop) -> Iterator[SlackServer]:
    running = SlackServer()
    loop.do(running.start())
    yield running
    loop.do(running.stop())


@pytest.fixture
def case(server: SlackServer, house: Database, tmp_path: Path) -> Case:
    return Case(settings(server, tmp_path, "socket"), house, machine_now())


def members(house: Database) -> list[str]:
    """Return what Slack calls the members of the board."""
    held = house.read(lambda c: Store(c, WATERVEEN).people.holdings(BOARD, cast.DAY))
    return [user(h.person) for h in held if not h.deputy]


def said(case: Case) -> list[tuple[Level, str]]:
    return [(found.level, _words(found)) for found in user_groups(case)]


def _words(found: Found) -> str:
    return Localizer("nl", WATERVEEN.zone).say(found.text)


def test_a_message_to_the_channel_of_the_board_calls_its_group_and_others_do_not(house: Database) -> None:
    groups = Groups(house)
    there: dict[str, Any] = {"tenant": TEAM, "room": Room.CHANNEL}
    assert groups.called(row(address=CHANNEL, **there)) == GROUP
    assert groups.called(row(address=f"{CHANNEL}/17.1", **there)) == ""
    assert groups.called(row(address=CHANNEL, beneath=f"{CHANNEL}/17.1", **there)) == ""
    assert groups.called(row(address="C0OTHER", **there)) == ""
    assert groups.called(row(address=CHANNEL, tenant="T0OTHER", room=Room.CHANNEL)) == ""
    assert groups.called(row()) == ""


def test_the_group_stands_above_the_card_and_the_card_still_fits() -> None:
    async def run() -> None:
        async with posting(group=GROUP) as place:
            await place.sender.send(row(address="C0BOARD", room=Room.CHANNEL, card=Card("Veel", (Divider(),) * 60)))
            [message] = place.server.space.messages.values()
            assert message["blocks"][0]["text"]["text"] == f"<!subteam^{GROUP}>"
            assert len(message["blocks"]) == limits.MESSAGE_BLOCKS

    asyncio.run(run())


def test_nobody_can_call_a_group_by_writing_it() -> None:
    drawn = render_card(Card(f"<!subteam^{GROUP}>"), Localizer("nl", WATERVEEN.zone))
    assert drawn["blocks"][0]["text"]["type"] == "plain_text"
    assert "<" not in drawn["text"]


def test_a_group_with_exactly_the_members_is_well(case: Case, server: SlackServer, house: Database) -> None:
    server.space.groups[GROUP] = ("portfolioboard", members(house))
    assert said(case) == [(Level.GOOD, "@portfolioboard bestaat precies uit de leden van Portfolioboard.")]


def test_who_is_in_only_one_of_both_is_named(case: Case, server: SlackServer, house: Database) -> None:
    inside = [each for each in members(house) if each != user(JOHAN)]
    server.space.groups[GROUP] = ("portfolioboard", [*inside, user(AHMET), "U0STRANGER"])
    assert said(case) == [
        (Level.ATTENTION, "Niet in @portfolioboard, maar wel lid van Portfolioboard: Johan Visser."),
        (Level.ATTENTION, "Wel in @portfolioboard, maar geen lid van Portfolioboard: U0STRANGER en Ahmet Demir."),
    ]


def test_a_deputy_is_no_member_of_the_board(case: Case, server: SlackServer, house: Database) -> None:
    house.transact(lambda c: Store(c, WATERVEEN).people.add_holding(Holding(AHMET, BOARD, deputy=True)))
    server.space.groups[GROUP] = ("portfolioboard", members(house))
    assert [level for level, _text in said(case)] == [Level.GOOD]


def test_a_group_that_is_gone_or_cannot_be_seen_is_said(case: Case, server: SlackServer) -> None:
    assert [level for level, _text in said(case)] == [Level.BROKEN]
    server.space.scopes -= {"usergroups:read"}
    ((level, text),) = said(case)
    assert (level, "missing_scope" in text) == (Level.ATTENTION, True)


def test_without_a_group_slack_is_not_asked(case: Case, server: SlackServer, house: Database) -> None:
    house.transact(lambda c: Store(c, WATERVEEN).people.remove_user_group(BOARD, "slack", TEAM))
    assert said(case) == []
    assert server.calls == []


def test_a_board_is_called_by_its_group_and_the_steward_hears_when_the_two_differ(stage: Stage) -> None:
    """In plain words the group is the board; in the register nothing changes by what happens in Slack."""
    database, space = stage.app.database, stage.slack.space
    database.transact(lambda c: Store(c, WATERVEEN).people.add_user_group(BOARD, Account("slack", TEAM, GROUP)))
    space.groups[GROUP] = ("portfolioboard", ["U0STRANGER"])
    space.joins(USER, cast.FATIMA.email, cast.FATIMA.name)
    stage.brings("slash_commands", command("/kanaal", f"<!subteam^{GROUP}>"))
    assert any("“/channel Portfolioboard”" in words for words in outgoing(stage))

    changed = {"type": "subteam_members_changed", "subteam_id": GROUP, "team_id": TEAM, "added_users": ["U0STRANGER"]}
    for _time in range(2):
        assert stage.brings("events_api", {**event("x", ""), "event": changed}).status == 200
    (told,) = [words for words in outgoing(stage) if "@portfolioboard" in words]
    assert "U0STRANGER" in told

    gone = {"type": "subteam_updated", "subteam": {"id": GROUP, "handle": "portfolioboard", "date_delete": 1763978400}}
    stage.brings("events_api", {**event("x", ""), "event_id": "Ev2", "event": gone})
    assert any("Not in @portfolioboard" in words for words in outgoing(stage))
    for other in ({"type": "subteam_updated", "subteam": {"id": "S0OTHER", "users": []}}, {"type": "subteam_updated"}):
        assert stage.brings("events_api", {**event("x", ""), "event": other}).status == 200


def outgoing(stage: Stage) -> list[str]:
    """Return everything that is told, as words."""
    rows = stage.app.database.read(lambda c: list(c.execute(select(outbox.c.card).order_by(outbox.c.id))))
    return [plain.render_card(decode_card(row.card), ENGLISH) for row in rows if row.card]
