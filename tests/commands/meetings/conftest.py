# SPDX-License-Identifier: EUPL-1.2
"""The cast on the local page, with everything that people can do: what is typed wrongly needs no other platform."""

import pytest

from bot.app import offered
from bot.dispatch import Dispatcher
from bot.registers import Registers
from bot.routes import Routes
from storage.database import Database
from tests import cast
from tests.drive import Chat
from tests.platforms import Local


@pytest.fixture
def chat(database: Database) -> Chat:
    cast.move_in(database)
    database.transact(cast.work_begins)
    features = offered(Registers(meaning=False), lambda *_which: "")
    return Chat(Local(), Dispatcher(database, Routes(features), lambda _platforms: None), database, features)
