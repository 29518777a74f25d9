# SPDX-License-Identifier: EUPL-1.2
"""What a board decided, recorded by its secretary; it flows back at once to whose matter it was (docs/adr/0015)."""

from dataclasses import replace
from datetime import date

from commands.boards import Purpose, Ruling, Verdict
from commands.cards import Button, Buttons, Card, Element, Paragraph, Tone
from commands.errors import FormErrors, Refused
from commands.events import Context, Press, Submit
from commands.meetings.board import Board, Meeting
from commands.meetings.cards import press as pressing
from commands.meetings.decision_forms import DecisionForm
from commands.meetings.item import Decision, Item, ItemState
from commands.meetings.items import coming_meetings, renewed
from commands.meetings.lookup import home_of, item_in
from commands.meetings.rules import check_changeable, check_open, check_secretary, decision_faults, meeting_for
from commands.meetings.store import ChangedMeanwhile, Store
from commands.meetings.typed import VERDICTS
from commands.meetings.wording import decided
from commands.meetings.written import check_answered, round_of
from commands.money import Euro
from commands.people import Person
from commands.refs import Ref
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import _


class ControllerFirst(Refused):
    """{controller} must agree before “{title}” can be approved. Declining or deferring is possible already."""


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
    given: dict[str, object] = {**form.model_dump(), "function": function}
    faults = decision_faults(form.verdict, given, context.today)
    approved = form.verdict in (Verdict.APPROVED, Verdict.APPROVED_COND)
    if approved and item.names_function and not function:
        faults["function"] = _("Write which function decides on this from now on.")
    if faults:
        raise FormErrors(faults)
    check_answered(item, board, home, form.verdict)
    if approved:
        _check_controller(item, board)
    meeting = home.meetings.meeting(item.meeting) if item.meeting else None
    if meeting:
        check_changeable(meeting)
    kept = home.meetings.record(_decision(item, form, function, meeting, context, home))
    closed = home.meetings.save_item(replace(item, state=ItemState.DECIDED))
    again = _comes_back(closed, kept, board, context, home)
    if form.review:
        _looked_at_again(closed, kept, form.review, board, context, home)
    ruling = Ruling(
        about=item.about,
        verdict=kept.verdict,
        board=item.board,
        by=context.who,
        decision=kept.ref,
        reason=kept.reason,
        conditions=kept.conditions,
        alternative=kept.alternative,
        until=kept.until,
        function=kept.function,
        deviation=kept.deviation,
        organisation=item.about_organisation,
        board_organisation=home.organisation.id,
    )
    return Reply(
        answer=_recorded(kept, item, home),
        tells=_told(kept, item, again, context.who),
        renews=renewed(closed, home),
        acts=(Act("meetings.decide", kept.ref, kept.verdict.value),),
        rules=() if item.own else (ruling,),
        organisation=home.organisation.id,
    )


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


def _check_controller(item: Item, board: Board) -> None:
    """Return when the controller agreed, where that is asked; who hears a ruling checks its own agreements."""
    must = item.own and board.controller in item.agrees
    if must and not (item.controllers and item.controllers.agrees):
        raise ControllerFirst(controller=board.controller, title=item.title)


def _decision(
    item: Item, form: DecisionForm, function: str, meeting: Meeting | None, context: Context, home: Store
) -> Decision:
    """Return the record of a decision."""
    amount: Euro | None = item.amount
    return Decision(
        reference="",
        item=item.number,
        meeting=meeting.number if meeting else None,
        board=item.board,
        title=item.title,
        verdict=form.verdict,
        at=context.at,
        person=context.who.id,
        name=context.who.name,
        on_behalf_of=home.organisation.name,
        basis=item.basis,
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


def _comes_back(item: Item, kept: Decision, board: Board, context: Context, home: Store) -> Item | None:
    """Put on a later agenda what was deferred."""
    if kept.verdict is not Verdict.DEFERRED or kept.until is None:
        return None
    later = replace(
        item, number=0, state=ItemState.OPEN, place=0, not_before=kept.until, proposed_at=context.at, revision=1
    )
    meeting = meeting_for(later, coming_meetings(board, home, context.today), board, context.today, home.calendar)
    return home.meetings.add_item(replace(later, meeting=meeting.number if meeting else None))


def _looked_at_again(item: Item, kept: Decision, on: date, board: Board, context: Context, home: Store) -> None:
    """Put on a later agenda whether a decision still holds."""
    day = context.today
    review = Item(
        number=0,
        board=item.board,
        title=item.title,
        decision=_("Look again at {reference} of {day}: does it still hold?", reference=kept.reference, day=day),
        about=Ref("meetings", ""),
        about_organisation=home.organisation.id,
        proposed_at=context.at,
        purpose=Purpose.DISCUSSION,
        right=item.right,
        basis=item.basis,
        register_version=item.register_version,
        amount=item.amount,
        recurring=item.recurring,
        confidential=item.confidential,
        papers=item.papers,
        shows=item.shows,
        not_before=on,
    )
    meeting = meeting_for(review, coming_meetings(board, home, day), board, day, home.calendar)
    home.meetings.add_item(replace(review, meeting=meeting.number if meeting else None))


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


def _told(kept: Decision, item: Item, again: Item | None, who: Person) -> tuple[Tell, ...]:
    """Return what whoever brought in an item of the agenda itself hears; of others their own feature tells."""
    if not item.own or item.by is None or item.by.id == who.id:
        return ()
    headline = _(
        "{board} decided on “{title}”: {verdict}", board=item.board, title=item.title, verdict=VERDICTS[kept.verdict]
    )
    back = (Paragraph(_("It comes back on {day}.", day=again.not_before)),) if again and again.not_before else ()
    tone = Tone.BAD if kept.verdict is Verdict.REJECTED else Tone.GOOD
    return (Tell(ToPerson(item.by), Card(headline, (decided(kept), *back), tone)),)
