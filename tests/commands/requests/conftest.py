# SPDX-License-Identifier: EUPL-1.2
"""What the tests of requests share: a small register, and a conversation with everyone of the cast on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.clock import move_to
from bot.dispatch import Dispatcher
from bot.routes import Routes
from commands.help import house
from commands.money import Euro
from commands.refs import Ref
from commands.requests import feature
from commands.requests.routing import Decided, RightBrief, Routing, Unheld, Unsure
from storage.database import Database
from storage.store import Store
from tests import cast
from tests.drive import Chat, Local

#: A Monday morning, long after the machine's clock: business time only goes forward.
MONDAY = datetime(2031, 3, 3, 8, 30, tzinfo=UTC)

_MINE = {"organisation": "waterveen", "organisation_name": "Gemeente Waterveen", "legal_basis": "Mandaatbesluit art. 6"}
HARDWARE = (
    RightBrief(
        "WV-001", topic="Werkplekhardware", decides=cast.TEAMMANAGER, up_to=Decimal(25000), advises=(cast.COORDINATOR,),
        escalates_to=cast.CIO, register_version=3, **_MINE,
    ),
    RightBrief(
        "WV-002", topic="Werkplekhardware", decides=cast.CIO, above=Decimal(25000), up_to=Decimal(100000),
        escalates_to=cast.DIRECTOR, register_version=3, **_MINE,
    ),
)  # fmt: skip
SOFTWARE = RightBrief(
    "WV-006", topic="Nieuwe applicaties", decides=cast.CIO, agrees=(cast.CONTROLLER,), informed=(cast.DIRECTOR,),
    register_version=3, **_MINE,
)  # fmt: skip
PHONES = RightBrief("WV-005", topic="Mobiele telefoons", decides=cast.HEAD, register_version=3, **_MINE)
BUDGET = RightBrief("WV-090", topic="Jaarbudget", decides=cast.BOARD, register_version=3, **_MINE)
DRAWINGS = RightBrief("WV-033", topic="Architectuur", decides=cast.ARCHITECT, register_version=3, **_MINE)
SHARED = RightBrief(
    "ZP-001", "zuiderplas", "Samenwerking Zuiderplas", "Gedeeld netwerk", cast.ARRANGEMENT_DIRECTOR, register_version=8
)
WORDS = {
    "laptop": HARDWARE, "applicatie": (SOFTWARE,), "telefoon": (PHONES,), "jaarbudget": (BUDGET,),
    "architectuur": (DRAWINGS,), "netwerk": (SHARED,),
}  # fmt: skip


class Register:
    """A small register that can change while the story goes on."""

    def __init__(self) -> None:
        self.topics = dict(WORDS)

    def route(self, _store: Any, words: str, amount: Euro | None, _on: date, right_id: str | None) -> Routing:
        found = [t for word, t in self.topics.items() if word in words.casefold()]
        if right_id:
            found = [t for t in self.topics.values() if right_id in [r.id for r in t]]
        if not found:
            return Unheld(Ref("decision_rights", "gap-1"))
        if len(found) > 1:
            return Unsure(tuple(t[0] for t in found))
        rights = found[0]
        fits = [r for r in rights if amount is None or r.covers(amount.value)]
        return Decided(fits[0] if fits else rights[-1])

    def change(self, word: str, **values: Any) -> None:
        self.topics[word] = tuple(replace(right, **values) for right in self.topics[word])


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def chat(database: Database, register: Register) -> Chat:
    cast.move_in(database)
    database.transact(lambda c: move_to(Store(c, cast.WATERVEEN).settings, MONDAY))
    features = (feature(register.route),)
    routes = Routes((house(features, lambda _context, path: path), *features))
    return Chat(Local(), Dispatcher(database, routes, lambda: None), database)


@pytest.fixture
def asks(chat: Chat) -> Callable[..., str]:
    """Send in a request as Sanne, or as someone else, and return its reference."""

    def ask(title: str = "Twee laptops", who: Any = cast.SANNE, **typed: str) -> str:
        chat.says(who, f"/itverzoek {title}")
        filled = {"kind": "hardware", "problem": "Twee nieuwe collega's kunnen niet werken.", "cost": "2.400"}
        chat.fills(who, **{**filled, "personal_data": "no", **typed})
        assert not chat.errors(who)
        requests = chat.database.read(lambda c: Store(c, cast.WATERVEEN).requests.references())
        return requests[0]

    return ask
