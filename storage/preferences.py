# SPDX-License-Identifier: EUPL-1.2
"""What people chose about when they hear from us; the language and the zone stand with the person."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Column, Connection, Date, ForeignKey, Table, Text, bindparam, insert, select, update

from commands.people import Person
from commands.preferences import Informing, Preferences, Quiet
from storage.database import metadata
from storage.parts import parts
from storage.persons import people
from storage.zones import known_zone

preferences = Table(
    "preferences",
    metadata,
    Column("person", Text, ForeignKey("people.id"), primary_key=True),
    Column("informing", Text, nullable=False),
    # Times of the day as 09:00; without quiet hours both are empty.
    Column("digest_at", Text, nullable=False),
    Column("quiet_from", Text, nullable=False),
    Column("quiet_to", Text, nullable=False),
    # Weekdays as digits, Monday is 0.
    Column("days_off", Text, nullable=False),
    Column("snoozed_until", Date),
)


# Written once: every message to somebody asks this.
_CHOSEN = (
    select(people.c.id, people.c.organisation, people.c.zone, preferences)
    .select_from(people.outerjoin(preferences, preferences.c.person == people.c.id))
    .where(people.c.id.in_(bindparam("who", expanding=True)))
)


class KeptPreferences:
    """The preferences of everybody, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Read and write on this connection."""
        self._connection = connection

    def of(self, person: Person) -> Preferences:
        """Return what this person chose; what was never chosen is as usual."""
        return self.of_all((person.id,)).get(person.id, Preferences())

    def of_all(self, people: Sequence[str]) -> Mapping[str, Preferences]:
        """Return what several people chose, by the id of the person; who does not exist is not in it."""
        found: dict[str, Preferences] = {}
        for some in parts(people):
            found |= {row.id: _read(row) for row in self._connection.execute(_CHOSEN, {"who": some})}
        return found

    def choose(self, person: Person, chosen: Preferences) -> None:
        """Keep what this person chose, the zone too."""
        values = {
            "informing": chosen.informing.value,
            "digest_at": f"{chosen.digest_at:%H:%M}",
            "quiet_from": f"{chosen.quiet.begin:%H:%M}" if chosen.quiet else "",
            "quiet_to": f"{chosen.quiet.end:%H:%M}" if chosen.quiet else "",
            "days_off": "".join(str(day) for day in sorted(chosen.days_off)),
            "snoozed_until": chosen.snoozed_until,
        }
        zone = update(people).where(people.c.id == person.id).values(zone=chosen.zone_name)
        self._connection.execute(zone)
        changed = update(preferences).where(preferences.c.person == person.id).values(values)
        if not self._connection.execute(changed).rowcount:
            self._connection.execute(insert(preferences).values(person=person.id, **values))

    def snooze(self, person: Person, until: date | None) -> None:
        """Let a person be left alone until a day, or no longer."""
        changed = update(preferences).where(preferences.c.person == person.id).values(snoozed_until=until)
        if not self._connection.execute(changed).rowcount and until:
            usual = {"informing": Informing.DIGEST.value, "digest_at": f"{Preferences().digest_at:%H:%M}"}
            empty = {"quiet_from": "", "quiet_to": "", "days_off": ""}
            row = insert(preferences).values(person=person.id, snoozed_until=until, **usual, **empty)
            self._connection.execute(row)


def _read(row: Any) -> Preferences:  # noqa: ANN401 - a row of people beside preferences
    """Return what a row says."""
    zone = known_zone(row.zone, "")
    if row.person is None:
        return Preferences(row.organisation, zone)
    quiet = Quiet(time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to)) if row.quiet_from else None
    return Preferences(
        row.organisation,
        zone,
        frozenset(int(day) for day in row.days_off),
        quiet,
        Informing(row.informing),
        time.fromisoformat(row.digest_at),
        row.snoozed_until,
    )
