# SPDX-License-Identifier: EUPL-1.2
"""When a person wants to hear from us, and what bundled: zone, part-time days, quiet hours, snooze, digest."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from commands.calendars import Calendar
from commands.wall_clock import moment

_DAY = timedelta(days=1)
#: Somebody who works within so many days is waited for; where the data say nobody ever does, nothing is held up.
_MOST_AWAY = 366
NINE = time(9)


class Informing(StrEnum):
    """How a person gets what waits for nobody: together once a day, one by one, or not at all."""

    DIGEST = "digest"
    SINGLY = "singly"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in which a person is left alone, on the person's own clock; they may pass midnight."""

    begin: time
    end: time

    def __contains__(self, at: time) -> bool:
        """Whether this time of the day is one of them; the end is not."""
        if self.begin < self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


@dataclass(frozen=True, slots=True)
class Preferences:
    """What one person chose.

    ``organisation`` is the id of where the person works and ``zone_name`` a zone of one's own; empty is the
    organisation's. ``days_off`` are weekdays, Monday is 0. On ``snoozed_until`` messages come again.
    """

    organisation: str = ""
    zone_name: str = ""
    days_off: frozenset[int] = frozenset()
    quiet: Quiet | None = None
    informing: Informing = Informing.DIGEST
    digest_at: time = NINE
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When one person works: the calendar of the organisation, on the person's own clock and by the person's wishes."""

    calendar: Calendar
    wishes: Preferences = Preferences()

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the person's clock."""
        return ZoneInfo(self.wishes.zone_name) if self.wishes.zone_name else self.calendar.zone

    def works_on(self, day: date) -> bool:
        """Whether the person works on this day and wants to hear something."""
        wishes = self.wishes
        awake = wishes.snoozed_until is None or day >= wishes.snoozed_until
        return awake and day.weekday() not in wishes.days_off and self.calendar.is_working_day(day)

    def next_moment(self, at: datetime) -> datetime:
        """Return this moment where the person may hear something now, else the first moment after it."""
        first = self._awake(at)
        for ahead in range(_MOST_AWAY):
            day = first + ahead * _DAY
            if self.works_on(day) and (found := self._within(day, at)):
                return found
        return at

    def next_digest(self, after: datetime) -> datetime:
        """Return when the person gets the next digest, later than this moment."""
        first = self._awake(after)
        for ahead in range(_MOST_AWAY):
            day = first + ahead * _DAY
            if self.works_on(day) and (then := moment(day, self.wishes.digest_at, self.zone)) > after:
                return then
        return moment(first + _DAY, self.wishes.digest_at, self.zone)

    def _awake(self, at: datetime) -> date:
        """Return the day of this moment on the person's clock, or the day on which a snooze ends."""
        today = at.astimezone(self.zone).date()
        return max(today, self.wishes.snoozed_until or today)

    def _within(self, day: date, at: datetime) -> datetime | None:
        """Return the first moment of this day, not before ``at``, within working hours and outside quiet ones."""
        opens, closes = (moment(day, hour, self.zone) for hour in (self.calendar.opens, self.calendar.closes))
        found, quiet = max(at, opens), self.wishes.quiet
        if quiet and found < closes and found.astimezone(self.zone).time() in quiet:
            ends = moment(day, quiet.end, self.zone)
            found = ends if ends > found else closes
        return found if found < closes else None
