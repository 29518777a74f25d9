# SPDX-License-Identifier: EUPL-1.2
"""Everything that is looked at. A new check is a function from a case to its findings, and a place in one list."""

from collections.abc import Callable, Iterator

from bot.clock import machine_now
from bot.doctor.boards import boards
from bot.doctor.evaluations import evaluations
from bot.doctor.found import Case, Found, Level
from bot.doctor.groups import user_groups
from bot.doctor.installation import configuration, database, disk, sample
from bot.doctor.keeping_up import clock, dues, journal, outbox
from bot.doctor.ladders import ladders
from bot.doctor.people import administrators, reachable, rights
from bot.doctor.platforms import platforms
from bot.doctor.slack import cards, slack
from bot.doctor.teams import teams
from bot.settings import Settings
from storage.database import Database

Check = Callable[[Case], Iterator[Found]]

#: Without these nothing else can be looked at.
FIRST: tuple[Check, ...] = (configuration, disk, database)
THEN: tuple[Check, ...] = (
    sample,
    clock,
    dues,
    outbox,
    journal,
    platforms,
    slack,
    cards,
    user_groups,
    teams,
    administrators,
    reachable,
    rights,
    ladders,
    boards,
    evaluations,
)


def examine(settings: Settings, database: Database, *, look_at_cards: bool = False) -> Iterator[Found]:
    """Yield everything that is found, in the order in which it is best dealt with."""
    case = Case(settings, database, machine_now(), look_at_cards)
    first = [found for check in FIRST for found in check(case)]
    yield from first
    if not any(found.check == "database" and found.level is Level.BROKEN for found in first):
        for check in THEN:
            yield from check(case)
