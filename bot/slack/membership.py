# SPDX-License-Identifier: EUPL-1.2
"""Whether a user group that stands for a body holds its members: compared at every change, and by the doctor.

The register says who the members are, and a group in Slack changes nothing in it: the stewards hear what differs.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.clock import business_now
from bot.payload import Payload, part, text
from bot.post import spread
from bot.slack.acquaintances import LOOK_SECONDS
from bot.slack.groups import UserGroup, read_user_group, user_groups_of
from bot.slack.listen import PLATFORM
from bot.slack.wire import TROUBLE, reason
from bot.slack.workspaces import Workspaces
from commands.cards import Card, Paragraph, Tone, Weight
from commands.people import Account, Role
from commands.replies import Renew, Reply, Tell, ToRole
from commands.text import Listing, Message, _
from storage.channels import linked_user_groups
from storage.database import Connection, Database
from storage.organisation import Organisations, identify
from storage.store import Store

log = logging.getLogger(__name__)
#: So many are named; the rest is counted.
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """For which body of which organisation a group stands, and in which workspace."""

    organisation: str
    tenant: str
    body: str
    group: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Who is a member of the body and not in the group, and who is in the group and no member: names or accounts."""

    missing: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def lines(self, group: UserGroup, body: str) -> Iterator[tuple[Message, Message]]:
        """Yield what differs, each with what can be done about it."""
        handle = f"@{group.handle}"
        if self.missing:
            missing = _listed(self.missing)
            yield (
                _("Not in {group}, though a member of {body}: {people}.", group=handle, body=body, people=missing),
                _("Add them to the user group in Slack, or they are not called."),
            )
        if self.others:
            others = _listed(self.others)
            yield (
                _("In {group}, but no member of {body}: {people}.", group=handle, body=body, people=others),
                _("Take them out of the user group, or give them the function: python -m bot people import FILE"),
            )


class Membership:
    """Follows the user groups that stand for a body."""

    def __init__(self, database: Database, workspaces: Workspaces, wake: Callable[[], None]) -> None:
        """Keep how a workspace is asked; ``wake`` has the outbox looked at."""
        self._database = database
        self._workspaces = workspaces
        self._wake = wake

    async def changed(self, body: dict[str, Any], ack: AsyncAck) -> None:
        """Compare a group that was changed or taken away, where it stands for a body."""
        event = part(body, "event")
        name = text(event, "subteam_id") or text(event, "subteam", "id")
        for standing in await asyncio.to_thread(self._database.read, standings):
            group = await self._group(event, standing.tenant, name) if standing.group == name else None
            if group:
                await asyncio.to_thread(self._database.transact, partial(report, standing=standing, group=group))
                self._wake()
        await ack()

    async def _group(self, event: Payload, tenant: str, name: str) -> UserGroup | None:
        """Return the group as it is now; None where Slack does not say so in time: the doctor finds it out."""
        told = part(event, "subteam")
        if told.get("date_delete") or "users" in told:
            return UserGroup(text(told, "handle"), frozenset()) if told.get("date_delete") else read_user_group(told)
        client = await self._workspaces.client(tenant)
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                return (await user_groups_of(client, tenant)).get(name) if client else None
        except TROUBLE as no:
            log.warning("Slack does not tell who is in a user group: %s", reason(no))
            return None


def compared(connection: Connection, standing: Standing, group: UserGroup) -> Difference:
    """Return what differs between a group and the members of the body today; deputies are no members."""
    whose = Organisations(connection).get(standing.organisation)
    if whose is None:
        return Difference()
    store = Store(connection, whose)
    today = business_now(store.settings).astimezone(whose.zone).date()
    members = {h.person.id: h.person.name for h in store.people.holdings(standing.body, today) if not h.deputy}
    known = {user: identify(connection, Account(PLATFORM, standing.tenant, user)) for user in sorted(group.users)}
    inside = {found[0].id for found in known.values() if found}
    strangers = {user: found for user, found in known.items() if not found or found[0].id not in members}
    others = tuple(found[0].name if found else user for user, found in strangers.items())
    return Difference(tuple(name for person, name in members.items() if person not in inside), others)


def standings(connection: Connection) -> tuple[Standing, ...]:
    """Return every group that stands for a body."""
    return tuple(Standing(*each) for each in linked_user_groups(connection, PLATFORM))


def report(connection: Connection, standing: Standing, group: UserGroup) -> None:
    """Tell those who keep the register what differs, one message a day; it changes with what is put right that day."""
    whose = Organisations(connection).get(standing.organisation)
    if whose is None:
        return
    store = Store(connection, whose)
    at = business_now(store.settings)
    today = at.astimezone(whose.zone).date()
    key = f"group/{standing.tenant}/{standing.group}/{today}"
    found = tuple(compared(connection, standing, group).lines(group, standing.body))
    handle = f"@{group.handle}"
    if found:
        title = _("{group} stands for {body}, but is not the same", group=handle, body=standing.body)
        said = [each for what, how in found for each in (Paragraph(what), Paragraph(how, Weight.SUBTLE))]
        role = Role.STEWARD if store.people.with_role(Role.STEWARD) else Role.ADMINISTRATOR
        reply = Reply(tells=(Tell(ToRole(role), Card(title, tuple(said), Tone.WAITING), key),))
    else:
        good = _("{group} holds exactly the members of {body}.", group=handle, body=standing.body)
        reply = Reply(renews=(Renew(key, Card(good, tone=Tone.GOOD)),))
    spread(store, reply, at, PLATFORM)


def _listed(names: tuple[str, ...]) -> Listing:
    """Return the first few names as one list."""
    return Listing((*names[:MOST_NAMED], *(("…",) if len(names) > MOST_NAMED else ())))
