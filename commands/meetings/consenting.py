# SPDX-License-Identifier: EUPL-1.2
"""A function that must agree says so on the item itself, by a button; who does not agree says why.

The controller has a page of his own (:mod:`commands.meetings.editing`).
"""

from dataclasses import replace

from commands.cards import Card, Paragraph, Quote, Tone
from commands.errors import Refused
from commands.events import Context, Press, Submit
from commands.meetings.board import Board
from commands.meetings.consents import asked, own, with_consents
from commands.meetings.decision_forms import RefusalForm
from commands.meetings.item import Consent, Item
from commands.meetings.item_cards import item_card
from commands.meetings.items import renewed
from commands.meetings.lookup import home_of, item_in, reader_of
from commands.meetings.rules import check_open, secretaries
from commands.meetings.store import Store
from commands.replies import Act, Reply, Tell, ToPerson
from commands.text import _


class NotAsked(Refused):
    """The agreement on “{title}” is asked of {function}, and that is not you today."""


class BroughtInYourself(Refused):
    """You brought “{title}” in yourself: somebody else agrees to it for {function}."""


def consent(pressed: Press, context: Context, store: Store) -> Reply:
    """Keep that a function agrees."""
    return _say(pressed, "", context, store, agrees=True)


def open_refusal(pressed: Press, context: Context, store: Store) -> Reply:
    """Ask a function that does not agree why."""
    home, item, _board, function = _asked(pressed, context, store)
    hidden = {"org": home.organisation.id, "item": str(item.number), "function": function}
    return Reply(form=RefusalForm.view(hidden=hidden, intro=(item.title, item.decision)))


def refuse(submit: Submit, context: Context, store: Store) -> Reply:
    """Keep that a function does not agree, and why; who keeps the agenda hears that."""
    form = RefusalForm.read(submit.answers, context.today, store.people.find)
    return _say(submit, form.reason, context, store, agrees=False)


def _say(said: Press | Submit, text: str, context: Context, store: Store, *, agrees: bool) -> Reply:
    """Keep the last word of a function, in the place of what it said before."""
    home, item, board, function = _asked(said, context, store)
    others = tuple(each for each in item.consents if each.function != function)
    word = Consent(function, agrees, text, context.who.id, context.at)
    saved = home.meetings.save_item(replace(item, consents=(*others, word)))
    headline = (
        _("{function} agrees to “{title}”", function=function, title=item.title)
        if agrees
        else _("{function} does not agree to “{title}”", function=function, title=item.title)
    )
    card = item_card(saved, board, reader_of(board, home, context.who, context.today), home.organisation.id)
    answer = replace(with_consents(card, saved, board, home, context.who, context.today), title=headline)
    blocks = Paragraph(_("Until it does, the board can't approve this."))
    told = Card(headline, (*((Quote(text),) if text else ()), blocks))
    return Reply(
        answer=answer,
        tells=()
        if agrees
        else tuple(
            Tell(ToPerson(person), replace(told, tone=Tone.BAD), about=saved.ref)
            for person in secretaries(board, home.people)
        ),
        renews=renewed(saved, home),
        acts=(Act("meetings.consent", saved.ref, "agrees" if agrees else "objects"),),
        organisation=home.organisation.id,
    )


def _asked(said: Press | Submit, context: Context, store: Store) -> tuple[Store, Item, Board, str]:
    """Return an open item with the function for which this person says whether it agrees.

    Raises:
        BroughtInYourself: nobody agrees on what is one's own.
        NotAsked: when it is another's to say.

    """
    home = home_of(said, context, store)
    item, board = item_in(said, home)
    check_open(item)
    function = said["function"]
    if own(item, context.who):
        raise BroughtInYourself(title=item.title, function=function)
    if (function, context.who.id) not in {(f, p.id) for f, p in asked(item, board, home, context.today)}:
        raise NotAsked(title=item.title, function=function)
    return home, item, board, function
