# SPDX-License-Identifier: EUPL-1.2
"""Goals proposed by anyone, adopted by the board at its yearly meeting about them, measured, and ended."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from commands.boards import KeptOff, Proposal, Ruling, Verdict
from commands.cards import Button, Buttons, Card, Paragraph, Tone, Weight
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.people import Role
from commands.portfolio.cards import goal_card, press
from commands.portfolio.forms import EndForm, GoalForm, MeasureForm
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.neighbours import Neighbours
from commands.portfolio.rules import GoalGone, check_adopted, check_proposal, check_secretary, is_secretary
from commands.portfolio.store import ChangedMeanwhile, Store
from commands.portfolio.wording import measure
from commands.replies import Act, Reply, Tell, ToPerson, ToRole, Urgency
from commands.text import Message, Text, _


class ReferredElsewhere(Refused):
    """A shared goal is adopted by a board, so it can't be referred to a function. Defer it, or decline it."""


@dataclass(frozen=True, slots=True)
class Goals:
    """The handlers of goals."""

    neighbours: Neighbours

    def show(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Show one goal, of this organisation or of a joint arrangement that it takes part in."""
        if pressed["org"] and pressed["org"] != store.organisation.id:
            whose = next((home for home in joint(store) if home.organisation.id == pressed["org"]), None)
            if whose is None:
                raise GoalGone
            return Reply(answer=theirs(found(pressed, whose), whose))
        return Reply(answer=self.card(found(pressed, store), context, store))

    def card(self, goal: Goal, context: Context, store: Store) -> Card:
        """Return a goal as this person sees it."""
        helping = (each for each in store.portfolio.initiatives() if each.goal == goal.reference)
        return goal_card(
            goal,
            helping,
            self.neighbours.asked(store, goal.reference),
            own=goal.by is not None and goal.by.id == context.who.id,
            secretary=is_secretary(store.people, context.who),
        )

    def open_new(self, _press: Press, _context: Context, _store: Store) -> Reply:
        """Open the form of a new goal."""
        return Reply(form=GoalForm.view())

    def open_edit(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Open the form of a goal that is proposed."""
        goal = found(pressed, store)
        check_proposal(goal, store.people, context.who)
        values = {name: getattr(goal, name) for name in GoalForm.model_fields}
        hidden = {"goal": goal.reference, "revision": str(goal.revision)}
        return Reply(form=GoalForm.view(values, hidden=hidden))

    def save(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Keep a goal that is proposed, and ask the board to adopt it.

        Raises:
            ChangedMeanwhile: when somebody else changed it since the form was opened.

        """
        form = GoalForm.read(submit.answers, context.today, store.people.find)
        if submit["goal"]:
            was = found(submit, store)
            check_proposal(was, store.people, context.who)
            if submit["revision"] != str(was.revision):
                raise ChangedMeanwhile
            goal = store.portfolio.save_goal(replace(was, **dict(form)))
        else:
            goal = store.portfolio.add_goal(Goal("", at=context.at, by=context.who, **dict(form)))
        board = self.neighbours.board(store)
        text = _("{board} decides on it at its yearly meeting about goals. You hear what it decides.", board=board)
        return Reply(
            answer=Card(_("“{name}” is proposed", name=goal.name), (Paragraph(text),), Tone.GOOD),
            acts=(Act("portfolio.goal", goal.ref, "changed" if submit["goal"] else "proposed"),),
            proposes=(self._proposal(goal, store),),
        )

    def ask_again(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Put a goal on the agenda that the board only discussed, or that the secretary kept off it."""
        goal = found(pressed, store)
        check_proposal(goal, store.people, context.who)
        title = _("“{name}” is on its way to {board}", name=goal.name, board=self.neighbours.board(store))
        return Reply(
            answer=Card(title, tone=Tone.GOOD),
            acts=(Act("portfolio.goal", goal.ref, "asked"),),
            proposes=(self._proposal(goal, store),),
        )

    def _proposal(self, goal: Goal, store: Store) -> Proposal:
        """Return what the board is asked."""
        question = _("Adopt the goal “{name}” ({measure}).", name=goal.name, measure=measure(goal))
        return Proposal(
            about=goal.ref,
            board=self.neighbours.board(store),
            title=goal.name,
            decision=question,
            by=goal.by,
            strategy=True,
            shows=press("goal", goal=goal.reference),
        )

    def withdraw(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Take a proposed goal back."""
        goal = found(pressed, store)
        check_proposal(goal, store.people, context.who)
        gone = store.portfolio.save_goal(replace(goal, state=GoalState.WITHDRAWN))
        return Reply(
            answer=Card(_("“{name}” is withdrawn", name=gone.name), tone=Tone.GOOD),
            acts=(Act("portfolio.goal", gone.ref, "withdrawn"),),
            retracts=(gone.ref,),
        )

    def open_measure(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Ask how an adopted goal stands."""
        goal = found(pressed, store)
        check_secretary(store.people, context.who)
        check_adopted(goal)
        values = {"current": goal.current, "day": context.today.isoformat()}
        hidden = {"goal": goal.reference, "revision": str(goal.revision)}
        return Reply(form=MeasureForm.view(values, hidden=hidden, intro=(measure(goal),)))

    def measured(self, submit: Submit, context: Context, store: Store) -> Reply:
        """Keep how a goal stands, with its reference date."""
        goal = self._kept(submit, context, store)
        form = MeasureForm.read(submit.answers, context.today, store.people.find)
        now = store.portfolio.save_goal(replace(goal, current=form.current, measured_on=form.day))
        return Reply(answer=self.card(now, context, store), acts=(Act("portfolio.goal", now.ref, "measured"),))

    def open_end(self, pressed: Press, context: Context, store: Store) -> Reply:
        """Ask why a goal ends."""
        goal = found(pressed, store)
        check_secretary(store.people, context.who)
        check_adopted(goal)
        hidden = {"goal": goal.reference, "revision": str(goal.revision)}
        return Reply(form=EndForm.view(hidden=hidden, intro=(goal.name,)))

    def end(self, submit: Submit, context: Context, store: Store) -> Reply:
        """End a goal: nothing new points at it; what pointed at it still does."""
        goal = self._kept(submit, context, store)
        form = EndForm.read(submit.answers, context.today, store.people.find)
        ended = store.portfolio.save_goal(replace(goal, state=GoalState.ENDED, reason=form.reason))
        return Reply(answer=self.card(ended, context, store), acts=(Act("portfolio.goal", ended.ref, "ended"),))

    def _kept(self, submit: Submit, context: Context, store: Store) -> Goal:
        """Return an adopted goal for the secretary, as it was when the form opened."""
        goal = found(submit, store)
        check_secretary(store.people, context.who)
        check_adopted(goal)
        if submit["revision"] != str(goal.revision):
            raise ChangedMeanwhile
        return goal


def goal_ruling(ruled: Ruling, at: datetime, store: Store) -> Reply:
    """Carry out what a board decided on one goal; who proposed it hears that.

    Raises:
        GoalGone: when there is none any more.
        ReferredElsewhere: when it was referred to a function.

    """
    goal = store.portfolio.goal(ruled.about.id)
    if goal is None or goal.state is not GoalState.PROPOSED:
        raise GoalGone
    day = at.astimezone(store.organisation.zone).date()
    now, title = _ruled(goal, ruled, day)
    if now is not goal:
        store.portfolio.save_goal(now)
    return Reply(tells=_heard(now, title, ruled), acts=(Act("portfolio.goal", goal.ref, ruled.verdict.value),))


def _ruled(goal: Goal, ruled: Ruling, day: date) -> tuple[Goal, Message]:
    """Return a goal after a decision, and what is said of that."""
    values = {"board": ruled.board, "name": goal.name}
    match ruled.verdict:
        case Verdict.APPROVED | Verdict.APPROVED_COND:
            kept = replace(goal, state=GoalState.ADOPTED, adopted_on=day, reason=ruled.conditions)
            return replace(kept, decision=ruled.decision.id), _("“{name}” is a shared goal now", name=goal.name)
        case Verdict.REJECTED:
            declined = replace(goal, state=GoalState.DECLINED, decision=ruled.decision.id, reason=ruled.reason)
            return declined, _("{board} did not adopt the goal “{name}”", **values)
        case Verdict.DEFERRED:
            return goal, _("{board} put off the goal “{name}”", **values)
        case Verdict.NOTED:
            return goal, _("{board} discussed the goal “{name}”", **values)
        case Verdict.REFERRED:
            raise ReferredElsewhere


def goal_kept_off(kept: KeptOff, goal: Goal) -> Reply:
    """Tell who proposed a goal that the board does not speak of it; it can be asked again."""
    look = Buttons((Button(_("Show the goal"), press("goal", goal=goal.reference)),))
    card = Card(kept.headline, (Paragraph(kept.reason), look), Tone.BAD)
    return Reply(tells=(Tell(ToPerson(goal.by), card),) if goal.by else ())


def _heard(goal: Goal, title: Message, ruled: Ruling) -> tuple[Tell, ...]:
    """Return what who proposed a goal hears, and of an adopted one the secretary, who keeps it."""
    said: tuple[Text, ...] = tuple(filter(None, (ruled.conditions, ruled.reason, ruled.alternative)))
    if ruled.until:
        said += (_("It comes back on {day}.", day=ruled.until),)
    tone = Tone.BAD if goal.state is GoalState.DECLINED else Tone.GOOD
    card = Card(title, tuple(Paragraph(line) for line in said), tone)
    tells: tuple[Tell, ...] = (Tell(ToPerson(goal.by), card),) if goal.by and goal.by.id != ruled.by.id else ()
    if goal.state is GoalState.ADOPTED:
        measured = Paragraph(_("Note now and then how it stands, with /goals."))
        tells += (Tell(ToRole(Role.SECRETARY), Card(title, (measured,)), urgency=Urgency.INFORMATION),)
    return tells


def joint(store: Store) -> tuple[Store, ...]:
    """Return the joint arrangements that this organisation takes part in: their goals are shown to its people."""
    return tuple(home for each in store.organisation.arrangements if (home := store.of(each)))


def theirs(goal: Goal, home: Store) -> Card:
    """Return a goal of a joint arrangement as a participant sees it: whole, and to read only.

    Raises:
        GoalGone: when it does not hold.

    """
    if goal.state is not GoalState.ADOPTED:
        raise GoalGone
    whose = Paragraph(_("A goal of {organisation}.", organisation=home.organisation.name), Weight.STRONG)
    card = goal_card(goal, (), (), own=False, secretary=False)
    return replace(card, elements=(whose, *card.elements))


def found(said: Press | Submit, store: Store) -> Goal:
    """Return the goal that a button or form carries.

    Raises:
        GoalGone: when there is none.

    """
    goal = store.portfolio.goal(said["goal"])
    if goal is None:
        raise GoalGone
    return goal
