# SPDX-License-Identifier: EUPL-1.2
"""A request followed by who asked: how it stands, information added, and withdrawn."""

from dataclasses import dataclass, replace

from commands.cards import Button, Buttons, Card, Entries, Entry, Paragraph, Style
from commands.errors import Refused
from commands.events import Ask, Context, Press, Submit
from commands.replies import Act, Reply
from commands.requests.authority import authority, check_requester, check_undecided
from commands.requests.buttons import button
from commands.requests.cards import requester_card, shown_card
from commands.requests.case import Case, case_named, case_of, reference_in, seen
from commands.requests.casework import carrying, moved_to_desk, with_case
from commands.requests.desks import desk_for, due, placed
from commands.requests.forms import InformationForm
from commands.requests.notices import renewed, to_desk
from commands.requests.phrases import STATUS
from commands.requests.request import Request, Why
from commands.requests.routing import Route
from commands.requests.rules import moved
from commands.requests.states import NAMES, OPEN, UNDECIDED, Move, State
from commands.requests.store import Store
from commands.requests.wording import cost, why_there
from commands.text import _

#: Requests shown in a list.
SHOWN = 10


def status(ask: Ask, context: Context, store: Store) -> Reply:
    """Show a request by its reference or by words of its title, else what this person asked."""
    words = f"#{ask.words}" if ask.words.isdigit() else ask.words
    if reference_in(words):
        return Reply(answer=card_for(case_named(words, context, store)))
    own = store.requests.asked_by(context.who, SHOWN)
    named = tuple(r for r in own if words and words.casefold() in r.needs.title.casefold())
    if words and not named and not STATUS.fullmatch(words):
        return Reply(answer=own_card(own, unknown=words))
    if len(named or own) == 1:
        return Reply(answer=card_for(_case((named or own)[0], context, store)))
    return Reply(answer=own_card(named or own))


def _case(request: Request, context: Context, store: Store) -> Case:
    """Return the case of one's own request."""
    return Case(request, store, context.at, context.today, context.who)


def own_card(own: tuple[Request, ...], unknown: str = "") -> Card:
    """Return what somebody asked, newest first, or how to begin; ``unknown`` words name none of it."""
    start = Buttons((Button(_("New request"), Press("requests.new"), Style.PRIMARY),))
    note = (Paragraph(_("I don't know a request “{typed}” of yours.", typed=unknown[:40])),) if unknown else ()
    if not own:
        return Card(_("You asked nothing yet"), (*note, start))
    return Card(_("Your requests"), (*note, Entries(tuple(entry(request) for request in own)), start))


def entry(request: Request) -> Entry:
    """Return a request in one line."""
    return Entry(
        _("{reference} “{title}”", reference=request.reference, title=request.needs.title),
        NAMES[request.state],
        button(_("Show"), "show", request),
    )


def show(press: Press, context: Context, store: Store) -> Reply:
    """Show a request to who may see it."""
    return Reply(answer=card_for(seen(case_of(press.__getitem__, context, store))))


def card_for(case: Case) -> Card:
    """Return the card that fits whoever looks."""
    view = case.view()
    if case.who.id == case.request.requester.id:
        return requester_card(view)
    return shown_card(view, decider=acts_at_desk(case), manager=case.is_manager)


def acts_at_desk(case: Case) -> bool:
    """Whether this person acts for the desk today."""
    try:
        authority(case.people, case.request, case.who, case.today)
    except Refused:
        return False
    return True


def open_withdrawal(ask: Ask, context: Context, store: Store) -> Reply:
    """Ask which request to withdraw, or whether it is sure."""
    if reference_in(ask.words):
        case = case_named(ask.words, context, store)
        check_requester(case.request, case.who)
        return Reply(answer=_sure(case))
    open_ones = tuple(r for r in store.requests.asked_by(context.who, SHOWN) if r.state in OPEN)
    if len(open_ones) == 1:
        return Reply(answer=_sure(_case(open_ones[0], context, store)))
    if not open_ones:
        return Reply(answer=Card(_("You have no request that can be withdrawn")))
    entries = tuple(replace(entry(r), button=button(_("Withdraw"), "withdraw", r)) for r in open_ones)
    return Reply(answer=Card(_("Which request do you want to withdraw?"), (Entries(entries),)))


def ask_withdrawal(press: Press, context: Context, store: Store) -> Reply:
    """Ask whether it is sure."""

    def work(case: Case) -> Reply:
        check_requester(case.request, case.who)
        return Reply(answer=_sure(case))

    return with_case(press, context, store, work)


def _sure(case: Case) -> Card:
    """Return the question whether it is sure; raises what stands in the way."""
    check_undecided(case.request, case.dossier.decisions)
    request = case.request
    return Card(
        _("Withdraw {reference} “{title}”?", reference=request.reference, title=request.needs.title),
        (
            Paragraph(_("Nobody decides on it any more. You can ask again later.")),
            Buttons(
                (
                    button(_("Yes, withdraw it"), "withdraw_sure", request, Style.DANGER),
                    button(_("No, keep it"), "show", request),
                )
            ),
        ),
    )


def withdraw(press: Press, context: Context, store: Store) -> Reply:
    """Withdraw one's own request."""

    def work(case: Case) -> Reply:
        check_requester(case.request, case.who)
        waited = case.request.state in UNDECIDED
        request, steps = moved(case.dossier, Move.WITHDRAW, case.today, case.calendar)
        case = case.keep(request, steps)
        view = case.view()
        headline = _(
            "{name} withdrew {reference} “{title}”",
            name=case.who.name,
            reference=request.reference,
            title=request.needs.title,
        )
        return Reply(
            answer=Card(_("{reference} is withdrawn", reference=request.reference)),
            tells=to_desk(view, headline) if waited else (),
            renews=renewed(view),
            acts=(Act("requests.withdraw", request.ref, request.state.value),),
        )

    return with_case(press, context, store, work)


def open_information(press: Press, context: Context, store: Store) -> Reply:
    """Open the form to answer or to add something."""

    def work(case: Case) -> Reply:
        check_requester(case.request, case.who)
        check_undecided(case.request, case.dossier.decisions)
        form = carrying(InformationForm, case)
        if case.request.state is State.INFO_NEEDED:
            form = replace(form, title=_("Answer"), intro=(*form.intro, case.request.question))
        return Reply(form=form)

    return with_case(press, context, store, work)


@dataclass(frozen=True, slots=True)
class Adding:
    """Takes in what the requester adds; ``route`` is asked again when the amount changed."""

    route: Route

    def information(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Keep an answer or something that the requester adds, and tell the desk."""

        def work(case: Case) -> Reply:
            check_requester(case.request, case.who)
            check_undecided(case.request, case.dossier.decisions)
            form = InformationForm.read(submit.answers, case.today, case.home.people.find)
            steps: tuple[Move | str, ...] = ("add",)
            request = case.request
            if request.state is State.INFO_NEEDED:
                request, steps = moved(case.dossier, Move.INFORM, case.today, case.calendar)
                request = replace(request, question="")
            changed = form.cost is not None and form.cost != request.needs.cost
            if changed:
                request = replace(request, needs=replace(request.needs, cost=form.cost))
                request = self._routed(case, request)
            return _added(case, request, steps, form.text, changed=changed)

        return with_case(submit, context, store, work)

    def _routed(self, case: Case, request: Request) -> Request:
        """Return the request at the desk that fits its new amount."""
        right = request.desk.right
        if right is None or request.desk.why not in (Why.RIGHT, Why.OVER, Why.OWN):
            return request
        routing = self.route(
            case.home, request.needs.title, request.needs.cost, case.today, right.id, request.needs.kind
        )
        desk = desk_for(routing, request.needs, request.requester, case.today, case.rooms)
        if (desk.function, desk.organisation) == (request.desk.function, request.desk.organisation):
            kept = replace(request, desk=replace(desk, round=request.desk.round))
            return replace(kept, due=due(kept, case.today, case.calendar))
        return placed(request, desk, case.today, case.calendar)


def _added(case: Case, request: Request, steps: tuple[Move | str, ...], text: str, *, changed: bool) -> Reply:
    """Keep what was added; where the amount brought it to another desk, that desk hears of the request."""
    understood = Paragraph(_("Costs: {cost}.", cost=cost(request.needs))) if changed else None
    if request.desk.round != case.request.desk.round:
        headline = _(
            "{reference} now lies with {function}", reference=request.reference, function=request.desk.function
        )
        return moved_to_desk(case, request, (*steps, "route"), headline, text)
    case = case.keep(request, steps, text)
    view = case.view()
    headline = _("{name} added information to {reference}", name=case.who.name, reference=request.reference)
    explained = Paragraph(why_there(view))
    return Reply(
        answer=Card(
            _("Thank you. It was added to {reference}", reference=request.reference),
            (understood, explained) if understood else (explained,),
        ),
        tells=to_desk(view, headline),
        renews=renewed(view),
        acts=(Act(f"requests.{getattr(steps[0], 'value', steps[0])}", request.ref, request.state.value),),
    )
