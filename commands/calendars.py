# SPDX-License-Identifier: EUPL-1.2
"""When an organisation is open: its working hours, public holidays, closing days and recess (domain §5.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from commands.netherlands import public_holidays
from commands.wall_clock import moment

_DAY = timedelta(days=1)
_SATURDAY = 5
#: So many days in a row can hold no working day; beyond that the data are wrong, and every weekday counts.
_MOST_CLOSED = 366
_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_GOOD_FRIDAY, _LIBERATION_DAY = "Goede vrijdag", "Bevrijdingsdag"
_LUSTRUM = 5


class LiberationDay(StrEnum):
    """In which years the organisation is closed on 5 May; employers differ (domain §5.5)."""

    YEARLY = "yearly"
    LUSTRUM = "lustrum"
    NEVER = "never"


class Pause(StrEnum):
    """Why days are not as others: nobody works, or boards do not meet."""

    CLOSING = "closing"
    RECESS = "recess"


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row, both ends included, and what they are called: a bridge day, or the summer recess."""

    first: date
    last: date
    name: str = ""

    def __contains__(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of one organisation; terms count its working days.

    ``good_friday`` says that it is closed then. ``recesses`` pause what boards do, and close nothing.
    """

    zone: ZoneInfo = _AMSTERDAM
    opens: time = time(8, 30)
    closes: time = time(17)
    good_friday: bool = False
    liberation_day: LiberationDay = LiberationDay.LUSTRUM
    closings: tuple[Span, ...] = ()
    recesses: tuple[Span, ...] = ()

    @property
    def for_boards(self) -> "Calendar":
        """The calendar of boards and aldermen: the days of a recess do not count for them (domain §2.9)."""
        return replace(self, closings=(*self.closings, *self.recesses))

    def public_holidays(self, year: int, language: str = "nl") -> Mapping[date, str]:
        """Return the public holidays of a year on which the organisation is closed, by day, with their names."""
        works = {_GOOD_FRIDAY} if not self.good_friday else set()
        if self.liberation_day is LiberationDay.NEVER or (
            self.liberation_day is LiberationDay.LUSTRUM and year % _LUSTRUM
        ):
            works.add(_LIBERATION_DAY)
        named = _holidays(year, language)
        return {day: named[day] for day, names in _dutch(year).items() if not works.issuperset(names)}

    def is_working_day(self, day: date) -> bool:
        """Whether this is a weekday on which the organisation is open."""
        if day.weekday() >= _SATURDAY or any(day in span for span in self.closings):
            return False
        return day not in _free(day.year, self.good_friday, self.liberation_day)

    def next_working_day(self, day: date) -> date:
        """Return the day itself where it is a working day, else the first one after it."""
        for ahead in range(_MOST_CLOSED):
            if self.is_working_day(day + ahead * _DAY):
                return day + ahead * _DAY
        return day if day.weekday() < _SATURDAY else day + (7 - day.weekday()) * _DAY

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day that is ``count`` working days after this one; the day itself does not count.

        A term that starts on a day off thus ends like one that starts on the working day before it.
        """
        for _ in range(count):
            day = self.next_working_day(day + _DAY)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days come after the first day, up to and including the last."""
        return sum(self.is_working_day(first + ahead * _DAY) for ahead in range(1, (last - first).days + 1))

    def is_open(self, at: datetime) -> bool:
        """Whether somebody works at this moment: a working day, within the hours."""
        local = at.astimezone(self.zone)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def next_open(self, at: datetime) -> datetime:
        """Return this moment where the organisation is open, else when it opens next."""
        if self.is_open(at):
            return at
        day = at.astimezone(self.zone).date()
        opens = moment(self.next_working_day(day), self.opens, self.zone)
        return opens if opens >= at else moment(self.next_working_day(day + _DAY), self.opens, self.zone)


@cache
def _dutch(year: int) -> Mapping[date, frozenset[str]]:
    """Return the public holidays, with what each day is called in Dutch: Ascension Day can be 5 May."""
    found = public_holidays(year, "nl")
    return {day: frozenset(found.get_list(day)) for day in sorted(found) if day.year == year}


@cache
def _holidays(year: int, language: str) -> Mapping[date, str]:
    """Return the same days with their names in a language."""
    return dict(public_holidays(year, "nl" if language == "nl" else "en_US"))


@cache
def _free(year: int, good_friday: bool, liberation_day: LiberationDay) -> frozenset[date]:  # noqa: FBT001 - cached by them
    """Return the public holidays on which an organisation with these choices is closed."""
    return frozenset(Calendar(good_friday=good_friday, liberation_day=liberation_day).public_holidays(year))
