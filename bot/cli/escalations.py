# SPDX-License-Identifier: EUPL-1.2
"""``escalations list``, ``pair`` and ``unpair``: the figures, and who speaks with whom of a joint arrangement."""

import argparse

from bot.cli.organisations import keep, told, which
from bot.cli.parts import add_part
from bot.run import CannotRun
from commands.escalations.escalation import OPEN
from commands.escalations.ladder import Pair
from commands.escalations.statistics import figures
from commands.refs import Ref
from commands.replies import Act
from storage.database import Connection
from storage.store import Store


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``escalations``."""
    top = commands.add_parser("escalations", help="count escalations, and name who speaks with a joint arrangement")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_part(parts, "list", "print the open escalations, the figures, and the pairs that were agreed", run_list)
    pair = add_part(parts, "pair", "name a client function here and its supplier in a joint arrangement", run_pair)
    pair.add_argument("arrangement", metavar="ID", help="of the joint arrangement")
    pair.add_argument("client", metavar="FUNCTION", help="speaks for this organisation")
    pair.add_argument("supplier", metavar="FUNCTION", help="of the joint arrangement")
    unpair = add_part(parts, "unpair", "forget a pair", run_unpair)
    unpair.add_argument("arrangement", metavar="ID", help="of the joint arrangement")
    unpair.add_argument("client", metavar="FUNCTION", help="that spoke for this organisation")


def run_list(args: argparse.Namespace) -> int:
    """Print what runs, the figures and the pairs."""

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        found = figures(store.escalations.all(), store.calendar)
        lines = [f"{found.running} running, {found.ended} ended."]
        lines += [
            f"{e.reference}  {e.state.value:<9}  {e.rung.function}, since {e.rung.since}"
            for e in store.escalations.all(OPEN)
        ]
        lines += [f"pair: {p.client} – {p.supplier} ({p.arrangement})" for p in store.escalations.pairs()]
        return "\n".join(lines)

    return told(work)


def run_pair(args: argparse.Namespace) -> int:
    """Keep a pair of functions that both exist."""

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        if args.arrangement not in store.organisation.arrangements:
            known = ", ".join(store.organisation.arrangements) or "none"
            raise CannotRun(
                f"{store.organisation.name} takes no part in {args.arrangement!r}. It takes part in: {known}."
            )
        other = store.of(args.arrangement)
        client = _function(store, args.client)
        supplier = _function(other or store, args.supplier)
        store.escalations.pair(Pair(client, args.arrangement, supplier))
        keep(store, Act("escalations.pair", Ref("escalations", "pairs")))
        return f"{client} speaks with {supplier}."

    return told(work)


def run_unpair(args: argparse.Namespace) -> int:
    """Forget a pair."""

    def work(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        if not store.escalations.unpair(args.arrangement, _function(store, args.client)):
            raise CannotRun(f"{args.client} has no pair in {args.arrangement}.")
        keep(store, Act("escalations.unpair", Ref("escalations", "pairs")))
        return f"{args.client} speaks with nobody of {args.arrangement} any more."

    return told(work)


def _function(store: Store, name: str) -> str:
    """Return the function as it is written.

    Raises:
        CannotRun: naming those there are.

    """
    found = store.people.function(name)
    if found is None:
        known = ", ".join(f.name for f in store.people.functions()) or "none yet"
        raise CannotRun(f"There is no function {name!r} in {store.organisation.name}. Known are: {known}.")
    return found.name
