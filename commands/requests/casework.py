# SPDX-License-Identifier: EUPL-1.2
"""How every step on a request goes: on its case, with a clear no, and with everyone told who it concerns."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from commands.cards import Buttons, Card, Paragraph, Quote, Tone
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.forms import Form, FormView
from commands.replies import Act, Reply
from commands.requests.agenda import asking_board
from commands.requests.authority import (
    AlreadyDecided,
    AmountUnknown,
    BodyDecides,
    HolderPresent,
    InTheirPlace,
    NobodyDecides,
    NotYourDecision,
    NotYourRequest,
    OwnRequest,
)
from commands.requests.buttons import button, record_button
from commands.requests.case import Case, case_of, seen
from commands.requests.contents import TONES
from commands.requests.desks import due
from commands.requests.notices import brought, left, news, renewed
from commands.requests.request import Request
from commands.requests.states import OPEN, Move, NotNow
from commands.requests.store import ChangedMeanwhile, Store
from commands.requests.terms import falls_due
from commands.requests.view import View
from commands.requests.wording import why_there
from commands.text import Text, _

Work: TypeAlias = Callable[[Case], Reply]

#: Who may not decide may still advise (domain §3.1 b).
_ADVISE_INSTEAD = (NotYourDecision, NobodyDecides, HolderPresent, InTheirPlace, BodyDecides)


def carrying(form: type[Form], case: Case, values: Mapping[str, str] | None = None) -> FormView:
    """Return a form that belongs to a request, and says so."""
    request = case.request
    about: Text = request.reference
    if case.may_be_seen():
        about = _("{reference} “{title}”", reference=request.reference, title=request.needs.title)
    hidden = {"ref": request.reference, "org": request.organisation}
    return form.view(values, hidden=hidden, intro=(about, *form.intro))


def with_case(said: Press | Submit, context: Context, store: Store, work: Work) -> Reply:
    """Do the work on the case that was pressed or sent in.

    What came too late is answered with how it stands, and every card of it is renewed; what somebody may not do is
    refused with a reason, journalled, and offers advice instead. Who may not see the request hears no more than whose
    decision it is.
    """
    case = case_of(said.__getitem__, context, store)
    request = case.request
    action = said.action if isinstance(said, Press) else said.form
    try:
        return planned(case, work(case))
    except (AlreadyDecided, NotNow, ChangedMeanwhile) as late:
        seen(case)
        card = Card(late.message, (Buttons((button(_("Show the request"), "show", request),)),), Tone.BAD)
        act = Act(action, request.ref, f"refused:{type(late).__name__}")
        return Reply(answer=card, renews=renewed(case.view()), acts=(act,), organisation=request.organisation)
    except AmountUnknown as unknown:
        raise unknown.offering(button(_("Ask a question"), "ask", request), about=request.ref) from None
    except OwnRequest as no:
        raise no.offering(about=request.ref) from None
    except _ADVISE_INSTEAD as no:
        offers = (button(_("Give advice"), "advise", request),) if request.state in OPEN else ()
        raise no.offering(*offers, about=request.ref) from None
    except Refused as no:
        if isinstance(no, NotYourRequest):  # it names who asked
            seen(case)
        raise no.offering(*no.offers, about=request.ref) from None


def planned(case: Case, reply: Reply) -> Reply:
    """Return the reply with what falls due from now on and what a board is asked, where the request stands elsewhere.

    ``case`` is the request as it was before.
    """
    reply = replace(reply, organisation=case.request.organisation)
    now = case.home.requests.get(case.request.reference)
    if now is None or now == case.request:
        return reply
    if _stand(now) != _stand(case.request):
        reply = replace(reply, settles=(now.ref,), plans=falls_due(now, case.today, case.calendar))
    return asking_board(case, replace(case, request=now), reply)


def _stand(request: Request) -> tuple[object, ...]:
    """Return what the terms of a request depend on."""
    return request.state, request.due, request.deferred_until


def moved_to_desk(case: Case, request: Request, steps: tuple[Move | str, ...], headline: Text, note: str = "") -> Reply:
    """Keep the request at its new desk, and tell everyone there and who asked."""
    before = case.view()
    case = case.keep(replace(request, due=due(request, case.today, case.calendar)), steps, note)
    view = case.view()
    explained = (Paragraph(why_there(view)), *((Quote(note),) if note else ()))
    own = case.who.id == request.requester.id
    names = (step.value if isinstance(step, Move) else step for step in steps)
    acts = tuple(Act(f"requests.{name}", request.ref, request.desk.why.value) for name in names)
    return Reply(
        answer=Card(headline, explained),
        tells=(*brought(case, view), *(() if own else (news(view, headline, *explained),))),
        renews=left(before, view),
        acts=acts,
    )


def done(view: View, headline: Text) -> Card:
    """Return what whoever pressed reads: that it was recorded, with the way to the record."""
    tone = TONES.get(view.request.state, Tone.NEUTRAL)
    recorded = Paragraph(_("Recorded, and {name} was told.", name=view.request.requester.name))
    return Card(headline, (recorded, Buttons((record_button(view.request),))), tone)
