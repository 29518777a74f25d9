# SPDX-License-Identifier: EUPL-1.2
"""An improvement goes its way: the board decides, its owner is reminded, says what was done, or it is escalated."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, ClassVar

from commands.boards import KeptOff, Proposal, Ruling
from commands.cards import Button, Buttons, Card, Paragraph
from commands.dues import Lapsed, Tick
from commands.errors import Refused
from commands.evaluations.admission import may_run, runners
from commands.evaluations.following import followed
from commands.evaluations.improvement_cards import asked_card, done_card, shown_card, stalled_card, waits_card
from commands.evaluations.improvement_cards import show as showing
from commands.evaluations.improvements import (
    UNDER_WAY,
    UNSETTLED,
    Improvement,
    Progress,
    Step,
    dimension_of,
    falls_due,
    proposal,
    ruled_on,
    stalled,
)
from commands.evaluations.instrument import INDEX, Dimension
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.report import Report
from commands.evaluations.round import Kind, Round
from commands.evaluations.rules import RoundGone
from commands.evaluations.store import Store
from commands.events import Context, Press, Submit
from commands.forms import Form, Lines
from commands.people import Person, acting
from commands.replies import Act, Renew, Reply, Tell, ToPerson, Urgency
from commands.text import Text, _

DONE_FORM = "evaluations.done"
#: What a board can improve; a project or one question is discussed by those involved.
ASKED_OF_BOARD = frozenset({*INDEX, Dimension.LEARNING, Dimension.JOINT})


class NotYoursToImprove(Refused):
    """This falls to {function}. Only who acts for it, or who runs the evaluation, can say what was done."""


class DoneForm(Form):
    """What was done."""

    form: ClassVar[str] = DONE_FORM
    title: ClassVar[Text] = _("What was done?")
    submit: ClassVar[Text] = _("Record")
    intro: ClassVar[tuple[Text, ...]] = (
        _("Everybody who is invited next time reads this: what was said, and what was done with it."),
    )

    note: Annotated[str, Lines(_("In one or two sentences"), max_length=500)]


class Improving:
    """What happens to improvements, with what other features know."""

    def __init__(self, neighbours: Neighbours) -> None:
        """Keep the read functions of other features."""
        self._neighbours = neighbours

    def flagged(self, round_: Round, report: Report, today: date, store: Store) -> tuple[Proposal, ...]:
        """Keep an improvement for each dimension that was flagged, and return what the board is asked.

        What the board was asked a round before is brought up to date; what an owner still works on is not asked anew.
        """
        asked: list[Proposal] = []
        board = self._neighbours.board(store)
        running = {each.dimension: each for each in followed(store, round_.opens) if each.progress in UNSETTLED}
        for flag in report.flags() if round_.kind is Kind.QUARTERLY else ():
            before = running.get(flag.dimension)
            if before and before.progress is Progress.PROPOSED:
                asked.append(proposal(before, round_, report, board, store.organisation))
            elif before is None and flag.dimension in ASKED_OF_BOARD:
                part = report.part(flag.dimension)
                owner = self._neighbours.owner(store, flag.dimension, today)
                improvement = Improvement(round_.reference, flag.dimension, part.mean if part else None, owner)
                store.evaluations.keep_improvement(improvement)
                question = proposal(improvement, round_, report, board, store.organisation)
                asked.append(replace(question, shows=showing(improvement)))
        return tuple(asked)

    def ruling(self, ruled: Ruling, at: datetime, store: Store) -> Reply:
        """Carry out what the board decided, and tell the owner.

        Raises:
            RoundGone: when the improvement is not kept any more.

        """
        before, today = _found(ruled.about.id, store), at.astimezone(store.organisation.zone).date()
        now = ruled_on(before, ruled, today, store.calendar)
        if now == before:
            return Reply()
        store.evaluations.keep_improvement(now)
        agreed = now.progress is Progress.AGREED
        return Reply(
            tells=_to_owner(now, asked_card(now), today, store) if agreed else (),
            acts=(Act("evaluations.rule", now.ref, ruled.verdict.value),),
            settles=(now.ref,),
            plans=tuple(falls_due(now, today, store.calendar)) if agreed else (),
        )

    @staticmethod
    def kept_off(kept: KeptOff, at: datetime, store: Store) -> Reply:
        """Tell the owner that the board does not speak of what was flagged."""
        named = dimension_of(kept.about.id)
        improvement = store.evaluations.improvement(*named) if named else None
        if improvement is None:
            return Reply()
        again = Paragraph(_("It comes back when the next evaluation shows the same."))
        row = Buttons((Button(_("Show it"), showing(improvement)),))
        card = Card(kept.headline, (Paragraph(kept.reason), again, row))
        return Reply(tells=_to_owner(improvement, card, at.astimezone(store.organisation.zone).date(), store))

    def remind(self, tick: Tick, store: Store) -> Reply:
        """Remind the owner; once the term has passed and nothing was said, it is escalated, and asked again.

        Raises:
            Lapsed: when it was done, or is no longer there.

        """
        named = dimension_of(tick.due.about.id)
        improvement = store.evaluations.improvement(*named) if named else None
        if improvement is None or improvement.progress not in UNDER_WAY:
            raise Lapsed("settled")
        step = Step(tick.due.stage)
        act = Act("evaluations.remind", improvement.ref, step.value)
        asked = (
            replace(tell, key="", urgency=Urgency.REMINDER, about=improvement.ref)
            for tell in _to_owner(improvement, waits_card(improvement, step), tick.today, store)
        )
        if step in {Step.HALF, Step.END}:
            return Reply(tells=tuple(asked), acts=(act,))
        now = replace(improvement, progress=Progress.STALLED)
        store.evaluations.keep_improvement(now)
        told = (Tell(runners(store), stalled_card(now)),) if step is Step.STALLED else ()
        return Reply(tells=(*asked, *told), acts=(act,), plans=stalled(now, tick.today, store.calendar))


def show(press: Press, context: Context, store: Store) -> Reply:
    """Show how an improvement stands, to everybody: it is about a function and says nothing of a person.

    Raises:
        RoundGone: when it is not kept.

    """
    improvement = _found(press["ref"], store)
    return Reply(answer=shown_card(improvement, yours=_is_of(improvement, context, store)))


def open_done(press: Press, context: Context, store: Store) -> Reply:
    """Open the form to say what was done; where that was said already, show what.

    Raises:
        NotYoursToImprove: to who neither acts for the owner nor runs the evaluation.

    """
    improvement = _yours(press["ref"], context, store)
    if improvement.progress not in UNDER_WAY:
        return Reply(answer=shown_card(improvement, yours=True))
    return Reply(form=DoneForm.view(hidden={"ref": improvement.ref.id}))


def done(submit: Submit, context: Context, store: Store) -> Reply:
    """Record what was done: the invitation of the next round opens with it.

    Raises:
        NotYoursToImprove: to who neither acts for the owner nor runs the evaluation.
        FormErrors: when nothing was said.

    """
    improvement = _yours(submit["ref"], context, store)
    filled = DoneForm.read(submit.answers, context.today, store.people.find)
    now = replace(improvement, progress=Progress.DONE, note=filled.note)
    store.evaluations.keep_improvement(now)
    return Reply(
        answer=done_card(now),
        renews=(Renew(_key(now), done_card(now)),),
        acts=(Act("evaluations.done", now.ref),),
        settles=(now.ref,),
        retracts=(now.ref,),
    )


def _to_owner(improvement: Improvement, card: Card, today: date, store: Store) -> tuple[Tell, ...]:
    """Return a message to who acts for the owner today; the runners hear it where nobody does."""
    people = _acting(improvement.owner.function, today, store)
    key = _key(improvement)
    return tuple(Tell(ToPerson(person), card, key) for person in people) or (Tell(runners(store), card, key),)


def _acting(function: str, today: date, store: Store) -> tuple[Person, ...]:
    """Return who acts for a function today."""
    return tuple(act.person for act in acting(store.people, function, today))


def _yours(reference: str, context: Context, store: Store) -> Improvement:
    """Return the improvement, where this person may say what was done."""
    improvement = _found(reference, store)
    if not _is_of(improvement, context, store):
        raise NotYoursToImprove(function=improvement.owner.function)
    return improvement


def _is_of(improvement: Improvement, context: Context, store: Store) -> bool:
    """Whether somebody may say what was done: who acts for the owner, and who runs the evaluation."""
    owners = {person.id for person in _acting(improvement.owner.function, context.today, store)}
    return context.who.id in owners or may_run(context.who, store)


def _found(reference: str, store: Store) -> Improvement:
    """Return the improvement.

    Raises:
        RoundGone: when it is not kept.

    """
    named = dimension_of(reference)
    improvement = store.evaluations.improvement(*named) if named else None
    if improvement is None:
        raise RoundGone
    return improvement


def _key(improvement: Improvement) -> str:
    return f"evaluations/{improvement.ref.id}/owner"
