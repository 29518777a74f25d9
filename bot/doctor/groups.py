# SPDX-License-Identifier: EUPL-1.2
"""Whether the user groups that stand for a board are there, and hold the members that the register has."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.doctor.found import Case, Found, Level, named, today
from commands.people import Account
from commands.text import _
from storage.channels import linked_user_groups
from storage.database import Connection
from storage.organisation import Organisations, identify
from storage.store import Store

if TYPE_CHECKING:
    from bot.slack.checks import UserGroup


def user_groups(case: Case) -> Iterator[Found]:
    """Look at the user groups that stand for a body, where Slack is set up with a token of its own."""
    linked = case.read(lambda c: linked_user_groups(c, "slack"))
    if not (case.settings.mandaat_slack_bot_token and linked):
        return
    # Slack's libraries take a fifth of a second, and not everybody has Slack.
    from bot.slack.checks import user_groups as there  # noqa: PLC0415

    groups = there(case.settings)
    if isinstance(groups, str):
        text = _("Slack does not tell which user groups there are: {reason}", reason=groups)
        advice = _("Give your app the manifest that “python -m bot slack manifest” prints, and install it again.")
        yield Found("groups", Level.ATTENTION, text, advice)
        return
    for organisation, tenant, body, group in linked:
        yield from _group(case, organisation, tenant, body, groups.get(group))


def _group(case: Case, organisation: str, tenant: str, body: str, group: "UserGroup | None") -> Iterator[Found]:
    """Look at one of them."""
    if group is None:
        text = _("The user group of {body} is not in Slack any more, so nobody is called.", body=body)
        advice = _("Link another, or none: python -m bot body group BODY")
        yield Found("groups", Level.BROKEN, text, advice)
        return
    missing, others = case.read(lambda c: _compared(c, organisation, tenant, body, group.users))
    handle = f"@{group.handle}"
    if missing:
        text = _("Not in {group}, though a member of {body}: {people}.", group=handle, body=body, people=named(missing))
        yield Found("groups", Level.ATTENTION, text, _("Add them to the user group in Slack, or they are not called."))
    if others:
        text = _("In {group}, but no member of {body}: {people}.", group=handle, body=body, people=named(others))
        advice = _("Take them out of the user group, or give them the function: python -m bot people import FILE")
        yield Found("groups", Level.ATTENTION, text, advice)
    if not (missing or others):
        yield Found("groups", Level.GOOD, _("{group} holds exactly the members of {body}.", group=handle, body=body))


def _compared(
    connection: Connection, organisation: str, tenant: str, body: str, users: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who of the members is not in the group, and who is in it without being a member, by name or account."""
    whose = Organisations(connection).get(organisation)
    if whose is None:
        return (), ()
    store = Store(connection, whose)
    members = {h.person.id: h.person.name for h in store.people.holdings(body, today(store)) if not h.deputy}
    known = {user: identify(connection, Account("slack", tenant, user)) for user in sorted(users)}
    inside = {found[0].id for found in known.values() if found}
    strangers = {user: found for user, found in known.items() if not found or found[0].id not in members}
    others = tuple(found[0].name if found else user for user, found in strangers.items())
    return tuple(name for person, name in members.items() if person not in inside), others
