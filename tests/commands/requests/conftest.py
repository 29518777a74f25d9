# SPDX-License-Identifier: EUPL-1.2
"""What the tests of requests share: a small register, and a conversation with everyone."""

from datetime import UTC, datetime
from typing import Protocol

import pytest

from bot.clock import move_to
from bot.dispatch import Dispatcher
from bot.routes import Routes
from commands.help import house
from commands.people import Person
from commands.requests import feature
from storage.database import Database
from storage.store import Store
from tests import cast
from tests.commands.requests.small_register import Register
from tests.drive import Chat
from tests.platforms import Local

#: A Monday morning, half past nine; far ahead, because business time only goes forward.
MONDAY = datetime(2031, 3, 3, 8, 30, tzinfo=UTC)


class Asks(Protocol):
    """Sends in a request and returns its reference."""

    def __call__(self, title: str = ..., who: Person = ..., **typed: str) -> str:
        """Send in a request, by default a small one of Sanne for two laptops."""


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def chat(database: Database, register: Register) -> Chat:
    cast.move_in(database)
    database.transact(lambda c: move_to(Store(c, cast.WATERVEEN).settings, MONDAY))
    requests = feature(register.route, lambda _store: ())
    routes = Routes((house((requests,), lambda _context, _store, path: f"https://pages.example{path}"), requests))
    return Chat(Local(), Dispatcher(database, routes, lambda _platforms: None), database)


@pytest.fixture
def asks(chat: Chat) -> Asks:
    def ask(title: str = "Twee laptops", who: Person = cast.SANNE, **typed: str) -> str:
        filled = {"problem": "Twee nieuwe collega's kunnen niet werken.", "kind": "hardware", "cost": "2.400"}
        chat.says(who, f"/itverzoek {title}")
        chat.fills(who, **{**filled, "personal_data": "no", **typed})
        assert not chat.errors(who)
        return chat.database.read(lambda c: Store(c, cast.WATERVEEN).requests.references())[0]

    return ask
