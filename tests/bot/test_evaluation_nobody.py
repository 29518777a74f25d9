# SPDX-License-Identifier: EUPL-1.2
"""A round in which hardly anybody could answer does not come, by hand nor by itself, and says why."""

from datetime import date
from pathlib import Path

import pytest

from bot.app import App, build
from bot.settings import Settings
from bot.ticker import Ticker
from commands.people import Account, Role
from storage.database import Connection, Database
from storage.store import Store
from tests import cast, drive, platforms
from tests.cast import RUBEN, WATERVEEN


def _few(connection: Connection) -> None:
    """Put a town in with a secretary, and nobody with a function."""
    store = Store(connection, WATERVEEN)
    store.organisations.add(cast.ZUIDERPLAS)
    store.organisations.add(WATERVEEN)
    store.organisations.link_tenant("local", WATERVEEN.id, WATERVEEN.id)
    store.people.add_person(RUBEN)
    store.people.add_account(RUBEN, Account("local", WATERVEEN.id, RUBEN.id))
    store.people.grant_role(RUBEN, Role.SECRETARY)
    cast.work_begins(connection)


@pytest.fixture
def chat(sqlite_url: str, tmp_path: Path) -> drive.Chat:
    database = Database.open(sqlite_url, patience=5)
    database.transact(_few)
    app: App = build(Settings(mandaat_home=tmp_path), database, demo=True)
    return drive.Chat(platforms.Local(), app.dispatcher, app.database, app.features)


def test_with_nobody_to_ask_a_round_does_not_begin(chat: drive.Chat) -> None:
    read = chat.says(RUBEN, "/evaluatie start")
    assert "Er zijn 0 mensen om te vragen, en onder de 5 antwoorden mag ik niets laten zien." in read
    assert "Er is geen evaluatie open of aangekondigd" in chat.says(RUBEN, "/evaluatie stop")


def test_the_round_that_would_come_by_itself_says_once_that_it_does_not(chat: drive.Chat) -> None:
    Ticker(chat.database, chat.features, lambda: None).plan_recurring()
    for day in (3, 4, 5, 6):
        chat.sleeps_until(date(2026, 3, day))
    told = [chat.localizer(RUBEN).say(card.title) for card in chat.cards(RUBEN)]
    assert told == ["Er is dit kwartaal geen evaluatie"]
    assert chat.arranges(lambda store: store.evaluations.rounds()) == ()
