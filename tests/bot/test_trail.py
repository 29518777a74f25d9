# SPDX-License-Identifier: EUPL-1.2
"""What happened after a card arrived stands below it where there are threads: once, in working time, without words."""

from datetime import datetime, timedelta

import pytest

from bot.effects import Cause, effect
from commands.cards import Card
from commands.events import Room
from commands.people import Account
from commands.replies import Happened, Renew, Reply, Tell, ToBody, ToPerson
from storage.database import Database
from storage.deliveries import Row
from tests.storage.house import BOARD, JAN, NOW, furnished, in_store
from tests.storage.post import take, tell_sent

KEY = "requests/1/decider"
LATER = NOW + timedelta(minutes=5)
CHANNELS = {"slack": "C0BOARD", "teams": "19:board@thread.tacv2", "local": "board"}


@pytest.fixture
def house(database: Database) -> Database:
    return furnished(database)


@pytest.fixture(params=sorted(CHANNELS))
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def happens(database: Database, reply: Reply, at: datetime, platform: str) -> None:
    in_store(database, lambda s: effect(s, reply, Cause(platform, JAN.id, at, "c")))


def told(database: Database, platform: str, *, channel: bool) -> Row:
    """Let Jan or the board get a card on this platform, and return the message as it was sent."""
    if channel:
        in_store(database, lambda s: s.people.add_channel(BOARD.name, Account(platform, "t", CHANNELS[platform])))
    else:
        in_store(database, lambda s: s.people.add_account(JAN, Account(platform, "t", "jan")))
    to = ToBody(BOARD.name) if channel else ToPerson(JAN)
    happens(database, Reply(tells=(Tell(to, Card("Vier laptops"), KEY),)), NOW, platform)
    (row,) = take(database, platform=platform)
    assert row.room is (Room.CHANNEL if channel else Room.DIRECT)
    assert tell_sent(database, row, "C0BOARD/17.1")
    return row


def renewed(line: str, at: datetime = LATER) -> Reply:
    return Reply(renews=(Renew(KEY, Card(f"Vier laptops: {line}"), Happened(at, (line,))),))


def below(database: Database, platform: str, at: datetime = LATER) -> list[object]:
    """Send what is due, and return what goes below another message."""
    found: list[object] = []
    while rows := take(database, at, platform=platform):
        found += [row.card.title for row in rows if row.beneath == "C0BOARD/17.1"]
        assert all(tell_sent(database, row, row.renews or "C0BOARD/17.2") for row in rows)
    return found


def test_a_step_stands_below_the_card_in_a_channel_and_the_card_shows_how_it_is(house: Database, platform: str) -> None:
    told(house, platform, channel=True)
    happens(house, renewed("Jan: goedgekeurd"), LATER, platform)
    assert below(house, platform) == ([] if platform == "local" else ["Jan: goedgekeurd"])


def test_a_conversation_of_ones_own_has_threads_in_slack_alone(house: Database, platform: str) -> None:
    told(house, platform, channel=False)
    happens(house, renewed("Jan: goedgekeurd"), LATER, platform)
    assert below(house, platform) == (["Jan: goedgekeurd"] if platform == "slack" else [])


def test_a_step_stands_there_once_however_often_the_card_is_drawn_anew(house: Database) -> None:
    told(house, "slack", channel=True)
    for _time in range(2):
        happens(house, renewed("Jan: goedgekeurd"), LATER, "slack")
    happens(house, renewed("Jan: gestart", LATER + timedelta(hours=1)), LATER + timedelta(hours=1), "slack")
    assert below(house, "slack", LATER + timedelta(hours=1)) == ["Jan: goedgekeurd", "Jan: gestart"]


def test_what_happened_before_the_card_was_written_is_no_trail(house: Database) -> None:
    told(house, "slack", channel=True)
    happens(house, renewed("Jan: ingediend", NOW), LATER, "slack")
    assert below(house, "slack") == []


def test_a_card_that_is_still_to_arrive_shows_what_happened_itself(house: Database) -> None:
    in_store(house, lambda s: s.people.add_channel(BOARD.name, Account("slack", "t", "C0BOARD")))
    happens(house, Reply(tells=(Tell(ToBody(BOARD.name), Card("Vier laptops"), KEY),)), NOW, "slack")
    happens(house, renewed("Jan: goedgekeurd"), LATER, "slack")
    assert [row.card.title for row in take(house, LATER, platform="slack")] == ["Vier laptops: Jan: goedgekeurd"]


def test_below_a_card_of_ones_own_nothing_comes_outside_working_time(house: Database) -> None:
    told(house, "slack", channel=False)
    night = NOW.replace(hour=22)
    happens(house, renewed("Jan: goedgekeurd", night), night, "slack")
    assert below(house, "slack", night) == []
    assert below(house, "slack", night + timedelta(days=1)) == ["Jan: goedgekeurd"]
