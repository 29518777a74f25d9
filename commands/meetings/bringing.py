# SPDX-License-Identifier: EUPL-1.2
"""What people bring to a board by themselves: anyone proposes an item, and takes it back."""

from dataclasses import replace
from datetime import date

from commands.cards import Card, Paragraph, Tone
from commands.errors import FormErrors, Refused
from commands.events import Context, Press, Submit
from commands.forms import Option
from commands.meetings.board import Board, Kind
from commands.meetings.item import Item, ItemState
from commands.meetings.item_forms import ProposalForm
from commands.meetings.items import coming_meetings, placed, renewed, to_agreers, to_secretaries
from commands.meetings.lookup import home_of, item_in
from commands.meetings.merging import parted
from commands.meetings.rules import check_open, closes
from commands.meetings.store import Store
from commands.meetings.typed import YES, links
from commands.refs import Ref, numbered
from commands.replies import Act, Reply
from commands.text import Text, _


class NotYours(Refused):
    """Only who brought this in can withdraw it: {name}."""


def open_proposal(press: Press, context: Context, store: Store) -> Reply:
    """Open the form with which anyone proposes an item."""
    home = home_of(press, context, store)
    boards = home.meetings.boards()
    options = {"board": tuple(Option(str(b.number), b.function) for b in boards)}
    chosen = press["board"] or (str(boards[0].number) if boards else "")
    return Reply(form=ProposalForm.view({"board": chosen}, hidden={"org": home.organisation.id}, options=options))


def propose(submit: Submit, context: Context, store: Store) -> Reply:
    """Put what somebody proposes on an agenda."""
    home = home_of(submit, context, store)
    form = ProposalForm.read(submit.answers, context.today, home.people.find)
    board = home.meetings.board(numbered(form.board) or 0)
    if board is None:
        raise FormErrors({"board": _("Choose one of the options.")})
    fresh = Item(
        number=0,
        board=board.function,
        title=form.subject,
        decision=form.decision,
        about=Ref("meetings", ""),
        about_organisation=home.organisation.id,
        proposed_at=context.at,
        by=context.who,
        purpose=form.purpose,
        amount=form.amount,
        recurring=form.recurring == YES,
        papers=links(form.papers)[0],
        agrees=(board.controller,) if form.amount and home.people.function(board.controller) else (),
    )
    item = home.meetings.add_item(placed(fresh, home, context.today))
    answer = Card(
        _("“{title}” was proposed to {board}", title=item.title, board=board.function),
        (
            *_goes_to(item, board, home, context.today),
            Paragraph(_("The secretary looks at it, and you hear what the board decides.")),
        ),
        Tone.GOOD,
    )
    return Reply(
        answer=answer,
        tells=(*to_secretaries(item, home), *to_agreers(item, context.today, home)),
        acts=(Act("meetings.propose", item.ref),),
        organisation=home.organisation.id,
    )


def _goes_to(item: Item, board: Board, home: Store, today: date) -> tuple[Paragraph, ...]:
    """Return to which meeting an item comes, and which comes too soon for it."""
    coming = coming_meetings(board, home, today)
    meeting = next((m for m in coming if m.number == item.meeting), None)
    sooner = next((m for m in coming if m.kind is Kind.MEETING and (meeting is None or m.day < meeting.day)), None)
    said: list[Text] = []
    if sooner:
        until = closes(board, sooner, home.calendar)
        said.append(_("Items for the meeting of {day} could be proposed until {until}.", day=sooner.day, until=until))
    if meeting:
        said.append(_("It comes to the meeting of {day}.", day=meeting.day))
    else:
        said.append(_("It waits for a later meeting.") if sooner else _("No meeting is planned yet."))
    return tuple(Paragraph(line) for line in said)


def withdraw(press: Press, context: Context, store: Store) -> Reply:
    """Let who proposed an item take it back."""
    home = home_of(press, context, store)
    item, board = item_in(press, home)
    check_open(item)
    if item.by is None or item.by.id != context.who.id or not item.own:
        raise NotYours(name=item.by.name if item.by else "")
    gone = home.meetings.save_item(replace(item, state=ItemState.WITHDRAWN))
    parted(gone, home, context.today)
    answer = Card(_("“{title}” is off the agenda of {board}", title=item.title, board=board.function), tone=Tone.GOOD)
    return Reply(
        answer=answer,
        renews=renewed(gone, home),
        acts=(Act("meetings.withdraw", gone.ref),),
        organisation=home.organisation.id,
    )
