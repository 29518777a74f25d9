# SPDX-License-Identifier: EUPL-1.2
"""A tenant of our own: its people, their conversations with a bot, the messages there, and what Teams would refuse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.bot.teams.judge import card_faults
from tests.fakes import teams

Json = dict[str, Any]
CLIENT, SECRET = "bot-app-id", "a-secret-of-a-registration"
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


class No(Exception):
    """The Connector refuses, with a status and its own word."""

    def __init__(self, status: int, code: str) -> None:
        """Keep both."""
        super().__init__(code)
        self.status = status
        self.body = {"error": {"code": code, "message": "…"}}


@dataclass
class Member:
    """Somebody in the tenant: the id in Entra, what Teams calls them towards this bot, and their address."""

    user: str
    member: str
    email: str = ""
    name: str = ""
    role: str = "user"
    home: str = teams.TENANT
    #: Has the app, and takes what it says.
    installed: bool = True
    blocks: bool = False
    out_of_office: bool = False

    @property
    def conversation(self) -> str:
        """The conversation with the bot alone."""
        return f"a:1{self.user}"


@dataclass
class Tenant:
    """One tenant with one registration of a bot in it."""

    id: str = teams.TENANT
    client: str = CLIENT
    people: dict[str, Member] = field(default_factory=dict)
    #: Channels and group chats by id, with the members of each.
    groups: dict[str, set[str]] = field(default_factory=dict)
    #: By conversation and message, what stands there.
    messages: dict[tuple[str, str], Json] = field(default_factory=dict)
    #: The same as it was when it came, in that order.
    came: list[tuple[tuple[str, str], Json]] = field(default_factory=list)
    #: By conversation, the word with which everything there is refused for good.
    refuses: dict[str, str] = field(default_factory=dict)
    opened: int = 0
    #: What an administrator consented to, of what Graph can do.
    consents: set[str] = field(default_factory=set)
    #: What was asked of it without consent.
    withheld: list[str] = field(default_factory=list)
    #: The id of the app in the catalog.
    catalog: str = "catalog-id"
    #: The events in the calendars of mailboxes, by their id.
    events: dict[str, Json] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1_763_978_400_001))

    def joins(self, user: str, member: str, email: str, name: str = "", **beside: Any) -> Member:  # noqa: ANN401
        """Let somebody be in the tenant, with the app."""
        self.people[user] = Member(user, member, email, name, **beside)
        return self.people[user]

    def open(self, given: Json) -> str:
        """Return the conversation with a person; the app must be there."""
        if given["bot"]["id"] != f"28:{self.client}" or given["tenantId"] != self.id or given["isGroup"]:
            raise No(400, "BadSyntax")
        if given["channelData"]["tenant"]["id"] != self.id:
            raise No(400, "BadSyntax")
        (asked,) = given["members"]
        person = self._person(asked["id"])
        if not person.installed:
            raise No(403, "ForbiddenOperationException")
        self.opened += 1
        return person.conversation

    def write(self, conversation: str, message: Json) -> str:
        """Take a message and return its id."""
        if no := self.refuses.get(conversation):
            raise No(400, no)
        self._place(conversation)
        self._judge(message)
        number = str(next(self._numbers))
        self.messages[conversation, number] = message
        self.came.append(((conversation, number), message))
        return number

    def change(self, conversation: str, number: str, message: Json) -> None:
        """Change a message in place."""
        self._place(conversation)
        self._judge(message)
        if (conversation, number) not in self.messages:
            raise No(404, "ActivityNotFoundInConversation")
        if message.get("id") != number:
            raise No(400, "BadSyntax")
        self.messages[conversation, number] = message

    def remove(self, conversation: str, number: str) -> None:
        """Remove a message."""
        if self.messages.pop((conversation, number), None) is None:
            raise No(404, "ActivityNotFoundInConversation")

    def who(self, conversation: str, member: str) -> Json:
        """Say who a member of a conversation is."""
        self._place(conversation)
        person = self._person(member)
        return {
            "id": person.member,
            "name": person.name,
            "aadObjectId": person.user,
            "objectId": person.user,
            "email": person.email,
            "userPrincipalName": person.email,
            "userRole": person.role,
            "tenantId": person.home,
        }

    def cards(self, conversation: str) -> list[Json]:
        """Return the cards in a conversation, oldest first."""
        here = (message for (where, _number), message in self.messages.items() if where == conversation)
        return [each["content"] for message in here for each in message.get("attachments", ())]

    def _person(self, called: str) -> Member:
        """Return the person who is called like this: by what Teams calls them, or by the id in Entra."""
        found = self.people.get(called) or next((p for p in self.people.values() if p.member == called), None)
        if found is None:
            raise No(404, "NotFound")
        return found

    def _place(self, conversation: str) -> None:
        """Refuse a conversation that is none of ours, or in which nothing is taken."""
        bare, _mark, thread = conversation.partition(";messageid=")
        if thread and bare in self.groups and thread.isdigit():
            return
        if conversation in self.groups:
            return
        person = next((p for p in self.people.values() if p.conversation == conversation), None)
        if person is None:
            raise No(404, "ConversationNotFound")
        if person.blocks or not person.installed:
            raise No(403, "MessageWritesBlocked" if person.blocks else "BotNotInConversationRoster")

    def _judge(self, message: Mapping[str, Any]) -> None:
        """Refuse a message that Teams would not show."""
        if message.get("type") != "message" or not (message.get("text") or message.get("attachments")):
            raise No(400, "BadSyntax")
        for each in message.get("attachments", ()):
            if each["contentType"] != ADAPTIVE or not message.get("summary"):
                raise No(400, "BadSyntax")
            card = dict(each["content"])
            if (refresh := card.pop("refresh", None)) and not 0 < len(refresh["userIds"]) <= 60:
                raise No(400, "BadSyntax")
            if faults := card_faults(card):
                raise No(400, f"BadArgument: {faults}")
