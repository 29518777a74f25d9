# SPDX-License-Identifier: EUPL-1.2
"""User groups that stand for a body: what goes to its channel calls the group, and who mentions the group means it."""

import contextlib
from collections.abc import Container, Mapping
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.payload import Payload, parts, text, texts
from bot.slack.listen import PLATFORM
from bot.slack.markup import NO_BODIES
from bot.slack.wire import ask
from commands.events import Room
from commands.people import Account
from storage.channels import linked_user_groups, user_group_at
from storage.database import Database, DatabaseUnusable
from storage.deliveries import Row


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A user group: what people call it, and who is in it; nobody where it was taken away."""

    handle: str
    users: frozenset[str]


def read_user_group(found: Payload) -> UserGroup:
    """Return a group as Slack tells it."""
    return UserGroup(text(found, "handle"), frozenset(texts(found, "users")))


async def user_groups_of(client: AsyncWebClient, workspace: str) -> dict[str, UserGroup]:
    """Return the user groups of a workspace by their id.

    Raises:
        SlackApiError: and what else is ``TROUBLE``, when Slack does not tell.

    """
    # Only the token of a whole Enterprise Grid has to say of which workspace.
    found = await ask(client, "usergroups.list", include_users=1, team_id=workspace)
    return {text(each, "id"): read_user_group(each) for each in parts(found, "usergroups")}


class Groups:
    """The user groups of the bodies."""

    def __init__(self, database: Database) -> None:
        """Keep where it is written down which group stands for which body."""
        self._database = database

    def called(self, row: Row) -> str:
        """Return the group that a message calls; nothing where it goes to no body's own channel, or to a thread."""
        if row.room is not Room.CHANNEL or row.beneath or not row.organisation:
            return ""
        channel, whose = Account(row.platform, row.tenant, row.address), row.organisation
        return self._database.read(lambda c: user_group_at(c, whose, channel))

    def meant(self, mentioned: Container[str]) -> Mapping[str, str]:
        """Return the names of the bodies for which the groups stand that somebody mentions, by the id of the group.

        Where the database cannot be asked, a group is its handle: whoever asks hears of the trouble in what follows.
        """
        with contextlib.suppress(DatabaseUnusable):
            linked = self._database.read(lambda c: linked_user_groups(c, PLATFORM))
            return {group: body for _organisation, _tenant, body, group in linked if group in mentioned}
        return NO_BODIES
