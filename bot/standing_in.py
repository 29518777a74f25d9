# SPDX-License-Identifier: EUPL-1.2
"""What waits in requests and escalations for functions that somebody takes over, or that have their holder back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from commands.cards import Entry
from commands.escalations import overview as escalations
from commands.people import Acting, Person
from commands.requests import overview as requests
from storage.store import Store

MOST = 15


def waits(
    store: Store, functions: frozenset[str], instead_of: frozenset[str], at: datetime
) -> dict[Person, tuple[Entry, ...]]:
    """Return who acts in the place of these people, or as holder where there are none, for what waits at a moment.

    Each has a line with a button for everything in these functions.
    """
    found: dict[Person, list[Entry]] = defaultdict(list)
    for waiting, acts in requests.lying(functions, at, store):
        for act in _those(acts, instead_of):
            found[act.person].append(requests.waiting_entry(waiting))
    for escalation, acts in escalations.lying(functions, at, store):
        for act in _those(acts, instead_of):
            found[act.person].append(escalations.entry(escalation))
    return {person: tuple(entries[:MOST]) for person, entries in found.items()}


def _those(acts: Iterable[Acting], instead_of: frozenset[str]) -> Iterator[Acting]:
    """Yield of those who act whoever does so in the place of one of these people, else the holders."""
    for act in acts:
        if act.absent.person.id in instead_of if act.absent else not instead_of:
            yield act
