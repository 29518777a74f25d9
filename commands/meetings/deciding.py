# SPDX-License-Identifier: EUPL-1.2
"""What a board decided, recorded by its secretary; it flows back at once to whose matter it was (docs/adr/0015)."""

from dataclasses import replace

from commands.boards import DEVIATION, Verdict
from commands.cards import Button, Buttons, Card, Element, Paragraph, Tone
from commands.errors import FormErrors
from commands.events import Context, Press, Submit
from commands.meetings.agreement import check_agreed, objects
from commands.meetings.board import Board
from commands.meetings.cards import press as pressing
from commands.meetings.decision_forms import DecisionForm
from commands.meetings.item import Decision, Item, ItemState
from commands.meetings.items import renewed
from commands.meetings.lookup import home_of, item_in
from commands.meetings.merging import settled, together
from commands.meetings.returning import comes_back, looked_at_again
from commands.meetings.rules import check_changeable, check_open, check_secretary, decision_faults
from commands.meetings.rulings import rulings, told
from commands.meetings.store import ChangedMeanwhile, Store
from commands.meetings.typed import VERDICTS
from commands.meetings.wording import decided
from commands.meetings.written import check_answered, round_of
from commands.money import Euro
from commands.replies import Act, Reply
from commands.text import Message, _

_APPROVES = frozenset({Verdict.APPROVED, Verdict.APPROVED_COND})


def open_decision(press: Press, context: Context, store: Store) -> Reply:
    """Open the form with which the secretary records a decision."""
    home, item, board = _open_item(press, context, store)
    hidden = {"org": home.organisation.id, "item": str(item.number), "revision": str(item.revision)}
    asked = round_of(item, board, home)
    values = {"votes": asked.votes} if asked else {}
    form = DecisionForm.view(values, hidden=hidden, intro=(item.title, item.decision))
    left = () if board.votes or asked else ("votes",)
    return Reply(form=replace(form, fields=tuple(f for f in form.fields if f.name not in left)))


def decide(submit: Submit, context: Context, store: Store) -> Reply:
    """Record what the board decided, and let everyone hear whom it concerns.

    Raises:
        Refused: when the item was settled or changed meanwhile, or the controller must agree first.
        FormErrors: when the decision is not complete.

    """
    home, item, board = _open_item(submit, context, store)
    if submit["revision"] != str(item.revision):
        raise ChangedMeanwhile
    form = DecisionForm.read(submit.answers, context.today, home.people.find)
    function = _function(form, home)
    group = together(item, home)
    if faults := _faults(form, function, group, context):
        raise FormErrors(faults)
    check_answered(item, board, home, form.verdict)
    if form.verdict in _APPROVES:
        check_agreed(group, board)
    meeting = home.meetings.meeting(item.meeting) if item.meeting else None
    if meeting:
        check_changeable(meeting)
    kept = home.meetings.record(_decision(item, form, function, board, context, home))
    closed = settled(group, ItemState.DECIDED, home)
    comes_back(closed, kept, context, home)
    if form.review:
        looked_at_again(closed[0], kept, form.review, context, home)
    return Reply(
        answer=_recorded(kept, item, home),
        tells=told(kept, closed, context, home),
        renews=tuple(renew for each in closed for renew in renewed(each, home)),
        acts=(Act("meetings.decide", kept.ref, kept.verdict.value),),
        rules=rulings(kept, closed, board, context.who, home),
        organisation=home.organisation.id,
    )


def _faults(form: DecisionForm, function: str, group: tuple[Item, ...], context: Context) -> dict[str, Message]:
    """Return what the decision lacks for these items, by field."""
    given: dict[str, object] = {**form.model_dump(), "function": function}
    faults = decision_faults(form.verdict, given, context.today)
    if form.verdict in _APPROVES:
        if not function and any(item.names_function for item in group):
            faults["function"] = _("Write which function decides on this from now on.")
        if not form.deviation and objects(group):
            faults[DEVIATION] = _("The controller does not agree. Write why the board decides otherwise.")
    return faults


def _open_item(said: Press | Submit, context: Context, store: Store) -> tuple[Store, Item, Board]:
    """Return an open item for the secretary of its board."""
    home = home_of(said, context, store)
    item, board = item_in(said, home)
    check_secretary(board, home.people, context.who)
    check_open(item)
    return home, item, board


def _function(form: DecisionForm, home: Store) -> str:
    """Return the function that was named, as it is written here.

    Raises:
        FormErrors: when there is none with this name.

    """
    if not form.function:
        return ""
    known = home.people.function(form.function)
    if known is None:
        raise FormErrors({"function": _("I don't know the function “{name}”.", name=form.function[:60])})
    return known.name


def _decision(item: Item, form: DecisionForm, function: str, board: Board, context: Context, home: Store) -> Decision:
    """Return the record of a decision."""
    amount: Euro | None = item.amount
    return Decision(
        reference="",
        item=item.number,
        meeting=item.meeting,
        board=item.board,
        title=item.title,
        verdict=form.verdict,
        at=context.at,
        person=context.who.id,
        name=context.who.name,
        on_behalf_of=home.organisation.name,
        # What nobody else keeps rests on what the board itself may decide.
        basis=item.basis or (board.mandate if item.own else ""),
        right=item.right,
        register_version=item.register_version,
        amount=amount,
        facts=form.facts,
        advice=form.advice,
        reason=form.reason,
        conditions=form.conditions,
        alternative=form.alternative,
        until=form.until,
        function=function,
        votes=form.votes,
        interests=form.interests,
        deviation=form.deviation,
        confidential=item.confidential,
    )


def _recorded(kept: Decision, item: Item, home: Store) -> Card:
    """Return what the secretary reads: that it was recorded, with what comes next on the agenda."""
    elements: list[Element] = [decided(kept)]
    if item.by:
        elements.append(Paragraph(_("{name} was told.", name=item.by.name)))
    if item.meeting:
        left = [i for i in home.meetings.items_of(item.meeting) if i.state is ItemState.OPEN]
        if left:
            then = Button(
                _("Next: {title}", title=left[0].title[:50]),
                pressing("item", home.organisation.id, item=left[0].number),
            )
            elements.append(Buttons((then,)))
    headline = _(
        "{verdict}: “{title}” ({reference})", verdict=VERDICTS[kept.verdict], title=kept.title, reference=kept.reference
    )
    return Card(headline, tuple(elements), Tone.GOOD)
