# SPDX-License-Identifier: EUPL-1.2
"""Where an initiative costs more or is ready later than was adopted: over a threshold it is escalated (domain §2.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from commands.calendars import Calendar
from commands.dues import RAISE, Due
from commands.periods import months_later
from commands.portfolio.initiative import FINISHED, Initiative, Report
from commands.portfolio.rules import rebased, total
from commands.text import Message, Text, _, n_

#: An organisation may set its own: percent of the costs, and months after the last day.
PERCENT_SETTING = "portfolio.{organisation}.percent"
MONTHS_SETTING = "portfolio.{organisation}.months"
#: At the beginning of the working day, so that a slip of the keyboard can be put right on the day itself.
_MORNING = time(9)


class Deviation(StrEnum):
    """What is over its threshold; the values are the kinds of an escalation (domain §2.9)."""

    BUDGET = "budget"
    PLANNING = "planning"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """More than this is too much: percent over the adopted costs, calendar months after the adopted last day."""

    percent: int = 10
    months: int = 3


def adopted(reports: Sequence[Report]) -> Report | None:
    """Return the plan that was adopted last: by a decision, or else what was planned at the start."""
    decided = [report for report in reports if report.decision]
    return (*reports[:1], *decided)[-1] if reports else None


def deviations(initiative: Initiative, plan: Report | None, most: Thresholds) -> tuple[Deviation, ...]:
    """Return what is over its threshold now; nothing of an initiative that is finished.

    Costs are compared with four years of what comes back every year; what is not known is not over anything.
    """
    if plan is None or initiative.state in FINISHED:
        return ()
    before, now = total(plan), total(initiative)
    dearer = before is not None and now is not None and now.value > before.value * (100 + most.percent) / Decimal(100)
    later = bool(plan.ends and initiative.ends and initiative.ends > months_later(plan.ends, most.months))
    found = ((Deviation.BUDGET, dearer), (Deviation.PLANNING, later))
    return tuple(deviation for deviation, true in found if true)


def falls_due(
    before: Initiative, now: Initiative, found: Sequence[Deviation], today: date, calendar: Calendar
) -> tuple[Due, ...]:
    """Return when what is over a threshold is escalated: on the next working day, each time that a figure changes."""
    if not found or not rebased(before, now):
        return ()
    day = calendar.add_working_days(today, 1)
    return (Due(RAISE, now.ref, day, _MORNING, f"{found[0].value}:{now.revision}"),)


def compared(initiative: Initiative, plan: Report | None, found: Sequence[Deviation]) -> tuple[Text, ...]:
    """Return in a sentence each how the costs and the last day differ from what was adopted."""
    said: list[Text] = []
    if plan and Deviation.BUDGET in found:
        said.append(_dearer(initiative, plan))
    if plan and plan.ends and initiative.ends and Deviation.PLANNING in found:
        said.append(_("It is ready on {day}; {adopted} was adopted.", day=initiative.ends, adopted=plan.ends))
    return tuple(said)


def _dearer(initiative: Initiative, plan: Report) -> Message:
    """Return what it costs more."""
    before, now = total(plan), total(initiative)
    if before is None or now is None or not before.value:
        return _("It costs more than was adopted.")
    return _(
        "With four years of use it costs {now} excl. VAT; {adopted} was adopted. That is {percent}% more.",
        now=now,
        adopted=before,
        percent=int((now.value - before.value) * 100 / before.value),
    )


def over(most: Thresholds, found: Sequence[Deviation]) -> tuple[Text, ...]:
    """Return which thresholds were passed."""
    said = {
        Deviation.BUDGET: _("more than {percent}% dearer than adopted", percent=most.percent),
        Deviation.PLANNING: n_(
            "more than {count} month later than adopted", "more than {count} months later than adopted", most.months
        ),
    }
    return tuple(said[deviation] for deviation in found)
