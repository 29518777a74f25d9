# SPDX-License-Identifier: EUPL-1.2
"""Messages to be delivered: rows written in the transaction of the event that causes them.

Times are business time. A message with a key that was sent to an address before is an update of that message in place.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Connection, bindparam, insert, literal_column, or_, select, update

from commands.cards import Card
from commands.events import Room
from commands.people import Person
from storage.codec import decode_card, encode_card
from storage.database import UtcDateTime
from storage.messages import DUE, FAILED, SENT, outbox


@dataclass(frozen=True, slots=True)
class Address:
    """A conversation on a platform: with one person, or a channel. ``person_id`` is None for a channel."""

    platform: str
    tenant: str
    address: str
    room: Room
    person_id: str | None = None


class Outbox:
    """What one organisation sends, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str | None) -> None:
        """Write on this connection; without an organisation only strangers are written to."""
        self._connection = connection
        self._organisation = organisation_id

    def put(  # noqa: PLR0913 - one row
        self,
        *,
        platform: str,
        tenant: str,
        address: str,
        room: Room,
        card: Card,
        at: datetime,
        person_id: str | None = None,
        key: str = "",
        urgent: bool = False,
        due_at: datetime | None = None,
        correlation: str = "",
        instead_of: int | None = None,
        beneath: int | None = None,
    ) -> int:
        """Write a message and return its number; ``at`` is now, ``due_at`` when it may go, else at once.

        With a key, the message that went to this address with that key is replaced; where it did not go yet, it
        goes with this card instead. ``instead_of`` is the message that could not be delivered in another way,
        ``beneath`` the one in whose thread this goes.
        """
        to = Address(platform, tenant, address, room, person_id)
        return self._write(
            to,
            key,
            card,
            self._first_at(to, key) if key else None,
            urgent=urgent,
            at=at,
            due_at=due_at or at,
            correlation=correlation,
            instead_of=instead_of,
            beneath=beneath,
        )

    def renew(self, key: str, card: Card, *, at: datetime, correlation: str = "") -> int:
        """Replace the card with this key wherever it went, and return at how many addresses."""
        firsts = self._firsts(key)
        for to, first in firsts.items():
            self._write(to, key, card, first, urgent=False, at=at, due_at=at, correlation=correlation)
        return len(firsts)

    def arrived(self, key: str, before: datetime) -> tuple[tuple[int, Address], ...]:
        """Return the messages with this key that were written before a moment and that arrived: number and address."""
        asked = {"key": key, "organisation": self._organisation, "before": before}
        rows = self._connection.execute(_ARRIVED, asked)
        return tuple((r.id, Address(r.platform, r.tenant, r.address, Room(r.room), r.person)) for r in rows)

    def postpone(self, person: Person, now: datetime, until: datetime) -> int:
        """Let what waits for a person's working time wait until another moment; return how much that was."""
        waiting = (_c.person == person.id, _c.state == DUE, _c.token.is_(None), ~_c.urgent, _c.due_at > now)
        return self._connection.execute(update(outbox).where(*waiting).values(due_at=until)).rowcount

    def to_come(self, person: Person, now: datetime) -> tuple[tuple[Card, datetime], ...]:
        """Return what waits for a person's working time, with until when; soonest first; not what goes in threads."""
        waits = (_c.person == person.id, _c.state == DUE, _c.due_at > now, _c.beneath.is_(None))
        rows = select(_c.card, _c.due_at).where(*waits)
        found = self._connection.execute(rows.order_by(_c.due_at, _c.id))
        return tuple((decode_card(row.card), row.due_at) for row in found)

    def with_key(self, key: str) -> tuple[Address, ...]:
        """Return where the card with this key went or is going."""
        return tuple(self._firsts(key))

    def _firsts(self, key: str) -> dict[Address, int]:
        """Return the message with this key at each address."""
        rows = self._connection.execute(_WITH_KEY, {"key": key, "organisation": self._organisation})
        return {Address(r.platform, r.tenant, r.address, Room(r.room), r.person): r.id for r in rows}

    def newest(self, to: Address, key: str) -> Card | None:
        """Return the card with this key as it stands, or is about to stand, at an address; whosever it is."""
        there = (_c.platform == to.platform, _c.tenant == to.tenant, _c.address == to.address)
        rows = select(_c.card).where(_c.key == key, _KEYED, *there, _c.card != "").order_by(_c.id.desc())
        kept = self._connection.scalar(rows.limit(1))
        return decode_card(kept) if kept else None

    def _write(  # noqa: PLR0913 - one row
        self,
        to: Address,
        key: str,
        card: Card,
        first: int | None,
        *,
        urgent: bool,
        at: datetime,
        due_at: datetime,
        correlation: str,
        instead_of: int | None = None,
        beneath: int | None = None,
    ) -> int:
        """Put the card on the row that still waits, of the ``first`` with this key, or on a row of its own."""
        text = encode_card(card)
        if first and (waiting := self._waiting(first)):
            new = {"number": waiting, "new_card": text, "new_correlation": correlation, "hurry": urgent}
            if self._connection.execute(_REPLACE, new).rowcount:
                return waiting
        row = {
            "organisation": self._organisation,
            "platform": to.platform,
            "tenant": to.tenant,
            "address": to.address,
            "room": to.room.value,
            "person": to.person_id,
            "key": key,
            "card": text,
            "urgent": urgent,
            "created_at": at,
            "due_at": due_at,
            "replaces": first,
            "instead_of": instead_of,
            "beneath": beneath,
            "correlation": correlation,
        }
        inserted = self._connection.execute(_INSERT, row).inserted_primary_key
        return int(inserted[0]) if inserted else 0

    def _first_at(self, to: Address, key: str) -> int | None:
        """Return the message with this key at this address."""
        where = {"platform": to.platform, "tenant": to.tenant, "address": to.address}
        return self._connection.scalar(_FIRST_AT, {"key": key, "organisation": self._organisation, **where})

    def _waiting(self, first: int) -> int | None:
        """Return the message itself or its newest change, where nobody has taken that to send it yet."""
        row = self._connection.execute(_NEWEST, {"first": first}).first()
        return row.id if row and row.token is None else None


# Written once: building a statement takes longer than SQLite takes to carry it out, and every event comes here.
_c = outbox.c
# Written out as in the index of keys: with a parameter alone SQLite would not see that it fits, and read every message.
_KEYED = _c.key != literal_column("''")
_FIRST = (
    _c.key == bindparam("key"),
    _KEYED,
    _c.organisation.is_not_distinct_from(bindparam("organisation")),
    _c.replaces.is_(None),
    _c.state != FAILED,
)
_HERE = (
    _c.platform == bindparam("platform"),
    _c.tenant == bindparam("tenant"),
    _c.address == bindparam("address"),
)
_FIRST_AT = select(_c.id).where(*_FIRST, *_HERE).order_by(_c.id.desc()).limit(1)
_WITH_KEY = select(_c.id, _c.platform, _c.tenant, _c.address, _c.room, _c.person).where(*_FIRST).order_by(_c.id)
_ARRIVED = (
    select(_c.id, _c.platform, _c.tenant, _c.address, _c.room, _c.person)
    .where(*_FIRST, _c.message_id != "", _c.created_at < bindparam("before", type_=UtcDateTime))
    .order_by(_c.id)
)
_NEWEST = (
    select(_c.id, _c.token)
    # Not "is due": SQLite would look through everything that is due, rather than at this message and its changes.
    .where((_c.id == bindparam("first")) | (_c.replaces == bindparam("first")), _c.state != SENT, _c.state != FAILED)
    .order_by(_c.id.desc())
    .limit(1)
)
_REPLACE = (
    update(outbox)
    .where(_c.id == bindparam("number"), _c.state == DUE, _c.token.is_(None))
    .values(
        card=bindparam("new_card"),
        correlation=bindparam("new_correlation"),
        urgent=or_(_c.urgent, bindparam("hurry", type_=Boolean)),
    )
)
# Without RETURNING: SQLite makes a table for that, and a row takes twice as long. What is the same for all is written
# out: every parameter is prepared anew for every message.
_BEGINS = {"state": f"'{DUE}'", "attempts": "0", "doubts": "0", "error": "''", "message_id": "''"}
_INSERT = insert(outbox).values({name: literal_column(value) for name, value in _BEGINS.items()})
