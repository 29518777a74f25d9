# SPDX-License-Identifier: EUPL-1.2
"""What a board decided, recorded by its secretary; it flows back at once to whose matter it was (docs/adr/0015)."""

from commands.boards import DEVIATION, Verdict
from commands.cards import Button, Buttons, Card, Element, Paragraph, Tone
from commands.errors import FormErrors
from commands.events import Context, Press, Submit
from commands.meetings.agreement import check_agreed, objects
from commands.meetings.board import Board, Kind
from commands.meetings.cards import press as pressing
from commands.meetings.decision_forms import DecisionForm
from commands.meetings.item import Decision, Item, ItemState
from commands.meetings.items import renewed
from commands.meetings.lookup import home_of, item_in
from commands.meetings.merging import settled, together
from commands.meetings.outcomes import APPROVES, choice_card, form_of
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


def choose(press: Press, context: Context, store: Store) -> Reply:
    """Ask the secretary what the board decided."""
    home, item, _board = _open_item(press, context, store)
    meeting = home.meetings.meeting(item.meeting) if item.meeting else None
    early = meeting is not None and meeting.kind is not Kind.WRITTEN and meeting.day > context.today
    to_come = meeting.day if meeting and early else None
    return Reply(answer=choice_card(item, home.organisation.id, to_come))


def open_decision(press: Press, context: Context, store: Store) -> Reply:
    """Open the form with which the secretary records a decision, once nothing stands in its way."""
    home, item, board = _open_item(press, context, store)
    verdict = _verdict(press)
    if verdict is None:
        return Reply(answer=choice_card(item, home.organisation.id))
    group = together(item, home)
    _check_ready(group, board, home, verdict)
    asked = round_of(item, board, home)
    leave = set() if board.votes or asked else {"votes"}
    if verdict is not Verdict.REFERRED and not any(each.names_function for each in group):
        leave.add("function")
    return Reply(form=form_of(item, verdict, leave, asked.votes if asked else "", home.organisation.id))


def _verdict(said: Press | Submit) -> Verdict | None:
    """Return which decision was chosen."""
    return Verdict(said["verdict"]) if said["verdict"] in set(Verdict) else None


def _check_ready(group: tuple[Item, ...], board: Board, home: Store, verdict: Verdict) -> None:
    """Return when this can be decided now.

    Raises:
        Refused: when too few answered in writing, or who must agree did not, or the record was adopted.

    """
    item = group[0]
    check_answered(item, board, home, verdict)
    if verdict in APPROVES:
        check_agreed(group, board)
    if meeting := home.meetings.meeting(item.meeting) if item.meeting else None:
        check_changeable(meeting)


def decide(submit: Submit, context: Context, store: Store) -> Reply:
    """Record what the board decided, and let everyone hear whom it concerns.

    Raises:
        Refused: when the item was settled or changed meanwhile, or the controller must agree first.
        FormErrors: when the decision is not complete.

    """
    home, item, board = _open_item(submit, context, store)
    if submit["revision"] != str(item.revision):
        raise ChangedMeanwhile
    form = _named(DecisionForm.read(submit.answers, context.today, home.people.find), home)
    verdict = _verdict(submit)
    if verdict is None:
        raise ChangedMeanwhile
    group = together(item, home)
    if faults := _faults(verdict, form, group, context):
        raise FormErrors(faults)
    _check_ready(group, board, home, verdict)
    kept = home.meetings.record(_decision(item, verdict, form, board, context, home))
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


def _faults(verdict: Verdict, form: DecisionForm, group: tuple[Item, ...], context: Context) -> dict[str, Message]:
    """Return what the decision lacks for these items, by field."""
    faults = decision_faults(verdict, form.model_dump(), context.today)
    if verdict in APPROVES:
        if not form.function and any(item.names_function for item in group):
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


def _named(form: DecisionForm, home: Store) -> DecisionForm:
    """Return the form with its function as it is written here.

    Raises:
        FormErrors: when there is none with this name.

    """
    if not form.function:
        return form
    known = home.people.function(form.function)
    if known is None:
        raise FormErrors({"function": _("I don't know the function “{name}”.", name=form.function[:60])})
    return form.model_copy(update={"function": known.name})


def _decision(
    item: Item, verdict: Verdict, form: DecisionForm, board: Board, context: Context, home: Store
) -> Decision:
    """Return the record of a decision."""
    amount: Euro | None = item.amount
    return Decision(
        reference="",
        item=item.number,
        meeting=item.meeting,
        board=item.board,
        title=item.title,
        verdict=verdict,
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
        function=form.function,
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
