# SPDX-License-Identifier: EUPL-1.2
"""Closing days and recess out of an iCalendar file (RFC 5545): whole days, each event with the line it begins on."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from commands.faults import Fault
from commands.forms import tidy
from commands.organisation.pauses_table import PausesDraft, read_pauses
from commands.text import _

_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{6})Z?)?")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_HEADER = ("line", "from", "to", "name", "kind")


def read_events(text: str, today: date) -> PausesDraft:
    """Return the events of the file as closings and recesses, and every fault; its row is the line in the file."""
    if "BEGIN:VCALENDAR" not in text.upper():
        return PausesDraft(
            faults=(Fault(1, "", _("This is no calendar file: it does not begin with BEGIN:VCALENDAR.")),)
        )
    rows: list[tuple[int, tuple[str, ...]]] = []
    notes: list[Fault] = []
    for number, event in _events(text):
        if "RRULE" in event or "RDATE" in event:
            again = _("This event repeats, which I can't read. Write each time as an event of its own.")
            notes.append(Fault(number, "RRULE", again))
            continue
        first = event.get("DTSTART", "")
        rows.append(
            (number, (str(number), _iso(first, 0), _last(event, first), event.get("SUMMARY", ""), _kind(event)))
        )
    if not rows and not notes:
        return PausesDraft(faults=(Fault(1, "", _("There are no events in this file.")),))
    read = read_pauses(_HEADER, rows, today) if rows else PausesDraft()
    return PausesDraft(read.pauses, tuple(sorted((*notes, *read.faults), key=lambda fault: fault.row)))


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
            event.setdefault(name, tidy(_ESCAPED.sub(_unescaped, value), lines=False))


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


def _last(event: dict[str, str], first: str) -> str:
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


def _kind(event: dict[str, str]) -> str:
    """Return what the event says it is, where it uses our words."""
    said = event.get("CATEGORIES", "").casefold()
    return said if said in {"closing", "recess", "sluiting", "reces"} else ""
