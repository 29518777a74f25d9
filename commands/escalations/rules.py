# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to an escalation, checked on every press and every form (domain §2.2, §3.1; docs/roles.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commands.errors import Refused
from commands.escalations.escalation import BY_FIGURES, CLIMBING, OPEN, Decision, Escalation, Rung, Standing, State
from commands.escalations.ladder import near, unbarred
from commands.people import Acting, Capacity, Directory, Person, Role, acting
from commands.text import Listing, Message, Moment, _

#: Working days for which taking a matter up holds it on its rung, and for which it waits for an answer.
TAKE_UP_DAYS, ANSWER_DAYS = 3, 5

STATES: dict[State, Message] = {
    State.RUNNING: _("waits for a decision"),
    State.TAKEN_UP: _("taken up"),
    State.ASKED: _("waits for an answer"),
    State.BOARD: _("on the board's agenda"),
    State.DECIDED: _("decided"),
    State.SETTLED: _("settled where it lay"),
    State.WITHDRAWN: _("withdrawn"),
}


class EscalationUnknown(Refused):
    """I don't know this escalation. Ask for your escalations again with /escalations."""


class NotForYou(Refused):
    """You can't see {reference}. Those who raised it, those it climbs past and the board secretary can."""


class NotYourTurn(Refused):
    """{reference} lies with {function}, and that is not you. Today it is {names}."""


class NobodyActs(Refused):
    """{reference} lies with {function}, and nobody acts for it today. It climbs by itself."""


class OwnMatter(Refused):
    """{reference} is your own matter: somebody else decides on it, also where you act for {function}."""


class BodyActs(Refused):
    """{function} decides on {reference} together, in its meeting. The board secretary records the decision."""


class AlreadyDecided(Refused):
    """{name}, {function}, already decided on {reference} on {moment}. Nothing of yours was carried out."""


class AlreadyEnded(Refused):
    """{reference} has ended already: {state}."""


class PassedOn(Refused):
    """{reference} has gone on to {function} since {day}. What you did was not carried out; tell them what you know."""


class TakenUpBefore(Refused):
    """{function} took {reference} up before, and that ran out. Decide, hand it on with a reason, or ask."""


class AskedBefore(Refused):
    """{function} asked a question about {reference} before. Decide, hand it on with a reason, or talk to {names}."""


class NotAskedNow(Refused):
    """There is no open question about {reference} any more."""


class NotYourEscalation(Refused):
    """{reference} was raised by {names}. Only they can do this."""


class RaisedByTheClock(Refused):
    """{reference} was raised by itself, because a term passed. It stops with a decision."""


class StandsByItself(Refused):
    """{reference} was raised by itself. It stops with a decision, or once the plan is within its threshold again."""


@dataclass(frozen=True, slots=True)
class Seat:
    """As what somebody acts on a rung, and in whose place."""

    standing: Standing
    instead_of: str = ""


def acts_on(rung: Rung, escalation: Escalation, directory: Directory, on: date) -> tuple[Acting, ...]:
    """Return who acts for the function of a rung on a day; of a body nobody acts alone."""
    if rung.body:
        return ()
    grant = escalation.grant
    deputy = grant.deputy if grant and grant.decides.casefold() == rung.function.casefold() else ""
    owners = escalation.owners
    unit = owners[-1].unit if owners else ""
    acts = near(acting(directory, rung.function, on, deputy), unit)
    below = {p for r in escalation.ladder[:-1] if not r.body for p in r.people} if rung == escalation.rung else set()
    return unbarred(acts, frozenset({o.id for o in owners} | below))


def check_open(escalation: Escalation, decision: Decision | None) -> None:
    """Return while the escalation can still be decided.

    Raises:
        AlreadyDecided: naming who did, as what and when.
        AlreadyEnded: when it ended in another way.

    """
    if escalation.state in OPEN:
        return
    if decision:
        raise AlreadyDecided(
            name=decision.name,
            function=decision.function,
            reference=escalation.reference,
            moment=Moment(decision.at),
        )
    raise AlreadyEnded(reference=escalation.reference, state=STATES[escalation.state])


def seat(escalation: Escalation, who: Person, directory: Directory, on: date) -> Seat:
    """Return as what this person acts on the present rung.

    Raises:
        Refused: the first reason why not: own matter, a body, passed on, nobody, or somebody else.

    """
    rung = escalation.rung
    names = {"function": rung.function, "reference": escalation.reference}
    if rung.body:
        if Role.SECRETARY in directory.roles(who):
            return Seat(Standing.SECRETARY)
        _check_below(escalation, who)
        raise BodyActs(**names)
    if who.id in {owner.id for owner in escalation.owners}:
        raise OwnMatter(**names)
    acts = acts_on(rung, escalation, directory, on)
    for act in acts:
        if act.person.id == who.id:
            deputy = act.capacity is Capacity.DEPUTY
            instead = act.absent.person.name if act.absent else ""
            return Seat(Standing.DEPUTY if deputy else Standing.HOLDER, instead)
    _check_below(escalation, who)
    if not acts:
        raise NobodyActs(**names)
    raise NotYourTurn(names=Listing(tuple(act.person.name for act in acts)), **names)


def _check_below(escalation: Escalation, who: Person) -> None:
    """Return unless this person was on a rung that is behind it.

    Raises:
        PassedOn: naming where it is now.

    """
    rung = escalation.rung
    if any(who.id in behind.people for behind in escalation.ladder[:-1]) and rung.since:
        raise PassedOn(reference=escalation.reference, function=rung.function, day=rung.since)


def check_take_up(escalation: Escalation) -> None:
    """Return when the present rung may still take the matter up: once, or it would never climb.

    Raises:
        TakenUpBefore: when it did before.

    """
    if escalation.rung.taken_up or escalation.state is State.BOARD:
        raise TakenUpBefore(reference=escalation.reference, function=escalation.rung.function)


def check_ask(escalation: Escalation) -> None:
    """Return when the present rung may still ask, and there is somebody to answer.

    Raises:
        AskedBefore: when it did before.
        RaisedByTheClock: when nobody can answer.

    """
    names = Listing(tuple(person.name for person in escalation.owners))
    if not escalation.owners:
        raise RaisedByTheClock(reference=escalation.reference)
    if escalation.rung.asked or escalation.state not in CLIMBING:
        raise AskedBefore(reference=escalation.reference, function=escalation.rung.function, names=names)


def check_owner(escalation: Escalation, who: Person) -> None:
    """Return when this is the person's own escalation.

    Raises:
        NotYourEscalation: naming whose it is.
        RaisedByTheClock: when it is nobody's.

    """
    if who.id in {owner.id for owner in escalation.owners}:
        return
    if not escalation.owners:
        raise RaisedByTheClock(reference=escalation.reference)
    names = Listing(tuple(owner.name for owner in escalation.owners))
    raise NotYourEscalation(reference=escalation.reference, names=names)


def stands_by_itself(escalation: Escalation) -> bool:
    """Whether nobody can withdraw it: it is about figures that are over their threshold, and nobody raised it."""
    return escalation.raiser is None and escalation.kind in BY_FIGURES


def may_see(escalation: Escalation, who: Person, followers: Iterable[Person], roles: Iterable[Role]) -> bool:
    """Whether a person may see an escalation (docs/roles.md); who acts on its rung now may too."""
    if Role.SECRETARY in roles or who.id in {p.id for p in (*escalation.owners, *followers)}:
        return True
    return any(who.id in rung.people for rung in escalation.ladder)
