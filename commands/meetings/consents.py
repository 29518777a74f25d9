# SPDX-License-Identifier: EUPL-1.2
"""Who is asked to agree to an item besides the controller, and how that is asked; see :mod:`.agreement` for the law."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from commands.cards import Button, Buttons, Card, Style, Tone
from commands.meetings.agreement import missing, must_agree
from commands.meetings.board import Board
from commands.meetings.cards import press
from commands.meetings.item import Item, ItemState
from commands.meetings.item_cards import item_card
from commands.meetings.lookup import board_for, reader_of
from commands.meetings.rules import secretaries
from commands.meetings.store import Store
from commands.people import Person, acting
from commands.replies import Tell, ToPerson, Urgency
from commands.text import _


def asked(item: Item, board: Board, home: Store, today: date) -> Iterator[tuple[str, Person]]:
    """Yield which function must agree by a button, and who says so for it: of a body its secretary."""
    for function in must_agree(item):
        if function == board.controller:
            continue
        known = home.people.function(function)
        if known and known.body:
            people = secretaries(board_for(function, home), home.people)
        else:
            people = tuple(act.person for act in acting(home.people, function, today))
        yield from ((function, person) for person in people)


def to_agree(item: Item, today: date, home: Store) -> Iterator[Tell]:
    """Yield what is asked of who must agree and did not: with the other reminders, once a day."""
    board = board_for(item.board, home)
    left = missing(item, (item,), board)
    for function, person in asked(item, board, home, today):
        if function in left and not own(item, person):
            card = item_card(item, board, reader_of(board, home, person, today), home.organisation.id)
            headline = _("{board} asks the agreement of {function}: {title}", board=item.board, function=function,
                         title=item.title)  # fmt: skip
            row = Buttons(consent_buttons(item, function, home.organisation.id))
            told = Card(headline, (*card.elements, row), Tone.WAITING)
            yield Tell(ToPerson(person), told, consent_key(item, function), Urgency.REMINDER, item.ref)


def consent_key(item: Item, function: str) -> str:
    """Return the key of what was asked of a function."""
    return f"meetings/consent/{item.number}/{function}"


def consent_buttons(item: Item, function: str, organisation: str) -> tuple[Button, ...]:
    """Return the two answers of a function."""
    labels = (
        (_("Agree as {function}", function=function), "consent", Style.PRIMARY),
        (_("Don't agree as {function}", function=function), "refuse", Style.PLAIN),
    )
    return tuple(
        Button(
            label,
            press(verb, organisation, item=item.number, function=function),
            style,
            _("{label}: {title}", label=label, title=item.title),
        )
        for label, verb, style in labels
    )


def with_consents(card: Card, item: Item, board: Board, home: Store, who: Person, today: date) -> Card:
    """Return the card of an item with the answers that this person can give for the functions that are his."""
    if item.state is not ItemState.OPEN or own(item, who):
        return card
    mine = dict.fromkeys(function for function, person in asked(item, board, home, today) if person.id == who.id)
    rows = tuple(Buttons(consent_buttons(item, function, home.organisation.id)) for function in mine)
    return replace(card, elements=(*card.elements, *rows))


def own(item: Item, who: Person) -> bool:
    """Whether somebody brought this in; nobody agrees on what is one's own."""
    return item.by is not None and item.by.id == who.id
