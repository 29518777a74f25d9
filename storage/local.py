# SPDX-License-Identifier: EUPL-1.2
"""What the local page remembers, as Slack and Teams remember their own messages: who said what, and which card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Index, Row, Select, Table, Text, func, insert, select, update

from commands.events import Place, Room
from storage.database import Number, UtcDateTime, metadata
from storage.messages import DUE, outbox
from storage.upserts import insert_into

local_messages = Table(
    "local_messages",
    metadata,
    Column("id", Text, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("conversation", Text, nullable=False),
    Column("room", Text, nullable=False),
    # The local account that said it; empty: the assistant.
    Column("author", Text, nullable=False),
    # What a person typed; or the card, as JSON.
    Column("words", Text, nullable=False),
    Column("card", Text, nullable=False),
    # The place in the conversation, and the number of the last change to anything here.
    Column("position", Number, nullable=False),
    Column("sequence", Number, nullable=False, unique=True),
    Column("said_at", UtcDateTime, nullable=False),
    Column("renewed_at", UtcDateTime),
    Index(None, "organisation", "conversation", "room", "sequence"),
)

#: Every arrival or change of a card, with what it came from; ``sequence`` is the number of that change.
local_arrivals = Table(
    "local_arrivals",
    metadata,
    Column("sequence", Number, primary_key=True, autoincrement=False),
    Column("message", Text, ForeignKey("local_messages.id"), nullable=False),
    Column("correlation", Text, nullable=False),
    Index(None, "correlation"),
)

#: Which account did what led to messages: the side panel shows them to whom caused them.
local_causes = Table(
    "local_causes",
    metadata,
    Column("correlation", Text, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("account", Text, nullable=False),
    Index(None, "organisation", "account"),
)


@dataclass(frozen=True, slots=True)
class LocalMessage:
    """One message; ``card`` is the card as JSON, empty where a person typed ``words``. Times are business time."""

    id: str
    conversation: str
    room: Room
    author: str
    words: str
    card: str
    position: int
    sequence: int
    said_at: datetime
    renewed_at: datetime | None = None


class LocalMessages:
    """The conversations of one organisation on the local page, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read and write on this connection."""
        self._connection = connection
        self._organisation = organisation_id

    def keep_words(self, message_id: str, place: Place, author: str, words: str, at: datetime) -> None:
        """Keep what a person said; the same message twice is kept once."""
        self._keep(
            id=message_id,
            conversation=place.conversation,
            room=place.room.value,
            author=author,
            words=words,
            said_at=at,
        )

    def keep_card(self, message_id: str, place: Place, card: str, at: datetime, correlation: str) -> None:
        """Keep a card, or change the message that has this id already; the same card twice changes nothing."""
        c = local_messages.c
        number = self.latest_change() + 1
        there = (c.id == message_id, c.organisation == self._organisation, c.card != card)
        changed = update(local_messages).where(*there).values(card=card, renewed_at=at, sequence=number)
        here = {"conversation": place.conversation, "room": place.room.value}
        if self._connection.execute(changed).rowcount or self._keep(id=message_id, card=card, said_at=at, **here):
            row = insert(local_arrivals).values(sequence=number, message=message_id, correlation=correlation)
            self._connection.execute(row)

    def keep_cause(self, correlation: str, account: str) -> None:
        """Keep which account caused the messages with this correlation."""
        row = insert_into(local_causes, self._connection.dialect.name).values(
            correlation=correlation, organisation=self._organisation, account=account
        )
        self._connection.execute(row.on_conflict_do_nothing())

    def holds(self, message_id: str) -> bool:
        """Whether a message arrived here."""
        c = local_messages.c
        there = select(c.id).where(c.id == message_id, c.organisation == self._organisation)
        return self._connection.scalar(there) is not None

    def latest_change(self) -> int:
        """Return the number of the last change in any conversation of any organisation."""
        return self._connection.scalar(select(func.max(local_messages.c.sequence))) or 0

    def latest(self, place: Place, most: int) -> tuple[LocalMessage, ...]:
        """Return the last messages of a conversation, oldest first."""
        newest = self._in(place).order_by(local_messages.c.position.desc()).limit(most)
        return tuple(reversed(_messages(self._connection.execute(newest))))

    def changed_since(self, place: Place, sequence: int) -> tuple[LocalMessage, ...]:
        """Return what was said or changed in a conversation after that number, in the order of the changes."""
        c = local_messages.c
        return _messages(self._connection.execute(self._in(place).where(c.sequence > sequence).order_by(c.sequence)))

    def to_others(self, account: str, most: int) -> tuple[LocalMessage, ...]:
        """Return the cards that others got because of what this account did, newest first."""
        m, cause, arrival = local_messages.c, local_causes.c, local_arrivals.c
        last = (
            select(arrival.message, func.max(arrival.sequence).label("sequence"))
            .join(local_causes, cause.correlation == arrival.correlation)
            .where(cause.organisation == self._organisation, cause.account == account)
            .group_by(arrival.message)
            .subquery()
        )
        caused = (
            select(local_messages)
            .join(last, last.c.message == m.id)
            .where((m.room != Room.DIRECT.value) | (m.conversation != account))
            .order_by(last.c.sequence.desc())
            .limit(most)
        )
        return _messages(self._connection.execute(caused))

    def under_way(self, correlation: str, now: datetime) -> bool:
        """Whether something this event caused is due (business time) and has not arrived yet."""
        o = outbox.c
        here = (o.correlation == correlation, o.platform == "local", o.state == DUE, o.due_at <= now)
        return self._connection.execute(select(o.id).where(*here).limit(1)).first() is not None

    def _in(self, place: Place) -> Select[tuple[object, ...]]:
        """Return the question for the messages of one conversation."""
        c = local_messages.c
        return select(local_messages).where(
            c.organisation == self._organisation, c.conversation == place.conversation, c.room == place.room.value
        )

    def _keep(self, **values: object) -> bool:
        """Write a message at the end of its conversation, unless it is there; return whether it was new."""
        number = self.latest_change() + 1
        empty = {"organisation": self._organisation, "author": "", "words": "", "card": ""}
        row = insert_into(local_messages, self._connection.dialect.name).values(
            **empty | values, position=number, sequence=number
        )
        kept = row.on_conflict_do_nothing(index_elements=["id"]).returning(local_messages.c.id)
        return self._connection.scalar(kept) is not None


def _messages(rows: Iterable[Row[tuple[object, ...]]]) -> tuple[LocalMessage, ...]:
    """Return the messages of these rows."""
    return tuple(
        LocalMessage(
            row.id,
            row.conversation,
            Room(row.room),
            row.author,
            row.words,
            row.card,
            row.position,
            row.sequence,
            row.said_at,
            row.renewed_at,
        )
        for row in rows
    )
