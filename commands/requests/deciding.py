# SPDX-License-Identifier: EUPL-1.2
"""The desk at work: decide, ask, defer, pass on, park, take up again; authority is checked on every press and form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from commands.cards import Buttons, Card, Paragraph, Tone
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.forms import Form, FormView
from commands.replies import Act, Reply
from commands.requests.authority import (
    AlreadyDecided,
    AmountUnknown,
    BodyDecides,
    HolderPresent,
    NobodyDecides,
    NotYourDecision,
    OwnRequest,
    authority,
    check_agreed,
    check_amount,
    check_open,
    check_undecided,
)
from commands.requests.cards import TONES, button, record_button
from commands.requests.case import Case, case_of
from commands.requests.desks import board_desk, desk_for, due, placed
from commands.requests.forms import (
    BoardForm,
    ConditionsForm,
    DeferralForm,
    ParkingForm,
    QuestionForm,
    RejectionForm,
    ReplacementForm,
)
from commands.requests.life import Authorised, Verdict, decide, moved
from commands.requests.notices import brought, informed, left, news, renewed
from commands.requests.request import Outcome, Request, Why
from commands.requests.routing import Route
from commands.requests.states import OPEN, Move, NotNow
from commands.requests.store import ChangedMeanwhile, Store
from commands.requests.view import View
from commands.requests.wording import VERDICTS, why_there
from commands.text import Text, _

Work: TypeAlias = Callable[[Case], Reply]

#: Who may not decide may still advise (domain §3.1 b).
_ADVISE_INSTEAD = (OwnRequest, NotYourDecision, NobodyDecides, HolderPresent, BodyDecides)
_FORMS: Mapping[str, tuple[type[Form], Move]] = {
    "conditions": (ConditionsForm, Move.APPROVE_COND),
    "replace": (ReplacementForm, Move.APPROVE_COND),
    "reject": (RejectionForm, Move.REJECT),
    "ask": (QuestionForm, Move.ASK),
    "defer": (DeferralForm, Move.DEFER),
    "board": (BoardForm, Move.SCHEDULE),
    "park": (ParkingForm, Move.PARK),
}


def carrying(form: type[Form], case: Case, values: Mapping[str, str] | None = None) -> FormView:
    """Return a form that belongs to a request, and says so."""
    request = case.request
    about = _("{reference} “{title}”", reference=request.reference, title=request.needs.title)
    hidden = {"ref": request.reference, "org": request.organisation}
    return form.view(values, hidden=hidden, intro=(about, *form.intro))


def with_case(said: Press | Submit, context: Context, store: Store, work: Work) -> Reply:
    """Do the work on the case that was pressed or sent in.

    What came too late is answered with how it stands, and every card of it is renewed; what somebody may not do is
    refused with a reason, journalled, and offers advice instead.
    """
    case = case_of(said.__getitem__, context, store)
    request = case.request
    action = said.action if isinstance(said, Press) else said.form
    try:
        return replace(work(case), organisation=request.organisation)
    except (AlreadyDecided, NotNow, ChangedMeanwhile) as late:
        card = Card(late.message, (Buttons((button(_("Show the request"), "show", request),)),), Tone.BAD)
        act = Act(action, request.ref, f"refused:{type(late).__name__}")
        return Reply(answer=card, renews=renewed(case.view()), acts=(act,), organisation=request.organisation)
    except AmountUnknown as unknown:
        raise unknown.offering(button(_("Ask a question"), "ask", request), about=request.ref) from None
    except _ADVISE_INSTEAD as no:
        offers = (button(_("Give advice"), "advise", request),) if request.state in OPEN else ()
        own = request.requester.id == context.who.id
        raise no.offering(*(() if own else offers), about=request.ref) from None
    except Refused as no:
        raise no.offering(*no.offers, about=request.ref) from None


@dataclass(frozen=True, slots=True)
class Deciding:
    """What the desk can do; ``route`` asks the register again before each decision."""

    route: Route

    def open_form(self, press: Press, context: Context, store: Store) -> Reply:
        """Open the form of a step, once it is clear that this person may take it now."""
        verb = press.action.partition(".")[2]
        form, move = _FORMS[verb]

        def work(case: Case) -> Reply:
            authority(case.people, case.request, case.who, case.today)
            check_open(case.request, move, case.dossier.decisions)
            if move in (Move.APPROVE_COND, Move.DEFER, Move.REJECT):
                check_amount(case.request) if move is Move.APPROVE_COND or not case.request.desk.decides else None
            if move is Move.APPROVE_COND:
                check_agreed(case.request, case.dossier.opinions)
            return Reply(form=carrying(form, case))

        return with_case(press, context, store, work)

    def approve(self, press: Press, context: Context, store: Store) -> Reply:
        """Approve, by the button alone."""
        return with_case(press, context, store, lambda case: self._decide(case, Verdict(Move.APPROVE)))

    def conditions(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Approve with conditions."""

        def work(case: Case) -> Reply:
            form = ConditionsForm.read(submit.answers, case.today, case.home.people.find)
            return self._decide(case, Verdict(Move.APPROVE_COND, form.reason, form.conditions))

        return with_case(submit, context, store, work)

    def replacement(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Let something else come in the place of what was in use already."""

        def work(case: Case) -> Reply:
            form = ReplacementForm.read(submit.answers, case.today, case.home.people.find)
            verdict = Verdict(Move.APPROVE_COND, form.reason, form.conditions, outcome=Outcome.REPLACED)
            return self._decide(case, verdict)

        return with_case(submit, context, store, work)

    def rejection(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Decline, with a reason and an alternative."""

        def work(case: Case) -> Reply:
            form = RejectionForm.read(submit.answers, case.today, case.home.people.find)
            return self._decide(case, Verdict(Move.REJECT, form.reason, alternative=form.alternative))

        return with_case(submit, context, store, work)

    def deferral(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Put the decision off until a day."""

        def work(case: Case) -> Reply:
            form = DeferralForm.read(submit.answers, case.today, case.home.people.find)
            return self._decide(case, Verdict(Move.DEFER, form.reason, until=form.until))

        return with_case(submit, context, store, work)

    def question(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Ask the requester something; the request waits for the answer."""

        def work(case: Case) -> Reply:
            form = QuestionForm.read(submit.answers, case.today, case.home.people.find)
            headline = _("There is a question about {reference}", reference=case.request.reference)
            return self._step(case, Move.ASK, form.question, headline, question=form.question)

        return with_case(submit, context, store, work)

    def parking(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Park: not now, and no decision."""

        def work(case: Case) -> Reply:
            form = ParkingForm.read(submit.answers, case.today, case.home.people.find)
            headline = _(
                "{reference} is parked: not now, and not declined. It is looked at again every quarter.",
                reference=case.request.reference,
            )
            return self._step(case, Move.PARK, form.note, headline)

        return with_case(submit, context, store, work)

    def resume(self, press: Press, context: Context, store: Store) -> Reply:
        """Take up again what was parked or deferred."""

        def work(case: Case) -> Reply:
            headline = _("{reference} was taken up again", reference=case.request.reference)
            return self._step(case, Move.RESUME, "", headline)

        return with_case(press, context, store, work)

    def board(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Pass the request to the board, for a decision in its meeting."""

        def work(case: Case) -> Reply:
            form = BoardForm.read(submit.answers, case.today, case.home.people.find)
            authority(case.people, case.request, case.who, case.today)
            scheduled, steps = moved(case.dossier, Move.SCHEDULE, case.today)
            desk = board_desk(case.request, case.rooms)
            headline = _(
                "{reference} was passed to {function}", reference=case.request.reference, function=desk.function
            )
            return moved_to_desk(case, placed(scheduled, desk, case.today), steps, headline, form.note)

        return with_case(submit, context, store, work)

    def topic(self, press: Press, context: Context, store: Store) -> Reply:
        """Bring the request to who decides on the topic that was chosen, by who asked or by who sorts it out."""

        def work(case: Case) -> Reply:
            if case.who.id != case.request.requester.id:
                authority(case.people, case.request, case.who, case.today)
            offered = {choice.right for choice in case.request.desk.choices}
            if case.request.desk.why is not Why.UNSURE or press["right"] not in offered:
                raise AlreadySorted(reference=case.request.reference, function=case.request.desk.function)
            return self._again(case, press["right"])

        return with_case(press, context, store, work)

    def again(self, press: Press, context: Context, store: Store) -> Reply:
        """Ask the register once more who decides, after a right was added."""

        def work(case: Case) -> Reply:
            authority(case.people, case.request, case.who, case.today)
            return self._again(case, None)

        return with_case(press, context, store, work)

    def _again(self, case: Case, right: str | None) -> Reply:
        """Bring the request to the desk that the register names now."""
        request = case.request
        check_undecided(request, case.dossier.decisions)
        routing = self.route(case.home, request.needs.title, request.needs.cost, case.today, right)
        desk = desk_for(routing, request.needs, request.requester, case.today, case.rooms)
        if right is None and not desk.decides:
            return Reply(
                answer=Card(
                    _("The register still names nobody who decides on {reference}", reference=request.reference),
                    (Paragraph(_("Ask a question, pass it to the board, or have the steward add the right.")),),
                ),
                acts=(Act("requests.route", request.ref, desk.why.value),),
            )
        headline = _("{reference} now lies with {function}", reference=request.reference, function=desk.function)
        return moved_to_desk(case, placed(request, desk, case.today), ("route",), headline)

    def _step(self, case: Case, move: Move, note: str, headline: Text, question: str = "") -> Reply:
        """Make a move that is no decision, and tell who asked."""
        authority(case.people, case.request, case.who, case.today)
        request, steps = moved(case.dossier, move, case.today)
        case = case.keep(replace(request, question=question), steps, note)
        view = case.view()
        more = (Paragraph(note),) if note and not question else ()
        acts = tuple(Act(f"requests.{step.value}", request.ref, request.state.value) for step in steps)
        return Reply(answer=done(view, headline), tells=(news(view, headline, *more),), renews=renewed(view), acts=acts)

    def _decide(self, case: Case, verdict: Verdict) -> Reply:
        """Decide, keep the record, and tell everyone whom it concerns."""
        standing = authority(case.people, case.request, case.who, case.today)
        check_open(case.request, verdict.move, case.dossier.decisions)
        fresh = self._fresh(case)
        if fresh.desk.round != case.request.desk.round:
            headline = _(
                "The register changed: {reference} now lies with {function}. Nothing was decided.",
                reference=fresh.reference,
                function=fresh.desk.function,
            )
            return moved_to_desk(case, fresh, ("route",), headline)
        if case.request.shadow and verdict.outcome is None:
            ends = {
                Move.APPROVE: Outcome.REGULARISED,
                Move.APPROVE_COND: Outcome.REGULARISED,
                Move.REJECT: Outcome.STOPPED,
            }
            verdict = replace(verdict, outcome=ends.get(verdict.move))
        by = Authorised(case.who, standing, _on_behalf_of(case, fresh))
        dossier = replace(case.dossier, request=fresh)
        request, decision, steps = decide(dossier, verdict, by, case.at, case.today)
        case.home.requests.record(decision)
        case = case.keep(request, steps)
        view = case.view()
        acts = tuple(Act(f"requests.{step.value}", request.ref, request.state.value) for step in steps)
        headline = _(
            "{verdict}: {reference} “{title}”",
            verdict=VERDICTS[verdict.move],
            reference=request.reference,
            title=request.needs.title,
        )
        tells = (news(view, headline), *(informed(case, view) if verdict.move is not Move.DEFER else ()))
        return Reply(answer=done(view, headline), tells=tells, renews=renewed(view), acts=acts)

    def _fresh(self, case: Case) -> Request:
        """Return the request with its right as it stands in the register today; elsewhere when it lapsed or moved."""
        request, right = case.request, case.request.desk.right
        if right is None or request.desk.why in (Why.BOARD, Why.NOBODY, Why.UNSURE):
            return request
        routing = self.route(case.home, request.needs.title, request.needs.cost, case.today, right.id)
        desk = desk_for(routing, request.needs, request.requester, case.today, case.rooms)
        now, was = (desk.function, desk.organisation, desk.why), request.desk
        if now == (was.function, was.organisation, was.why):
            return replace(request, desk=replace(desk, round=was.round))
        return placed(request, desk, case.today)


class AlreadySorted(Refused):
    """The topic of {reference} was chosen already: it lies with {function} now."""


def moved_to_desk(case: Case, request: Request, steps: tuple[Move | str, ...], headline: Text, note: str = "") -> Reply:
    """Keep the request at its new desk, and tell everyone there and who asked."""
    before = case.view()
    case = case.keep(replace(request, due=due(request, case.today)), steps, note)
    view = case.view()
    explained = (Paragraph(why_there(view)), *((Paragraph(note),) if note else ()))
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


def _on_behalf_of(case: Case, request: Request) -> str:
    """Return on whose behalf a decision is made: the organisation whose right it is (Awb 10:2)."""
    right = request.desk.right
    return right.organisation_name if right else case.home.organisation.name
