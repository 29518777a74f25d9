# SPDX-License-Identifier: EUPL-1.2
"""A small house for the tests of this room: a municipality, its joint arrangement, and a few people."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection

from commands.organisations import Organisation, OrganisationKind
from commands.people import Account, Function, Person
from storage.database import Database
from storage.organisation import Organisations
from storage.people import People
from storage.store import Store
from tests.rows import laid

T = TypeVar("T")

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

REGION = Organisation("regio", "Samenwerking Rijnstreek", OrganisationKind.JOINT_ARRANGEMENT)
TOWN = Organisation("waterveen", "Waterveen", OrganisationKind.MUNICIPALITY, arrangements=("regio",))
OTHER_TOWN = Organisation("dijkdorp", "Dijkdorp", OrganisationKind.MUNICIPALITY, arrangements=("regio",))

FATIMA = Person("fatima", "Fatima el Amrani", "f.elamrani@waterveen.example", unit="Ruimte")
JAN = Person("jan", "Jan de Vriès", "jan@waterveen.example", language="nl")
JANNEKE = Person("janneke", "Janneke de Vries", "janneke@waterveen.example")
SUZE = Person("suze", "Suze Øster", "suze@regio.example")
OTHER_JAN = Person("jan2", "Jan de Vries", "jan@dijkdorp.example")
SECRETARY = Function("Gemeentesecretaris")
BOARD = Function("Portfolioboard", body=True)


def furnish(connection: Connection) -> None:
    """Put everybody in their place."""
    for organisation in (REGION, TOWN, OTHER_TOWN):
        Organisations(connection).add(organisation)
    for home, staff in {"waterveen": (FATIMA, JAN, JANNEKE), "regio": (SUZE,), "dijkdorp": (OTHER_JAN,)}.items():
        for person in staff:
            people = People(connection, home)
            people.add_person(person)
            people.add_account(person, Account("local", home, person.id))
    for function in (SECRETARY, BOARD):
        People(connection, "waterveen").add_function(function)


def furnished(database: Database) -> Database:
    """Return the database with everybody in it."""
    database.transact(laid(furnish).put)
    return database


def store(connection: Connection, organisation: Organisation = TOWN) -> Store:
    """Return the store of an organisation."""
    return Store(connection, organisation)


def in_store(database: Database, work: Callable[[Store], T], organisation: Organisation = TOWN) -> T:
    """Run a work of one organisation in a transaction of its own."""
    return database.transact(lambda connection: work(Store(connection, organisation)))
