# SPDX-License-Identifier: EUPL-1.2
"""What people do with an escalation: take it up, decide, hand on, ask, answer, withdraw; checked on every press."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from commands.cards import Buttons, Card, Paragraph, Quote, Tone
from commands.errors import Refused
from commands.escalations.cards import button, owner_card, record_button, rung_card, shown_card
from commands.escalations.case import Case, case_of
from commands.escalations.climbing import climbed
from commands.escalations.deciding import Outcome, advised, decided, ended, someone, stepped
from commands.escalations.escalation import State
from commands.escalations.forms import AnswerForm, DecisionForm, HandOnForm, QuestionForm, WithdrawalForm
from commands.escalations.neighbours import Neighbours
from commands.escalations.notices import renewed
from commands.escalations.rules import (
    ANSWER_DAYS,
    TAKE_UP_DAYS,
    AlreadyDecided,
    AlreadyEnded,
    NotAskedNow,
    PassedOn,
    Seat,
    StandsByItself,
    check_ask,
    check_open,
    check_owner,
    check_take_up,
    seat,
    stands_by_itself,
)
from commands.escalations.store import ChangedMeanwhile, Store
from commands.escalations.terms import calendar_of
from commands.escalations.wording import held_until, namens
from commands.events import Context, Press, Submit
from commands.forms import Form, FormView
from commands.replies import Act, Reply, Tell, ToPerson, Urgency
from commands.text import Text, _

Work: TypeAlias = Callable[[Case], Reply]

_FORMS: Mapping[str, type[Form]] = {
    "decide": DecisionForm,
    "hand_on": HandOnForm,
    "ask": QuestionForm,
    "answer": AnswerForm,
    "withdraw": WithdrawalForm,
}
#: What is for whose matter it is, and not for the rung.
_OWNERS = frozenset({"answer", "withdraw"})


@dataclass(frozen=True, slots=True)
class Acting:
    """What can be done on a rung, and by whose matter it is."""

    neighbours: Neighbours

    def show(self, press: Press, context: Context, store: Store) -> Reply:
        """Show an escalation with what this person can do."""
        case = case_of(press.__getitem__, context, store, self.neighbours)
        return Reply(answer=card_for(case))

    def open_form(self, press: Press, context: Context, store: Store) -> Reply:
        """Open the form of a step, once it is clear that this person may take it now."""
        verb = press.action.partition(".")[2]

        def work(case: Case) -> Reply:
            if verb in _OWNERS:
                _check_owner(verb, case)
            else:
                _check(verb, case)
            return Reply(form=_carrying(_FORMS[verb], case))

        return self._with_case(press, context, store, work)

    def take_up(self, press: Press, context: Context, store: Store) -> Reply:
        """Take the matter up: it stays on this rung for a few working days, and then something must have followed."""

        def work(case: Case) -> Reply:
            taken = _check("take_up", case)
            rung = case.escalation.rung
            until = calendar_of(rung, case.home.calendar).add_working_days(case.today, TAKE_UP_DAYS)
            until = max(until, rung.due or until)
            ladder = (*case.escalation.ladder[:-1], replace(rung, taken_up=True))
            case = case.keep(replace(case.escalation, state=State.TAKEN_UP, until=until, ladder=ladder), "take_up")
            headline = _(
                "{name} took {reference} up, as {function}",
                name=someone(case).name,
                reference=case.escalation.reference,
                function=namens(taken.standing, rung.function, taken.instead_of),
            )
            # Everyone else reads so where they read what comes after it.
            note = Paragraph(held_until(until))
            told = Card(headline, (note, Buttons((record_button(case.escalation),))))
            return replace(stepped(case, "take_up", headline), answer=told)

        return self._with_case(press, context, store, work)

    def hand_on(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Hand it on, one rung up, with a reason."""

        def work(case: Case) -> Reply:
            _check("hand_on", case)
            form = HandOnForm.read(submit.answers, case.today, case.home.people.find)
            headline = _(
                "{function} handed {reference} on",
                function=case.escalation.rung.function,
                reference=case.escalation.reference,
            )
            return climbed(case, "hand_on", headline, form.reason)

        return self._with_case(submit, context, store, work)

    def ask(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Ask whose matter it is something; once on each rung."""

        def work(case: Case) -> Reply:
            _check("ask", case)
            form = QuestionForm.read(submit.answers, case.today, case.home.people.find)
            escalation, rung = case.escalation, case.escalation.rung
            until = calendar_of(rung, case.home.calendar).add_working_days(case.today, ANSWER_DAYS)
            ladder = (*escalation.ladder[:-1], replace(rung, asked=True))
            asked = replace(escalation, state=State.ASKED, until=until, question=form.question, ladder=ladder)
            case = case.keep(asked, "ask", form.question)
            headline = _(
                "{function} asks about {reference}", function=rung.function, reference=case.escalation.reference
            )
            card = Card(
                headline,
                (
                    Quote(form.question),
                    Paragraph(_("Answer before {day}: without an answer it is decided as it stands.", day=until)),
                    Buttons((button(_("Answer"), "answer", case.escalation),)),
                ),
                Tone.WAITING,
            )
            told = tuple(Tell(ToPerson(o), card, urgency=Urgency.NOW) for o in case.escalation.owners)
            reply = stepped(case, "ask", _("Your question about {reference} was sent", reference=escalation.reference))
            return replace(reply, tells=told)

        return self._with_case(submit, context, store, work)

    def answer(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Answer the question; the rung has at least two working days left then."""

        def work(case: Case) -> Reply:
            _check_owner("answer", case)
            form = AnswerForm.read(submit.answers, case.today, case.home.people.find)
            rung = case.escalation.rung
            least = calendar_of(rung, case.home.calendar).add_working_days(case.today, 2)
            ladder = (*case.escalation.ladder[:-1], replace(rung, due=max(rung.due or least, least)))
            answered = replace(case.escalation, state=State.RUNNING, until=None, question="", ladder=ladder)
            case = case.keep(answered, "answer", form.answer)
            headline = _("{reference}: your question was answered", reference=case.escalation.reference)
            row = Buttons((button(_("Show"), "show", case.escalation),))
            card = Card(headline, (Quote(form.answer), row), Tone.WAITING)
            people = case.secretaries(rung) if rung.body else tuple(act.person for act in case.acts())
            told = tuple(Tell(ToPerson(person), card, urgency=Urgency.NOW) for person in people)
            sent = _("Your answer about {reference} was sent", reference=case.escalation.reference)
            return replace(stepped(case, "answer", sent), tells=told)

        return self._with_case(submit, context, store, work)

    def withdraw(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Withdraw the escalation: whose matter it is says that it is no longer needed."""

        def work(case: Case) -> Reply:
            _check_owner("withdraw", case)
            form = WithdrawalForm.read(submit.answers, case.today, case.home.people.find)
            closed = replace(case.escalation, state=State.WITHDRAWN, ended_at=case.at, until=None, question="")
            case = case.keep(closed, "withdraw", form.reason)
            headline = _(
                "{name} withdrew {reference} “{title}”",
                name=someone(case).name,
                reference=closed.reference,
                title=closed.title,
            )
            return ended(case, "withdraw", headline, *((Quote(form.reason),) if form.reason else ()))

        return self._with_case(submit, context, store, work)

    def decide(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Decide: the record is kept, everyone hears, and what had no right to rest on becomes a gap.

        What is sent in after it went on is not lost: the rung where it is now reads it.
        """

        def work(case: Case) -> Reply:
            form = DecisionForm.read(submit.answers, case.today, case.home.people.find)
            try:
                taken = _check("decide", case)
            except PassedOn as late:
                return advised(case, form.decision, late)
            return decided(case, Outcome(form.decision, form.reason, form.cause), taken)

        return self._with_case(submit, context, store, work)

    def _with_case(self, said: Press | Submit, context: Context, store: Store, work: Work) -> Reply:
        """Do the work; what came too late is answered with how it stands, and every card of it is renewed."""
        case = case_of(said.__getitem__, context, store, self.neighbours)
        escalation = case.escalation
        action = said.action if isinstance(said, Press) else said.form
        try:
            return replace(work(case), organisation=escalation.organisation)
        except (AlreadyDecided, AlreadyEnded, PassedOn, ChangedMeanwhile) as late:
            row = Buttons((button(_("Show"), "show", escalation),))
            act = Act(action, escalation.ref, f"refused:{type(late).__name__}")
            renews = renewed(case, case.view())
            card = Card(late.message, (row,), Tone.BAD)
            return Reply(answer=card, renews=renews, acts=(act,), organisation=escalation.organisation)
        except Refused as no:
            raise no.offering(*no.offers, about=escalation.ref) from None


def _check_owner(verb: str, case: Case) -> None:
    """Return when whose matter it is can take the step now.

    Raises:
        Refused: the first reason why not.

    """
    escalation, who = case.escalation, someone(case)
    check_open(escalation, case.home.escalations.decision(escalation.reference))
    check_owner(escalation, who)
    if verb == "withdraw" and stands_by_itself(escalation):
        raise StandsByItself(reference=escalation.reference)
    if verb == "answer" and escalation.state is not State.ASKED:
        raise NotAskedNow(reference=escalation.reference)


def _check(verb: str, case: Case) -> Seat:
    """Return as what this person acts on the rung, when the step is possible now.

    Raises:
        Refused: the first reason why not.

    """
    escalation, who = case.escalation, someone(case)
    check_open(escalation, case.home.escalations.decision(escalation.reference))
    taken = seat(escalation, who, case.here, case.today)
    if verb == "take_up":
        check_take_up(escalation)
    if verb == "ask":
        check_ask(escalation)
    if verb == "hand_on" and escalation.state is State.BOARD:
        raise AlreadyEnded(reference=escalation.reference, state=_("on the board's agenda"))
    return taken


def card_for(case: Case) -> Card:
    """Return the card that fits whoever looks."""
    view, who = case.view(), case.who
    if who and who.id in {owner.id for owner in case.escalation.owners}:
        return owner_card(view)
    try:
        _check("decide", case)
    except Refused:
        return shown_card(view)
    return rung_card(view)


def _carrying(form: type[Form], case: Case) -> FormView:
    """Return a form that belongs to an escalation, and says so."""
    escalation = case.escalation
    about: Text = _("{reference} “{title}”", reference=escalation.reference, title=escalation.title)
    intro = (about, *((escalation.question,) if form is AnswerForm else ()))
    return form.view(hidden={"ref": escalation.reference, "org": escalation.organisation}, intro=intro)
