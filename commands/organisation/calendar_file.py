# SPDX-License-Identifier: EUPL-1.2
"""Events out of an iCalendar file (RFC 5545), each time that they come, with the line on which they begin."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from dateutil.rrule import rrulestr

from commands.faults import Fault
from commands.forms import tidy
from commands.text import _

#: So far ahead an event that comes again is read; what comes after is in the file that is taken in then.
AHEAD = timedelta(days=731)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{6})Z?)?")
_ESCAPED = re.compile(r"\\([\\;,nN])")
#: What comes again within a day says nothing of days.
_DAILY_AT_MOST = re.compile(r"(?:^|;)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)", re.IGNORECASE)
_UNTIL = re.compile(r"(UNTIL=\d{8})(?:T\d{6}Z?)?", re.IGNORECASE)
#: May stand more than once in an event.
_LISTS = frozenset({"EXDATE", "RDATE"})


@dataclass(frozen=True, slots=True)
class Event:
    """One time of an event: its line in the file, its days as ISO (or as written, where that is no day), and the rest.

    ``last`` is empty where the file has none.
    """

    line: int
    first: str
    last: str
    properties: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return a property, empty where it is not there."""
        return self.properties.get(name, "")

    @property
    def whole_days(self) -> bool:
        """Whether it is about days and not about hours."""
        return _hour(self["DTSTART"]) in {None, "000000"} and _hour(self["DTEND"]) in {None, "000000"}


def read_calendar(text: str, today: date) -> tuple[tuple[Event, ...], tuple[Fault, ...]]:
    """Return every event of the file, one that comes again as often as it does from today on, and the faults."""
    if "BEGIN:VCALENDAR" not in text.upper():
        fault = Fault(1, "", _("This is no calendar file: it does not begin with BEGIN:VCALENDAR."))
        return (), (fault,)
    read = tuple(_events(text))
    moved = {(each.get("UID", ""), _iso(each["RECURRENCE-ID"], 0)) for _line, each in read if "RECURRENCE-ID" in each}
    events: list[Event] = []
    faults: list[Fault] = []
    for line, properties in read:
        first = properties.get("DTSTART", "")
        once = Event(line, _iso(first, 0), _last(properties, first), properties)
        try:
            events += _times(once, {day for uid, day in moved if uid == properties.get("UID", "")}, today)
        except ValueError:
            faults.append(Fault(line, "RRULE", _("I can't read how this event repeats. Write each time on its own.")))
    if not read:
        faults.append(Fault(1, "", _("There are no events in this file.")))
    return tuple(events), tuple(faults)


def _times(once: Event, moved: Collection[str], today: date) -> Iterator[Event]:
    """Yield an event each time that it comes.

    Raises:
        ValueError: when the rule cannot be read.

    """
    if not (once["RRULE"] or once["RDATE"]) or once["RECURRENCE-ID"]:
        yield once
        return
    first = date.fromisoformat(once.first)
    longer = date.fromisoformat(once.last) - first if once.last else timedelta()
    skipped = {*moved, *(_iso(day, 0) for day in once["EXDATE"].split(","))}
    days = _days(first, once["RRULE"], once["RDATE"], today)
    to_come = [day for day in days if day.isoformat() not in skipped and day + longer >= today]
    for day in to_come:
        yield Event(once.line, day.isoformat(), (day + longer).isoformat() if once.last else "", once.properties)
    if not to_come:
        # It is over: whoever reads it says so.
        yield once


def _days(first: date, rule: str, more: str, today: date) -> list[date]:
    """Return the days on which it begins, up to the horizon."""
    end = max(today, first) + AHEAD
    days = {first, *(date.fromisoformat(_iso(day, 0)) for day in more.split(",") if day)}
    if rule:
        if not _DAILY_AT_MOST.search(rule):
            raise ValueError(rule)
        begins = datetime.combine(first, time())
        found = rrulestr(_UNTIL.sub(r"\1", rule), dtstart=begins)
        days |= {each.date() for each in takewhile(lambda each: each.date() <= end, found)}
    return sorted(day for day in days if day <= end)


def _events(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the properties of each event, with the number of the line on which it begins."""
    begun, event, inner = 0, dict[str, str](), ""
    for number, line in _unfolded(text):
        name, value = _property(line)
        if name == "BEGIN" and value.upper() == "VEVENT":
            begun, event, inner = number, {}, ""
        elif name == "BEGIN":
            inner = value.upper()
        elif name == "END" and value.upper() == "VEVENT" and begun:
            yield begun, event
            begun, inner = 0, ""
        elif name == "END":
            inner = ""
        elif begun and not inner:
            said = tidy(_ESCAPED.sub(_unescaped, value), lines=False)
            event[name] = f"{event[name]},{said}" if name in _LISTS and name in event else event.get(name, said)


def _property(line: str) -> tuple[str, str]:
    """Return the name and the value of a content line, past its parameters; a colon may stand in quotation marks."""
    quoted = False
    for at, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return line[:at].partition(";")[0].strip().upper(), line[at + 1 :].strip()
    return "", ""


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each content line whole, with its number: one that begins with a space goes on from the line before."""
    whole, began = "", 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line[:1] in {" ", "\t"}:
            whole += line[1:]
            continue
        if whole:
            yield began, whole
        whole, began = line, number
    if whole:
        yield began, whole


def _unescaped(match: "re.Match[str]") -> str:
    return " " if match[1] in "nN" else match[1]


def _last(event: Mapping[str, str], first: str) -> str:
    """Return the last day: a whole-day event ends on the day after it, one with hours on the day itself."""
    end = event.get("DTEND", "")
    if not end:
        return ""
    match = _DAY.fullmatch(end)
    midnight = match is not None and match[4] in {None, "000000"}
    return _iso(end, 1 if midnight and end != first else 0)


def _iso(value: str, back: int) -> str:
    """Return a day as ISO, so many days back; what is no day stays as it is, to be named as a fault."""
    match = _DAY.fullmatch(value)
    try:
        return (date(*map(int, match.groups()[:3])) - timedelta(days=back)).isoformat() if match else value
    except (ValueError, OverflowError):
        return value


def _hour(value: str) -> str | None:
    """Return the time of day of a moment; None where it is a day, or none at all."""
    match = _DAY.fullmatch(value)
    return match[4] if match else None
