# SPDX-License-Identifier: EUPL-1.2
"""Items of an agenda: for which meeting each is, who hears of it, and how it is shown."""

from dataclasses import replace
from datetime import date, timedelta

from commands.cards import Buttons, Card, Tone
from commands.events import Context, Press
from commands.meetings.agreement import missing, must_agree
from commands.meetings.board import Board, Meeting
from commands.meetings.consents import asked, consent_buttons, consent_key, own, to_agree, with_consents
from commands.meetings.item import Item, ItemState
from commands.meetings.item_cards import asked_card, item_card, proposed_card
from commands.meetings.lookup import board_for, home_of, item_in, reader_of
from commands.meetings.rules import meeting_for, secretaries
from commands.meetings.store import Store
from commands.meetings.view import Reader
from commands.meetings.written import shown
from commands.people import Person, acting
from commands.replies import Renew, Reply, Tell, ToPerson, Urgency
from commands.text import _

#: How far ahead an item looks for its meeting.
AHEAD = timedelta(days=400)


def item_key(item: Item) -> str:
    """Return the key of the secretary's card of an item."""
    return f"meetings/item/{item.number}"


def coming_meetings(board: Board, home: Store, today: date) -> tuple[Meeting, ...]:
    """Return the meetings of a board from today on."""
    return home.meetings.meetings(today, today + AHEAD, board.number)


def placed(item: Item, home: Store, today: date) -> Item:
    """Return an item for the first meeting that still takes it."""
    board = board_for(item.board, home)
    meeting = meeting_for(item, coming_meetings(board, home, today), board, today, home.calendar)
    return replace(item, meeting=meeting.number if meeting else None, place=0)


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


def to_agreers(item: Item, today: date, store: Store) -> tuple[Tell, ...]:
    """Return what is asked of who must agree, and of who guards the money: with the other reminders, once a day."""
    return (*_to_controller(item, today, store), *to_agree(item, today, store))


def _to_controller(item: Item, today: date, store: Store) -> tuple[Tell, ...]:
    """Return what who guards the money hears of an item that wants a page."""
    board = board_for(item.board, store)
    if item.controllers or (not item.amount and board.controller not in item.agrees):
        return ()
    return tuple(
        Tell(
            ToPerson(act.person),
            asked_card(item, board, Reader(act.person, controller=True), store.organisation.id),
            control_key(item),
            Urgency.REMINDER,
            item.ref,
        )
        for act in acting(store.people, board.controller, today)
    )


def control_key(item: Item) -> str:
    """Return the key of what the controller was asked."""
    return f"meetings/control/{item.number}"


def renewed(item: Item, store: Store, *, known: bool = False) -> tuple[Renew, ...]:
    """Return the cards of an item as they are now: the secretary's, and of who was asked what needs no answer now.

    ``known`` is where the secretary has dealt with it, and need not be told that it is new.
    """
    board, org = board_for(item.board, store), store.organisation.id
    keep = secretaries(board, store.people)
    if not keep:
        return ()
    is_open, reader = item.state is ItemState.OPEN, Reader(keep[0])
    left = missing(item, (item,), board) if is_open else ()
    new, secretary = is_open and not known, replace(reader, secretary=True)
    renews = [Renew(item_key(item), (proposed_card if new else item_card)(item, board, secretary, org), waits=new)]
    if item.controllers or not is_open:
        card = item_card(item, board, replace(reader, controller=True), org)
        renews.append(Renew(control_key(item), card))
    for function in must_agree(item):
        if function not in left and function != board.controller:
            card = item_card(item, board, reader, org)
            row = (Buttons(consent_buttons(item, function, org)),) if is_open else ()
            renews.append(Renew(consent_key(item, function), replace(card, elements=(*card.elements, *row))))
    return tuple(renews)


def show(press: Press, context: Context, store: Store) -> Reply:
    """Show an item to who may see it."""
    home = home_of(press, context, store)
    item, board = item_in(press, home)
    reader = reader_of(board, home, context.who, context.today)
    agrees = any(person.id == context.who.id for _function, person in asked(item, board, home, context.today))
    if (item.confidential or board.confidential) and not (reader.inside or agrees or own(item, context.who)):
        return Reply(answer=Card(_("This item is confidential"), tone=Tone.BAD))
    card = shown(item, board, reader, home, context.today)
    return Reply(answer=with_consents(card, item, board, home, context.who, context.today))


def to_bringer(item: Item, card: Card) -> tuple[Tell, ...]:
    """Return a message to whoever brought an item in."""
    bringer: Person | None = item.by
    return (Tell(ToPerson(bringer), card),) if bringer else ()
