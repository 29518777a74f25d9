# SPDX-License-Identifier: EUPL-1.2
"""What stories of requests look at and let happen: a state, the journal, an absence, a press that was not offered."""

from datetime import timedelta

from commands.events import Incoming, Place, Press
from commands.people import Absence, Person
from commands.requests.states import State
from storage.store import Store
from tests.cast import (
    WATERVEEN,
    account,
)
from tests.commands.requests.conftest import MONDAY
from tests.drive import Chat

TODAY = MONDAY.date()


def forged(chat: Chat, who: Person, verb: str, reference: str) -> str:
    """Press a button that this person was never given, or that is long gone; return what they read."""
    press = Press(f"requests.{verb}", (("ref", reference), ("org", "waterveen")))
    return chat.happens(who, Incoming(press, account(who), Place("local", who.id), f"{verb}-{who.id}"))


def state(chat: Chat, reference: str) -> State:
    """Return where a request stands."""
    request = chat.database.read(lambda c: Store(c, WATERVEEN).requests.get(reference))
    assert request
    return request.state


def away(chat: Chat, who: Person, deputy: Person | None = None) -> None:
    """Let somebody be away today and tomorrow."""
    absence = Absence(who, TODAY, TODAY + timedelta(days=1), deputy)
    chat.database.transact(lambda c: Store(c, WATERVEEN).people.add_absence(absence))


def journal(chat: Chat, reference: str) -> list[tuple[str, str, str]]:
    """Return what the journal holds about a request: action, actor and result."""
    lines = chat.database.read(lambda c: Store(c, WATERVEEN).journal.about(f"requests/{reference}"))
    return [(line.action, line.actor, line.result) for line in lines]
