# SPDX-License-Identifier: EUPL-1.2
"""What others say about a request: functions that must agree, and advice of anyone who may see it."""

from dataclasses import replace

from commands.cards import Buttons, Card, Paragraph, Quote
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.people import Role
from commands.replies import Act, Reply
from commands.requests.agenda import proposal, waits_for_board
from commands.requests.authority import (
    NotYourAgreement,
    OwnRequest,
    advisers,
    agreers,
    check_undecided,
    footing_for,
    is_body,
)
from commands.requests.buttons import button
from commands.requests.case import Case
from commands.requests.casework import carrying, with_case
from commands.requests.forms import AdviceForm, ObjectionForm
from commands.requests.notices import renewed, to_desk
from commands.requests.request import Footing, Opinion, Stance, Standing
from commands.requests.store import Store
from commands.text import Text, _


class AgreedAlready(Refused):
    """{function} agreed to {reference} already."""


def agree(press: Press, context: Context, store: Store) -> Reply:
    """Agree for a function that must."""
    return with_case(press, context, store, lambda case: _agree(case, press["function"]))


def _agree(case: Case, asked: str) -> Reply:
    """Keep the agreement; when it was the last that was missing, the desk hears that it can decide."""
    function, footing = _for_function(case, asked)
    if any(o.function == function and o.stance is Stance.AGREES for o in _latest(case).values()):
        raise AgreedAlready(function=function, reference=case.request.reference)
    return _say(case, _opinion(case, Stance.AGREES, "", function, footing))


def open_objection(press: Press, context: Context, store: Store) -> Reply:
    """Open the form to say why not."""

    def work(case: Case) -> Reply:
        function, _footing = _for_function(case, press["function"])
        view = carrying(ObjectionForm, case)
        return Reply(form=replace(view, hidden=(*view.hidden, ("function", function))))

    return with_case(press, context, store, work)


def objection(submit: Submit, context: Context, store: Store) -> Reply:
    """Do not agree, with a reason."""

    def work(case: Case) -> Reply:
        form = ObjectionForm.read(submit.answers, case.today, case.home.people.find)
        function, footing = _for_function(case, submit["function"])
        return _say(
            case, Opinion(case.who, Stance.OBJECTS, form.text, case.at, function, footing.standing, footing.instead_of)
        )

    return with_case(submit, context, store, work)


def open_advice(press: Press, context: Context, store: Store) -> Reply:
    """Open the form to give advice."""

    def work(case: Case) -> Reply:
        check_undecided(case.request, case.dossier.decisions)
        return Reply(form=carrying(AdviceForm, case))

    return with_case(press, context, store, work)


def advice(submit: Submit, context: Context, store: Store) -> Reply:
    """Give advice, for a function that the right names or on one's own title; it blocks nothing."""

    def work(case: Case) -> Reply:
        form = AdviceForm.read(submit.answers, case.today, case.home.people.find)
        check_undecided(case.request, case.dossier.decisions)
        function, footing = _adviser(case)
        return _say(
            case, Opinion(case.who, Stance.ADVICE, form.text, case.at, function, footing.standing, footing.instead_of)
        )

    return with_case(submit, context, store, work)


def _for_function(case: Case, asked: str) -> tuple[str, Footing]:
    """Return the function that agrees here and as what this person acts for it.

    Raises:
        NotYourAgreement: when it is not asked of this person; OwnRequest: nobody agrees on the own request.
        Refused: when it was decided or withdrawn.

    """
    check_undecided(case.request, case.dossier.decisions)
    function = next((f for f in agreers(case.request) if f == asked), "")
    if case.who.id == case.request.requester.id:
        raise OwnRequest(reference=case.request.reference, function=asked)
    footing = _footing(case, function) if function else None
    if footing is None:
        raise NotYourAgreement(reference=case.request.reference, function=asked)
    return function, footing


def _footing(case: Case, function: str) -> Footing | None:
    """Return as what this person agrees for a function; for one that meets, its secretary records it."""
    if is_body(case.people, function):
        return Footing(Standing.SECRETARY) if Role.SECRETARY in case.people.roles(case.who) else None
    return footing_for(case.people, function, case.request.requester, case.who, case.today)


def _adviser(case: Case) -> tuple[str, Footing]:
    """Return the function for which somebody advises, or none for advice on their own title."""
    for function in (*advisers(case.request), *agreers(case.request)):
        if is_body(case.people, function):
            continue
        footing = footing_for(case.people, function, case.request.requester, case.who, case.today)
        if footing:
            return function, footing
    return "", Footing(Standing.OWN)


def _opinion(case: Case, stance: Stance, text: str, function: str, footing: Footing) -> Opinion:
    return Opinion(case.who, stance, text, case.at, function, footing.standing, footing.instead_of)


def _latest(case: Case) -> dict[str, Opinion]:
    """Return the last word of each function on agreeing."""
    said = case.home.requests.opinions(case.request.reference)
    return {o.function: o for o in said if o.stance is not Stance.ADVICE}


def _say(case: Case, opinion: Opinion) -> Reply:
    """Keep what was said, renew the cards, and tell the desk."""
    request = case.request
    case.home.requests.say(request.reference, opinion)
    view = case.view()
    answer: Text
    headline: Text
    match opinion.stance:
        case Stance.AGREES:
            answer = _("{function} agrees to {reference}", function=opinion.function, reference=request.reference)
            headline = _("Everyone agrees: {reference} can be decided", reference=request.reference)
        case Stance.OBJECTS:
            answer = _(
                "{function} does not agree to {reference}", function=opinion.function, reference=request.reference
            )
            headline = answer
        case Stance.ADVICE:
            answer = _("Your advice on {reference} is kept", reference=request.reference)
            headline = _("There is advice on {reference}", reference=request.reference)
    tells = to_desk(view, headline) if opinion.stance is not Stance.AGREES or not view.missing else ()
    return Reply(
        answer=Card(
            answer,
            (
                *((Quote(opinion.text),) if opinion.text else ()),
                Paragraph(_("{function} decides and can read it.", function=request.desk.function)),
                *((Buttons((button(_("Show the request"), "show", request),)),) if case.may_be_seen() else ()),
            ),
        ),
        tells=tuple(t for t in tells if getattr(t.to, "person", None) != case.who),
        renews=renewed(view),
        acts=(Act(f"requests.{opinion.stance.value}", request.ref),),
        proposes=(proposal(case),) if waits_for_board(case) else (),
    )
