# SPDX-License-Identifier: EUPL-1.2
"""Initiatives put in the portfolio by the secretary, and how they go according to who owns them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from commands.boards import Ruling
from commands.cards import Buttons, Card, Element
from commands.errors import FormErrors
from commands.events import Context, Press, Submit
from commands.forms import Option
from commands.people import acting
from commands.portfolio.adoption import adopt, ruled, standing_of
from commands.portfolio.cards import initiative_card
from commands.portfolio.deviations import falls_due
from commands.portfolio.forms import AdoptionForm, InitiativeForm, ReportForm
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import FINISHED, Initiative, InitiativeState, Report
from commands.portfolio.neighbours import Neighbours
from commands.portfolio.ranking import COMPETES, ranking_of, sides
from commands.portfolio.ranking_cards import score_buttons, scored
from commands.portfolio.rules import (
    InitiativeGone,
    check_reporter,
    check_secretary,
    date_faults,
    is_secretary,
    owns,
    rebased,
    report_faults,
)
from commands.portfolio.standing import Standing
from commands.portfolio.store import ChangedMeanwhile, Store
from commands.portfolio.wording import planned
from commands.replies import Act, Reply, Tell, ToPerson, Urgency
from commands.text import _


@dataclass(frozen=True, slots=True)
class Initiatives:
    """The handlers of initiatives."""

    neighbours: Neighbours

    def show(self, press: Press, context: Context, store: Store) -> Reply:
        """Show one initiative."""
        return Reply(answer=self.card(found(press, store), context, store))

    def card(self, initiative: Initiative, context: Context, store: Store) -> Card:
        """Return an initiative as this person sees it."""
        return _card(standing_of(initiative, store, self.neighbours, context.today), context, store)

    def open_new(self, press: Press, context: Context, store: Store) -> Reply:
        """Open the form of a new initiative."""
        check_secretary(store.people, context.who)
        adopted = _adopted(store)
        options = {"goal": tuple(Option(goal.reference, goal.name[:70]) for goal in adopted)}
        form = InitiativeForm.view({"goal": press["goal"]}, options=options)
        if not adopted:
            form = replace(form, fields=tuple(f for f in form.fields if f.name != "goal"))
        return Reply(form=form)

    def add(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Put an initiative in the portfolio; who owns it hears that.

        Raises:
            FormErrors: when the function or the goal is none, or it would end before it begins.

        """
        check_secretary(store.people, context.who)
        form = InitiativeForm.read(submit.answers, context.today, store.people.find)
        owner = store.people.function(form.owner)
        if owner is None:
            raise FormErrors({"owner": _("I don't know the function “{name}”.", name=form.owner[:60])})
        if form.goal and form.goal not in {goal.reference for goal in _adopted(store)}:
            raise FormErrors({"goal": _("Choose one of the options.")})
        fresh = Initiative("", told_on=context.today, **{**dict(form), "owner": owner.name})
        if faults := date_faults(fresh):
            raise FormErrors(faults)
        added = store.portfolio.add_initiative(fresh, _report(fresh, context, ""))
        owners = (act.person for act in acting(store.people, added.owner, context.today))
        told = self.card(added, context, store)
        title = _("“{name}” is in the portfolio, and {owner} owns it", name=added.name, owner=added.owner)
        return Reply(
            answer=replace(told, title=title),
            tells=tuple(
                Tell(ToPerson(person), replace(told, title=title), urgency=Urgency.INFORMATION)
                for person in owners
                if person.id != context.who.id
            ),
            acts=(Act("portfolio.initiative", added.ref, "added"),),
        )

    def open_report(self, press: Press, context: Context, store: Store) -> Reply:
        """Ask how an initiative goes."""
        initiative = found(press, store)
        check_reporter(initiative, store.people, context.who, context.today)
        values = {
            "state": initiative.state.value,
            "ends": initiative.ends.isoformat() if initiative.ends else "",
            "one_off": str(initiative.one_off.value) if initiative.one_off else "",
            "recurring": str(initiative.recurring.value) if initiative.recurring else "",
            "review": initiative.review.isoformat() if initiative.review else "",
        }
        hidden = {"initiative": initiative.reference, "revision": str(initiative.revision)}
        return Reply(form=ReportForm.view(values, hidden=hidden, intro=(initiative.name,)))

    def report(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Keep how an initiative goes.

        Raises:
            ChangedMeanwhile: when somebody else reported since the form was opened.
            FormErrors: when a change is not explained, or what is on hold has no day to look at it again.

        """
        was = found(submit, store)
        check_reporter(was, store.people, context.who, context.today)
        if submit["revision"] != str(was.revision):
            raise ChangedMeanwhile
        form = ReportForm.read(submit.answers, context.today, store.people.find)
        on_hold = form.state is InitiativeState.ON_HOLD
        now = replace(
            was,
            state=form.state,
            ends=form.ends,
            one_off=form.one_off,
            recurring=form.recurring,
            review=form.review if on_hold else None,
            told_on=context.today,
        )
        if faults := report_faults(was, now, form.note, context.today):
            raise FormErrors(faults)
        before = standing_of(was, store, self.neighbours, context.today)
        kept = store.portfolio.save_initiative(now, _report(now, context, form.note))
        after = standing_of(kept, store, self.neighbours, context.today)
        plans = falls_due(was, kept, after.found, context.today, store.calendar)
        moved = rebased(was, kept) or kept.state in FINISHED
        told = _card(after, context, store)
        day = store.calendar.add_working_days(context.today, 1)
        return Reply(
            answer=replace(told, elements=(*after.follows(was, before.found, day), *told.elements)),
            acts=(Act("portfolio.initiative", kept.ref, kept.state.value),),
            plans=plans,
            settles=(kept.ref,) if moved else (),
        )

    def open_adoption(self, press: Press, context: Context, store: Store) -> Reply:
        """Ask by which decision the plan as it is now was adopted."""
        standing = standing_of(found(press, store), store, self.neighbours, context.today)
        standing.check(context.who, store.people)
        initiative = standing.initiative
        hidden = {"initiative": initiative.reference, "revision": str(initiative.revision)}
        plan = planned(initiative.one_off, initiative.recurring, initiative.ends)
        intro = (_("{name}: {planned}.", name=initiative.name, planned=plan),)
        return Reply(form=AdoptionForm.view({"decision": standing.running}, hidden=hidden, intro=intro))

    def adopt(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Keep the plan as it is now as the adopted one.

        Raises:
            ChangedMeanwhile: when somebody reported since the form was opened.

        """
        standing = standing_of(found(submit, store), store, self.neighbours, context.today)
        standing.check(context.who, store.people)
        if submit["revision"] != str(standing.initiative.revision):
            raise ChangedMeanwhile
        form = AdoptionForm.read(submit.answers, context.today, store.people.find)
        kept, reply = adopt(standing, context.at, context.who, form.decision, form.note, store)
        return replace(reply, answer=self.card(kept, context, store))

    def ruling(self, ruled_: Ruling, at: datetime, store: Store) -> Reply:
        """Carry out what a board decided on the plan of an initiative.

        Raises:
            InitiativeGone: when there is none any more.

        """
        initiative = store.portfolio.initiative(ruled_.about.id)
        if initiative is None:
            raise InitiativeGone
        return ruled(initiative, ruled_, at, store, self.neighbours)


def _card(standing: Standing, context: Context, store: Store) -> Card:
    """Return an initiative as this person sees it."""
    initiative, who = standing.initiative, context.who
    reporter = owns(initiative, store.people, who, context.today) or is_secretary(store.people, who)
    goal = store.portfolio.goal(initiative.goal) if initiative.goal else None
    adopter = standing.may_adopt(who, store.people)
    shown = initiative_card(standing, goal, context.today, reporter=reporter, adopter=adopter)
    return replace(shown, elements=(*shown.elements, *_for_ranking(initiative, context, store, reporter=reporter)))


def _for_ranking(initiative: Initiative, context: Context, store: Store, *, reporter: bool) -> Iterator[Element]:
    """Yield where an initiative that was not started stands in the ranking, and what this person can do for that."""
    if initiative.state not in COMPETES:
        return
    needs = next((each for each in store.portfolio.needs() if each.initiative == initiative.reference), None)
    yield from scored(initiative, ranking_of(store.portfolio), needs)
    may = bool(sides(store.people, context.who, context.today))
    secretary = is_secretary(store.people, context.who)
    if row := score_buttons(initiative, scores=may, reporter=reporter, secretary=secretary):
        yield Buttons(row)


def _report(initiative: Initiative, context: Context, note: str) -> Report:
    """Return how an initiative stands now."""
    return Report(
        context.at,
        context.who.id,
        initiative.state,
        initiative.ends,
        initiative.one_off,
        initiative.recurring,
        note,
    )


def _adopted(store: Store) -> tuple[Goal, ...]:
    """Return the goals that initiatives can point at."""
    return store.portfolio.goals((GoalState.ADOPTED,))


def found(said: Press | Submit, store: Store) -> Initiative:
    """Return the initiative that a button or form carries.

    Raises:
        InitiativeGone: when there is none.

    """
    initiative = store.portfolio.initiative(said["initiative"])
    if initiative is None:
        raise InitiativeGone
    return initiative
