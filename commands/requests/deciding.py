# SPDX-License-Identifier: EUPL-1.2
"""The desk at work: decide, ask, defer, park, take up again; authority is checked on every press and every form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from commands.cards import Quote
from commands.events import Context, Press, Submit
from commands.forms import Form
from commands.replies import Act, Reply
from commands.requests.authority import authority, check_agreed, check_amount, check_open
from commands.requests.case import Case
from commands.requests.casework import carrying, done, moved_to_desk, with_case
from commands.requests.desks import desk_for, placed
from commands.requests.forms import (
    BoardForm,
    ConditionsForm,
    DeferralForm,
    ParkingForm,
    QuestionForm,
    RejectionForm,
    ReplacementForm,
)
from commands.requests.notices import ask_requester, news, renewed
from commands.requests.request import Outcome, Request, Why
from commands.requests.routing import Route
from commands.requests.rules import Authorised, Verdict, moved
from commands.requests.states import DECISIONS, Move
from commands.requests.store import Store
from commands.requests.verdicts import carried_out, on_behalf_of
from commands.text import Message, Text, _

_FORMS: Mapping[str, tuple[type[Form], Move]] = {
    "conditions": (ConditionsForm, Move.APPROVE_COND),
    "replace": (ReplacementForm, Move.APPROVE_COND),
    "reject": (RejectionForm, Move.REJECT),
    "ask": (QuestionForm, Move.ASK),
    "defer": (DeferralForm, Move.DEFER),
    "board": (BoardForm, Move.SCHEDULE),
    "park": (ParkingForm, Move.PARK),
}
#: What is in use already is not approved or declined; the form says what its button said.
_IN_USE: Mapping[str, Message] = {"conditions": _("Allow with conditions"), "reject": _("Stop it")}


#: What lies at a desk that the register did not choose stays there.
_ELSEWHERE = (Why.BOARD, Why.REFERRED, Why.ESCALATED, Why.NOBODY, Why.UNSURE)


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
            if move is Move.APPROVE_COND or (move in DECISIONS and not case.request.desk.decides):
                check_amount(case.request)
            if move is Move.APPROVE_COND:
                check_agreed(case.request, case.dossier.opinions)
            view = carrying(form, case)
            if case.request.shadow and verb in _IN_USE:
                label = _IN_USE[verb]
                view = replace(view, title=label, submit=label)
            return Reply(form=view)

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
            headline = _("Your question about {reference} was sent", reference=case.request.reference)
            return self._step(case, Move.ASK, form.question, headline, question=form.question)

        return with_case(submit, context, store, work)

    def parking(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Park: not now, and no decision."""

        def work(case: Case) -> Reply:
            form = ParkingForm.read(submit.answers, case.today, case.home.people.find)
            headline = _("{reference} is parked: not now, and not declined", reference=case.request.reference)
            return self._step(case, Move.PARK, form.note, headline)

        return with_case(submit, context, store, work)

    def resume(self, press: Press, context: Context, store: Store) -> Reply:
        """Take up again what was parked or deferred."""

        def work(case: Case) -> Reply:
            headline = _("{reference} was taken up again", reference=case.request.reference)
            return self._step(case, Move.RESUME, "", headline)

        return with_case(press, context, store, work)

    def _step(self, case: Case, move: Move, note: str, headline: Text, question: str = "") -> Reply:
        """Make a move that is no decision, and tell who asked."""
        authority(case.people, case.request, case.who, case.today)
        request, steps = moved(case.dossier, move, case.today, case.calendar)
        case = case.keep(replace(request, question=question), steps, note)
        view = case.view()
        acts = tuple(Act(f"requests.{step.value}", request.ref, request.state.value) for step in steps)
        tell = ask_requester(view) if question else news(view, headline, *((Quote(note),) if note else ()))
        return Reply(answer=done(view, headline), tells=(tell,), renews=renewed(view), acts=acts)

    def _decide(self, case: Case, verdict: Verdict) -> Reply:
        """Decide, keep the record, and tell everyone whom it concerns."""
        footing = authority(case.people, case.request, case.who, case.today)
        check_open(case.request, verdict.move, case.dossier.decisions)
        fresh = self._fresh(case)
        if fresh.desk.round != case.request.desk.round:
            headline = _(
                "The register changed: {reference} now lies with {function}. Nothing was decided.",
                reference=fresh.reference,
                function=fresh.desk.function,
            )
            return moved_to_desk(case, fresh, ("route",), headline)
        return carried_out(case, fresh, verdict, Authorised(case.who, footing, on_behalf_of(case, fresh)))

    def _fresh(self, case: Case) -> Request:
        """Return the request with its right as it stands in the register today; elsewhere when it lapsed or moved."""
        request, right = case.request, case.request.desk.right
        if right is None or request.desk.why in _ELSEWHERE:
            return request
        routing = self.route(
            case.home, request.needs.title, request.needs.cost, case.today, right.id, request.needs.kind
        )
        desk = desk_for(routing, request.needs, request.requester, case.today, case.rooms)
        now, was = (desk.function, desk.organisation, desk.why), request.desk
        if now == (was.function, was.organisation, was.why):
            return replace(request, desk=replace(desk, round=was.round))
        return placed(request, desk, case.today, case.calendar)
