# SPDX-License-Identifier: EUPL-1.2
"""The ground under a ladder on a day: the levels, rights and people of an organisation and its joint arrangements."""

from datetime import date

from commands.escalations.escalation import Escalation
from commands.escalations.ladder import Ground, Matter, Terrain, near
from commands.escalations.neighbours import Neighbours
from commands.escalations.store import Store
from commands.people import Acting, acting

#: Who sorts out what the register does not settle, and which board meets; settings may name others, as for requests.
INFORMATION_MANAGER, BOARD = "Informatiemanager", "Portfolioboard"
MANAGER_SETTING = "requests.{organisation}.information_manager"
BOARD_SETTING = "requests.{organisation}.board"


def information_manager(home: Store) -> str:
    """Return the name of the function that sorts out what the register does not settle."""
    return home.settings.get(MANAGER_SETTING.format(organisation=home.organisation.id)) or INFORMATION_MANAGER


def board(home: Store) -> str:
    """Return the name of the board on whose agenda a ladder ends."""
    return home.settings.get(BOARD_SETTING.format(organisation=home.organisation.id)) or BOARD


def terrain(home: Store, on: date, neighbours: Neighbours, unit: str = "") -> Terrain:
    """Return the grounds of an organisation and its joint arrangements on a day.

    ``unit`` is that of whose matter it is: where a function has a holder in each unit, it is theirs (agreements).
    """
    others = (found for each in home.organisation.arrangements if (found := home.of(each)))
    grounds = {store.organisation.id: _ground(store, on, neighbours, unit) for store in (home, *others)}
    return Terrain(grounds, home.escalations.pairs(), board(home))


def _ground(store: Store, on: date, neighbours: Neighbours, unit: str) -> Ground:
    """Return one organisation as a ladder sees it."""

    def acts(function: str, deputy: str) -> tuple[Acting, ...]:
        return near(acting(store.people, function, on, deputy), unit)

    def held(function: str) -> bool:
        return bool(store.people.holdings(function, on))

    functions = {function.name.casefold(): function for function in store.people.functions()}
    levels, grants = store.escalations.levels(), neighbours.grants(store, on)
    return Ground(store.organisation.id, levels, grants, functions, acts, held)


def matter_of(escalation: Escalation) -> Matter:
    """Return what the ladder of an escalation depends on."""
    return Matter(
        escalation.organisation,
        escalation.function_organisation,
        escalation.function,
        escalation.start,
        escalation.grant,
        frozenset(person.id for person in escalation.owners),
        urgent=bool(escalation.urgent),
        overdue=escalation.overdue,
    )
