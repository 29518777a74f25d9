# SPDX-License-Identifier: EUPL-1.2
"""What happens when something falls due for a request: a reminder, a question that lapses, a day that has come."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from commands.cards import Button, Buttons, Card, Element, Paragraph, Quote, Style, Tone
from commands.dues import RAISE, Due, Lapsed, Tick
from commands.events import Press
from commands.people import Role
from commands.replies import Act, Recipient, Reply, Tell, ToPerson, ToRole, Urgency
from commands.requests.buttons import button, record_button
from commands.requests.case import Matter
from commands.requests.notices import managers, news, nobody_acts, renewed, to_desk
from commands.requests.rules import moved
from commands.requests.states import NAMES, Move, State
from commands.requests.store import Store
from commands.requests.terms import MORNING, Stage, falls_due, still_matters
from commands.requests.view import View
from commands.requests.wording import cost, next_step
from commands.text import Message, Text, _

#: The step in the history that the clock took: a question that nobody answered.
LAPSE = "lapse"


def term(tick: Tick, store: Store) -> Reply:
    """Carry out what falls due for one request.

    Raises:
        Lapsed: when the request is gone, or no longer stands where this meant something.

    """
    request = store.requests.get(tick.due.about.id)
    if request is None:
        raise Lapsed("gone")
    stage = Stage(tick.due.stage)
    if not still_matters(request, stage, tick.today, store.calendar):
        raise Lapsed("moved_on")
    matter = Matter(request, store, tick.at, tick.today)
    match stage:
        case Stage.HALF | Stage.END | Stage.OVERDUE:
            return _remind(matter, stage)
        case Stage.CLOSE:
            return _close(matter)
        case Stage.RESUME:
            return _resume(matter)
        case Stage.REVIEW:
            return _review(matter)
        case Stage.BENEFITS:
            return _benefits(matter)
    assert_never(stage)


def _remind(matter: Matter, stage: Stage) -> Reply:
    """Remind whoever has to do something: who asked, of a question; else the desk and who must agree."""
    view = matter.view()
    act = Act("requests.remind", matter.request.ref, stage.value)
    if view.request.state is State.INFO_NEEDED:
        return Reply(tells=_reminding(matter, (_question_again(view),)), acts=(act,))
    told = (_no_decision_yet(view),) if stage is Stage.OVERDUE else ()
    asked = _reminding(matter, (*_to_desk(matter, view, stage), *_to_agreers(view)))
    escalated = (Due(RAISE, matter.request.ref, matter.today, MORNING),) if stage is Stage.OVERDUE else ()
    return Reply(tells=(*asked, *told), acts=(act,), plans=escalated)


def _reminding(matter: Matter, tells: Iterable[Tell]) -> tuple[Tell, ...]:
    """Return these as reminders: bundled once a day, and left out once the request has gone on."""
    return tuple(replace(tell, urgency=Urgency.REMINDER, about=matter.request.ref) for tell in tells)


def _question_again(view: View) -> Tell:
    """Return the reminder of a question, with what happens without an answer."""
    request = view.request
    headline = _("The question about {reference} still waits for you", reference=request.reference)
    asked = (Quote(request.question),) if request.question else ()
    until = (Paragraph(next_step(view)),) if request.due else ()
    row = Buttons((button(_("Answer"), "inform", request, Style.PRIMARY), record_button(request)))
    return Tell(ToPerson(request.requester), Card(headline, (*asked, *until, row), Tone.WAITING))


def _to_desk(matter: Matter, view: View, stage: Stage) -> tuple[Tell, ...]:
    """Return the reminder for who acts at the desk today: the deputy where the holder is away."""
    if not view.acts and not view.body:
        return nobody_acts(matter, view)
    return to_desk(view, _still_waits(view, stage, matter), *_asked(view))


def _to_agreers(view: View) -> Iterator[Tell]:
    """Yield the reminder for the functions whose agreement is still missing."""
    request = view.request
    headline = _("{reference} waits for your agreement", reference=request.reference)
    row = Buttons((button(_("Show the request"), "show", request),))
    card = Card(headline, (*_asked(view), row), Tone.WAITING)
    for seat in view.agreers:
        asked: tuple[Recipient, ...] = tuple(ToPerson(act.person) for act in seat.acts)
        if not seat.agrees:
            yield from (Tell(to, card) for to in ((ToRole(Role.SECRETARY),) if seat.body else asked))


def _still_waits(view: View, stage: Stage, matter: Matter) -> Message:
    """Return how long something may still wait, or how long it should not have."""
    request, due = view.request, view.request.due or matter.today
    if stage is Stage.HALF:
        return _("{reference} waits for you, until {day}", reference=request.reference, day=due)
    if stage is Stage.END and matter.today <= due:
        return _("Today is the last day for {reference}", reference=request.reference)
    return _("The term for {reference} ended on {day}", reference=request.reference, day=due)


def _asked(view: View) -> tuple[Element, ...]:
    """Return in one line what was asked."""
    request = view.request
    line = _(
        "“{title}”, {name}, costs: {cost}",
        title=request.needs.title,
        name=request.requester.name,
        cost=cost(request.needs),
    )
    return (Paragraph(line),)


def _no_decision_yet(view: View) -> Tell:
    """Return what who asked hears when a term has passed: no silence, also without a decision."""
    request = view.request
    explained = _("{function} was reminded again today.", function=request.desk.function)
    headline = _(
        "There is no decision on {reference} “{title}” yet", reference=request.reference, title=request.needs.title
    )
    return news(view, headline, Paragraph(explained))


def _close(matter: Matter) -> Reply:
    """Withdraw a request whose question was not answered, as was said beforehand."""
    request, steps = moved(matter.dossier, Move.WITHDRAW, matter.today, matter.calendar)
    matter = matter.keep(request, (LAPSE,))
    view = matter.view()
    headline = _("{reference} was withdrawn, because the question was not answered", reference=request.reference)
    again = Press("requests.new", (("subject", request.needs.title),))
    row = Buttons((Button(_("Ask it again"), again), record_button(request)))
    told = Card(headline, (Paragraph(_("Nothing is lost: you can still read it, and ask it again.")), row))
    return Reply(
        tells=(Tell(ToPerson(request.requester), told), *to_desk(view, headline)),
        renews=renewed(view),
        acts=tuple(Act(f"requests.{step.value}", request.ref, LAPSE) for step in steps),
        settles=(request.ref,),
        retracts=(request.ref,),
    )


def _resume(matter: Matter) -> Reply:
    """Tell that the day has come until which a decision was put off."""
    view = matter.view()
    request = view.request
    headline = _("The day has come to decide on {reference}", reference=request.reference)
    told = () if view.body or view.acts else nobody_acts(matter, view)
    lies_with = Paragraph(_("It lies with {function} again.", function=request.desk.function))
    return Reply(
        tells=(*to_desk(view, headline, *_asked(view)), *told, news(view, headline, lies_with)),
        renews=renewed(view),
        acts=(Act("requests.remind", request.ref, Stage.RESUME.value),),
    )


def _review(matter: Matter) -> Reply:
    """Ask the information manager to look again at what rests, and plan the next time."""
    request = matter.request
    headline = _(
        "Look again at {reference}: {state} for three months", reference=request.reference, state=NAMES[request.state]
    )
    return Reply(
        tells=_to_managers(matter, headline),
        acts=(Act("requests.remind", request.ref, Stage.REVIEW.value),),
        plans=falls_due(request, matter.today, matter.calendar),
    )


def _benefits(matter: Matter) -> Reply:
    """Ask, half a year after something was completed, what it brought (domain §2.8)."""
    request = matter.request
    headline = _("{reference} was completed six months ago: what did it bring?", reference=request.reference)
    return Reply(
        tells=_to_managers(matter, headline),
        acts=(Act("requests.remind", request.ref, Stage.BENEFITS.value),),
    )


def _to_managers(matter: Matter, headline: Text) -> tuple[Tell, ...]:
    """Return a message to the information manager; where nobody is, to the stewards."""
    view = matter.view()
    row = Buttons((button(_("Show the request"), "show", matter.request),))
    card = Card(headline, (*_asked(view), row), Tone.WAITING)
    asked = tuple(Tell(ToPerson(person), card) for person in managers(matter))
    return _reminding(matter, asked or (Tell(ToRole(Role.STEWARD), card),))
