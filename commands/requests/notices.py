# SPDX-License-Identifier: EUPL-1.2
"""Who hears what: a card for everyone whom a request is brought to, and each change told once to who asked."""

from collections.abc import Iterator

from commands.cards import Buttons, Card, Element, Paragraph, Tone, Weight
from commands.people import Person, Role
from commands.replies import Recipient, Renew, Tell, ToBody, ToPerson, ToRole, Urgency
from commands.requests.authority import acts_for
from commands.requests.buttons import button, record_button
from commands.requests.cards import (
    adviser_card,
    agreer_card,
    decider_card,
    moved_on_card,
    question_card,
    requester_card,
)
from commands.requests.case import Case, Matter
from commands.requests.contents import TONES, content, title, verdict
from commands.requests.request import Request
from commands.requests.states import OPEN, Move
from commands.requests.trail import happened
from commands.requests.view import View
from commands.requests.wording import next_step, why_there
from commands.text import Text, _


def requester_key(request: Request) -> str:
    """Return the key of the card of who asked."""
    return f"requests/{request.reference}/requester"


def decider_key(request: Request) -> str:
    """Return the key of the card of the desk where it lies now."""
    return f"requests/{request.reference}/decider/{request.desk.round}"


def agreer_key(request: Request, function: str) -> str:
    """Return the key of the card of a function that must agree."""
    return f"requests/{request.reference}/agrees/{request.desk.round}/{function.casefold()}"


def adviser_key(request: Request, function: str) -> str:
    """Return the key of the card of a function whose advice is asked."""
    return f"requests/{request.reference}/advises/{request.desk.round}/{function.casefold()}"


def brought(case: Case, view: View) -> tuple[Tell, ...]:
    """Return what is told when a request comes to a desk: to who decides, agrees and advises."""
    return (*_to_desk(case, view), *_to_agreers(view), *_to_advisers(view))


def _to_desk(case: Case, view: View) -> Iterator[Tell]:
    """Yield what the desk is told; where nobody acts, the stewards and the information manager are."""
    request, card, key = view.request, decider_card(view), decider_key(view.request)
    if view.body:
        yield Tell(ToBody(view.desk.function), Card(title(request), content(view), Tone.WAITING), f"{key}/body")
        yield Tell(ToRole(Role.SECRETARY), card, key)
        return
    for act in view.acts:
        yield Tell(ToPerson(act.person), card, key)
    if not view.acts:
        yield from nobody_acts(case, view)


def nobody_acts(matter: Matter, view: View) -> tuple[Tell, ...]:
    """Return what the stewards and the information manager are told of a request that waits for nobody."""
    request = view.request
    headline = _(
        "Nobody acts for {function}, and {reference} waits for it",
        function=view.desk.function,
        reference=request.reference,
    )
    reason = Paragraph(why_there(view))
    look = Buttons((button(_("Show the request"), "show", request),))
    # Where it is the manager for whom nobody acts, there is no use in asking again who does.
    theirs = (view.desk.function, view.desk.organisation) == (matter.rooms.manager, matter.home.organisation.id)
    return (
        Tell(ToRole(Role.STEWARD), Card(headline, (reason,), Tone.WAITING)),
        *(
            Tell(ToPerson(person), Card(headline, (reason, look), Tone.WAITING))
            for person in (() if theirs else managers(matter))
        ),
    )


def _to_agreers(view: View) -> Iterator[Tell]:
    """Yield what the functions that must agree are told."""
    for seat in view.agreers:
        asked: tuple[Recipient, ...] = tuple(ToPerson(act.person) for act in seat.acts)
        for to in (ToRole(Role.SECRETARY),) if seat.body else asked:
            yield Tell(to, agreer_card(view, seat), agreer_key(view.request, seat.function))


def _to_advisers(view: View) -> Iterator[Tell]:
    """Yield what the functions whose advice is asked are told; not who decides or must agree already."""
    busy = {act.person.id for seat in view.agreers for act in seat.acts} | {act.person.id for act in view.acts}
    for seat in view.advisers:
        for act in seat.acts:
            if act.person.id not in busy:
                yield Tell(ToPerson(act.person), adviser_card(view, seat), adviser_key(view.request, seat.function))


def question_key(view: View) -> str:
    """Return the key of the newest question to who asked."""
    number = len([e for e in view.dossier.history if e.move == Move.ASK.value])
    return f"requests/{view.request.reference}/question/{number}"


def ask_requester(view: View) -> Tell:
    """Return the question as who asked gets it."""
    return Tell(ToPerson(view.request.requester), question_card(view), question_key(view))


def renewed(view: View) -> tuple[Renew, ...]:
    """Return every card of the request as it is now, so that buttons that no longer apply disappear."""
    request, last = view.request, happened(view)
    return (
        Renew(requester_key(request), requester_card(view)),
        Renew(question_key(view), question_card(view)),
        Renew(decider_key(request), decider_card(view), last),
        Renew(f"{decider_key(request)}/body", Card(title(request), content(view)), last),
        *(Renew(agreer_key(request, seat.function), agreer_card(view, seat), last) for seat in view.agreers),
        *(Renew(adviser_key(request, seat.function), adviser_card(view, seat), last) for seat in view.advisers),
    )


def left(before: View, after: View) -> tuple[Renew, ...]:
    """Return the cards of the desk that a request left, without buttons."""
    card, last = moved_on_card(after), happened(after)
    keys = (
        decider_key(before.request),
        f"{decider_key(before.request)}/body",
        *(agreer_key(before.request, seat.function) for seat in before.agreers),
        *(adviser_key(before.request, seat.function) for seat in before.advisers),
    )
    own = (Renew(requester_key(after.request), requester_card(after)), Renew(question_key(after), question_card(after)))
    return (*(Renew(key, card, last) for key in keys), *own)


def news(view: View, headline: Text = "", *more: Element) -> Tell:
    """Return what who asked is told of a change, once."""
    request = view.request
    next_up = (Paragraph(next_step(view), Weight.SUBTLE),) if request.state in OPEN else ()
    elements = (*more, *verdict(view), *next_up, Buttons((record_button(request),)))
    card = Card(headline or title(request), elements, TONES.get(request.state, Tone.NEUTRAL))
    return Tell(ToPerson(request.requester), card)


def to_desk(view: View, headline: Text, *more: Element) -> tuple[Tell, ...]:
    """Return a short message to who acts for the desk, leading to the request."""
    card = Card(headline, (*more, Buttons((button(_("Show the request"), "show", view.request),))), Tone.WAITING)
    if view.body:
        return (Tell(ToRole(Role.SECRETARY), card),)
    return tuple(Tell(ToPerson(act.person), card) for act in view.acts)


def informed(case: Case, view: View) -> tuple[Tell, ...]:
    """Return what the functions are told that the right says must hear of the decision."""
    right, request = view.desk.right, view.request
    card = Card(title(request), (*verdict(view), Buttons((record_button(request),))))
    heard = {case.who.id, request.requester.id}
    people: dict[str, Person] = {}
    for function in right.informed if right else ():
        for act in acts_for(case.people, function, request.requester, case.today):
            people.setdefault(act.person.id, act.person)
    others = (person for person in people.values() if person.id not in heard)
    return tuple(Tell(ToPerson(person), card, urgency=Urgency.INFORMATION) for person in others)


def managers(matter: Matter) -> tuple[Person, ...]:
    """Return who acts for the information manager today."""
    organisation = matter.home.organisation.id
    acts = acts_for(matter.directory(organisation), matter.rooms.manager, matter.request.requester, matter.today)
    return tuple(act.person for act in acts)
