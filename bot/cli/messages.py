# SPDX-License-Identifier: EUPL-1.2
"""``outbox list`` and ``outbox retry``: how each message stands, and sending again what could not be delivered."""

import argparse
import json
from dataclasses import asdict

from bot.cli.organisations import told
from bot.clock import business_now
from bot.effects import Cause, note
from bot.run import CannotRun
from bot.undelivered import about
from commands.refs import numbered
from storage.database import Connection
from storage.messages import FAILED
from storage.organisation import Organisations
from storage.settings import Settings
from storage.store import Store
from storage.undelivered import STATES, Kept, may_go_again, message, messages, send_again

MOST = 100


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``outbox``."""
    top = commands.add_parser("outbox", help="see how messages stand, and send again what was not delivered")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    show = parts.add_parser("list", help="show the newest messages: what waits, what arrived and what did not")
    show.add_argument("--state", choices=STATES, help="only those that are due, sent or failed")
    show.add_argument("--most", type=int, default=MOST, help=f"how many at most; without it {MOST}")
    show.add_argument("--json", action="store_true", help="one line of JSON for each message")
    show.set_defaults(run=run_list)
    retry = parts.add_parser("retry", help="send again what could not be delivered")
    which = retry.add_mutually_exclusive_group(required=True)
    which.add_argument("number", nargs="?", help="the number of the message, as in the list")
    which.add_argument("--all", action="store_true", help="everything that failed and was not sent in another way")
    retry.set_defaults(run=run_retry)


def run_list(args: argparse.Namespace) -> int:
    """Print the messages; never what is in them."""
    states = (args.state,) if args.state else STATES

    def look(connection: Connection) -> str:
        found = messages(connection, states, max(1, args.most))
        if args.json:
            return "\n".join(json.dumps(asdict(kept), default=str) for kept in found)
        return "\n".join(map(_line, found)) or "There are no such messages."

    return told(look)


def run_retry(args: argparse.Namespace) -> int:
    """Let failed messages be due again; each leaves a line in the journal."""

    def change(connection: Connection) -> str:
        numbers = may_go_again(connection) if args.all else (_number(args.number),)
        again = [number for number in numbers if _sent_again(connection, number)]
        if not again and not args.all:
            raise CannotRun(_why_not(message(connection, numbers[0]), args.number))
        return "1 message will be sent again." if len(again) == 1 else f"{len(again)} messages will be sent again."

    return told(change)


def _sent_again(connection: Connection, number: int) -> bool:
    """Let one message be due again."""
    if not send_again(connection, number):
        return False
    kept = message(connection, number)
    organisation = Organisations(connection).get(kept.organisation) if kept and kept.organisation else None
    if organisation:
        at = business_now(Settings(connection))
        note(Store(connection, organisation), (about("outbox.retry", number),), Cause("cli", "cli", at, ""))
    return True


def _number(typed: str) -> int:
    """Return the number of a message.

    Raises:
        CannotRun: when it is not a number.

    """
    number = numbered(typed)
    if number is None:
        raise CannotRun(f"{typed!r} is not the number of a message; see: outbox list")
    return number


def _why_not(kept: Kept | None, typed: str) -> str:
    """Return why a message cannot be sent again."""
    if kept is None:
        return f"There is no message {typed}; see: outbox list"
    if kept.state != FAILED:
        return f"Message {typed} is {kept.state}; only one that failed can be sent again."
    if kept.overtaken:
        return f"Message {typed} is of no use any more: a newer one took its place, or it went another way."
    return f"Message {typed} failed too long ago: its text was removed."


def _line(kept: Kept) -> str:
    """Return a message on one line."""
    to = f"{kept.platform} {kept.person or kept.address}"
    urgent = " urgent" if kept.urgent else ""
    match kept.state:
        case "sent":
            end = f"as {kept.message_id}"
        case "failed":
            end = f"{kept.error}{' (taken over by another message)' if kept.overtaken else ''}"
        case _:
            tries = f"; {kept.attempts} tries, {kept.error}" if kept.error else ""
            end = f"from {kept.due_at:%Y-%m-%d %H:%M} UTC{tries}"
    return f"{kept.id} {kept.state}{urgent} {kept.organisation or '-'} {to}: {end}"
