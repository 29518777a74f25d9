# SPDX-License-Identifier: EUPL-1.2
"""Beside the clock of the sample everyone sees what waits, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.effects import Cause, effect
from bot.language import Localizer
from bot.local.waiting import BEGAN, began, waits
from bot.sample.morning import go_to_work
from commands.cards import Card
from commands.replies import Reply, Tell, ToPerson, Urgency
from storage.database import Database
from storage.settings import Settings
from storage.store import Store
from tests.cast import AHMET, AT, SANNE, WATERVEEN, move_in

EVENING = datetime(2026, 3, 2, 19, tzinfo=UTC)
DUTCH = Localizer("nl", WATERVEEN.zone)


@pytest.fixture
def house(database: Database) -> Database:
    move_in(database)
    return database


def told(house: Database, *tells: Tell) -> None:
    """Let the house have said this in the evening."""
    cause = Cause("local", "test", EVENING, "")
    house.transact(lambda c: effect(Store(c, WATERVEEN), Reply(tells=tells), cause))


def lines(house: Database) -> list[str]:
    return [DUTCH.say(line) for line in house.read(lambda c: waits(AHMET, EVENING, Store(c, WATERVEEN)))]


def test_a_message_of_the_evening_waits_for_the_morning_and_information_for_the_overview(house: Database) -> None:
    told(
        house,
        Tell(ToPerson(AHMET), Card("Een besluit")),
        Tell(ToPerson(AHMET), Card("Een"), urgency=Urgency.INFORMATION),
        Tell(ToPerson(AHMET), Card("Twee"), urgency=Urgency.INFORMATION),
        Tell(ToPerson(AHMET), Card("Nu"), urgency=Urgency.NOW),
        Tell(ToPerson(SANNE), Card("Voor een ander")),
    )
    assert lines(house) == [
        "Wacht tot dinsdag 3 maart 2026 om 08:30 uur: Een besluit",
        "Wacht op het overzicht van dinsdag 3 maart 2026 om 09:00 uur: 2 berichten",
    ]


def test_much_that_waits_is_counted(house: Database) -> None:
    told(house, *(Tell(ToPerson(AHMET), Card(f"Bericht {n}")) for n in range(8)))
    assert len(lines(house)) == 6
    assert lines(house)[-1] == "En nog 3"


def test_the_page_says_that_the_clock_went_forward_on_that_day_only(house: Database) -> None:
    assert house.read(lambda c: began(AT, Settings(c))) == ""
    house.transact(lambda c: Settings(c).put(BEGAN, AT.isoformat()))
    said = house.read(lambda c: began(AT + timedelta(hours=3), Settings(c)))
    assert (
        DUTCH.say(said)
        == "Je startte buiten werktijd, dus de klok ging vooruit naar maandag 2 maart 2026 om 09:30 uur."
    )
    assert house.read(lambda c: began(AT + timedelta(days=2), Settings(c))) == ""


def test_a_database_without_organisations_has_nobody_at_work(database: Database) -> None:
    go_to_work(database)
    assert database.read(lambda c: Settings(c).get(BEGAN)) is None
