# SPDX-License-Identifier: EUPL-1.2
"""The people of every test: a small Waterveen and one director of the joint arrangement, and how to let them in.

``move_in(database)`` puts them in a test database; ``context(SANNE)`` is the context of something Sanne says.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from bot.clock import OFFSET, machine_now
from commands.events import Context, Place, Room
from commands.organisations import Organisation, OrganisationKind
from commands.people import Account, Function, Holding, Person, Role, Side
from storage.database import Database
from storage.settings import Settings
from storage.store import Store
from tests.rows import laid

#: A Monday, half past nine in Waterveen.
DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)

ZUIDERPLAS = Organisation(
    "zuiderplas", "Samenwerking Zuiderplas", OrganisationKind.JOINT_ARRANGEMENT, service_desk="Servicedesk, tel. 2000"
)
WATERVEEN = Organisation(
    "waterveen",
    "Gemeente Waterveen",
    OrganisationKind.MUNICIPALITY,
    service_desk="Servicedesk, tel. 1000",
    arrangements=(ZUIDERPLAS.id,),
)


def _person(person_id: str, name: str, unit: str, language: str = "") -> Person:
    return Person(person_id, name, f"{person_id.replace('-', '.')}@waterveen.example", language, unit)


SANNE = _person("sanne-de-vries", "Sanne de Vries", "Ruimte")
AHMET = _person("ahmet-demir", "Ahmet Demir", "I&A")
KEES = _person("kees-vermeulen", "Kees Vermeulen", "I&A")
MARIEKE = _person("marieke-bakker", "Marieke Bakker", "I&A")
FATIMA = _person("fatima-el-idrissi", "Fatima El Idrissi", "I&A")
JOHAN = _person("johan-visser", "Johan Visser", "Bedrijfsvoering")
PRIYA = _person("priya-ramdin", "Priya Ramdin", "Financiën")
RUBEN = _person("ruben-jacobs", "Ruben Jacobs", "Bedrijfsvoering")
NAOMI = _person("naomi-pinas", "Naomi Pinas", "Ruimte")
WILLEM = _person("willem-dekker", "Willem Dekker", "Sociaal Domein")
#: Reads English, and administers the installation.
LOTTE = _person("lotte-hendriks", "Lotte Hendriks", "I&A", "en")
#: Works for the joint arrangement.
YARA = Person("yara-kuipers", "Yara Kuipers", "yara.kuipers@zuiderplas.example", "", "Directie")

PEOPLE = (SANNE, AHMET, KEES, MARIEKE, FATIMA, JOHAN, PRIYA, RUBEN, NAOMI, WILLEM, LOTTE)

TEAMMANAGER = "Teammanager I&A"
COORDINATOR = "Coördinator werkplekbeheer"
CIO = "CIO"
INFORMATION_MANAGER = "Informatiemanager"
DIRECTOR = "Directeur Bedrijfsvoering"
CONTROLLER = "Concerncontroller"
HEAD = "Afdelingshoofd"
BOARD = "Portfolioboard"
#: A function that nobody holds.
ARCHITECT = "Enterprise-architect"
#: A function of the joint arrangement.
ARRANGEMENT_DIRECTOR = "Directeur Zuiderplas"

FUNCTIONS = (
    Function(TEAMMANAGER, Side.IT),
    Function(COORDINATOR, Side.IT),
    Function(CIO, Side.IT),
    Function(INFORMATION_MANAGER, Side.IT, name_en="Information manager"),
    Function(DIRECTOR, Side.BUSINESS),
    Function(CONTROLLER, Side.CONTROL, name_en="Group controller"),
    Function(HEAD, Side.BUSINESS, name_en="Head of department"),
    Function(BOARD, body=True),
    Function(ARCHITECT, Side.IT),
)

#: Marieke deputises for the director, and Kees for Ahmet; the two heads have a unit each.
HOLDINGS = (
    Holding(AHMET, TEAMMANAGER),
    Holding(KEES, COORDINATOR),
    Holding(KEES, TEAMMANAGER, deputy=True),
    Holding(MARIEKE, CIO),
    Holding(AHMET, CIO, deputy=True),
    Holding(FATIMA, INFORMATION_MANAGER),
    Holding(JOHAN, DIRECTOR),
    Holding(MARIEKE, DIRECTOR, deputy=True),
    Holding(PRIYA, CONTROLLER),
    Holding(NAOMI, HEAD, "Ruimte"),
    Holding(WILLEM, HEAD, "Sociaal Domein"),
    Holding(JOHAN, BOARD),
    Holding(MARIEKE, BOARD),
    Holding(PRIYA, BOARD),
)

ROLES = ((FATIMA, Role.STEWARD), (RUBEN, Role.SECRETARY), (LOTTE, Role.ADMINISTRATOR))


def move_in(database: Database) -> None:
    """Put both organisations and everyone in a database, in a transaction of their own."""
    database.transact(laid(lay).put)


def work_begins(connection: Connection) -> None:
    """Let it be the cast's Monday, while people are at work, whatever day it is for the machine."""
    Settings(connection).put(OFFSET, str((AT - machine_now()).total_seconds()))


def lay(connection: Connection) -> None:
    """Put both organisations and everyone in, on this connection."""
    arrangement, store = Store(connection, ZUIDERPLAS), Store(connection, WATERVEEN)
    store.organisations.add(ZUIDERPLAS)
    store.organisations.add(WATERVEEN)
    for organisation in (WATERVEEN, ZUIDERPLAS):
        store.organisations.link_tenant("local", organisation.id, organisation.id)
    for person in PEOPLE:
        store.people.add_account(store.people.add_person(person), account(person))
    for function in FUNCTIONS:
        store.people.add_function(function)
    for holding in HOLDINGS:
        store.people.add_holding(holding)
    for person, role in ROLES:
        store.people.grant_role(person, role)
    store.people.add_channel(BOARD, Account("local", WATERVEEN.id, "portfolioboard"))
    arrangement.people.add_account(arrangement.people.add_person(YARA), account(YARA, ZUIDERPLAS))
    arrangement.people.add_function(Function(ARRANGEMENT_DIRECTOR, Side.PARTNER))
    arrangement.people.add_holding(Holding(YARA, ARRANGEMENT_DIRECTOR))


def account(person: Person, organisation: Organisation = WATERVEEN) -> Account:
    """Return the account of a person on the local page."""
    return Account("local", organisation.id, person.id)


def context(
    person: Person, at: datetime = AT, *, organisation: Organisation = WATERVEEN, language: str = ""
) -> Context:
    """Return the context of something this person says in the direct conversation."""
    who = replace(person, language=language) if language else person
    return Context(who, organisation, at, Place("local", person.id, Room.DIRECT))
