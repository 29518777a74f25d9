# SPDX-License-Identifier: EUPL-1.2
"""How goals, states and costs are said."""

from collections.abc import Mapping
from datetime import date

from commands.money import Euro
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import InitiativeState
from commands.text import Message, Text, _

GOALS: Mapping[GoalState, Message] = {
    GoalState.PROPOSED: _("proposed"),
    GoalState.ADOPTED: _("adopted"),
    GoalState.DECLINED: _("not adopted"),
    GoalState.WITHDRAWN: _("withdrawn"),
    GoalState.ENDED: _("ended"),
}
STATES: Mapping[InitiativeState, Message] = {
    InitiativeState.PLANNED: _("not started yet"),
    InitiativeState.RUNNING: _("running"),
    InitiativeState.ON_HOLD: _("on hold"),
    InitiativeState.RECONSIDERED: _("being reconsidered"),
    InitiativeState.DONE: _("completed"),
    InitiativeState.CANCELLED: _("cancelled"),
}


def measure(goal: Goal) -> Message:
    """Return what is measured for a goal: from where, to where, and where it stands."""
    values = {"indicator": goal.indicator, "baseline": goal.baseline, "target": goal.target}
    if goal.measured_on:
        return _(
            "{indicator}: from {baseline} to {target}; it was {current} on {day}",
            current=goal.current,
            day=goal.measured_on,
            **values,
        )
    return _("{indicator}: from {baseline} to {target}", **values)


def costs(one_off: Euro | None, recurring: Euro | None) -> Text:
    """Return what an initiative costs, always excluding VAT, and whether that is once or every year (domain §5.4)."""
    if one_off and recurring:
        return _("{once} one-off and {yearly} a year, excl. VAT", once=one_off, yearly=recurring)
    if one_off:
        return _("{once} one-off, excl. VAT", once=one_off)
    if recurring:
        return _("{yearly} a year, excl. VAT", yearly=recurring)
    return _("not known")


def planned(one_off: Euro | None, recurring: Euro | None, ends: date | None) -> Text:
    """Return a plan: what it costs and when it is ready."""
    cost = costs(one_off, recurring)
    return _("{costs}, ready on {day}", costs=cost, day=ends) if ends else cost
