# SPDX-License-Identifier: EUPL-1.2
"""Messages to be delivered: rows written in the transaction of the event that causes them.

Times are business time. A message with a key that was sent to an address before is an update of that message in place.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    and_,
    bindparam,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from commands.cards import Card
from commands.events import Room
from commands.people import Person
from storage.codec import decode_card, encode_card
from storage.database import UtcDateTime
from storage.envelopes import Address, Envelope, Places, Renewal, Standing, Written
from storage.messages import DUE, FAILED, SENT, outbox
from storage.parts import parts


class Outbox:
    """What one organisation sends, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str | None) -> None:
        """Write on this connection; without an organisation only strangers are written to."""
        self._connection = connection
        self._organisation = organisation_id
        #: The platforms to which something was written here.
        self.platforms: set[str] = set()

    def put(self, envelope: Envelope, at: datetime, correlation: str = "") -> int:
        """Write a message and return its number; ``at`` is now.

        With a key, the message that went to this address with that key is replaced; where it did not go yet, it
        goes with this card instead.
        """
        (number,) = self._write((envelope,), at, correlation)
        return number

    def renew(self, key: str, card: Card, *, at: datetime, correlation: str = "") -> int:
        """Replace the card with this key wherever it went, and return at how many addresses."""
        return self.write((Renewal(key, card),), at, correlation)

    def write(self, items: Sequence[Written], at: datetime, correlation: str = "") -> int:
        """Write all that one event sends, in this order, and return how many messages hold it.

        What stands under their keys is read once; ``at`` is now.
        """
        return len(self._write(items, at, correlation))

    def arrived(self, key: str, before: datetime) -> tuple[tuple[int, Address], ...]:
        """Return the messages with this key that were written before a moment and that arrived: number and address."""
        asked = {"key": key, "organisation": self._organisation, "before": before}
        rows = self._connection.execute(_ARRIVED, asked)
        return tuple((row.id, _address(row)) for row in rows)

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
        asked = {"keys": (key,), "organisation": self._organisation}
        return tuple(dict.fromkeys(_address(row) for row in self._connection.execute(_STANDING, asked)))

    def written_to(self, person: Person, number: int) -> Card | None:
        """Return a message to this person, or to a channel; None for one of somebody else, or not kept any more."""
        theirs = or_(_c.person == person.id, _c.room == Room.CHANNEL.value)
        rows = select(_c.card).where(_c.id == number, _c.organisation == self._organisation, theirs, _c.card != "")
        kept = self._connection.scalar(rows)
        return decode_card(kept) if kept else None

    def newest(self, to: Address, key: str) -> tuple[int, Card] | None:
        """Return the number and the card of what has this key, as it stands or is about to, at an address; whosever."""
        there = (_c.platform == to.platform, _c.tenant == to.tenant, _c.address == to.address)
        rows = select(_c.id, _c.card).where(_c.key == key, _KEYED, *there, _c.card != "").order_by(_c.id.desc())
        kept = self._connection.execute(rows.limit(1)).first()
        return (kept.id, decode_card(kept.card)) if kept else None

    def _write(self, items: Sequence[Written], at: datetime, correlation: str) -> tuple[int, ...]:
        """Write messages, and return their numbers; of several that are added at once nobody asks, and it is 0."""
        places = Places(self._standing(items))
        for item in items:
            places.put(item)
        self.platforms.update(place.to.platform for place in places.written)
        replaced = self._replace(places.written, correlation)
        new = (place for place in places.written if place.waits not in replaced)
        rows = [self._row(place, place.now, at, correlation) for place in new if place.now]
        if len(rows) != 1:
            if rows:
                self._connection.execute(_INSERT, rows)
            return (*replaced, *(0 for _row in rows))
        inserted = self._connection.execute(_INSERT, rows[0]).inserted_primary_key
        return (*replaced, int(inserted[0]) if inserted else 0)

    def _standing(self, items: Sequence[Written]) -> Iterator[tuple[str, Standing]]:
        """Yield the messages with these keys, each with the newest change; the last that is yielded of each counts."""
        for some in parts(item.key for item in items if item.key):
            asked = {"keys": some, "organisation": self._organisation}
            for row in self._connection.execute(_STANDING, asked):
                number, token = (row.change, row.change_token) if row.change else (row.id, row.token)
                waits = row.change or row.state == DUE
                yield row.key, Standing(_address(row), row.id, number if waits and token is None else None)

    def _replace(self, written: Sequence[Standing], correlation: str) -> tuple[int, ...]:
        """Put cards on the rows that still wait, and return which; what was taken meanwhile needs a row of its own."""
        cards: dict[tuple[str, bool], list[int]] = {}
        for place in written:
            if place.now and place.waits:
                cards.setdefault((encode_card(place.now.card), place.now.urgent), []).append(place.waits)
        done: list[int] = []
        for (text, urgent), numbers in cards.items():
            new = {"numbers": numbers, "new_card": text, "new_correlation": correlation, "hurry": urgent}
            done += self._connection.scalars(_REPLACE, new)
        return tuple(done)

    def _row(self, place: Standing, envelope: Envelope, at: datetime, correlation: str) -> dict[str, Any]:
        """Return the row of a message that comes by itself, or changes the ``first`` of its place."""
        return {
            "organisation": self._organisation,
            "platform": envelope.to.platform,
            "tenant": envelope.to.tenant,
            "address": envelope.to.address,
            "room": envelope.to.room.value,
            "person": envelope.to.person_id,
            "key": envelope.key,
            "card": encode_card(envelope.card),
            "urgent": envelope.urgent,
            "created_at": at,
            "due_at": envelope.due_at or at,
            "replaces": place.first,
            "instead_of": envelope.instead_of,
            "beneath": envelope.beneath,
            "correlation": correlation,
        }


def _address(row: Any) -> Address:  # noqa: ANN401 - a row of the outbox
    """Return where a message goes."""
    return Address(row.platform, row.tenant, row.address, Room(row.room), row.person)


# Written once: building a statement takes longer than SQLite takes to carry it out, and every event comes here.
_c = outbox.c
# Written out as in the index of keys: with a parameter alone SQLite would not see that it fits, and read every message.
_KEYED = _c.key != literal_column("''")
_FIRST = (
    _KEYED,
    _c.organisation.is_not_distinct_from(bindparam("organisation")),
    _c.replaces.is_(None),
    _c.state != FAILED,
)
_WHERE = (_c.id, _c.platform, _c.tenant, _c.address, _c.room, _c.person)
_ARRIVED = (
    select(*_WHERE)
    .where(
        _c.key == bindparam("key"),
        *_FIRST,
        _c.message_id != "",
        _c.created_at < bindparam("before", type_=UtcDateTime),
    )
    .order_by(_c.id)
)
_changes = outbox.alias("changes")
_n = _changes.c
# Not "is due": SQLite would look through everything that is due, rather than at the changes of this message.
_NOT_GONE = (_n.state != SENT, _n.state != FAILED)
# Joined, and not the newest alone: to find that, PostgreSQL would read back through everything that was ever written.
_STANDING = (
    select(_c.key, *_WHERE, _c.state, _c.token, _n.id.label("change"), _n.token.label("change_token"))
    .select_from(outbox.outerjoin(_changes, and_(_n.replaces == _c.id, *_NOT_GONE)))
    .where(_c.key.in_(bindparam("keys", expanding=True)), *_FIRST)
    .order_by(_c.id, _n.id)
)
_REPLACE = (
    update(outbox)
    .where(_c.id.in_(bindparam("numbers", expanding=True)), _c.state == DUE, _c.token.is_(None))
    .values(
        card=bindparam("new_card"),
        correlation=bindparam("new_correlation"),
        urgent=or_(_c.urgent, bindparam("hurry", type_=Boolean)),
    )
    .returning(_c.id)
)
# Without RETURNING: SQLite makes a table for that, and a row takes twice as long. What is the same for all is written
# out: every parameter is prepared anew for every message.
_BEGINS = {"state": f"'{DUE}'", "attempts": "0", "doubts": "0", "error": "''", "message_id": "''"}
_INSERT = insert(outbox).values({name: literal_column(value) for name, value in _BEGINS.items()})
