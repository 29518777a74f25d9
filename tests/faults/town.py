# SPDX-License-Identifier: EUPL-1.2
"""A town of which every conversation is another: many askers, many functions with a holder each, and reminders due.

Slack takes one message a second in each conversation, so a few conversations would take minutes to deliver.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.clock import OFFSET, business_now, machine_now
from commands.decision_rights.rights import DecisionRight
from commands.dues import Due
from commands.organisations import Organisation, OrganisationKind
from commands.people import Account, Function, Holding, Person
from commands.refs import Ref
from commands.requests.request import Desk, Kind, Needs, Request, Why
from commands.requests.states import State
from commands.requests.terms import TERM, Stage
from storage.organisation import Organisations
from storage.store import Store
from tests.fakes.slack import TEAM

TOWN = Organisation("waterveen", "Gemeente Waterveen", OrganisationKind.MUNICIPALITY)
MANAGER = Person("manager", "Informatiemanager Waterveen")
SIZE = 40
BEGIN = datetime(2030, 3, 4, 9, 30, tzinfo=ZoneInfo(TOWN.zone_name))
ASKERS = tuple(Person(f"asker-{n}", f"Vrager {n}") for n in range(SIZE))
HOLDERS = tuple(Person(f"holder-{n}", f"Beslisser {n}") for n in range(SIZE))
EVERYBODY = (*ASKERS, *HOLDERS, MANAGER)
#: Words without a letter in common with another topic, so that a title is never taken for another.
THINGS = tuple(
    f"{first}{second}"
    for first in ("mast", "brug", "kade", "sluis", "molen")
    for second in ("verf", "hout", "lamp", "zand", "glas", "touw", "klok", "stof")
)
#: What falls due: a term that has passed. Who asked hears that at once, while reminders come together once a day.
REMINDER = Stage.OVERDUE.value


def account(person: Person) -> str:
    """Return the account of a person on a platform, where they are called U1, U2 and so on."""
    return f"U{EVERYBODY.index(person) + 1}"


def lay(connection: Connection, holders: Sequence[Person] = HOLDERS, where: tuple[str, str] = ("slack", TEAM)) -> None:
    """Put everybody in, with a function and a right for every holder; ``where`` is a platform and a tenant there."""
    Organisations(connection).add(TOWN)
    Organisations(connection).link_tenant(*where, TOWN.id)
    store = Store(connection, TOWN)
    # Business time begins on a Monday at half past nine, or messages would wait for working time.
    store.settings.put(OFFSET, str((BEGIN - machine_now()).total_seconds()))
    for person in EVERYBODY:
        store.people.add_person(person)
        store.people.add_account(person, Account(*where, account(person)))
    store.people.add_function(Function("Informatiemanager"))
    store.people.add_holding(Holding(MANAGER, "Informatiemanager"))
    rights = []
    for number, holder in enumerate(holders):
        store.people.add_function(Function(_function(number)))
        store.people.add_holding(Holding(holder, _function(number)))
        rights.append(DecisionRight(f"R-{number}", f"Aanschaf {THINGS[number]}", _function(number)))
    store.decision_rights.change(rights, at=business_now(store.settings), by=MANAGER.id, source="town")


def plan_reminders(connection: Connection, count: int, within: timedelta, dice: random.Random) -> Sequence[str]:
    """Let so many requests wait, each with a reminder that falls due within this time; return their references."""
    store = Store(connection, TOWN)
    now = business_now(store.settings)
    return [_waiting(store, number, now + within * dice.random(), now) for number in range(count)]


def _waiting(store: Store, number: int, at: datetime, now: datetime) -> str:
    """Let a request wait at the desk of one of the holders, with a reminder at this moment."""
    local = at.astimezone(ZoneInfo(TOWN.zone_name))
    request = store.requests.add(
        Request(
            TOWN.id,
            "",
            ASKERS[number % SIZE],
            Needs(Kind.HARDWARE, f"Herinnering {number}", "Het duurt lang."),
            State.INTAKE,
            now,
            Desk(_function(number % SIZE), TOWN.id, Why.RIGHT),
            due=local.date() + timedelta(days=30),
        ),
        local.year,
    )
    when = local.time().replace(microsecond=0)
    store.dues.plan(Due(TERM, Ref("requests", request.reference), local.date(), when, REMINDER))
    return request.reference


def _function(number: int) -> str:
    """Return the name of a function."""
    return f"Beheerder {THINGS[number]}"
