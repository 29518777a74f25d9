# SPDX-License-Identifier: EUPL-1.2
"""Who keeps goals and initiatives, and when a report on one is complete (domain §2.6, §6.1)."""

from datetime import date, timedelta
from decimal import Decimal

from commands.errors import Refused
from commands.money import Euro
from commands.people import Directory, Person, Role, acting
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import FINISHED, Initiative, InitiativeState, Report
from commands.text import Listing, Message, _

#: An initiative of which nobody said anything for so long is shown as such: a quarter.
STALE = timedelta(days=92)
#: Years over which what comes back every year is counted (domain §2.6).
YEARS = 4


class GoalGone(Refused):
    """I don't know this goal any more. See which there are with /goals."""


class GoalSettled(Refused):
    """“{name}” is no longer a proposal, so it can't be changed. Propose another one."""


class NotAdopted(Refused):
    """“{name}” is no goal that was adopted."""


class NotYourGoal(Refused):
    """Only who proposed this goal, or the board secretary, can change it: {name}."""


class OnlySecretary(Refused):
    """Only the board secretary keeps goals and initiatives: {names}."""


class NoSecretary(Refused):
    """Only a board secretary can do this, and nobody is one yet. Ask the administrator to give somebody that role."""


class InitiativeGone(Refused):
    """I don't know this initiative any more. See which there are with /portfolio."""


class NotYoursToAdopt(Refused):
    """{function} decides on the plan of “{name}”. The board secretary can record what was decided."""


class OwnPlan(Refused):
    """You reported the new plan of “{name}” yourself, so somebody else adopts it, or the secretary records it."""


class NothingChanged(Refused):
    """“{name}” still goes as was adopted, so there is no new plan to adopt."""


class NotYourInitiative(Refused):
    """Only who acts for {owner}, or the board secretary, can report on this."""


def is_secretary(directory: Directory, who: Person) -> bool:
    """Whether this person keeps goals and initiatives (docs/roles.md)."""
    return Role.SECRETARY in directory.roles(who)


def check_secretary(directory: Directory, who: Person) -> None:
    """Return when this person keeps goals and initiatives.

    Raises:
        OnlySecretary: naming who does.
        NoSecretary: when nobody does yet.

    """
    if is_secretary(directory, who):
        return
    keep = directory.with_role(Role.SECRETARY)
    if not keep:
        raise NoSecretary
    raise OnlySecretary(names=Listing(tuple(person.name for person in keep)))


def check_proposal(goal: Goal, directory: Directory, who: Person) -> None:
    """Return when a goal is still a proposal that this person may change.

    Raises:
        GoalSettled: when it was adopted, declined or withdrawn.
        NotYourGoal: when it is somebody else's.

    """
    if goal.state is not GoalState.PROPOSED:
        raise GoalSettled(name=goal.name)
    own = goal.by is not None and goal.by.id == who.id
    if not (own or is_secretary(directory, who)):
        raise NotYourGoal(name=goal.by.name if goal.by else "")


def check_adopted(goal: Goal) -> None:
    """Return when a goal was adopted and holds.

    Raises:
        NotAdopted: when not.

    """
    if goal.state is not GoalState.ADOPTED:
        raise NotAdopted(name=goal.name)


def owns(initiative: Initiative, directory: Directory, who: Person, today: date) -> bool:
    """Whether this person acts for the function that owns an initiative."""
    return any(act.person.id == who.id for act in acting(directory, initiative.owner, today))


def check_reporter(initiative: Initiative, directory: Directory, who: Person, today: date) -> None:
    """Return when this person may say how an initiative goes.

    Raises:
        NotYourInitiative: naming the function that may.

    """
    if not (owns(initiative, directory, who, today) or is_secretary(directory, who)):
        raise NotYourInitiative(owner=initiative.owner)


def is_stale(initiative: Initiative, today: date) -> bool:
    """Whether nobody said for a quarter how it goes."""
    return initiative.state not in FINISHED and today - initiative.told_on > STALE


def report_faults(before: Initiative, now: Initiative, note: str, today: date) -> dict[str, Message]:
    """Return what is wrong with a report, by field: never a sleeping project or a moved day without a word about it."""
    faults = date_faults(now)
    if now.state is InitiativeState.ON_HOLD and (now.review is None or now.review <= today):
        faults["review"] = _("Choose a day to come on which you look at it again.")
    if not note and rebased(before, now):
        faults["note"] = _("Write why the costs or the last day changed.")
    elif not note and now.state is InitiativeState.CANCELLED:
        faults["note"] = _("Write why it stops.")
    return faults


def rebased(before: Initiative | Report, now: Initiative | Report) -> bool:
    """Whether the costs or the last day are others than before."""
    return (before.ends, before.one_off, before.recurring) != (now.ends, now.one_off, now.recurring)


def date_faults(initiative: Initiative) -> dict[str, Message]:
    """Return what is wrong with the days of an initiative."""
    if initiative.starts and initiative.ends and initiative.ends < initiative.starts:
        return {"ends": _("It would end before it begins, on {day}.", day=initiative.starts)}
    return {}


def total(planned: Initiative | Report) -> Euro | None:
    """Return what an initiative costs in all: once, and four years of what comes back; None where nothing is known."""
    if planned.one_off is None and planned.recurring is None:
        return None
    once = planned.one_off.value if planned.one_off else Decimal(0)
    yearly = planned.recurring.value if planned.recurring else Decimal(0)
    return Euro(once + YEARS * yearly)
