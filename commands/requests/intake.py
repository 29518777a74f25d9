# SPDX-License-Identifier: EUPL-1.2
"""How a request comes in: by words or a button to a form, then brought to its desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from commands.cards import Button, Buttons, Card, Paragraph, Tone, Weight
from commands.events import Ask, Context, Press, Submit
from commands.forms import FormView
from commands.replies import Act, Reply
from commands.requests.agenda import asking_board
from commands.requests.cards import requester_card
from commands.requests.case import Case, rooms
from commands.requests.desks import desk_for, placed
from commands.requests.drafts import continued, drafts, meant, mention, same, sent
from commands.requests.forms import RequestForm
from commands.requests.goals import Goals, offering, pointing
from commands.requests.notices import brought, requester_key
from commands.requests.phrases import is_outage, kind_of, prefill
from commands.requests.request import Desk, Dossier, Event, Request, Why
from commands.requests.routing import Route
from commands.requests.states import Move, State, after
from commands.requests.store import Store
from commands.requests.terms import falls_due
from commands.requests.wording import cost
from commands.text import Text, _

_TYPED_TITLE = 120
_INTRO = _("Only the first three fields are required. Who decides is looked up when you send it in.")


@dataclass(frozen=True, slots=True)
class Intake:
    """The way in; ``route`` asks the register who decides, ``goals`` which shared goals a request can point at."""

    route: Route
    goals: Goals

    def ask(self, ask: Ask, context: Context, store: Store) -> Reply:
        """Open the form with what was said already; an outage is for the service desk."""
        if is_outage(ask.words or ask.quoted):
            return Reply(answer=outage_card(context, ask.words or ask.quoted))
        kept = drafts(context.who, context.at, store)
        values = prefill(ask.words, ask.quoted)
        if kept and not values:
            return self._form(continued(kept[0]), store)
        if again := same(kept, values, {}):
            return self._form(continued(again, values), store)
        return self._form(opened(context, values, {"link": ask.link} if ask.link else {}, *mention(kept)), store)

    def new(self, press: Press, context: Context, store: Store) -> Reply:
        """Open the form for a right that somebody looked up, or for words that were no outage after all."""
        values = dict(prefill(press["subject"] or press["words"]))
        if press["amount"]:
            values["cost"] = press["amount"]
        if kind := kind_of(press["topic"]):
            values.setdefault("kind", kind.value)
        hidden = {name: press[name] for name in ("right", "topic") if press[name]}
        kept = drafts(context.who, context.at, store)
        if again := same(kept, values, hidden):
            return self._form(continued(again), store)
        intro = (_("About: {topic}.", topic=press["called"] or press["topic"]),) if press["topic"] else ()
        return self._form(opened(context, values, hidden, *intro, *mention(kept)), store)

    def go_on(self, press: Press, context: Context, store: Store) -> Reply:
        """Open the form with what was typed in it before.

        Raises:
            DraftGone: when it is not kept any more.

        """
        return self._form(continued(meant(press, context, store)), store)

    def _form(self, form: FormView, store: Store) -> Reply:
        """Return the form to open, with the goals to choose from."""
        return Reply(form=offering(form, self.goals(store)))

    def submit(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Take a request in, bring it to its desk, and tell everyone whom it concerns.

        Raises:
            FormErrors: with what is wrong, by field.

        """
        form = RequestForm.read(submit.answers, context.today, store.people.find)
        needs = pointing(form.needs, form.serves, self.goals(store))
        routing = self.route(
            store, submit["topic"] or needs.title, needs.cost, context.today, submit["right"] or None, needs.kind
        )
        desk = desk_for(routing, needs, context.who, context.today, rooms(store))
        request = Request(
            organisation=context.organisation.id,
            reference="",
            requester=context.who,
            needs=needs,
            state=after(State.DRAFT, Move.SUBMIT, ""),
            submitted_at=context.at,
            desk=Desk("", desk.organisation, Why.RIGHT, round=0),
            link=submit["link"],
        )
        request = store.requests.add(placed(request, desk, context.today, store.calendar), context.today.year)
        steps = (Move.SUBMIT, Move.TAKE_IN) if request.state is State.INTAKE else (Move.SUBMIT,)
        history = tuple(Event(step.value, context.at, context.who) for step in steps)
        store.requests.note(request.reference, *history)
        renews = sent(submit["opened"], request, store)
        case = Case(request, store, context.at, context.today, context.who)
        view = case.view(Dossier(request, (), (), history))
        acts = (Act("requests.submit", request.ref, desk.why.value),)
        card = requester_card(view)
        opening = Paragraph(
            _("Costs as I understood them: {cost}. You hear from me on every change.", cost=cost(request.needs))
        )
        answer = Card(
            _("Sent in: {reference} “{title}”", reference=request.reference, title=needs.title),
            (opening, *card.elements),
            Tone.GOOD,
        )
        reply = Reply(
            answer=answer,
            key=requester_key(request),
            tells=brought(case, view),
            renews=renews,
            acts=acts,
            plans=falls_due(request, context.today, store.calendar),
        )
        return asking_board(None, case, reply)


def opened(context: Context, values: Mapping[str, str], hidden: Mapping[str, str], *intro: Text) -> FormView:
    """Return the form with these values; ``opened`` tells its draft apart from that of another time."""
    carried = {**hidden, "opened": context.at.isoformat(timespec="milliseconds")}
    return RequestForm.view(values, hidden=carried, intro=(*intro, _INTRO))


def outage_card(context: Context, words: str) -> Card:
    """Return whom to call when something is broken, and a way on for who wants something after all."""
    desk = context.organisation.service_desk
    text = (
        _("The service desk helps you right away: {desk}.", desk=desk)
        if desk
        else _("The service desk of {organisation} helps you right away.", organisation=context.organisation.name)
    )
    press = Press("requests.new", (("subject", words[:_TYPED_TITLE]),))
    return Card(
        _("This sounds like something that is broken"),
        (
            Paragraph(text),
            Paragraph(_("An IT request is for something new or different, and somebody decides on it."), Weight.SUBTLE),
            Buttons((Button(_("Make it an IT request after all"), press),)),
        ),
    )
