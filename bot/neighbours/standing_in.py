# SPDX-License-Identifier: EUPL-1.2
"""What waits for functions that somebody takes over or has back, and what was decided in the meantime."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, time

from commands.cards import Entry
from commands.escalations import overview as escalations
from commands.organisation.substitutes import Deed
from commands.people import Absence, Acting, Person
from commands.requests import overview as requests
from commands.wall_clock import moment
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


def decided(store: Store, absence: Absence) -> tuple[Deed, ...]:
    """Return what was decided in requests and escalations, since an absence began, in the place of who is away."""
    since = moment(absence.first_day, time(), store.organisation.zone)
    found = [deed for home in (store, *_participants(store)) for deed in _deeds(home, absence.person.name, since)]
    return tuple(deed for _at, deed in sorted(found, key=lambda each: each[0])[-MOST:])


def _deeds(home: Store, name: str, since: datetime) -> Iterator[tuple[datetime, Deed]]:
    """Yield what was decided on the matters of one organisation, and when."""
    for decision in home.requests.decided_instead_of(name, since):
        if request := home.requests.get(decision.reference):
            yield decision.at, Deed(decision.person, requests.decided_entry(request, decision))
    for settled in home.escalations.decided_instead_of(name, since):
        if escalation := home.escalations.get(settled.reference):
            yield settled.at, Deed(settled.person, escalations.decided_entry(escalation, settled))


def _participants(store: Store) -> Iterator[Store]:
    """Yield the organisations that take part in this one: what is theirs may be decided here."""
    own = store.organisation.id
    taking_part = (each.id for each in store.organisations.all() if own in each.arrangements)
    yield from (home for each in taking_part if (home := store.of(each)))


def _those(acts: Iterable[Acting], instead_of: frozenset[str]) -> Iterator[Acting]:
    """Yield of those who act whoever does so in the place of one of these people, else the holders."""
    for act in acts:
        if act.absent.person.id in instead_of if act.absent else not instead_of:
            yield act
