# SPDX-License-Identifier: EUPL-1.2
"""``body channel``, ``group`` and ``list``: where a board reads along, and whom a message there calls."""

import argparse
import re
from collections.abc import Callable
from urllib.parse import unquote

from bot.cli.organisations import PLATFORMS, keep, told, which
from bot.cli.parts import add_part
from bot.run import CannotRun
from commands.organisation.channels import with_channel, without_channel
from commands.people import Account, Function
from commands.refs import Ref
from commands.replies import Act
from storage.database import Connection
from storage.store import Store

#: What a channel is called by each platform; it also stands in the link that people copy.
_CHANNELS = {
    "slack": re.compile(r"\b([CG][A-Z0-9]{7,})\b"),
    "teams": re.compile(r"(19:[^/\s@]+@thread\.(?:tacv2|v2|skype))"),
    "local": re.compile(r"^([\w-]+)$"),
}
_HOW = {
    "slack": "Open the channel, click its name, and copy the channel ID at the bottom of About, such as C012AB3CD.",
    "teams": "Choose Get link to channel in Teams, and give that link between quotes.",
    "local": "Use letters, digits and hyphens.",
}
#: What the journal says was changed.
_REF = Ref("organisation", "functions")
#: What stands for a body: a user group in Slack; Teams has none that an app may call, and there it is the members.
_GROUPS = {"slack": re.compile(r"\b(S[A-Z0-9]{7,})\b"), "teams": re.compile(r"^(members)$")}
_WHICH = {
    "slack": "It has an id such as S012AB3CD. In Slack: People → User groups → the group → ⋯ → Copy group ID.",
    "teams": "In Teams only the word members: a message then calls each member by name.",
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``body``."""
    top = commands.add_parser("body", help="say where a board reads along, and whom a message there calls")
    parts = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    channel = _part(parts, "channel", "give a body its channel; without one: take it away", run_channel)
    channel.add_argument("platform", choices=PLATFORMS)
    channel.add_argument("address", nargs="?", metavar="CHANNEL", help="its id, or the link to it")
    group = _part(parts, "group", "let a message to the channel call a group; without one: nobody", run_group)
    group.add_argument("address", nargs="?", metavar="GROUP", help="its id in Slack, such as S012AB3CD; or: members")
    group.add_argument("--platform", choices=sorted(_GROUPS), default="slack", help="slack, unless you say teams")
    add_part(parts, "list", "show the bodies with their channels and groups", run_list)


def _part(
    parts: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    about: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """Return a new subcommand about one body."""
    part = add_part(parts, name, about, run)
    part.add_argument("body", metavar="BODY", help="the board or body, as the register names it")
    part.add_argument("--workspace", metavar="ID", help="in which workspace or tenant, where more are linked")
    return part


def run_channel(args: argparse.Namespace) -> int:
    """Give a body its channel, or take it away."""

    def work(connection: Connection) -> str:
        store, body = _body(connection, args)
        workspace = _workspace(store, args.platform, args.workspace)
        if args.address is None:
            removed = without_channel(body, args.platform, workspace, store)
            if removed is None:
                raise CannotRun(f"{body.name} has no channel on {args.platform}.")
            keep(store, removed)
            return f"{body.name} has no channel on {args.platform} any more; its members are written to themselves."
        found = _CHANNELS[args.platform].search(unquote(args.address))
        if found is None:
            raise CannotRun(f"{args.address!r} is no channel of {args.platform}. {_HOW[args.platform]}")
        keep(store, with_channel(body, Account(args.platform, workspace, found.group(1)), store))
        return f"What goes to {body.name} on {args.platform} goes to {found.group(1)} from now on."

    return told(work)


def run_group(args: argparse.Namespace) -> int:
    """Let a group stand for a body, or no longer."""

    def work(connection: Connection) -> str:
        store, body = _body(connection, args)
        platform = args.platform
        workspace = _workspace(store, platform, args.workspace)
        if args.address is None:
            if not store.people.remove_user_group(body.name, platform, workspace):
                raise CannotRun(f"No user group stands for {body.name} on {platform}.")
            keep(store, Act("organisation.group", _REF, "removed"))
            return f"No user group stands for {body.name} on {platform} any more."
        found = _GROUPS[platform].search(args.address)
        if found is None:
            raise CannotRun(f"{args.address!r} is no user group on {platform}. {_WHICH[platform]}")
        store.people.add_user_group(body.name, Account(platform, workspace, found.group(1)))
        keep(store, Act("organisation.group", _REF, platform))
        return _stands(store, body, platform, found.group(1))

    return told(work)


def _stands(store: Store, body: Function, platform: str, group: str) -> str:
    """Return what follows from a group that stands for a body, and what is still missing."""
    if any(channel.platform == platform for channel in store.people.channels(body.name)):
        where = ""
    else:
        where = (
            f"\n{body.name} has no channel on {platform} yet, so there is nowhere to call it: "
            f"python -m bot body channel {body.name!r} {platform} CHANNEL"
        )
    if platform == "teams":
        return f"A message to the channel of {body.name} calls its members by name.{where}"
    return f"{group} stands for {body.name}. “python -m bot doctor” compares its members.{where}"


def run_list(args: argparse.Namespace) -> int:
    """Print the bodies with their channels and groups."""

    def look(connection: Connection) -> str:
        store = Store(connection, which(connection, args.organisation))
        return "\n".join(_line(store, body) for body in _bodies(store)) or "There are no boards or other bodies yet."

    return told(look)


def _line(store: Store, body: Function) -> str:
    """Return a body with what it has."""
    channels = [f"{each.platform} {each.user}" for each in store.people.channels(body.name)]
    groups = [f"{each.platform} group {each.user}" for each in store.people.user_groups(body.name)]
    return f"{body.name}: {', '.join((*channels, *groups)) or 'no channel; its members are written to themselves'}"


def _bodies(store: Store) -> tuple[Function, ...]:
    """Return the functions that more people fill together."""
    return tuple(function for function in store.people.functions() if function.body)


def _body(connection: Connection, args: argparse.Namespace) -> tuple[Store, Function]:
    """Return the body that a command is about.

    Raises:
        CannotRun: naming those that there are.

    """
    store = Store(connection, which(connection, args.organisation))
    found = store.people.function(args.body)
    if found is None or not found.body:
        names = ", ".join(body.name for body in _bodies(store)) or "none; the column “body” of the people file says so"
        raise CannotRun(f"{args.body} is no board or other body of {store.organisation.name}. There are: {names}.")
    return store, found


def _workspace(store: Store, platform: str, named: str | None) -> str:
    """Return the workspace that is meant: the one that is named, or the only one of the organisation.

    Raises:
        CannotRun: when it is another's, or there is not exactly one.

    """
    own = store.organisations.tenants_of(store.organisation.id, platform)
    if named in own or (named is None and len(own) == 1):
        return named or own[0]
    if own:
        raise CannotRun(f"Say which workspace with --workspace; {store.organisation.name} has: {', '.join(own)}.")
    link = f"organisation link {store.organisation.id} {platform} WORKSPACE"
    raise CannotRun(f"{store.organisation.name} has no workspace on {platform} yet. Link it first: {link}")
