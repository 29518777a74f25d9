# SPDX-License-Identifier: EUPL-1.2
"""What a board agreed that functions do: reminded, extended with a reason, and brought back when it stalls."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from enum import StrEnum

from commands.boards import KeptOff, Proposal, Purpose
from commands.calendars import Calendar
from commands.cards import Button, Buttons, Card, Element, Fact, Facts, Paragraph, Style, Tone
from commands.dues import RAISE, Due, Lapsed, Tick
from commands.errors import FormErrors, Refused
from commands.events import Context, Press, Submit
from commands.meetings.board import Board
from commands.meetings.cards import press as pressing
from commands.meetings.decision_forms import ActionForm, ExtensionForm
from commands.meetings.item import Action, ActionState
from commands.meetings.lookup import board_for, home_of, meeting_in, reader_of
from commands.meetings.rules import check_changeable, check_secretary, is_secretary, secretaries, working_days_before
from commands.meetings.store import Store
from commands.people import Person, acting
from commands.refs import numbered
from commands.replies import Act, Renew, Reply, Tell, ToPerson, Urgency
from commands.text import Text, _

RULE = "meetings.action"
_MORNING = time(9)
#: Working days before and after its day on which an action is spoken of.
BEFORE, STALLED = 5, 5


class ActionGone(Refused):
    """I don't know this action any more, or it is done. See what waits for you with /mine."""


class NotYourAction(Refused):
    """This action is for {function}, and that is not you today."""


class Stage(StrEnum):
    """What falls due for an action."""

    SOON = "soon"
    TODAY = "today"
    STALLED = "stalled"


def falls_due(action: Action, today: date, calendar: Calendar) -> tuple[Due, ...]:
    """Return what falls due for an action."""
    days = {
        Stage.SOON: working_days_before(action.due, BEFORE, calendar),
        Stage.TODAY: calendar.next_working_day(action.due),
        Stage.STALLED: calendar.add_working_days(action.due, STALLED),
    }
    return tuple(Due(RULE, action.ref, day, _MORNING, stage.value) for stage, day in days.items() if day > today)


def open_new(press: Press, context: Context, store: Store) -> Reply:
    """Open the form of a new action."""
    home = home_of(press, context, store)
    meeting, board = meeting_in(press, home)
    check_secretary(board, home.people, context.who)
    check_changeable(meeting)
    hidden = {"org": home.organisation.id, "meeting": str(meeting.number)}
    return Reply(form=ActionForm.view(hidden=hidden))


def add(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep a new action, and tell who acts for its function."""
    home = home_of(submit, context, store)
    meeting, board = meeting_in(submit, home)
    check_secretary(board, home.people, context.who)
    check_changeable(meeting)
    form = ActionForm.read(submit.answers, context.today, home.people.find)
    function = home.people.function(form.function)
    if function is None:
        raise FormErrors({"function": _("I don't know the function “{name}”.", name=form.function[:60])})
    action = home.meetings.add_action(
        Action(0, board.function, meeting.number, form.text, function.name, form.due, context.at)
    )
    owners = _owners(action, home, context.today)
    told: Text = _("{name} hears of it.", name=owners[0].name) if owners else _("Nobody acts for that function today.")
    card = action_card(action, home, owner=True)
    headline = _("New action for {function}: {text}", function=action.function, text=action.text)
    return Reply(
        answer=Card(_("Action: {text}", text=action.text), (Paragraph(told),), Tone.GOOD),
        tells=tuple(Tell(ToPerson(p), replace(card, title=headline), _key(action)) for p in owners),
        plans=falls_due(action, context.today, home.calendar),
        acts=(Act("meetings.action", action.ref, "added"),),
        organisation=home.organisation.id,
    )


def show(press: Press, context: Context, store: Store) -> Reply:
    """Show an action to who sits in the board, or owns it."""
    home, action, board = _found(press, context, store)
    owner = _owns(action, home, context)
    if not (owner or reader_of(board, home, context.who, context.today).inside):
        raise NotYourAction(function=action.function)
    may = owner or is_secretary(board, home.people, context.who)
    return Reply(answer=action_card(action, home, owner=may))


def finish(press: Press, context: Context, store: Store) -> Reply:
    """Keep that an action is done."""
    home, action, board = _own(press, context, store)
    done = home.meetings.save_action(replace(action, state=ActionState.DONE))
    told = Card(_("Done: {text}", text=done.text), (Paragraph(_("By {function}.", function=done.function)),), Tone.GOOD)
    return Reply(
        answer=told,
        tells=tuple(_information(p, told) for p in secretaries(board, home.people) if p.id != context.who.id),
        renews=(Renew(_key(done), action_card(done, home, owner=True)),),
        settles=(done.ref,),
        retracts=(done.ref,),
        acts=(Act("meetings.action", done.ref, "done"),),
        organisation=home.organisation.id,
    )


def open_extension(press: Press, context: Context, store: Store) -> Reply:
    """Ask until when, and why."""
    home, action, _board = _own(press, context, store)
    hidden = {"org": home.organisation.id, "action": str(action.number)}
    return Reply(form=ExtensionForm.view(hidden=hidden, intro=(action.text,)))


def extend(submit: Submit, context: Context, store: Store) -> Reply:
    """Give an action more time; the secretary hears why."""
    home, action, board = _own(submit, context, store)
    form = ExtensionForm.read(submit.answers, context.today, home.people.find)
    if form.due <= action.due:
        raise FormErrors({"due": _("It is due on {day} already.", day=action.due)})
    moved = home.meetings.save_action(replace(action, due=form.due, reason=form.reason, moved=action.moved + 1))
    headline = _("More time for “{text}”: until {day}", text=moved.text, day=moved.due)
    told = Card(headline, (Paragraph(form.reason),))
    return Reply(
        answer=Card(headline, tone=Tone.GOOD),
        tells=tuple(_information(p, told) for p in secretaries(board, home.people) if p.id != context.who.id),
        renews=(Renew(_key(moved), action_card(moved, home, owner=True)),),
        settles=(moved.ref,),
        retracts=(moved.ref,),
        plans=falls_due(moved, context.today, home.calendar),
        acts=(Act("meetings.action", moved.ref, "extended"),),
        organisation=home.organisation.id,
    )


def remind(tick: Tick, store: Store) -> Reply:
    """Remind who acts for the function; when an action stalls, the chair and the secretary hear it.

    Raises:
        Lapsed: when it is done.

    """
    action = store.meetings.action(numbered(tick.due.about.id.rpartition("/")[2]) or 0)
    if action is None or action.state is ActionState.DONE:
        raise Lapsed("done")
    stage = Stage(tick.due.stage)
    owners = _owners(action, store, tick.today)
    board = board_for(action.board, store)
    card = action_card(action, store, owner=True)
    acts = (Act("meetings.remind", action.ref, stage.value),)
    if stage is not Stage.STALLED:
        title = _("Action by {day}: {text}", day=action.due, text=action.text)
        return Reply(tells=tuple(_reminder(p, replace(card, title=title), action) for p in owners), acts=acts)
    title = _("This action stalls since {day}: {text}", day=action.due, text=action.text)
    chair = (board.chair,) if board.chair else ()
    people: Iterable[Person] = {p.id: p for p in (*owners, *chair, *secretaries(board, store.people))}.values()
    return Reply(
        tells=tuple(Tell(ToPerson(p), replace(card, title=title)) for p in people),
        plans=(Due(RAISE, action.ref, tick.today, _MORNING),),
        proposes=(_proposal(action, store),),
        acts=acts,
    )


def _proposal(action: Action, home: Store) -> Proposal:
    """Return what the board is asked about an action that stalls."""
    meeting = home.meetings.meeting(action.meeting) if action.meeting else None
    return Proposal(
        about=action.ref,
        board=action.board,
        title=action.text,
        decision=_(
            "Say what happens with this action of {function}, due on {day}.", function=action.function, day=action.due
        ),
        purpose=Purpose.DISCUSSION,
        basis=_("{board}, {reference}", board=action.board, reference=meeting.reference) if meeting else action.board,
        shows=pressing("action", home.organisation.id, action=action.number),
    )


def kept_off(kept: KeptOff, at: datetime, store: Store) -> Reply:
    """Tell who acts for the function of an action that stalls that the board does not speak of it."""
    action = store.meetings.action(numbered(kept.about.id.rpartition("/")[2]) or 0)
    if action is None or action.state is ActionState.DONE:
        return Reply()
    owners = _owners(action, store, at.astimezone(store.organisation.zone).date())
    card = action_card(action, store, owner=True)
    told = replace(card, title=kept.headline, elements=(Paragraph(kept.reason), *card.elements))
    return Reply(tells=tuple(Tell(ToPerson(person), told) for person in owners))


def action_card(action: Action, home: Store, *, owner: bool) -> Card:
    """Return an action; its owner and the secretary can say that it is done, or ask for time."""
    shown: list[tuple[Text, Text]] = [
        (_("By"), action.function),
        (_("Due"), _("{day}", day=action.due)),
        (_("Board"), action.board),
        (_("Moved because"), action.reason),
    ]
    elements: list[Element] = [Facts(tuple(Fact(label, value) for label, value in shown if value))]
    if owner and action.state is ActionState.OPEN:
        org = home.organisation.id
        row = (
            Button(_("It is done"), pressing("action_done", org, action=action.number), Style.PRIMARY),
            Button(_("More time"), pressing("action_extend", org, action=action.number)),
        )
        elements.append(Buttons(row))
    tone = Tone.GOOD if action.state is ActionState.DONE else Tone.WAITING
    return Card(_("Action: {text}", text=action.text), tuple(elements), tone)


def owned(home: Store, who: Person, today: date) -> tuple[Action, ...]:
    """Return the open actions of functions that this person acts for."""
    return tuple(a for a in home.meetings.open_actions() if any(p.id == who.id for p in _owners(a, home, today)))


def _key(action: Action) -> str:
    return f"meetings/action/{action.number}"


def _owners(action: Action, home: Store, today: date) -> tuple[Person, ...]:
    """Return who acts for the function of an action."""
    return tuple(act.person for act in acting(home.people, action.function, today))


def _owns(action: Action, home: Store, context: Context) -> bool:
    """Whether this person acts for the function of an action."""
    return any(p.id == context.who.id for p in _owners(action, home, context.today))


def _found(said: Press | Submit, context: Context, store: Store) -> tuple[Store, Action, Board]:
    """Return the action that a button or form carries."""
    home = home_of(said, context, store)
    action = home.meetings.action(numbered(said["action"]) or 0)
    if action is None:
        raise ActionGone
    return home, action, board_for(action.board, home)


def _own(said: Press | Submit, context: Context, store: Store) -> tuple[Store, Action, Board]:
    """Return an open action for its owner, or for the secretary."""
    home, action, board = _found(said, context, store)
    if action.state is ActionState.DONE:
        raise ActionGone
    if not (_owns(action, home, context) or is_secretary(board, home.people, context.who)):
        raise NotYourAction(function=action.function)
    return home, action, board


def _information(person: Person, card: Card) -> Tell:
    return Tell(ToPerson(person), card, urgency=Urgency.INFORMATION)


def _reminder(person: Person, card: Card, action: Action) -> Tell:
    return Tell(ToPerson(person), card, urgency=Urgency.REMINDER, about=action.ref)
