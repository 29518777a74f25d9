# SPDX-License-Identifier: EUPL-1.2
"""The cast in a conversation with this feature alone, on a Monday morning."""

from collections.abc import Callable

import pytest

from bot.dispatch import Dispatcher
from bot.routes import Routes
from commands import organisation
from storage.database import Database
from storage.journal import lines
from tests.cast import move_in, work_begins
from tests.drive import Chat
from tests.platforms import Local


@pytest.fixture
def chat(database: Database) -> Chat:
    move_in(database)
    database.transact(work_begins)
    return Chat(Local(), Dispatcher(database, Routes((organisation.feature(),)), lambda _platforms: None), database)


@pytest.fixture
def journal(database: Database) -> Callable[[], list[str]]:
    """Return the lines of the journal as ``actor action object result``."""
    return lambda: database.read(lambda c: [f"{x.actor} {x.action} {x.object} {x.result}" for x in lines(c)])
