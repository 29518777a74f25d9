# SPDX-License-Identifier: EUPL-1.2
"""``people export``, ``list``, ``grant``, ``revoke`` and ``leave``; ``import`` has a file of its own."""

import argparse
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from bot.cli import organisations, people_import
from bot.cli.files import kind_of, write
from bot.cli.organisations import keep, today, told, which
from bot.cli.parts import add_part
from bot.run import CannotRun
from commands.errors import Refused
from commands.organisation.departures import take_out
from commands.organisation.outflow import write_people
from commands.organisation.rules import check_revocation
from commands.people import Person, Role
from commands.refs import Ref
from commands.replies import Act
from storage.database import Connection
from storage.sheets import Sheet, write_csv, write_xlsx
from storage.store import Store

_DAYS = ("from", "to")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands ``people`` and ``organisation``."""
    organisations.add(commands)
    top = commands.add_parser("people", help="import and list people, functions, accounts and roles")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    take = add_part(parts, "import", "load people and functions from a CSV or XLSX file", people_import.run)
    people_import.arguments(take)
    give = add_part(parts, "export", "write people and functions to a CSV or XLSX file", run_export)
    give.add_argument("file", type=Path, metavar="FILE")
    add_part(parts, "list", "show who holds and deputises for what, and who has which role", run_list)
    for name, about, run in (
        ("grant", "give somebody a role", run_grant),
        ("revoke", "take a role from somebody", run_revoke),
    ):
        part = add_part(parts, name, about, run)
        part.add_argument("person", metavar="EMAIL", help="e-mail address, name or id")
        part.add_argument("role", choices=[role.value for role in Role])
    leave = add_part(parts, "leave", "take somebody out who has left", run_leave)
    leave.add_argument("person", metavar="EMAIL", help="e-mail address, name or id")
    leave.add_argument("--last-day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="without it: yesterday")


def run_export(args: argparse.Namespace) -> int:
    """Write people and functions as a file that can be imported again."""
    kind = kind_of(args.file, ".csv", ".xlsx")

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        sheet = Sheet.of(*write_people(store.people, today(store)))
        data = write_xlsx(sheet, days=_DAYS, title=store.organisation.name) if kind == ".xlsx" else write_csv(sheet)
        write(args.file, data)
        keep(store, Act("organisation.export", Ref("organisation", "people")))
        return f"{len(sheet.rows)} rows written to {args.file}."

    return told(work)


def run_list(args: argparse.Namespace) -> int:
    """Print each person with functions, deputies and roles."""

    def look(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        return "\n".join(_line(store, person) for person in store.people.everyone()) or "There are no people yet."

    return told(look)


def _line(store: Store, person: Person) -> str:
    """Return one person with everything held, and the roles in capitals."""
    had = store.people.roles(person)
    held = [
        ("deputy of " if h.deputy else "") + h.function + (f" ({h.unit})" if h.unit else "")
        for h in store.people.held_by(person, today(store))
    ]
    parts = [person.email, *held, *(role.value.upper() for role in Role if role in had)]
    return f"{person.name}: {', '.join(part for part in parts if part) or '-'}"


def run_grant(args: argparse.Namespace) -> int:
    """Give somebody a role: so the first administrator is named."""

    def work(connection: Connection) -> str:
        store, person, role = _about(connection, args)
        if role in store.people.roles(person):
            return f"{person.name} is {role.value} already."
        store.people.grant_role(person, role)
        keep(store, Act("organisation.grant", Ref("organisation", person.id), role.value))
        return f"{person.name} is {role.value} of {store.organisation.name} now."

    return told(work)


def run_revoke(args: argparse.Namespace) -> int:
    """Take a role from somebody."""

    def work(connection: Connection) -> str:
        store, person, role = _about(connection, args)
        if role not in store.people.roles(person):
            return f"{person.name} is not {role.value}."
        _allowed(lambda: check_revocation(person, role, store.people))
        store.people.revoke_role(person, role)
        keep(store, Act("organisation.revoke", Ref("organisation", person.id), role.value))
        return f"{person.name} is no longer {role.value} of {store.organisation.name}."

    return told(work)


def run_leave(args: argparse.Namespace) -> int:
    """Take somebody out: functions end, accounts stop working, decisions keep the name."""

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        person = _one(store, args.person)
        now = today(store)
        last = args.last_day or now - timedelta(days=1)
        if last >= now:
            raise CannotRun(f"{last} is not over yet; do this after the last working day.")
        _allowed(lambda: take_out(person, last, store.people, now))
        keep(store, Act("organisation.depart", Ref("organisation", person.id), last.isoformat()))
        return f"{person.name} has been taken out; every function ended on {last}."

    return told(work)


def _about(connection: Connection, args: argparse.Namespace) -> tuple[Store, Person, Role]:
    """Return the store, the person and the role that a command is about."""
    store = Store(connection, which(connection, args.organisation))
    return store, _one(store, args.person), Role(args.role)


def _one(store: Store, typed: str) -> Person:
    """Return the one person meant."""
    found = store.people.find(typed)
    if not found:
        raise CannotRun(f"I know nobody with the address or name {typed} in {store.organisation.name}.")
    if len(found) > 1:
        names = ", ".join(f"{p.name} ({p.email or p.id})" for p in found[:5])
        raise CannotRun(f"More than one person fits {typed}: {names}. Give the whole address.")
    return found[0]


def _allowed(check: Callable[[], None]) -> None:
    """Turn a refusal of the rules into the sentence of this command."""
    try:
        check()
    except Refused as refused:
        raise CannotRun(str(refused)) from None
