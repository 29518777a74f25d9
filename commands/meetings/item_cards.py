# SPDX-License-Identifier: EUPL-1.2
"""What people see of one item, and the buttons that are theirs."""

from commands.cards import Button, Buttons, Card, Element, Heading, Link, Links, Paragraph, Style, Tone
from commands.events import Press
from commands.meetings.board import Board
from commands.meetings.cards import press
from commands.meetings.item import Consent, Item, ItemState
from commands.meetings.rules import ITEM_STATES
from commands.meetings.view import Reader
from commands.meetings.wording import controllers_page, item_facts, money, paper
from commands.text import Text, _


def item_card(item: Item, board: Board, reader: Reader, organisation: str, opening: Text = "") -> Card:
    """Return one item whole, with what this reader can do."""
    elements: list[Element] = [Paragraph(opening)] if opening else []
    if item.state is not ItemState.OPEN:
        elements.append(Paragraph(_("This item is no longer open: {state}.", state=ITEM_STATES[item.state])))
    if item.reason:
        elements.append(Paragraph(item.reason))
    elements.append(item_facts(item, board))
    elements += [_refused(consent) for consent in item.consents if not consent.agrees]
    if page := controllers_page(item):
        elements += [Heading(_("The controller's page")), page]
    if item.papers:
        elements.append(Links(tuple(Link(paper(n, href), href) for n, href in enumerate(item.papers, 1))))
    row = item_buttons(item, board, reader, organisation) if item.state is ItemState.OPEN else ()
    if item.shows:
        row = (*row, about_button(item, item.shows))
    if row:
        elements.append(Buttons(row))
    return Card(_("{board}: {title}", board=item.board, title=item.title), tuple(elements))


def _refused(consent: Consent) -> Paragraph:
    """Return that a function does not agree, and why."""
    return Paragraph(_("{function} does not agree: {text}", function=consent.function, text=consent.text))


def about_button(item: Item, shows: Press) -> Button:
    """Return the way to the thing itself."""
    return Button(_("What it is about"), shows, name=_("What it is about: {t}", t=item.title))


def item_buttons(item: Item, board: Board, reader: Reader, organisation: str) -> tuple[Button, ...]:
    """Return what this reader can do with an open item."""
    buttons: list[Button] = []

    def add(label: Text, verb: str, style: Style = Style.PLAIN) -> None:
        name = _("{label}: {title}", label=label, title=item.title)
        buttons.append(Button(label, press(verb, organisation, item=item.number), style, name))

    if reader.secretary:
        add(_("Record the decision"), "outcome", Style.PRIMARY)
        add(_("Edit"), "edit")
        add(_("Not on the agenda"), "decline", Style.DANGER)
    if reader.controller and (item.amount or board.controller in item.agrees):
        add(_("The controller's page"), "control")
    if item.own and item.by and item.by.id == reader.person.id:
        add(_("Withdraw"), "withdraw_item", Style.DANGER)
    # What is kept among few is not told to a ladder, and an escalation climbs already.
    if not item.confidential and item.about.feature != "escalations":
        name = _("{label}: {title}", label=_("It is stuck"), title=item.title)
        buttons.append(Button(_("It is stuck"), Press("escalations.new", (("about", str(item.ref)),)), name=name))
    return tuple(buttons)


def proposed_card(item: Item, board: Board, reader: Reader, organisation: str) -> Card:
    """Return what the secretary reads of a new item."""
    headline = _("New for the agenda of {board}: {line}", board=item.board, line=_line(item))
    return Card(headline, item_card(item, board, reader, organisation).elements, Tone.WAITING)


def asked_card(item: Item, board: Board, reader: Reader, organisation: str) -> Card:
    """Return what the controller reads of an item that wants a page."""
    headline = _("{board} wants your page: {line}", board=item.board, line=_line(item))
    return Card(headline, item_card(item, board, reader, organisation).elements, Tone.WAITING)


def _line(item: Item) -> Text:
    """Return what an item is about, with its amount where there is one."""
    return _("{title}, {money}", title=item.title, money=money(item)) if item.amount else item.title
