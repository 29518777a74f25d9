# SPDX-License-Identifier: EUPL-1.2
"""The climb: one rung up by the clock or by hand, reminders, and what stops when the matter was settled elsewhere."""

from dataclasses import dataclass, replace
from typing import assert_never

from commands.cards import Buttons, Card, Element, Paragraph, Quote, Tone
from commands.dues import Lapsed, Tick
from commands.escalations.agenda import asking_board
from commands.escalations.cards import button
from commands.escalations.case import Case
from commands.escalations.escalation import CLIMBING, OPEN, Rung, State, Why
from commands.escalations.ladder import next_rung
from commands.escalations.neighbours import Neighbours
from commands.escalations.notices import below, everyone, explained, news, renewed, to_rung
from commands.escalations.store import Store
from commands.escalations.terms import Stage, calendar_of, falls_due, stands
from commands.escalations.terrain import matter_of
from commands.escalations.view import View
from commands.escalations.wording import who_on
from commands.replies import Act, Reply, Tell, ToPerson, Urgency
from commands.text import Text, _


def risen(case: Case, move: str, note: str = "", entry: int = 0) -> Case:
    """Keep the escalation on its next rung: computed anew from the authority of today; the last is the agenda."""
    escalation = case.escalation
    rung = next_rung(replace(matter_of(escalation), entry=entry), case.terrain, escalation.ladder)
    if rung is None:
        return case
    here = stands(rung, case.today, case.home.calendar)
    state = State.BOARD if rung.why is Why.AGENDA else State.RUNNING
    risen = replace(escalation, ladder=(*escalation.ladder, here), state=state, until=None, question="")
    return case.keep(risen, "agenda" if state is State.BOARD else move, note)


def climbed(case: Case, move: str, headline: Text, note: str = "") -> Reply:
    """Let it climb one rung, and tell the rung, the one below, and whose matter it is."""
    before = case.escalation.rung
    case = risen(case, move, note)
    return follow(before, case, move, headline, (Quote(note),) if note else ())


def follow(before: Rung, case: Case, move: str, headline: Text, more: tuple[Element, ...]) -> Reply:
    """Return what follows when it came to another rung: its board is asked, terms begin, everyone hears."""
    view = case.view()
    escalation = case.escalation
    went = went_to(view)
    why = (*more, *explained(escalation.rung))
    reply = Reply(
        answer=Card(went, (Paragraph(_("Recorded, and everyone involved was told.")),)),
        tells=(
            *to_rung(case, view),
            *below(case, headline, Paragraph(went), *why),
            *news(case, view, went, *why),
        ),
        renews=renewed(case, view),
        acts=(Act(f"escalations.{move}", escalation.ref, escalation.state.value),),
        plans=falls_due(escalation, case.today, case.home.calendar),
        settles=(escalation.ref,),
        organisation=escalation.organisation,
    )
    return asking_board(before, case, reply)


def went_to(view: View) -> Text:
    """Return in one line where it went."""
    escalation, rung = view.escalation, view.escalation.rung
    values = {"reference": escalation.reference, "title": escalation.title}
    if rung.why is Why.AGENDA:
        return _("{reference} “{title}” goes on the agenda of {function}", function=rung.function, **values)
    who = who_on(rung, escalation.organisation, view.names, view.people)
    return _("{reference} “{title}” now lies with {who}", who=who, **values)


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock does with escalations."""

    neighbours: Neighbours

    def rung(self, tick: Tick, store: Store) -> Reply:
        """Carry out what falls due on a rung.

        Raises:
            Lapsed: when the escalation is gone, has ended, or stands elsewhere.

        """
        case = self._case(tick, store)
        if tick.due.whom != str(len(case.escalation.ladder)) or case.escalation.state not in CLIMBING:
            raise Lapsed("moved_on")
        if ended := settled(case):
            return ended
        stage = Stage(tick.due.stage.partition(":")[0])
        match stage:
            case Stage.HALF:
                return _half(case)
            case Stage.END:
                return climbed(case, "climb", _passed(case))
            case Stage.LAPSE:
                return _lapsed(case)
            case Stage.UNANSWERED:
                return _unanswered(case)
        assert_never(stage)

    def look(self, tick: Tick, store: Store) -> Reply:
        """Look whether the matter was settled where it lay.

        Raises:
            Lapsed: when it was not, or there is nothing to look at.

        """
        if ended := settled(self._case(tick, store)):
            return ended
        raise Lapsed("still_stuck")

    def _case(self, tick: Tick, store: Store) -> Case:
        """Return the case that fell due."""
        escalation = store.escalations.get(tick.due.about.id)
        if escalation is None or escalation.state not in OPEN:
            raise Lapsed("ended" if escalation else "gone")
        return Case(escalation, store, tick.at, tick.today, self.neighbours)


def _half(case: Case) -> Reply:
    """Remind the rung at half the term; where nobody acts for it any more, it climbs at once."""
    escalation, rung = case.escalation, case.escalation.rung
    acts = case.acts()
    if not rung.body and not acts:
        return climbed(case, "climb", _nobody(case))
    view = case.view()
    headline = _("{reference} waits for you, until {day}", reference=escalation.reference, day=rung.due or case.today)
    row = Buttons((button(_("Show"), "show", escalation),))
    card = Card(headline, (Paragraph(escalation.title), row), Tone.WAITING)
    people = case.secretaries(rung) if rung.body else tuple(act.person for act in acts)
    fresh = {act.person.id for act in acts} - set(rung.people)
    tells = [Tell(ToPerson(person), card, urgency=Urgency.REMINDER, about=escalation.ref) for person in people]
    # Who came to act for the rung meanwhile gets the whole of it.
    tells = [tell for tell in tells if isinstance(tell.to, ToPerson) and tell.to.person.id not in fresh]
    tells += [t for t in to_rung(case, view) if isinstance(t.to, ToPerson) and t.to.person.id in fresh]
    return Reply(tells=tuple(tells), acts=(Act("escalations.remind", escalation.ref, Stage.HALF.value),))


def _passed(case: Case) -> Text:
    """Return what the rung below hears: that its term passed."""
    return _("The term of {function} for {reference} has passed", function=case.escalation.rung.function,
             reference=case.escalation.reference)  # fmt: skip


def _nobody(case: Case) -> Text:
    """Return what is heard when nobody acts for a rung any more."""
    return _("Nobody acts for {function} any more, so {reference} climbs", function=case.escalation.rung.function,
             reference=case.escalation.reference)  # fmt: skip


def _lapsed(case: Case) -> Reply:
    """Let what was taken up run out: nothing followed, so the term counts again, and when it passed it climbs."""
    rung = case.escalation.rung
    headline = _(
        "{function} took {reference} up, but nothing followed",
        function=rung.function,
        reference=case.escalation.reference,
    )
    return _again(case, "lapse", headline)


def _unanswered(case: Case) -> Reply:
    """Let a question run out that nobody answered: the rung decides with what it knows."""
    headline = _("Nobody answered the question about {reference}", reference=case.escalation.reference)
    return _again(case, "unanswered", headline)


def _again(case: Case, move: str, headline: Text) -> Reply:
    """Let the term count again, and tell everyone; a term that passed meanwhile has one more day."""
    rung = case.escalation.rung
    counted = calendar_of(rung, case.home.calendar)
    due = max(rung.due or case.today, counted.add_working_days(case.today, 1))
    ladder = (*case.escalation.ladder[:-1], replace(rung, due=due))
    case = case.keep(replace(case.escalation, state=State.RUNNING, until=None, question="", ladder=ladder), move)
    view = case.view()
    row = Buttons((button(_("Show"), "show", case.escalation),))
    told = Card(headline, (Paragraph(_("It waits for your decision again, until {day}.", day=due)), row), Tone.WAITING)
    return Reply(
        tells=(*(Tell(ToPerson(act.person), told) for act in view.acts), *news(case, view, headline)),
        renews=renewed(case, view),
        acts=(Act(f"escalations.{move}", case.escalation.ref, case.escalation.state.value),),
        plans=falls_due(case.escalation, case.today, case.home.calendar),
        settles=(case.escalation.ref,),
    )


def settled(case: Case) -> Reply | None:
    """Return what follows where the matter was settled where it lay; None while it is still stuck."""
    if case.escalation.about is None:
        return None
    subject = case.subject()
    if subject is not None and subject.open:
        return None
    ended = replace(case.escalation, state=State.SETTLED, ended_at=case.at, until=None, question="")
    case = case.keep(ended, "settle")
    view = case.view()
    headline = _("{reference} “{title}” stops: it was settled where it lay", reference=ended.reference,
                 title=ended.title)  # fmt: skip
    reply = Reply(
        tells=tuple(everyone(case, view, headline)),
        renews=renewed(case, view),
        acts=(Act("escalations.settle", ended.ref, ended.state.value),),
        settles=(ended.ref,),
    )
    return asking_board(ended.rung, case, reply)
