# SPDX-License-Identifier: EUPL-1.2
"""How far the clock of the sample jumps: an hour, to the next working day at nine, five working days."""

from datetime import datetime, time, timedelta

from commands.calendars import Calendar
from commands.wall_clock import moment

MORNING = time(9, 0)
#: With less than this left of a working day, the sample begins on the next one.
LEAST_LEFT = timedelta(hours=1)


def moved(at: datetime, move: str, calendar: Calendar) -> datetime:
    """Return the moment after the move; an unknown move stays where it is."""
    local = at.astimezone(calendar.zone)
    match move:
        case "hour":
            return at + timedelta(hours=1)
        case "morning":
            return _on_working_day(local, 1, MORNING, calendar)
        case "week":
            return _on_working_day(local, 5, local.time(), calendar)
        case _:
            return at


def at_work(at: datetime, calendar: Calendar) -> datetime:
    """Return this moment where people are at work and stay a while, else nine o'clock on the next working day."""
    if calendar.is_open(at) and calendar.is_open(at + LEAST_LEFT):
        return at
    day = at.astimezone(calendar.zone).date()
    morning = moment(calendar.next_working_day(day), MORNING, calendar.zone)
    return morning if morning >= at else moment(calendar.add_working_days(day, 1), MORNING, calendar.zone)


def _on_working_day(local: datetime, count: int, hour: time, calendar: Calendar) -> datetime:
    """Return the hour of so many working days later, on the clock of the organisation."""
    return moment(calendar.add_working_days(local.date(), count), hour, calendar.zone)
