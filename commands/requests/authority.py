# SPDX-License-Identifier: EUPL-1.2
"""Who may do what to a request: authority is checked on every press, on that day, for that amount (domain §3.1)."""

from collections.abc import Iterable, Sequence
from datetime import date

from commands.errors import Refused
from commands.money import Euro
from commands.people import Acting, Capacity, Directory, Holding, Person, Role, acting
from commands.requests.request import Decision, Desk, Footing, Opinion, Request, Stance, Standing, Why
from commands.requests.routing import band
from commands.requests.states import DECIDED, NAMES, VERDICTS, Move, possible, way
from commands.text import Listing, Moment


class OwnRequest(Refused):
    """{reference} is your own request: somebody else decides on it, also where you hold or deputise for {function}."""


class InTheirPlace(Refused):
    """{reference} was asked by {name}, in whose place you would decide. Nobody decides on the own request like that."""


class NotYourDecision(Refused):
    """{function} decides on {reference}, and that is not you. Today it is {names}."""


class NobodyDecides(Refused):
    """{function} decides on {reference}, and that is not you. Nobody holds that function today; the steward knows."""


class HolderPresent(Refused):
    """You deputise for {function}, but {names} is not away: the decision on {reference} is not yours now."""


class BodyDecides(Refused):
    """{function} decides on {reference} together, in its meeting. The board secretary records the decision."""


class OnlySorting(Refused):
    """{function} sorts out who decides on {reference}, but can't decide: the register names nobody for this yet."""


class OutsideBand(Refused):
    """{amount} is outside what {function} may approve: {band}. Nothing was decided on {reference}."""


class AmountUnknown(Refused):
    """{function} may approve {band}, and the amount of {reference} is not known. Ask for it first."""


class NotAgreedYet(Refused):
    """{functions} must agree before {reference} can be approved. You can decline, defer or ask a question already."""


class AlreadyDecided(Refused):
    """{name}, {function}, already decided on {reference} on {moment}: {state}."""


class NotYourAgreement(Refused):
    """The agreement on {reference} is asked of {function}, and that is not you."""


class NotYourRequest(Refused):
    """{reference} was asked by {name}. Only they can do this."""


class NotForYou(Refused):
    """You can't see {reference}. Those who asked, decide, agree or advise can, and the information manager."""


def sitting(directory: Directory, desk: Desk, requester: Person, on: date) -> tuple[Acting, ...]:
    """Return who acts for a desk on that day, for this requester, who never acts on the own request.

    Where the function has a holder in each unit, it is the one of the requester's unit (agreements).
    """
    return acts_for(directory, desk.function, requester, on, desk.deputy)


def acts_for(
    directory: Directory, function: str, requester: Person, on: date, deputy_function: str = ""
) -> tuple[Acting, ...]:
    """Return who acts for a function on that day towards this requester, who does not through a substitute either."""
    acts = acting(directory, function, on, deputy_function)
    near = [a for a in acts if a.unit and a.unit == requester.unit]
    return tuple(a for a in near or acts if requester.id not in (a.person.id, a.absent.person.id if a.absent else ""))


def is_body(directory: Directory, function: str) -> bool:
    """Whether a function decides as a meeting, so that none of its members decides alone."""
    known = directory.function(function)
    return known is not None and known.body


def authority(directory: Directory, request: Request, who: Person, on: date) -> Footing:
    """Return as what this person acts for the desk where the request lies.

    Raises:
        Refused: the first reason why not: own request, body, in the place of who asked, nobody, somebody else, or a
            holder who is present.

    """
    desk = request.desk
    names = {"function": desk.function, "reference": request.reference}
    if who.id == request.requester.id:
        raise OwnRequest(**names)
    if is_body(directory, desk.function):
        if Role.SECRETARY in directory.roles(who):
            return Footing(Standing.SECRETARY)
        raise BodyDecides(**names)
    footing = footing_for(directory, desk.function, request.requester, who, on, desk.deputy)
    if footing:
        return footing
    every = acting(directory, desk.function, on, desk.deputy)
    if any(a.person.id == who.id and a.absent and a.absent.person.id == request.requester.id for a in every):
        raise InTheirPlace(reference=request.reference, name=request.requester.name)
    acts = sitting(directory, desk, request.requester, on)
    present = Listing(tuple(a.person.name for a in acts))
    if not acts:
        raise NobodyDecides(**names)
    if any(h.person.id == who.id for h in directory.holdings(desk.function, on)):
        raise HolderPresent(names=present, **names)
    raise NotYourDecision(names=present, **names)


def footing_for(
    directory: Directory, function: str, requester: Person, who: Person, on: date, deputy_function: str = ""
) -> Footing | None:
    """Return as what a person acts for a function towards this requester, or None."""
    holders = [h for h in directory.holdings(function, on) if not h.deputy]
    if any(h.person.id == who.id for h in _near(holders, requester)):
        return Footing(Standing.HOLDER)
    for act in acts_for(directory, function, requester, on, deputy_function):
        if act.person.id == who.id:
            if act.capacity is Capacity.HOLDER:
                return Footing(Standing.HOLDER)
            return Footing(Standing.DEPUTY, act.absent.person.name if act.absent else "")
    return None


def _near(holders: Sequence[Holding], requester: Person) -> Sequence[Holding]:
    """Return the holders of the requester's unit, or all where none is."""
    return [h for h in holders if h.unit and h.unit == requester.unit] or holders


def check_open(request: Request, move: Move, decisions: Iterable[Decision]) -> tuple[Move, ...]:
    """Return the moves that make this one.

    Raises:
        AlreadyDecided: naming who decided, as what and when.
        NotNow: when the state does not allow the move for another reason.

    """
    if (request.state in DECIDED or move in VERDICTS) and not possible(request.state, move):
        verdict = next((d for d in decisions if d.move in VERDICTS), None)
        if verdict:
            raise AlreadyDecided(
                name=verdict.name,
                function=verdict.function,
                reference=request.reference,
                moment=Moment(verdict.at),
                state=NAMES[request.state],
            )
    return way(request.state, move, request.reference)


def check_undecided(request: Request, decisions: Iterable[Decision]) -> None:
    """Return while the request is still to be decided, also when it waits for something first.

    Raises:
        AlreadyDecided: naming who decided, as what and when.
        NotNow: when it ended in another way.

    """
    check_open(request, Move.WITHDRAW, decisions)


def check_amount(request: Request) -> None:
    """Return when the amount lies within what the desk may approve; who was escalated to has no band of its own.

    Raises:
        OutsideBand: when it is outside the band of the right.
        AmountUnknown: when it is not known and the right has a limit.

    """
    desk, amount = request.desk, request.needs.amount
    right = desk.right
    if not desk.decides:
        raise OnlySorting(function=desk.function, reference=request.reference)
    if right is None or desk.why is not Why.RIGHT or not right.banded:
        return
    names = {"function": desk.function, "reference": request.reference}
    if amount is None:
        raise AmountUnknown(band=band(right), **names)
    if not right.covers(amount):
        raise OutsideBand(amount=Euro(amount), band=band(right), **names)


def agreers(request: Request) -> tuple[str, ...]:
    """Return the functions that must agree before approval: those of the right, save the one that decides."""
    right = request.desk.right
    if right is None or not request.desk.decides:
        return ()
    return tuple(f for f in dict.fromkeys(right.agrees) if f.casefold() != request.desk.function.casefold())


def advisers(request: Request) -> tuple[str, ...]:
    """Return the functions whose advice the right asks for."""
    right = request.desk.right
    return tuple(dict.fromkeys(right.advises)) if right and request.desk.decides else ()


def stances(request: Request, opinions: Iterable[Opinion]) -> dict[str, Opinion | None]:
    """Return what each function that must agree said last; None where it said nothing."""
    said: dict[str, Opinion | None] = dict.fromkeys(agreers(request))
    for opinion in opinions:
        if opinion.function in said and opinion.stance is not Stance.ADVICE:
            said[opinion.function] = opinion
    return said


def check_agreed(request: Request, opinions: Iterable[Opinion]) -> None:
    """Return when every function that must agree did.

    Raises:
        NotAgreedYet: naming those that did not.

    """
    missing = tuple(f for f, o in stances(request, opinions).items() if not o or o.stance is not Stance.AGREES)
    if missing:
        raise NotAgreedYet(functions=Listing(missing), reference=request.reference)


def check_requester(request: Request, who: Person) -> None:
    """Return when the request is this person's own.

    Raises:
        NotYourRequest: naming whose it is.

    """
    if who.id != request.requester.id:
        raise NotYourRequest(reference=request.reference, name=request.requester.name)
