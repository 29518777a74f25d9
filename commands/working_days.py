# SPDX-License-Identifier: EUPL-1.2
"""Working days: terms count them (domain §5.5), and a day that the organisation is closed is not one."""

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)


def is_working_day(day: date, free: Collection[date] = ()) -> bool:
    """Whether this is a weekday on which the organisation is open."""
    return day.weekday() < _SATURDAY and day not in free


def add_working_days(day: date, count: int, free: Collection[date] = ()) -> date:
    """Return the day that is ``count`` working days after this one; the day itself does not count.

    A term that starts on a day off thus ends like one that starts on the working day before it.
    """
    left = count
    while left > 0:
        day += _DAY
        if is_working_day(day, free):
            left -= 1
    return day
