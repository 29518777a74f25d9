# SPDX-License-Identifier: EUPL-1.2
"""What came before a story: somebody is away, the register says something else, a request was sent in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from commands.decision_rights.rights import DecisionRight
from commands.people import Absence, Person
from storage.store import Store
from tests.cast import AT, CIO, CONTROLLER, DAY, FATIMA, SANNE, WATERVEEN, ZUIDERPLAS
from tests.drive import Chat

# What a register says is kept by its version: no two stories may have the same with another content.
_numbers = count(1)
#: The Friday of the week in which stories begin.
FRIDAY = DAY + timedelta(days=4)
FIRST = "ITV-2026-0001"
#: Two topics that fit a question about a hall equally well.
HALLS = (DecisionRight("WV-901", "Huren sportzaal", CIO), DecisionRight("WV-902", "Huren feestzaal", CONTROLLER))


def away(chat: Chat, person: Person, deputy: Person | None = None) -> None:
    """Somebody is away until and including Friday."""
    chat.arranges(lambda store: store.people.add_absence(Absence(person, DAY, FRIDAY, deputy)))


def right_says(chat: Chat, right_id: str, **fields: Any) -> None:  # noqa: ANN401 - the fields of a right
    """Let a right of the register say something else than in the sample."""
    register_becomes(chat, lambda rights: [replace(r, **fields) if r.id == right_id else r for r in rights])


def register_gains(chat: Chat, *rights: DecisionRight, organisation: str = WATERVEEN.id) -> None:
    """Let rights stand in a register besides those of the sample."""
    register_becomes(chat, lambda known: [*known, *rights], organisation)


def register_becomes(
    chat: Chat, change: Callable[[tuple[DecisionRight, ...]], list[DecisionRight]], organisation: str = WATERVEEN.id
) -> None:
    """Let the register of an organisation be otherwise than in the sample."""

    def work(store: Store) -> None:
        whose = store.of(organisation)
        assert whose
        version = whose.decision_rights.latest()
        known = whose.decision_rights.rights(version.number) if version else ()
        whose.decision_rights.change(change(known), at=AT, by=FATIMA.id, source=f"story {next(_numbers)}")

    chat.arranges(work)


def market_pitches(chat: Chat) -> None:
    """Let the joint arrangement have a register of one right."""
    right = DecisionRight("ZP-001", "Toewijzen standplaatsen weekmarkt", "Directeur Zuiderplas")
    register_gains(chat, right, organisation=ZUIDERPLAS.id)


def files(chat: Chat, who: Person = SANNE, title: str = "Vier laptops", **typed: str) -> str:
    """Send in a request, by default a small standard one that a teammanager decides on; return what is read then."""
    chat.begins(who, f"/itverzoek {title}")
    usual = {"kind": "hardware", "problem": "De oude zijn op.", "cost": "4.000", "personal_data": "no"}
    read = chat.fills(who, **{**usual, **typed})
    assert not chat.last.errors, chat.errors(who)
    return read
