# SPDX-License-Identifier: EUPL-1.2
"""What happens to a request: one move after the other, and decisions that are complete and made once."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from commands.calendars import Calendar
from commands.errors import FormErrors
from commands.people import Person
from commands.requests.authority import check_agreed, check_amount, check_open
from commands.requests.desks import due
from commands.requests.request import Decision, Dossier, Footing, Outcome, Request
from commands.requests.states import Move, State, after
from commands.text import Message, _

#: Days that a decision can be put off: a request that waits longer is parked, and looked at every quarter.
FARTHEST = 366


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody wants to decide, before it was checked."""

    move: Move
    reason: str = ""
    conditions: str = ""
    alternative: str = ""
    until: date | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Authorised:
    """Who decides, as what and on whose behalf; authority itself was checked before."""

    person: Person
    footing: Footing
    on_behalf_of: str


def moved(
    dossier: Dossier, move: Move, on: date, calendar: Calendar, until: date | None = None
) -> tuple[Request, tuple[Move, ...]]:
    """Return the request after the move, and the moves that this took; the term of the new step starts today.

    Raises:
        Refused: when it was decided already, or its state does not allow the move.

    """
    request = dossier.request
    steps = check_open(request, move, dossier.decisions)
    state = request.state
    for step in steps:
        state = after(state, step, request.reference)
    reached = replace(request, state=state, deferred_until=until if state is State.DEFERRED else None)
    return replace(reached, due=due(reached, on, calendar)), steps


def decide(
    dossier: Dossier, verdict: Verdict, by: Authorised, at: datetime, on: date, calendar: Calendar
) -> tuple[Request, Decision, tuple[Move, ...]]:
    """Return the request as decided, the record of it, and the moves that this took.

    Raises:
        Refused: when the state, the amount or a missing agreement stands in the way.
        FormErrors: when the decision is not complete.

    """
    request = dossier.request
    check_open(request, verdict.move, dossier.decisions)
    if verdict.move in (Move.APPROVE, Move.APPROVE_COND):
        check_amount(request)
        check_agreed(request, dossier.opinions)
    elif not request.desk.decides:
        check_amount(request)
    if faults := verdict_faults(verdict, on, calendar):
        raise FormErrors(faults)
    decided, steps = moved(dossier, verdict.move, on, calendar, verdict.until)
    return decided, _record(request, verdict, by, len(dossier.decisions) + 1, at), steps


def verdict_faults(verdict: Verdict, on: date, calendar: Calendar) -> dict[str, Message]:
    """Return what a decision lacks, by field."""
    faults: dict[str, Message] = {}
    if verdict.move is Move.APPROVE_COND and not verdict.conditions:
        faults["conditions"] = _("Write under which conditions.")
    if verdict.move in (Move.REJECT, Move.DEFER) and not verdict.reason:
        faults["reason"] = _("Write why; the person who asked reads this.")
    if verdict.move is Move.REJECT and not verdict.alternative:
        faults["alternative"] = _("Write what the person who asked can do instead.")
    if verdict.move is Move.DEFER and (wrong := until_fault(verdict.until, on, calendar)):
        faults["until"] = wrong
    return faults


def until_fault(until: date | None, on: date, calendar: Calendar) -> Message | None:
    """Return what is wrong with the day until which a decision is put off: a working day to come, within a year."""
    if until is None:
        return _("Choose the day on which you decide.")
    if until <= on:
        return _("{day} is not in the future.", day=until)
    if (until - on).days > FARTHEST:
        return _("{day} is more than a year away. Park the request instead, or decline it.", day=until)
    if not calendar.is_working_day(until):
        return _("{day} is not a working day.", day=until)
    return None


def _record(request: Request, verdict: Verdict, by: Authorised, number: int, at: datetime) -> Decision:
    """Return the record of a decision."""
    right = request.desk.right
    return Decision(
        reference=request.reference,
        number=number,
        move=verdict.move,
        at=at,
        person=by.person.id,
        name=by.person.name,
        function=request.desk.function,
        standing=by.footing.standing,
        on_behalf_of=by.on_behalf_of,
        basis=right.legal_basis if right else "",
        right=right.id if right else "",
        register_version=right.register_version if right else 0,
        reason=verdict.reason,
        conditions=verdict.conditions,
        alternative=verdict.alternative,
        until=verdict.until,
        outcome=verdict.outcome,
        instead_of=by.footing.instead_of,
    )
