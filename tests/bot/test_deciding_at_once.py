# SPDX-License-Identifier: EUPL-1.2
"""Two people who decide at the same moment: one does, and the other reads in a sentence that it was decided."""

import threading
from functools import partial

from bot.dispatch import Dispatcher
from bot.routes import Routes
from commands import escalations
from commands.escalations import Neighbours
from commands.events import Submit
from commands.people import Holding, Person
from commands.refs import Ref
from storage.database import Connection, Database
from storage.store import Store
from tests.cast import FATIMA, INFORMATION_MANAGER, LOTTE, SANNE, WATERVEEN, context, move_in, work_begins
from tests.drive import Chat
from tests.platforms import Local

REFERENCE = "ESC-2026-0001"


def _neighbours() -> Neighbours:
    """Return what escalations are handed where there is no register."""
    return Neighbours(
        lambda _store, _on: (),
        lambda *_asked: None,
        lambda *_asked: (),
        lambda *_asked: None,
        lambda *_asked: None,
        lambda _store, _words: Ref("decision_rights", "1"),
        lambda _store, _on: (),
    )


def test_of_two_who_decide_at_once_one_decides_and_the_other_is_told(database: Database) -> None:
    move_in(database)
    database.transact(work_begins)
    database.transact(lambda c: Store(c, WATERVEEN).people.add_holding(Holding(LOTTE, INFORMATION_MANAGER)))
    routes = Routes((escalations.feature(_neighbours()),))
    chat = Chat(Local(), Dispatcher(database, routes, lambda _platforms: None), database)
    chat.begins(SANNE, "/escaleer de levering van laptops")
    chat.fills(SANNE, tried="Gebeld.", decision="Wanneer ze komen.", otherwise="Niemand kan werken.")
    chat.presses(SANNE, "Escaleer nu")
    forms = {}
    for who, button in ((FATIMA, "Beslis"), (LOTTE, "Decide")):
        chat.presses(who, button)
        forms[who] = chat.opened[who.id]
    read, begun = threading.Event(), threading.Event()

    def decides(who: Person, connection: Connection) -> str:
        """Decide in this transaction; the first one is stored only after the second one read how it stood."""
        if who is LOTTE:
            begun.set()
        said = Submit(forms[who].form, (("decision", who.name), ("cause", "capacity")), forms[who].hidden)
        here = context(who)
        answer = routes.answer(said, here, Store(connection, WATERVEEN)).answer
        if who is FATIMA:
            read.set()
            # On SQLite one writes after the other, so that the second begins only after this one.
            begun.wait(0.5)
        assert answer
        return chat.localizer(who).say(answer.title)

    told: dict[Person, str] = {}

    def first() -> None:
        told[FATIMA] = database.transact(partial(decides, FATIMA))

    hand = threading.Thread(target=first)
    hand.start()
    assert read.wait(30)
    told[LOTTE] = database.transact(partial(decides, LOTTE))
    hand.join(30)

    assert told[FATIMA].startswith("Informatiemanager besliste over")
    assert told[LOTTE].startswith(("Fatima El Idrissi, Informatiemanager, already decided on", "Someone changed"))
    kept = database.read(lambda c: Store(c, WATERVEEN).escalations.decision(REFERENCE))
    assert kept
    assert (kept.decision, kept.name) == (FATIMA.name, FATIMA.name)
