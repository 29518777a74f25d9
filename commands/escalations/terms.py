# SPDX-License-Identifier: EUPL-1.2
"""What falls due for an escalation: a reminder at half the term, its end, and what was taken up running out."""

from dataclasses import replace
from datetime import date, time
from enum import StrEnum

from commands.calendars import Calendar
from commands.dues import Due
from commands.escalations.escalation import Escalation, Rung, State
from commands.escalations.levels import GOVERNING

#: Who carries out what falls due here.
RUNG, LOOK = "escalations.rung", "escalations.look"
#: At the beginning of the working day (domain §5.5).
MORNING = time(9)
#: Levels from which on a body meets: the days of a recess do not count (domain §2.9).
_MEETING = 3


class Stage(StrEnum):
    """What falls due on a rung."""

    HALF = "half"
    END = "end"
    LAPSE = "lapse"
    UNANSWERED = "unanswered"


def calendar_of(rung: Rung, calendar: Calendar) -> Calendar:
    """Return the calendar by which a rung counts: boards and politicians do not meet in a recess."""
    meets = rung.level >= GOVERNING or (rung.body and rung.level >= _MEETING)
    return calendar.for_boards if meets else calendar


def stands(rung: Rung, on: date, calendar: Calendar) -> Rung:
    """Return the rung as it is from this day on, with the day by which something must have happened."""
    due = calendar_of(rung, calendar).add_working_days(on, rung.term) if rung.term else None
    return replace(rung, since=on, due=due)


def falls_due(escalation: Escalation, on: date, calendar: Calendar) -> tuple[Due, ...]:
    """Return what falls due for an escalation that came where it stands on this day."""
    rung, counted = escalation.rung, calendar_of(escalation.rung, calendar)
    number = str(len(escalation.ladder))

    def due(stage: Stage, day: date) -> Due:
        return Due(RUNG, escalation.ref, day, MORNING, f"{stage.value}:{escalation.version}", number)

    match escalation.state, escalation.until:
        case State.TAKEN_UP, date() as until:
            return (due(Stage.LAPSE, until),)
        case State.ASKED, date() as until:
            return (due(Stage.UNANSWERED, until),)
        case State.RUNNING, _ if rung.due:
            half = counted.add_working_days(on, (counted.working_days_between(on, rung.due) + 1) // 2)
            reminder = (due(Stage.HALF, half),) if on < half < rung.due else ()
            # The term includes its last day: it climbs on the next one.
            return (*reminder, due(Stage.END, counted.add_working_days(rung.due, 1)))
        case _:
            return ()
