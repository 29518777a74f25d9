# SPDX-License-Identifier: EUPL-1.2
"""How things come onto an agenda: features and people propose, and take back."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from commands.boards import Proposal
from commands.cards import Card, Paragraph, Tone
from commands.errors import FormErrors, Refused
from commands.events import Context, Press, Submit
from commands.forms import Option
from commands.meetings.board import Board, Meeting
from commands.meetings.item import Item, ItemState
from commands.meetings.item_cards import item_card, proposed_card
from commands.meetings.item_forms import ProposalForm
from commands.meetings.lookup import board_for, home_of, item_in, reader_of
from commands.meetings.rules import check_open, meeting_for, secretaries
from commands.meetings.store import Store
from commands.meetings.typed import YES, links
from commands.meetings.view import Reader
from commands.meetings.written import shown
from commands.people import Person
from commands.refs import Ref, numbered
from commands.replies import Act, Renew, Reply, Tell, ToPerson, Urgency
from commands.text import Text, _

#: How far ahead an item looks for its meeting.
AHEAD = timedelta(days=400)


class NotYours(Refused):
    """Only who brought this in can withdraw it: {name}."""


def item_key(item: Item) -> str:
    """Return the key of the secretary's card of an item."""
    return f"meetings/item/{item.number}"


def coming_meetings(board: Board, home: Store, today: date) -> tuple[Meeting, ...]:
    """Return the meetings of a board from today on."""
    return home.meetings.meetings(today, today + AHEAD, board.number)


def proposed(proposal: Proposal, at: datetime, store: Store) -> Reply:
    """Put on the agenda what a feature asks a board; what stands there already is brought up to date."""
    known = store.meetings.item_about(proposal.about, proposal.organisation)
    fresh = Item(
        number=0,
        board=proposal.board,
        title=proposal.title,
        decision=proposal.decision,
        about=proposal.about,
        about_organisation=proposal.organisation,
        proposed_at=at,
        by=proposal.by,
        purpose=proposal.purpose,
        right=proposal.right,
        basis=proposal.basis,
        register_version=proposal.register_version,
        agrees=proposal.agrees,
        amount=proposal.amount,
        recurring=proposal.recurring,
        names_function=proposal.names_function,
        strategy=proposal.strategy,
        shows=proposal.shows,
        not_before=proposal.not_before,
    )
    today = at.astimezone(store.organisation.zone).date()
    if known and known.board == proposal.board:
        item = store.meetings.save_item(_renewed(known, fresh, store, today))
        act = Act("meetings.propose", item.ref, "renewed")
        return Reply(renews=renewed(item, store), acts=(act,))
    acts: tuple[Act, ...] = ()
    renews: tuple[Renew, ...] = ()
    if known:
        gone = store.meetings.save_item(replace(known, state=ItemState.WITHDRAWN))
        acts, renews = (Act("meetings.withdraw", gone.ref, "elsewhere"),), renewed(gone, store)
    item = _placed(fresh, store, today)
    told = to_secretaries(item, store)
    return Reply(tells=told, renews=renews, acts=(*acts, Act("meetings.propose", item.ref)))


def _renewed(known: Item, fresh: Item, store: Store, today: date) -> Item:
    """Return an item with what is asked now; what the secretary and the controller did with it stays."""
    item = replace(
        known,
        title=fresh.title,
        decision=fresh.decision,
        amount=fresh.amount,
        recurring=fresh.recurring,
        agrees=fresh.agrees,
        basis=fresh.basis,
        right=fresh.right,
        register_version=fresh.register_version,
        shows=fresh.shows,
        not_before=fresh.not_before,
    )
    if fresh.not_before != known.not_before:
        board = board_for(item.board, store)
        meeting = meeting_for(item, coming_meetings(board, store, today), board, today, store.calendar)
        item = replace(item, meeting=meeting.number if meeting else None, place=0)
    return item


def _placed(item: Item, store: Store, today: date) -> Item:
    """Keep a new item, for the first meeting that still takes it."""
    board = board_for(item.board, store)
    meeting = meeting_for(item, coming_meetings(board, store, today), board, today, store.calendar)
    return store.meetings.add_item(replace(item, meeting=meeting.number if meeting else None))


def to_secretaries(item: Item, store: Store) -> tuple[Tell, ...]:
    """Return what who keeps the agenda hears of a new item: with the other reminders, once a day."""
    board = board_for(item.board, store)
    return tuple(
        Tell(
            ToPerson(person),
            proposed_card(item, board, Reader(person, secretary=True), store.organisation.id),
            item_key(item),
            Urgency.REMINDER,
            item.ref,
        )
        for person in secretaries(board, store.people)
    )


def renewed(item: Item, store: Store) -> tuple[Renew, ...]:
    """Return the secretary's card of an item as it is now."""
    board = board_for(item.board, store)
    keep = secretaries(board, store.people)
    if not keep:
        return ()
    card = item_card(item, board, Reader(keep[0], secretary=True), store.organisation.id)
    return (Renew(item_key(item), card),)


def retracted(about: Ref, _at: datetime, store: Store) -> Reply:
    """Take off an agenda what a board need not look at any more."""
    item = store.meetings.item_about(about, store.organisation.id)
    if item is None:
        return Reply()
    gone = store.meetings.save_item(replace(item, state=ItemState.WITHDRAWN))
    return Reply(renews=renewed(gone, store), acts=(Act("meetings.withdraw", gone.ref, "retracted"),))


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
        agrees=(board.controller,) if form.amount and _exists(board.controller, home) else (),
    )
    item = _placed(fresh, home, context.today)
    meeting = home.meetings.meeting(item.meeting) if item.meeting else None
    told: Text = _("It comes to the meeting of {day}.", day=meeting.day) if meeting else _("No meeting is planned yet.")
    answer = Card(
        _("“{title}” was proposed to {board}", title=item.title, board=board.function),
        (Paragraph(told), Paragraph(_("The secretary looks at it, and you hear what the board decides."))),
        Tone.GOOD,
    )
    return Reply(
        answer=answer,
        tells=to_secretaries(item, home),
        acts=(Act("meetings.propose", item.ref),),
        organisation=home.organisation.id,
    )


def _exists(function: str, home: Store) -> bool:
    """Whether the organisation has this function."""
    return home.people.function(function) is not None


def show(press: Press, context: Context, store: Store) -> Reply:
    """Show an item to who may see it."""
    home = home_of(press, context, store)
    item, board = item_in(press, home)
    reader = reader_of(board, home, context.who, context.today)
    own = item.by is not None and item.by.id == context.who.id
    if (item.confidential or board.confidential) and not (reader.inside or own):
        return Reply(answer=Card(_("This item is confidential"), tone=Tone.BAD))
    return Reply(answer=shown(item, board, reader, home, context.today))


def withdraw(press: Press, context: Context, store: Store) -> Reply:
    """Let who proposed an item take it back."""
    home = home_of(press, context, store)
    item, board = item_in(press, home)
    check_open(item)
    if item.by is None or item.by.id != context.who.id or not item.own:
        raise NotYours(name=item.by.name if item.by else "")
    gone = home.meetings.save_item(replace(item, state=ItemState.WITHDRAWN))
    answer = Card(_("“{title}” is off the agenda of {board}", title=item.title, board=board.function), tone=Tone.GOOD)
    return Reply(
        answer=answer,
        renews=renewed(gone, home),
        acts=(Act("meetings.withdraw", gone.ref),),
        organisation=home.organisation.id,
    )


def to_bringer(item: Item, card: Card) -> tuple[Tell, ...]:
    """Return a message to whoever brought an item in."""
    bringer: Person | None = item.by
    return (Tell(ToPerson(bringer), card),) if bringer else ()
