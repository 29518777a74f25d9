# SPDX-License-Identifier: EUPL-1.2
"""The register of decision rights with every version it ever had; a version stores what it changed, not a copy."""

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from commands.decision_rights.changes import Changes, compare
from commands.decision_rights.kept import Version
from commands.decision_rights.rights import DecisionRight, Kind
from storage.database import Number, UtcDateTime, metadata
from storage.gaps import Gaps

versions = Table(
    "register_versions",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    # Who made it; empty where it came in by the command line.
    Column("by", Text, ForeignKey("people.id")),
    Column("source", Text, nullable=False),
)

_TEXTS = (
    "topic_nl", "topic_en", "description", "domain", "decides", "forum", "escalates_to", "deputy", "conditions",
    "legal_basis", "legal_url",
)  # fmt: skip
_LISTS = ("agrees", "advises", "input", "performs", "informed", "keywords")
_AMOUNTS = ("above", "up_to")
_DAYS = ("valid_from", "valid_to", "checked_on")

rights = Table(
    "decision_rights",
    metadata,
    Column("number", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("place", Integer, nullable=False),
    # In which versions this row stands: from ``since``, and up to but not in ``until``.
    Column("since", Integer, nullable=False),
    Column("until", Integer),
    Column("kind", Text, nullable=False),
    *(Column(name, Text, nullable=False) for name in (*_TEXTS, *_LISTS)),
    *(Column(name, Text) for name in _AMOUNTS),
    *(Column(name, Date) for name in _DAYS),
    Index(None, "organisation", "since"),
    Index(None, "organisation", "code"),
)


class DecisionRights(Gaps):
    """The register of one organisation, its gaps and its synonyms, in one transaction."""

    def __init__(self, connection: Connection, organisation_id: str) -> None:
        """Read and write on this connection, for this organisation."""
        super().__init__(connection, organisation_id)
        self._latest: tuple[Version | None] | None = None

    def latest(self) -> Version | None:
        """Return the current version; None where there is no register yet. It is read once."""
        if self._latest is None:
            row = self._connection.execute(_LATEST, {"whose": self._organisation}).first()
            self._latest = (_version(row) if row else None,)
        return self._latest[0]

    def versions(self) -> tuple[Version, ...]:
        """Return every version, oldest first."""
        return tuple(_version(row) for row in self._connection.execute(self._versions().order_by(versions.c.number)))

    def rights(self, version: int) -> tuple[DecisionRight, ...]:
        """Return the rights of that version in the order of the register."""
        r = rights.c
        standing = (r.since <= version, or_(r.until.is_(None), r.until > version))
        query = select(rights).where(r.organisation == self._organisation, *standing)
        return tuple(_right(row) for row in self._connection.execute(query.order_by(r.place, r.number)))

    def change(self, rights: Sequence[DecisionRight], *, at: datetime, by: str, source: str) -> tuple[Version, Changes]:
        """Make these rights the current version, and return it with what differs; without a difference none is made.

        The first version is made in any case, so that an empty register is a register too.
        """
        last = self.latest()
        before = self.rights(last.number) if last else ()
        changes = compare(before, rights)
        if last and not changes:
            return last, changes
        new = Version((last.number if last else 0) + 1, at, by, source)
        row = {"number": new.number, "at": at, "by": by or None, "source": source}
        self._connection.execute(insert(versions).values(organisation=self._organisation, **row))
        self._latest = None
        self._end([*(c.before.id for c in changes.changed), *(right.id for right in changes.removed)], new.number)
        self._add(changes, {right.id: place for place, right in enumerate(rights)}, new.number)
        return new, changes

    def _end(self, codes: Sequence[str], version: int) -> None:
        """Let the rows of these rights stand no longer from this version on."""
        if codes:
            r = rights.c
            this = (r.organisation == self._organisation, r.code == bindparam("ended"), r.until.is_(None))
            ended = [{"ended": code} for code in codes]
            self._connection.execute(update(rights).where(*this).values(until=version), ended)

    def _add(self, changes: Changes, places: dict[str, int], version: int) -> None:
        """Add rows for what is new or different, each at its place in the register."""
        added = (*changes.added, *(change.after for change in changes.changed))
        rows = [
            {"organisation": self._organisation, "since": version, "place": places[right.id], **_row(right)}
            for right in added
        ]
        if rows:
            self._connection.execute(insert(rights), rows)

    def _versions(self) -> Any:  # noqa: ANN401 - a query
        return select(versions).where(versions.c.organisation == self._organisation)


def _version(row: Any) -> Version:  # noqa: ANN401 - a row of versions
    return Version(row.number, row.at, row.by or "", row.source)


def _row(right: DecisionRight) -> dict[str, object]:
    """Return the columns of a right."""
    row: dict[str, object] = {"code": right.id, "kind": right.kind.value}
    for name in (*_TEXTS, *_DAYS):
        row[name] = getattr(right, name)
    for name in _LISTS:
        row[name] = json.dumps(getattr(right, name), ensure_ascii=False)
    for name in _AMOUNTS:
        amount: Decimal | None = getattr(right, name)
        row[name] = None if amount is None else str(amount)
    return row


def _right(row: Any) -> DecisionRight:  # noqa: ANN401 - a row of rights
    """Return the right of a row."""
    values: dict[str, Any] = {"id": row.code, "kind": Kind(row.kind)}
    for name in (*_TEXTS, *_DAYS):
        values[name] = getattr(row, name)
    for name in _LISTS:
        values[name] = tuple(json.loads(getattr(row, name)))
    for name in _AMOUNTS:
        amount = getattr(row, name)
        values[name] = None if amount is None else Decimal(amount)
    return DecisionRight(**values)


# Written once: every question asks which version stands.
_LATEST = (
    select(versions)
    .where(versions.c.organisation == bindparam("whose"))
    .order_by(versions.c.number.desc())
    .limit(literal_column("1"))
)
