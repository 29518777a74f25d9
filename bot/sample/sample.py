# SPDX-License-Identifier: EUPL-1.2
"""The sample: Waterveen and the joint arrangement Zuiderplas, with people for every function, as of a given moment.

Nothing in it grows stale: absences, endings and expiring rights are laid out around the moment of loading.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.app import build
from bot.cli.organisations import TRIAL
from bot.clock import OFFSET, machine_now
from bot.run import CannotRun
from bot.sample.arrangement import BOARD as CLIENTS
from bot.sample.playing import play
from bot.sample.stage import Stage
from bot.settings import Settings
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.tabular import read_register
from commands.escalations.ladder import Pair
from commands.organisation.intake import take_in
from commands.organisation.table import read_people
from commands.organisations import Organisation, OrganisationKind
from commands.people import Absence, Account
from commands.requests.case import BOARD_SETTING
from storage.database import Connection, Database
from storage.organisation import Organisations
from storage.removal import remove_everything
from storage.settings import Settings as Kept
from storage.sheets import read_rows
from storage.store import Store

HERE = Path(__file__).parent
#: Kept in the database that holds the sample: the moment of loading.
LOADED = "sample.loaded"
#: Kept until all of it is there: a database that has it and nobody who loads was broken off half way.
LOADING = "sample.loading"
ZUIDERPLAS = Organisation(
    "zuiderplas",
    "Samenwerking Zuiderplas (fictief)",
    OrganisationKind.JOINT_ARRANGEMENT,
    service_desk="Regionale servicebalie: tel. 2000 of balie@zuiderplas.example",
)
WATERVEEN = Organisation(
    "waterveen",
    "Gemeente Waterveen (fictief)",
    OrganisationKind.MUNICIPALITY,
    service_desk="Servicedesk I&A: tel. 1000 of servicedesk@waterveen.example",
    arrangements=(ZUIDERPLAS.id,),
)
CHANNELS = {"Portfolioboard": "portfolioboard"}
#: With whom of the joint arrangement somebody of the municipality settles things, on the same level.
PAIRS = (("Informatiemanager", "Servicemanager"), ("CIO", "Directeur Zuiderplas"))
STEWARD = "fatima-el-idrissi"
#: A right that expires within three months, and those that the controller must agree to.
EXPIRING = "WV-034"
AGREED = ("WV-008", "WV-044")
FRIDAY = 4


def load_once(database: Database, settings: Settings) -> None:
    """Load the sample into a database that holds nothing yet; one that has it, or is for a trial, stays as it is.

    Half a sample, of a start that was broken off, is removed first.

    Raises:
        CannotRun: when the database holds organisations of somebody's own.

    """

    def state(connection: Connection) -> tuple[bool, bool, bool]:
        kept = Kept(connection)
        complete = bool(kept.get(LOADED) or kept.get(TRIAL))
        return complete, bool(kept.get(LOADING)), bool(Organisations(connection).all())

    with _one_at_a_time(settings.mandaat_home):
        complete, half, used = database.read(state)
        if complete:
            return
        if half:
            remove(database)
        elif used:
            raise CannotRun(
                "This database holds an organisation of your own, and the demo has no login. Start it without --demo, "
                "or choose another folder with MANDAAT_HOME."
            )
        load(database, machine_now(), settings)


def load_afresh(database: Database, settings: Settings) -> None:
    """Remove the sample and load it anew; raises as :func:`remove` does."""
    with _one_at_a_time(settings.mandaat_home):
        remove(database)
        load(database, machine_now(), settings)


def load(database: Database, at: datetime, settings: Settings) -> None:
    """Load both organisations with everything that happened in the weeks before ``at`` (aware)."""
    database.transact(lambda c: _settle(c, at))
    with closing(Stage(build(settings, database, demo=True), WATERVEEN, at)) as stage:
        play(stage, ZUIDERPLAS)
    database.transact(lambda c: _complete(c, at))


def remove(database: Database) -> None:
    """Remove everything from a database that holds the sample, or nothing.

    Raises:
        CannotRun: when the database holds organisations of somebody's own.

    """

    def work(connection: Connection) -> None:
        kept = Kept(connection)
        if Organisations(connection).all() and not (kept.get(LOADED) or kept.get(LOADING)):
            raise CannotRun("This database holds an organisation of your own and no sample; nothing was removed.")
        remove_everything(connection)

    database.transact(work)
    database.migrate()


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    """Let a second process that starts meanwhile wait until the first has laid the sample out."""
    folder = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _complete(connection: Connection, at: datetime) -> None:
    """Keep that all of the sample is there, and let time be that of the machine."""
    kept = Kept(connection)
    kept.remove(OFFSET)
    kept.remove(LOADING)
    kept.put(LOADED, at.isoformat())


def _settle(connection: Connection, at: datetime) -> None:
    """Lay out organisations, people and registers."""
    today = at.astimezone(WATERVEEN.zone).date()
    every = Organisations(connection)
    for organisation in (ZUIDERPLAS, WATERVEEN):
        every.add(organisation)
        every.link_tenant("local", organisation.id, organisation.id)
    municipality, arrangement = (Store(connection, o) for o in (WATERVEEN, ZUIDERPLAS))
    _people(municipality, "people.csv", today)
    _people(arrangement, "people_zuiderplas.csv", today)
    for body, channel in CHANNELS.items():
        municipality.people.add_channel(body, Account("local", WATERVEEN.id, channel))
    _staff_of_the_moment(municipality, today)
    for client, supplier in PAIRS:
        municipality.escalations.pair(Pair(client, ZUIDERPLAS.id, supplier))
    _registers(municipality, arrangement, at, today)
    Kept(connection).put(BOARD_SETTING.format(organisation=ZUIDERPLAS.id), CLIENTS)
    Kept(connection).put(LOADING, at.isoformat())


def _people(store: Store, file: str, today: date) -> None:
    """Take the people of one organisation in, each with an account on the local page."""
    sheet = read_rows((HERE / file).read_bytes(), file)
    draft = read_people(sheet.header, sheet.rows, sheet.header_row)
    take_in(draft, store.people, today, lambda _platform: store.organisation.id)
    for person in store.people.everyone():
        store.people.add_account(person, Account("local", store.organisation.id, person.id))


def _staff_of_the_moment(store: Store, today: date) -> None:
    """Let the CIO be away until Friday, one function be vacant, and another end without a successor."""
    someone = {p.id: p for p in store.people.everyone()}
    friday = today + timedelta(days=(FRIDAY - today.weekday() - 2) % 7 + 2)
    cio, deputy = someone["ingrid-de-boer"], someone["mehmet-aydin"]
    store.people.add_absence(Absence(cio, today - timedelta(days=1), friday, deputy))
    holiday = friday + timedelta(days=3)
    store.people.add_absence(Absence(someone["thomas-janssen"], holiday, holiday + timedelta(days=4)))
    ends = {
        ("raj-sharma", "Contractmanager"): today - timedelta(days=30),
        ("bram-peeters", "Chief Data Officer"): today + timedelta(days=60),
    }
    for number, held in store.people.all_holdings().items():
        if last_day := ends.get((held.person.id, held.function)):
            store.people.end_holding(number, last_day)


def _registers(municipality: Store, arrangement: Store, at: datetime, today: date) -> None:
    """Adopt the registers two months ago; the steward has since changed two rights of Waterveen."""
    adopted, changed = at - timedelta(days=60), at - timedelta(days=20)
    rights = _read_register("register_waterveen.csv")
    municipality.decision_rights.change(rights, at=adopted, by=STEWARD, source="register_waterveen.csv")
    shared = _read_register("register_zuiderplas.csv")
    arrangement.decision_rights.change(shared, at=adopted, by="yara-kuipers", source="register_zuiderplas.csv")
    now = [_as_changed(right, today) for right in rights]
    municipality.decision_rights.change(now, at=changed, by=STEWARD, source="")


def _as_changed(right: DecisionRight, today: date) -> DecisionRight:
    """Return the right as the steward changed it: one must be agreed to, one expires, and most were checked."""
    if right.id == EXPIRING:
        return replace(right, valid_to=today + timedelta(days=75), checked_on=today - timedelta(days=20))
    if right.id in AGREED:
        return replace(right, agrees=("Concerncontroller",), checked_on=today - timedelta(days=20))
    return right


def _read_register(file: str) -> tuple[DecisionRight, ...]:
    """Return the rights in a file of the sample."""
    sheet = read_rows((HERE / file).read_bytes(), file)
    return read_register(sheet.header, sheet.rows, sheet.header_row).rights
