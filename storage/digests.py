# SPDX-License-Identifier: EUPL-1.2
"""What waits for a person's digest: the cards of which one line goes into it, until they are opened or grow old."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from commands.cards import Card
from commands.organisation.store import DigestItem
from commands.people import Person
from storage.codec import Undecodable, decode_card, encode_card
from storage.database import Number, UtcDateTime, metadata
from storage.parts import parts

digest_items = Table(
    "digest_items",
    metadata,
    Column("id", Number, primary_key=True),
    # Whose message it is, which need not be where the reader works.
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("card", Text, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    # When it went into a digest; from then on it is kept only to be opened.
    Column("told_at", UtcDateTime),
    Index("ix_digest_items_person", "person", "told_at"),
    # What is told long ago is forgotten with every digest.
    Index("ix_digest_items_told_at", "told_at"),
    Index("ix_digest_items_key", "key"),
    # Buttons name one by its number.
    sqlite_autoincrement=True,
)
_c = digest_items.c


@dataclass(frozen=True, slots=True)
class Kept:
    """A message for a person's digest; one with the same key is replaced."""

    person: Person
    card: Card
    key: str = ""


# Written once: building a statement takes longer than carrying it out, and a morning has one digest for everybody.
_PEOPLE = _c.person.in_(bindparam("people", expanding=True))
_THEIRS = (_PEOPLE, _c.told_at.is_(None))
_KNOWN = select(_c.id, _c.person, _c.key).where(
    _c.organisation == bindparam("ours"),
    *_THEIRS,
    _c.key != "",
)
_REPLACE = update(digest_items).where(_c.id == bindparam("number")).values(card=bindparam("now"))
_KEEP = insert(digest_items).inline()
_WAITING = select(digest_items).where(*_THEIRS).order_by(_c.id)
_TELL = update(digest_items).where(*_THEIRS).values(told_at=bindparam("now"))
_LAST = (
    select(_c.person, func.max(_c.told_at).label("last"))
    .where(_PEOPLE, _c.told_at > bindparam("since", type_=UtcDateTime))
    .group_by(_c.person)
)
_FORGET = delete(digest_items).where(_c.told_at < bindparam("before"))


class Digests:
    """What waits for digests, of messages of one organisation, in one transaction; moments are business time."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read and write on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation_id

    def keep(self, person: Person, card: Card, key: str, at: datetime) -> None:
        """Keep a message for a person's next digest; one with the same key is replaced."""
        self.keep_all((Kept(person, card, key),), at)

    def keep_all(self, messages: Sequence[Kept], at: datetime) -> None:
        """Keep messages for the next digests of several people, in this order."""
        waiting = self._waiting_under_keys({each.person.id for each in messages if each.key})
        newer: dict[int, str] = {}
        rows: dict[object, dict[str, Any]] = {}
        for each in messages:
            card = encode_card(each.card)
            whose = (each.person.id, each.key)
            if number := waiting.get(whose):
                newer[number] = card
                continue
            row = {"organisation": self._organisation, "person": each.person.id, "key": each.key, "kept_at": at}
            rows[whose if each.key else id(each)] = row | {"card": card}
        if newer:
            self._connection.execute(_REPLACE, [{"number": number, "now": card} for number, card in newer.items()])
        if rows:
            self._connection.execute(_KEEP, list(rows.values()))

    def drop(self, *keys: str) -> int:
        """Leave out what waits under these keys, for anybody: it has lost its meaning. Return how many."""
        named = [key for key in keys if key]
        return self._connection.execute(_DROP, {"whose": self._organisation, "named": named}).rowcount if named else 0

    def renew(self, key: str, card: Card) -> int:
        """Let what waits under this key, for anybody, be told as this card; return how many."""
        return self._connection.execute(
            _RENEW, {"whose": self._organisation, "which": key, "now": encode_card(card)}
        ).rowcount

    def _waiting_under_keys(self, people: Collection[str]) -> dict[tuple[str, str], int]:
        """Return what waits for these people under a key, by person and key."""
        found: dict[tuple[str, str], int] = {}
        for some in parts(people):
            asked = {"ours": self._organisation, "people": some}
            found |= {(row.person, row.key): row.id for row in self._connection.execute(_KNOWN, asked)}
        return found

    def waiting(self, person: Person) -> tuple[DigestItem, ...]:
        """Return what waits for a person's digest, from any organisation, oldest first."""
        return self.waiting_of((person,)).get(person.id, ())

    def waiting_of(self, people: Iterable[Person]) -> Mapping[str, tuple[DigestItem, ...]]:
        """Return what waits for the digests of several people, by the id of the person; not of who waits for none."""
        rows: dict[str, list[Any]] = {}
        for some in parts(person.id for person in people):
            for row in self._connection.execute(_WAITING, {"people": some}):
                rows.setdefault(row.person, []).append(row)
        return {key: items for key, theirs in rows.items() if (items := _items(theirs))}

    def told(self, people: Iterable[Person], at: datetime) -> None:
        """Write down that the digests of these people have gone."""
        for some in parts(person.id for person in people):
            self._connection.execute(_TELL, {"people": some, "now": at})

    def last_told(self, people: Iterable[Person], since: datetime) -> Mapping[str, datetime]:
        """Return when the last digests of these people went, by the id of the person, where that was since then."""
        asked = ({"people": some, "since": since} for some in parts(person.id for person in people))
        return {row.person: row.last for each in asked for row in self._connection.execute(_LAST, each)}

    def item(self, person: Person, number: int) -> DigestItem | None:
        """Return an item of this person."""
        rows = self._connection.execute(select(digest_items).where(_c.id == number, _c.person == person.id))
        return next(iter(_items(rows.all())), None)

    def together(self, person: Person, number: int) -> tuple[DigestItem, ...]:
        """Return everything that was in the same digest of this person as this item, oldest first."""
        when = select(_c.told_at).where(_c.id == number, _c.person == person.id).scalar_subquery()
        rows = select(digest_items).where(_c.person == person.id, _c.told_at == when).order_by(_c.id)
        return _items(self._connection.execute(rows).all())

    def forget(self, before: datetime) -> int:
        """Forget what was told before a moment, in any organisation; return how many."""
        return self._connection.execute(_FORGET, {"before": before}).rowcount


def _items(rows: Iterable[Any]) -> tuple[DigestItem, ...]:
    """Return the items of rows; one that a newer program wrote must not cost the others."""
    items = []
    for row in rows:
        with suppress(Undecodable):
            items.append(DigestItem(row.id, row.organisation, row.key, decode_card(row.card)))
    return tuple(items)


# Written once: every press comes here.
_RENEW = (
    update(digest_items)
    .where(_c.organisation == bindparam("whose"), _c.key == bindparam("which"), _c.told_at.is_(None))
    .values(card=bindparam("now"))
)
_DROP = delete(digest_items).where(
    _c.organisation == bindparam("whose"), _c.key.in_(bindparam("named", expanding=True)), _c.told_at.is_(None)
)
