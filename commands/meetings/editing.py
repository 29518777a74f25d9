# SPDX-License-Identifier: EUPL-1.2
"""What the secretary and the controller do with an item: order, merge, decline, and say how it is funded."""

from dataclasses import replace

from commands.boards import KeptOff
from commands.cards import Buttons, Card, Element, Paragraph, Tone
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.forms import Option
from commands.meetings.board import Board
from commands.meetings.item import ControllersPage, Item, ItemState
from commands.meetings.item_cards import about_button, item_card
from commands.meetings.item_forms import ControllerForm, DeclineForm, ItemForm
from commands.meetings.items import coming_meetings, renewed, to_bringer
from commands.meetings.lookup import board_for, home_of, item_in, reader_of
from commands.meetings.merging import merged, settled, together
from commands.meetings.rules import check_open, check_secretary
from commands.meetings.store import ChangedMeanwhile, Store
from commands.meetings.typed import NO, YES, links
from commands.meetings.view import Reader
from commands.meetings.wording import choice
from commands.refs import numbered
from commands.replies import Act, Reply
from commands.text import _

_NOWHERE = "0"


class NotController(Refused):
    """Only the function {controller} can fill this in, and that is not you today."""


def open_edit(press: Press, context: Context, store: Store) -> Reply:
    """Open the form with which the secretary brings an item onto the agenda."""
    home, item, board = _kept(press, context, store)
    meetings = coming_meetings(board, home, context.today)
    others = tuple(o for o in home.meetings.items(item.board) if o.number != item.number)
    options = {
        "meeting": (
            *(Option(str(m.number), choice(m)) for m in meetings),
            Option(_NOWHERE, _("not yet for a meeting")),
        ),
        "merge": tuple(Option(str(o.number), o.title[:70]) for o in others[:90]),
    }
    values = {
        "subject": item.title,
        "purpose": item.purpose.value,
        "meeting": str(item.meeting or _NOWHERE),
        "place": str(item.place or ""),
        "minutes": str(item.minutes),
        "papers": "\n".join(item.papers),
        "reading": str(item.reading or ""),
        "confidential": YES if item.confidential else NO,
    }
    hidden = {"org": home.organisation.id, "item": str(item.number), "revision": str(item.revision)}
    form = ItemForm.view(values, hidden=hidden, options=options)
    if not others:
        form = replace(form, fields=tuple(f for f in form.fields if f.name != "merge"))
    return Reply(form=form)


def edit(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep an item as the secretary brings it onto the agenda, or merge it with another."""
    home, item, _board = _kept(submit, context, store)
    if submit["revision"] != str(item.revision):
        raise ChangedMeanwhile
    form = ItemForm.read(submit.answers, context.today, home.people.find)
    if form.merge:
        return merged(item, numbered(form.merge) or 0, home)
    meeting = home.meetings.meeting(numbered(form.meeting) or 0)
    changed = replace(
        item,
        title=form.subject,
        purpose=form.purpose,
        meeting=meeting.number if meeting else None,
        place=int(form.place or 0),
        minutes=int(form.minutes),
        papers=links(form.papers)[0],
        reading=int(form.reading or 0),
        confidential=form.confidential == YES,
    )
    saved = home.meetings.save_item(changed)
    _made_room(saved, home)
    reader = Reader(context.who, secretary=True)
    return Reply(
        answer=item_card(saved, board_for(saved.board, home), reader, home.organisation.id, _("Saved.")),
        renews=renewed(saved, home, known=True),
        acts=(Act("meetings.edit", saved.ref),),
        organisation=home.organisation.id,
    )


def _made_room(item: Item, home: Store) -> None:
    """Let what stood on the same place of the agenda, or behind it, move down by one."""
    if not item.place or item.meeting is None:
        return
    taken = item.place
    for other in home.meetings.items_of(item.meeting):
        if other.number != item.number and other.place == taken:
            taken += 1
            home.meetings.save_item(replace(other, place=taken))


def open_decline(press: Press, context: Context, store: Store) -> Reply:
    """Ask why an item does not come onto the agenda."""
    home, item, _board = _kept(press, context, store)
    hidden = {"org": home.organisation.id, "item": str(item.number)}
    return Reply(form=DeclineForm.view(hidden=hidden, intro=(item.title,)))


def decline(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep an item off the agenda, with a reason for whoever brought it in."""
    home, item, board = _kept(submit, context, store)
    form = DeclineForm.read(submit.answers, context.today, home.people.find)
    gone = settled(together(item, home), ItemState.DECLINED, home, form.reason)
    kept = tuple(
        KeptOff(each.about, board.function, each.title, form.reason, context.who, each.about_organisation)
        for each in gone
    )
    left: tuple[Element, ...] = ()
    if item.shows:
        lies = _("Nothing was decided. The matter itself stays where it lay: see there how it goes on.")
        left = (Paragraph(lies), Buttons((about_button(item, item.shows),)))
    return Reply(
        answer=Card(kept[0].headline, left, Tone.GOOD),
        tells=tuple(
            tell
            for each, off in zip(gone, kept, strict=True)
            if each.own
            for tell in to_bringer(each, Card(off.headline, (Paragraph(form.reason),), Tone.BAD))
        ),
        renews=tuple(renew for each in gone for renew in renewed(each, home)),
        acts=tuple(Act("meetings.decline", each.ref) for each in gone),
        keeps_off=tuple(off for each, off in zip(gone, kept, strict=True) if not each.own),
        organisation=home.organisation.id,
    )


def open_control(press: Press, context: Context, store: Store) -> Reply:
    """Open the controller's page."""
    home, item, _board = _controlled(press, context, store)
    page = item.controllers
    values = {"funding": page.funding.value, "text": page.text} if page else {}
    hidden = {"org": home.organisation.id, "item": str(item.number)}
    return Reply(form=ControllerForm.view(values, hidden=hidden, intro=(item.title,)))


def control(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep what the controller says of the money."""
    home, item, board = _controlled(submit, context, store)
    form = ControllerForm.read(submit.answers, context.today, home.people.find)
    page = ControllersPage(form.agrees == YES, form.funding, form.text, context.who.id, context.at)
    saved = home.meetings.save_item(replace(item, controllers=page))
    reader = reader_of(board, home, context.who, context.today)
    return Reply(
        answer=item_card(saved, board, reader, home.organisation.id, _("Saved.")),
        renews=renewed(saved, home),
        acts=(Act("meetings.control", saved.ref, "agrees" if page.agrees else "objects"),),
        organisation=home.organisation.id,
    )


def _kept(said: Press | Submit, context: Context, store: Store) -> tuple[Store, Item, Board]:
    """Return an open item for the secretary of its board."""
    home = home_of(said, context, store)
    item, board = item_in(said, home)
    check_secretary(board, home.people, context.who)
    check_open(item)
    return home, item, board


def _controlled(said: Press | Submit, context: Context, store: Store) -> tuple[Store, Item, Board]:
    """Return an open item for who guards the money of its board."""
    home = home_of(said, context, store)
    item, board = item_in(said, home)
    if not reader_of(board, home, context.who, context.today).controller:
        raise NotController(controller=board.controller)
    check_open(item)
    return home, item, board
