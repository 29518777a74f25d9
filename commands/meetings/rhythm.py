# SPDX-License-Identifier: EUPL-1.2
"""The rule of a series, as people write it: "derde dinsdag van elk kwartaal", "2 weken voor 15-05, 01-09 en 01-11".

A quarter meets in its last month. The dates of the planning and control cycle (kadernota, begroting, najaarsnota,
domain §2.7) are anchors: the board meets so many weeks before them, on its weekday where one is named.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from commands.calendars import Calendar
from commands.errors import FormErrors
from commands.text import _

_ORDINALS = {
    "eerste": 1, "1e": 1, "first": 1, "1st": 1, "tweede": 2, "2e": 2, "second": 2, "2nd": 2, "derde": 3, "3e": 3,
    "third": 3, "3rd": 3, "vierde": 4, "4e": 4, "fourth": 4, "4th": 4, "vijfde": 5, "5e": 5, "fifth": 5, "5th": 5,
    "laatste": -1, "last": -1,
}  # fmt: skip
_WEEKDAYS = {
    "maandag": 0, "monday": 0, "dinsdag": 1, "tuesday": 1, "woensdag": 2, "wednesday": 2, "donderdag": 3,
    "thursday": 3, "vrijdag": 4, "friday": 4, "zaterdag": 5, "saturday": 5, "zondag": 6, "sunday": 6,
}  # fmt: skip
_MONTHS = {
    "januari": 1, "january": 1, "februari": 2, "february": 2, "maart": 3, "march": 3, "april": 4, "mei": 5, "may": 5,
    "juni": 6, "june": 6, "juli": 7, "july": 7, "augustus": 8, "august": 8, "september": 9, "oktober": 10,
    "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_EVERY = {
    "kwartaal": (3, 6, 9, 12), "quarter": (3, 6, 9, 12), "maand": tuple(range(1, 13)), "month": tuple(range(1, 13)),
    "halfjaar": (6, 12), "half year": (6, 12), "twee maanden": (2, 4, 6, 8, 10, 12),
    "two months": (2, 4, 6, 8, 10, 12),
}  # fmt: skip
_ON = re.compile(
    rf"(?:elke |iedere |every |the |de )?(?P<nth>{'|'.join(_ORDINALS)}) (?P<day>{'|'.join(_WEEKDAYS)})"
    r"(?: (?:van|of|in) (?P<when>.+))?"
)
_BEFORE = re.compile(
    rf"(?:(?P<day>{'|'.join(_WEEKDAYS)}),? )?(?P<weeks>\d{{1,2}}) (?:weken|week|weeks) (?:voor|before) (?P<days>.+)"
)
_EACH = re.compile(rf"(?:elke |elk |ieder |iedere |every |each |de |the )?(?P<each>{'|'.join(_EVERY)})")
_ANCHOR = re.compile(rf"(?P<d>\d{{1,2}})(?:[-/](?P<m>\d{{1,2}})| (?P<month>{'|'.join(_MONTHS)}))")
_SPLIT = re.compile(r"\s*(?:,| en | and )\s*")
#: How far ahead a series is planned, and within which a rule must give a day.
AHEAD = timedelta(days=366)
_LOOK = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Rule:
    """Days by a rule: the ``nth`` weekday of ``months`` (-1: the last), or ``weeks`` before days of the year."""

    months: tuple[int, ...] = ()
    nth: int = 0
    weekday: int | None = None
    weeks: int = 0
    anchors: tuple[tuple[int, int], ...] = ()

    def days(self, first: date, last: date) -> Iterator[date]:
        """Yield the days of the rule from the first up to and including the last, in order."""
        found: set[date] = set()
        for year in range(first.year, last.year + 2):
            found.update(day for month in self.months if (day := self._nth_of(year, month)))
            for month, number in self.anchors:
                # An anchor of 29 February is one day earlier in other years.
                anchor = date(year, month, min(number, monthrange(year, month)[1]))
                found.add(self._before(anchor))
        yield from sorted(day for day in found if first <= day <= last)

    def _nth_of(self, year: int, month: int) -> date | None:
        """Return the nth weekday of a month; None where it has no fifth."""
        length = monthrange(year, month)[1]
        days = [d for d in (date(year, month, n) for n in range(1, length + 1)) if d.weekday() == self.weekday]
        return days[self.nth if self.nth < 0 else self.nth - 1] if self.nth <= len(days) else None

    def _before(self, anchor: date) -> date:
        """Return the day so many weeks before, or the last such weekday up to then."""
        day = anchor - timedelta(weeks=self.weeks)
        return day if self.weekday is None else day - timedelta(days=(day.weekday() - self.weekday) % 7)


@dataclass(frozen=True, slots=True)
class Planned:
    """A day to meet; moved where the rule's own day is a holiday, a closing or in a recess, which is called ``why``."""

    day: date
    moved_from: date | None = None
    why: str = ""


def read_rule(text: str, today: date) -> Rule:
    """Return the rule that these words mean.

    Raises:
        FormErrors: on ``rule``, when it cannot be read, or gives no day in the coming two years.

    """
    rule = _read(" ".join(text.casefold().split()).strip(" ."))
    if rule is None:
        raise FormErrors(
            {"rule": _("I can't read this. Write it like: third Tuesday of every quarter, or: 2 weeks before 15-05.")}
        )
    if next(rule.days(today, today + _LOOK), None) is None:
        raise FormErrors({"rule": _("This rule gives no day in the coming two years.")})
    return rule


def _read(words: str) -> Rule | None:
    """Return the rule, or None where the words are none."""
    if match := _ON.fullmatch(words):
        months = _months(match["when"] or "maand")
        weekday = _WEEKDAYS[match["day"]]
        return Rule(months=months, nth=_ORDINALS[match["nth"]], weekday=weekday) if months else None
    if match := _BEFORE.fullmatch(words):
        anchors = [_anchor(part) for part in _SPLIT.split(match["days"])]
        day = _WEEKDAYS[match["day"]] if match["day"] else None
        known = tuple(anchor for anchor in anchors if anchor)
        return Rule(weekday=day, weeks=int(match["weeks"]), anchors=known) if len(known) == len(anchors) else None
    return None


def _months(words: str) -> tuple[int, ...]:
    """Return the months that are named; none where a word is no month."""
    if each := _EACH.fullmatch(words):
        return _EVERY[each["each"]]
    named = [_MONTHS.get(part, 0) for part in _SPLIT.split(words)]
    return tuple(sorted(set(named))) if all(named) else ()


def _anchor(words: str) -> tuple[int, int] | None:
    """Return the month and the day of an anchor; None where there is no such day in any year."""
    match = _ANCHOR.fullmatch(words)
    if not match:
        return None
    month, day = int(match["m"] or _MONTHS.get(match["month"] or "", 0)), int(match["d"])
    leap = 2024
    return (month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(leap, month)[1] else None  # noqa: PLR2004 - months


def to_meet(day: date, calendar: Calendar, language: str) -> Planned:
    """Return the day itself, or the first working day after it on which the organisation is open and not in recess."""
    boards = calendar.for_boards
    if boards.is_working_day(day):
        return Planned(day)
    return Planned(boards.next_working_day(day), day, why_not(day, calendar, language))


def why_not(day: date, calendar: Calendar, language: str) -> str:
    """Return what a day is called on which a board does not meet; empty for a weekend and for a day that is free."""
    for span in (*calendar.closings, *calendar.recesses):
        if day in span:
            return span.name
    return calendar.public_holidays(day.year, language).get(day, "")
