# SPDX-License-Identifier: EUPL-1.2
"""The calendar of one organisation: its hours and holidays as chosen, its closing days and its recesses."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from commands.calendars import Calendar, LiberationDay, Pause, Span
from commands.organisations import Organisation
from storage.database import Number, metadata
from storage.organisation import organisations
from storage.zones import known_zone

calendars = Table(
    "calendars",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    # Times of the day as 08:30.
    Column("opens", Text, nullable=False),
    Column("closes", Text, nullable=False),
    Column("good_friday", Boolean, nullable=False),
    Column("liberation_day", Text, nullable=False),
)

pauses = Table(
    "pauses",
    metadata,
    Column("id", Number, primary_key=True),
    Column("organisation", Text, ForeignKey("organisations.id"), nullable=False),
    # A closing, or a recess.
    Column("kind", Text, nullable=False),
    # Both days included.
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("organisation", "kind", "first_day", "last_day"),
    # Buttons name one by its number, so a number is never given out again.
    sqlite_autoincrement=True,
)


class Calendars:
    """When one organisation is open, in one transaction."""

    def __init__(self, connection: Connection, organisation: Organisation) -> None:
        """Read and write on this connection, for this organisation."""
        self._connection = connection
        self._organisation = organisation
        self._read: Calendar | None = None

    def current(self) -> Calendar:
        """Return the calendar as it is now; what was never chosen is as usual (domain §5.5)."""
        if self._read is None:
            rows = self._connection.execute(_CURRENT, {"whose": self._organisation.id}).all()
            spans = [(Pause(row.kind), Span(row.first_day, row.last_day, row.name)) for row in rows if row.kind]
            self._read = Calendar(
                zone=ZoneInfo(known_zone(self._organisation.zone_name)),
                closings=tuple(span for kind, span in spans if kind is Pause.CLOSING),
                recesses=tuple(span for kind, span in spans if kind is Pause.RECESS),
                **(_chosen(rows[0]) if rows and rows[0].opens else {}),
            )
        return self._read

    def choose(self, calendar: Calendar) -> None:
        """Keep the hours and the holidays of this calendar."""
        values = {
            "opens": f"{calendar.opens:%H:%M}",
            "closes": f"{calendar.closes:%H:%M}",
            "good_friday": calendar.good_friday,
            "liberation_day": calendar.liberation_day.value,
        }
        if not self._connection.execute(update(calendars).where(self._own(calendars)).values(values)).rowcount:
            self._connection.execute(insert(calendars).values(organisation=self._organisation.id, **values))
        self._read = None

    def pauses(self) -> Mapping[int, tuple[Pause, Span]]:
        """Return every closing and recess by its number, the earliest first."""
        p = pauses.c
        rows = self._connection.execute(select(pauses).where(self._own(pauses)).order_by(p.first_day, p.id))
        return {row.id: (Pause(row.kind), Span(row.first_day, row.last_day, row.name)) for row in rows}

    def add(self, kind: Pause, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Add closings or recesses, and return those that were not there; who has the same days gets the name."""
        added = []
        for span in spans:
            p = pauses.c
            here = (self._own(pauses), p.kind == kind.value, p.first_day == span.first, p.last_day == span.last)
            if not self._connection.execute(update(pauses).where(*here).values(name=span.name)).rowcount:
                row = {"kind": kind.value, "first_day": span.first, "last_day": span.last, "name": span.name}
                self._connection.execute(insert(pauses).values(organisation=self._organisation.id, **row))
                added.append(span)
        self._read = None
        return tuple(added)

    def remove(self, number: int) -> bool:
        """Take a closing or recess away; False where it is not there."""
        gone = self._connection.execute(delete(pauses).where(self._own(pauses), pauses.c.id == number)).rowcount
        self._read = None
        return bool(gone)

    def _own(self, table: Table) -> Any:  # noqa: ANN401 - a condition
        """Whose rows."""
        return table.c.organisation == self._organisation.id


def _chosen(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of calendars
    """Return what was chosen."""
    return {
        "opens": time.fromisoformat(row.opens),
        "closes": time.fromisoformat(row.closes),
        "good_friday": row.good_friday,
        "liberation_day": LiberationDay(row.liberation_day),
    }


# Written once: whoever is told something works by a calendar. A row for each pause, or one without.
_CURRENT = (
    select(calendars, pauses.c.kind, pauses.c.first_day, pauses.c.last_day, pauses.c.name)
    .select_from(
        organisations.outerjoin(calendars, calendars.c.organisation == organisations.c.id).outerjoin(
            pauses, pauses.c.organisation == organisations.c.id
        )
    )
    .where(organisations.c.id == bindparam("whose"))
    .order_by(pauses.c.first_day, pauses.c.id)
)
