# SPDX-License-Identifier: EUPL-1.2
"""What falls due for a request: reminders, the end of a term, the day it was put off to, another look (domain §2.8)."""

from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum

from commands.calendars import Calendar
from commands.dues import Due
from commands.periods import months_later
from commands.requests.request import Request
from commands.requests.states import State

#: Who carries out what falls due here.
TERM = "requests.term"
#: Reminders come together, at the beginning of the working day (domain §5.5).
MORNING = time(9)
#: Working days after its term on which a decision counts as overdue (domain §2.9).
OVERDUE_AFTER = 2
QUARTER_MONTHS, BENEFITS_MONTHS = 3, 6

#: Where somebody of the desk has to do something within a term.
AT_DESK = frozenset({State.SUBMITTED, State.INTAKE, State.ASSESSMENT})
#: What rests without a term, and is looked at again every quarter.
AT_REST = frozenset({State.PARKED, State.ON_HOLD})


class Stage(StrEnum):
    """What falls due: after half the term, on its last day, when it has passed, and what has a day of its own."""

    HALF = "half"
    END = "end"
    OVERDUE = "overdue"
    CLOSE = "close"
    RESUME = "resume"
    REVIEW = "review"
    BENEFITS = "benefits"


def falls_due(request: Request, on: date, calendar: Calendar) -> tuple[Due, ...]:
    """Return what falls due for a request that came where it stands on this day; soonest first."""
    return tuple(Due(TERM, request.ref, day, MORNING, stage.value) for stage, day in _days(request, on, calendar))


def _days(request: Request, on: date, calendar: Calendar) -> Iterator[tuple[Stage, date]]:
    """Yield what falls due on which day."""
    state = request.state
    if request.due and state in AT_DESK | {State.INFO_NEEDED}:
        half = calendar.add_working_days(on, (calendar.working_days_between(on, request.due) + 1) // 2)
        if on < half < request.due:
            yield Stage.HALF, half
        yield Stage.END, request.due
        if state is State.INFO_NEEDED:
            yield Stage.CLOSE, closes(request.due, calendar)
        else:
            yield Stage.OVERDUE, calendar.add_working_days(request.due, OVERDUE_AFTER)
    elif state is State.DEFERRED and request.deferred_until:
        yield Stage.RESUME, request.deferred_until
    elif state in AT_REST:
        yield Stage.REVIEW, calendar.next_working_day(months_later(on, QUARTER_MONTHS))
    elif state is State.DONE:
        yield Stage.BENEFITS, calendar.next_working_day(months_later(on, BENEFITS_MONTHS))


def closes(due: date, calendar: Calendar) -> date:
    """Return the day on which a request is withdrawn whose question was not answered by ``due``."""
    return calendar.add_working_days(due, 1)


def still_matters(request: Request, stage: Stage, today: date, calendar: Calendar) -> bool:
    """Whether what fell due still means something: the request stands where it stood, and nothing later took over."""
    match stage:
        case Stage.HALF:
            return request.state in AT_DESK | {State.INFO_NEEDED} and request.due is not None and today < request.due
        case Stage.END:
            return request.due is not None and (
                (request.state in AT_DESK and today < calendar.add_working_days(request.due, OVERDUE_AFTER))
                or (request.state is State.INFO_NEEDED and today < closes(request.due, calendar))
            )
        case Stage.OVERDUE:
            return request.state in AT_DESK
        case Stage.CLOSE:
            return request.state is State.INFO_NEEDED
        case Stage.RESUME:
            return request.state is State.DEFERRED
        case Stage.REVIEW:
            return request.state in AT_REST
        case Stage.BENEFITS:
            return request.state is State.DONE
