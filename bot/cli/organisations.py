# SPDX-License-Identifier: EUPL-1.2
"""``organisation add``, ``join``, ``link`` and ``list``: the organisations of this installation."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from zoneinfo import available_timezones

from bot.clock import business_now
from bot.language import LANGUAGES
from bot.run import CannotRun, opened
from bot.settings import Settings
from commands.organisations import Organisation, OrganisationKind
from commands.refs import Ref
from commands.replies import Act
from storage.database import Connection
from storage.organisation import Organisations
from storage.settings import Settings as Settled
from storage.store import Store

#: Kept in a database that is for trying with data of one's own: the demo, which has no login, may open it.
TRIAL = "demo.trial"
PLATFORMS = ("slack", "teams", "local")
_ID = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``organisation``."""
    top = commands.add_parser("organisation", help="add, change and list organisations")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = parts.add_parser("add", help="add an organisation, or change the one with this id")
    new.add_argument("id", help="a short id of small letters, digits and hyphens, such as waterveen")
    new.add_argument("--name", required=True, help="the full name, such as 'Gemeente Waterveen'")
    new.add_argument("--kind", choices=[k.value for k in OrganisationKind], default=OrganisationKind.MUNICIPALITY.value)
    new.add_argument("--language", choices=LANGUAGES, default="nl", help="language of channels, records and exports")
    new.add_argument("--zone", default="Europe/Amsterdam", help="time zone in which its days begin")
    new.add_argument("--service-desk", default="", help="what somebody reads who reports an outage")
    new.add_argument("--trial", action="store_true", help="in an empty database: let run --demo open it, without login")
    new.set_defaults(run=run_add)
    join = parts.add_parser("join", help="let an organisation take part in a joint arrangement")
    join.add_argument("id")
    join.add_argument("arrangement", help="the id of the joint arrangement")
    join.set_defaults(run=run_join)
    link = parts.add_parser("link", help="say whose workspace or tenant it is")
    link.add_argument("id")
    link.add_argument("platform", choices=PLATFORMS)
    link.add_argument("workspace", help="the platform's own id, such as T012AB3CD or a tenant id")
    link.set_defaults(run=run_link)
    show = parts.add_parser("list", help="show the organisations")
    show.set_defaults(run=run_list)


def run_add(args: argparse.Namespace) -> int:
    """Add or change an organisation; on the local page it speaks for itself."""
    if not _ID.fullmatch(args.id):
        raise CannotRun(
            f"{args.id!r} can't be an id: use small letters, digits and hyphens, at most 40, such as waterveen."
        )
    if args.zone not in available_timezones():
        raise CannotRun(f"{args.zone!r} is not a time zone; write it like Europe/Amsterdam.")
    name = " ".join(args.name.split())
    if not name:
        raise CannotRun("The name is empty; give the full name with --name.")

    def change(connection: Connection) -> str:
        every = Organisations(connection)
        known = every.get(args.id)
        if args.trial:
            _begin_trial(every, Settled(connection))
        kind = OrganisationKind(args.kind)
        if known and every.participants(args.id) and kind is not OrganisationKind.JOINT_ARRANGEMENT:
            raise CannotRun(f"Others take part in {args.id}, so it stays a joint arrangement.")
        made = Organisation(args.id, name, kind, args.language, args.zone, args.service_desk)
        every.add(made)
        every.link_tenant("local", args.id, args.id)
        keep(Store(connection, made), Act("organisation.add", Ref("organisation", args.id)))
        return f"Changed: {made.name}." if known else f"Added: {made.name}."

    return told(change)


def _begin_trial(every: Organisations, kept: Settled) -> None:
    """Mark an empty database as one for trying.

    Raises:
        CannotRun: when it is in use already: the demo has no login, so a real one must stay closed to it.

    """
    if kept.get(TRIAL):
        return
    if every.all():
        raise CannotRun("This database is in use already; a trial begins in an empty one. Choose another MANDAAT_HOME.")
    kept.put(TRIAL, "yes")


def run_join(args: argparse.Namespace) -> int:
    """Let an organisation take part in a joint arrangement."""

    def change(connection: Connection) -> str:
        store = Store(connection, which(connection, args.id))
        arrangement = which(connection, args.arrangement)
        if arrangement.kind is not OrganisationKind.JOINT_ARRANGEMENT:
            raise CannotRun(f"{arrangement.id} is a municipality; only a joint arrangement has participants.")
        if arrangement.id == store.organisation.id:
            raise CannotRun("An organisation can't take part in itself.")
        store.organisations.join(store.organisation.id, arrangement.id)
        keep(store, Act("organisation.join", Ref("organisation", store.organisation.id), arrangement.id))
        return f"{store.organisation.name} takes part in {arrangement.name}."

    return told(change)


def run_link(args: argparse.Namespace) -> int:
    """Say whose workspace or tenant it is."""

    def change(connection: Connection) -> str:
        store = Store(connection, which(connection, args.id))
        store.organisations.link_tenant(args.platform, args.workspace, store.organisation.id)
        keep(store, Act("organisation.link", Ref("organisation", store.organisation.id), args.platform))
        return f"The workspace {args.workspace} on {args.platform} speaks for {store.organisation.name}."

    return told(change)


def run_list(_args: argparse.Namespace) -> int:
    """Print the organisations with their arrangements."""

    def look(connection: Connection) -> str:
        lines = []
        for organisation in Organisations(connection).all():
            joined = f", takes part in {', '.join(organisation.arrangements)}" if organisation.arrangements else ""
            kind = organisation.kind.value.replace("_", " ")
            lines.append(f"{organisation.id}: {organisation.name} ({kind}, {organisation.language}{joined})")
        return "\n".join(lines) or "There are no organisations yet. Add one: organisation add ID --name NAME"

    return told(look)


def which(connection: Connection, organisation_id: str | None) -> Organisation:
    """Return the organisation with this id; without one, the only one there is.

    Raises:
        CannotRun: naming those that there are.

    """
    every = Organisations(connection).all()
    ids = ", ".join(o.id for o in every)
    if not every:
        raise CannotRun("There is no organisation yet. Add one first: organisation add ID --name NAME")
    if organisation_id is None:
        if len(every) > 1:
            raise CannotRun(f"There are more organisations: {ids}. Say which with --organisation ID.")
        return every[0]
    found = next((o for o in every if o.id == organisation_id), None)
    if found is None:
        raise CannotRun(f"There is no organisation {organisation_id}; there are: {ids}.")
    return found


def keep(store: Store, act: Act) -> None:
    """Write a line in the journal for something done on the command line."""
    store.journal.append(
        action=act.action,
        object=str(act.object),
        result=act.result,
        origin="cli",
        actor="cli",
        at=business_now(store.settings),
    )


def today(store: Store) -> date:
    """Return the day where the organisation is."""
    return business_now(store.settings).astimezone(store.organisation.zone).date()


def told(work: Callable[[Connection], str]) -> int:
    """Do the work in one transaction, print what it says, and return 0."""
    database = opened(Settings.read())
    try:
        print(database.transact(work))  # noqa: T201 - this is the command line
    finally:
        database.close()
    return 0
