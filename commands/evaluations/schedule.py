# SPDX-License-Identifier: EUPL-1.2
"""When a round opens, reminds and closes, in working days of the organisation (domain §5.6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any, TypeAlias

from commands.calendars import Calendar
from commands.dues import Due
from commands.evaluations.round import Kind, Round, quarter_of
from commands.evaluations.suppression import LOWEST
from commands.refs import Ref

#: What falls due for a round, what for one person in it, and the daily look whether a round must come.
ROUND, LATER, LOOK = "evaluations.round", "evaluations.later", "evaluations.look"
MORNING, EVENING, EARLY = time(9), time(17), time(8)
#: Working days: between the meeting of the board and the opening, and between the preview and the opening.
AFTER_BOARD, PREVIEW = 5, 3
#: Working days that somebody is left alone who answers later.
SNOOZE = 2
#: Days after closing on which the ballots are removed: the report stays.
BALLOTS_KEPT = 365
#: Days after which messages to people in a round lose their tie to it: as long as their text is kept.
TRACES_KEPT = 30
#: Years that a report is kept (Selectielijst 2020, 4.1), and that it is kept each time that somebody asks for more.
REPORT_KEPT, LONGER = 10, 1
#: How many people are written to in one transaction: a fifth of a second, so that others get their turn.
PART = 50
_TUESDAY = 1
_DAY = timedelta(days=1)


class Stage(StrEnum):
    """What falls due for a round."""

    OPEN = "open"
    DAY = "day"
    CLOSE = "close"
    TELL = "tell"
    CARDS = "cards"
    FORGET = "forget"
    TRACES = "traces"
    REPORT = "report"


class Opening(StrEnum):
    """When a quarterly round comes by itself."""

    BOARD = "board"
    TUESDAY = "tuesday"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Choices:
    """What an organisation chose; ``next_day`` is a day for the next round alone."""

    threshold: int = LOWEST
    opening: Opening = Opening.BOARD
    next_day: date | None = None


#: Returns the first day in a span on which the board meets, where that is known; the composition root hands it over.
Met: TypeAlias = Callable[[Any, date, date], date | None]


def open_days(kind: Kind) -> int:
    """Return for how many working days a round is open after the day of opening."""
    return 5 if kind is Kind.PULSE else 10


def reminder_days(kind: Kind) -> tuple[int, ...]:
    """Return after how many working days who did not answer is reminded."""
    return (3,) if kind is Kind.PULSE else (4, 8)


def opening_day(choices: Choices, today: date, met: date | None, calendar: Calendar) -> date | None:
    """Return the day on which the round of today's quarter opens; None where it comes by hand, or is not known yet.

    ``met`` is the first day in the quarter on which the board meets. Without one after which there are days enough, it
    is the first Tuesday of the last month of the quarter, or the first working day after it.
    """
    first, last = span_of(quarter_of(today))
    if choices.next_day and first <= choices.next_day <= last:
        return choices.next_day
    if choices.opening is Opening.BY_HAND:
        return None
    tuesday = date(today.year, last.month, 1)
    while tuesday.weekday() != _TUESDAY:
        tuesday += _DAY
    tuesday = calendar.next_working_day(tuesday)
    if choices.opening is Opening.BOARD and met and (after := calendar.add_working_days(met, AFTER_BOARD)) <= last:
        return after
    return tuesday


def span_of(quarter: str) -> tuple[date, date]:
    """Return the first and the last day of a quarter such as ``2026-3``."""
    year, number = (int(part) for part in quarter.split("-"))
    first = date(year, 3 * number - 2, 1)
    after = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)  # noqa: PLR2004 - four quarters
    return first, after - _DAY


def announced_on(opens: date, calendar: Calendar) -> date:
    """Return the day of the preview: so many working days before the opening."""
    day, left = opens, PREVIEW
    while left:
        day -= _DAY
        left -= calendar.is_working_day(day)
    return day


def waves(round_: Round, today: date, calendar: Calendar) -> int:
    """Return how many reminders somebody who did not answer may have had by now."""
    gone = calendar.working_days_between(round_.opens, today)
    return sum(gone >= after for after in reminder_days(round_.kind))


def years_on(day: date, years: int) -> date:
    """Return the same day so many years on; the last of February where there is no leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=day.day - 1)


def planned(round_: Round, stage: Stage, day: date, at: time, whom: str = "") -> Due:
    """Return something that falls due for a round."""
    return Due(ROUND, round_.ref, day, at, stage.value, whom)


def later(round_: Round, person: str, today: date, calendar: Calendar) -> Due:
    """Return when somebody is asked again who answers later: still before it closes."""
    day = min(calendar.add_working_days(today, SNOOZE), round_.closes)
    return Due(LATER, of_person(round_, person), day, MORNING, "later", person)


def of_person(round_: Round, person: str) -> Ref:
    """Return what one person's part in a round is called: once it is settled, no reminder of it goes out."""
    return Ref(round_.ref.feature, f"{round_.reference}/{person}")
