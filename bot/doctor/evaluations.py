# SPDX-License-Identifier: EUPL-1.2
"""Whether somebody sees an evaluation before it goes out."""

from collections.abc import Iterator

from bot.doctor.found import Case, Found, Level, today
from commands.evaluations.admission import audience
from commands.evaluations.rules import RUNNERS
from commands.text import Message, _
from storage.database import Connection
from storage.organisation import Organisations
from storage.store import Store


def evaluations(case: Case) -> Iterator[Found]:
    """Look in every organisation that is large enough for it whether somebody runs evaluations."""
    found = case.read(_found)
    for text, advice in found:
        yield Found("evaluations", Level.ATTENTION, text, advice)
    if not found:
        yield Found("evaluations", Level.GOOD, _("Evaluations can be run."))


def _found(connection: Connection) -> tuple[tuple[Message, Message], ...]:
    """Return for every organisation what is in the way, and what to do."""
    found: list[tuple[Message, Message]] = []
    for organisation in Organisations(connection).all():
        store = Store(connection, organisation)
        enough = len(audience((), today(store), store)) >= store.evaluations.choices().threshold
        if enough and not any(store.people.with_role(role) for role in RUNNERS):
            text = _(
                "{organisation} has nobody who sees an evaluation before it goes out.", organisation=organisation.name
            )
            found.append((text, _("Name somebody with: python -m bot people grant EMAIL secretary")))
    return tuple(found)
