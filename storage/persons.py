# SPDX-License-Identifier: EUPL-1.2
"""People and their accounts: who somebody is, in which language and zone, and who is meant by a few words."""

import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from commands.people import Account, Person
from storage.database import Number, metadata
from storage.parts import parts

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    # Where this person works; functions may be held elsewhere too.
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("name", Text, nullable=False),
    # The name folded: what words are looked for in.
    Column("search", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Index(None, "organisation"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("user", Text, nullable=False),
    UniqueConstraint("platform", "tenant", "user"),
    Index(None, "person"),
)

MOST_FOUND = 50
# Written once: every message to somebody asks this.
_ACCOUNTS = select(accounts).where(accounts.c.person.in_(bindparam("who", expanding=True))).order_by(accounts.c.id)
_PERSON = select(people).where(people.c.id == bindparam("who"))
_PERSONS = select(people).where(people.c.id.in_(bindparam("who", expanding=True)))


class Persons:
    """The people that one organisation knows, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read and write on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation_id

    def person(self, person_id: str) -> Person | None:
        """Return the person with this id, also one who left."""
        row = self._connection.execute(_PERSON, {"who": person_id}).first()
        return person_of(row) if row else None

    def persons(self, ids: Iterable[str]) -> Mapping[str, Person]:
        """Return the people with these ids, also those who left, by the id."""
        return persons_of(self._connection, ids)

    def everyone(self) -> tuple[Person, ...]:
        """Return who works here, by name."""
        rows = select(people).where(people.c.organisation == self._organisation, people.c.active)
        return tuple(person_of(row) for row in self._connection.execute(rows.order_by(people.c.search, people.c.id)))

    def accounts(self, person: Person) -> tuple[Account, ...]:
        """Return the accounts of a person, oldest first."""
        return self.accounts_of((person,)).get(person.id, ())

    def accounts_of(self, people: Iterable[Person]) -> Mapping[str, tuple[Account, ...]]:
        """Return the accounts of several people, oldest first, by the id of the person; who has none is not in it."""
        found: dict[str, tuple[Account, ...]] = {}
        for some in parts(person.id for person in people):
            for row in self._connection.execute(_ACCOUNTS, {"who": some}):
                found[row.person] = (*found.get(row.person, ()), Account(row.platform, row.tenant, row.user))
        return found

    def zone(self, person: Person) -> str:
        """Return the name of the person's own time zone; empty means the organisation's."""
        return self._connection.scalar(select(people.c.zone).where(people.c.id == person.id)) or ""

    def add_person(self, person: Person, *, zone: str = "") -> Person:
        """Add somebody who works here, or change who has this id; an empty id gets a new one. Returns the person."""
        if not person.id:
            person = replace(person, id=uuid.uuid4().hex)
        values = {
            "name": person.name,
            "search": folded(person.name),
            "email": person.email.strip(),
            "language": person.language,
            "unit": person.unit,
            "zone": zone,
        }
        if not self._connection.execute(update(people).where(people.c.id == person.id).values(values)).rowcount:
            row = insert(people).values(id=person.id, organisation=self._organisation, active=True, **values)
            self._connection.execute(row)
        return person

    def set_language(self, person: Person, language: str) -> None:
        """Set the language a person reads; empty means the organisation's."""
        self._connection.execute(update(people).where(people.c.id == person.id).values(language=language))

    def set_active(self, person: Person, *, active: bool) -> None:
        """Say whether a person still works with us: who does not is not found, not told, and no account's owner."""
        self._connection.execute(update(people).where(people.c.id == person.id).values(active=active))

    def add_account(self, person: Person, account: Account) -> None:
        """Give a person an account; an account has one owner, so it leaves who had it before."""
        self.remove_account(account)
        row = {"platform": account.platform, "tenant": account.tenant, "user": account.user}
        self._connection.execute(insert(accounts).values(person=person.id, **row))

    def remove_account(self, account: Account) -> None:
        """Let an account be nobody's."""
        a = accounts.c
        here = (a.platform == account.platform, a.tenant == account.tenant, a.user == account.user)
        self._connection.execute(delete(accounts).where(*here))

    def find(self, words: str) -> tuple[Person, ...]:
        """Return who is meant, best first: an id, an e-mail address, ``platform:user``, or the name or its beginnings.

        A whole name settles it. Who works here goes before people of the organisations we work with.
        """
        words = words.strip()
        exact = self._exactly(words) if words else ()
        if exact or not (wanted := folded(words).split()):
            return exact
        padded = " " + people.c.search
        where = [padded.contains(f" {word}", autoescape=True) for word in wanted]
        rows = self._connection.execute(select(people).where(self._known(), *where)).all()
        ranked = sorted(rows, key=lambda r: (r.search != " ".join(wanted), self._far(r), r.search, r.id))
        whole = [r for r in ranked if r.search == " ".join(wanted)]
        nearest = [r for r in whole if self._far(r) == self._far(whole[0])]
        return tuple(person_of(row) for row in (nearest or ranked)[:MOST_FOUND])

    def _exactly(self, words: str) -> tuple[Person, ...]:
        """Return whose id, e-mail address or account this is."""
        platform, _, user = words.partition(":")
        owner = select(accounts.c.person).where(accounts.c.platform == platform, accounts.c.user == user)
        meant = or_(
            people.c.id == words,
            (func.lower(people.c.email) == words.lower()) & (people.c.email != ""),
            people.c.id.in_(owner),
        )
        rows = self._connection.execute(select(people).where(self._known(), meant)).all()
        return tuple(person_of(row) for row in sorted(rows, key=lambda r: (self._far(r), r.id)))

    def _far(self, row: Any) -> bool:  # noqa: ANN401 - a row of people
        """Whether the person works elsewhere."""
        return bool(row.organisation != self._organisation)

    def _known(self) -> ColumnElement[bool]:
        """Return who may be found here; completed by who knows the functions and the other organisations."""
        return people.c.active & (people.c.organisation == self._organisation)


def persons_of(connection: Connection, ids: Iterable[str]) -> Mapping[str, Person]:
    """Return the people with these ids, of any organisation and also those who left, by the id."""
    found: dict[str, Person] = {}
    for some in parts(ids):
        found |= {row.id: person_of(row) for row in connection.execute(_PERSONS, {"who": some})}
    return found


def person_of(row: Any) -> Person:  # noqa: ANN401 - a row of people
    """Return the person of a row."""
    return Person(row.id, row.name, row.email, row.language, row.unit)


# Letters that are no letter with an accent, and yet are typed as one without.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def folded(words: str) -> str:
    """Return words as they are compared: no capitals, accents or punctuation, single spaces."""
    words = words.casefold().translate(_PLAIN)
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
