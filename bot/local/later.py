# SPDX-License-Identifier: EUPL-1.2
"""How far the clock of the sample jumps: an hour, to the next working day at nine, five working days."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from commands.working_days import add_working_days

MORNING = time(9, 0)


def moved(at: datetime, move: str, zone: ZoneInfo) -> datetime:
    """Return the moment after the move; an unknown move stays where it is.

    Working days are Monday to Friday here: a jump that lands on a holiday shows what happens on one.
    """
    local = at.astimezone(zone)
    match move:
        case "hour":
            return at + timedelta(hours=1)
        case "morning":
            return _on_working_day(local, 1, MORNING)
        case "week":
            return _on_working_day(local, 5, local.time())
        case _:
            return at


def _on_working_day(local: datetime, count: int, hour: time) -> datetime:
    """Return the hour of so many working days later, on the clock of the zone."""
    return datetime.combine(add_working_days(local.date(), count), hour, local.tzinfo)
