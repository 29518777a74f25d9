# SPDX-License-Identifier: EUPL-1.2
"""Closing days and recess out of an iCalendar file: whole days, each event with the line it begins on."""

from datetime import date

from commands.organisation.calendar_file import Event, read_calendar
from commands.organisation.pauses_table import PausesDraft, read_pauses

_HEADER = ("line", "from", "to", "name", "kind")


def read_events(text: str, today: date) -> PausesDraft:
    """Return the events of the file as closings and recesses, and every fault; its row is the line in the file."""
    events, faults = read_calendar(text, today)
    rows = [(e.line, (str(e.line), e.first, e.last, e["SUMMARY"], _kind(e))) for e in events]
    read = read_pauses(_HEADER, rows, today) if rows else PausesDraft()
    return PausesDraft(read.pauses, tuple(sorted((*faults, *read.faults), key=lambda fault: fault.row)))


def _kind(event: Event) -> str:
    """Return what the event says it is, where it uses our words."""
    said = event["CATEGORIES"].casefold()
    return said if said in {"closing", "recess", "sluiting", "reces"} else ""
