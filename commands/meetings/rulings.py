# SPDX-License-Identifier: EUPL-1.2
"""A decision on its way to whose matter it was: features carry it out, and people hear it the same day."""

from commands.boards import Agreement, Ruling, Verdict
from commands.cards import Card, Element, Paragraph, Tone
from commands.events import Context
from commands.meetings.agreement import consent_of, must_agree, page_of
from commands.meetings.board import Board
from commands.meetings.item import Decision, Item
from commands.meetings.store import Store
from commands.meetings.typed import VERDICTS
from commands.meetings.wording import decided
from commands.people import Person, acting
from commands.replies import Tell, ToPerson
from commands.text import Message, _


def rulings(kept: Decision, group: tuple[Item, ...], board: Board, by: Person, home: Store) -> tuple[Ruling, ...]:
    """Return what the features hear whose matters these were: of the item, and of all that were dealt with under it."""
    return tuple(
        Ruling(
            about=item.about,
            verdict=kept.verdict,
            board=item.board,
            by=by,
            decision=kept.ref,
            reason=kept.reason,
            conditions=kept.conditions,
            alternative=kept.alternative,
            until=kept.until,
            function=kept.function,
            deviation=kept.deviation,
            agreements=_given(item, group, board, home),
            organisation=item.about_organisation,
            board_organisation=home.organisation.id,
        )
        for item in group
        if not item.own
    )


def _given(item: Item, group: tuple[Item, ...], board: Board, home: Store) -> tuple[Agreement, ...]:
    """Return the agreements that were given on the agenda."""
    found: list[Agreement] = []
    for function in dict.fromkeys((board.controller, *must_agree(item))):
        said = page_of(item, group) if function == board.controller else consent_of(function, item, group)
        person = home.people.person(said.person) if said and said.agrees else None
        if said and person:
            found.append(Agreement(function, person, said.text, said.at))
    return tuple(found)


def told(kept: Decision, group: tuple[Item, ...], context: Context, home: Store) -> tuple[Tell, ...]:
    """Return who hears of items of the agenda itself: who brought them in, and the function that each is referred to.

    Of what features keep those tell it themselves.
    """
    own = tuple(item for item in group if item.own)
    tone = Tone.BAD if kept.verdict is Verdict.REJECTED else Tone.GOOD
    back: tuple[Element, ...] = (decided(kept),)
    if kept.verdict is Verdict.DEFERRED and kept.until:
        back = (*back, Paragraph(_("It comes back on {day}.", day=kept.until)))
    bringers = ((item, item.by) for item in own if item.by and item.by.id != context.who.id)
    tells = [Tell(ToPerson(person), Card(_outcome(kept, item), back, tone)) for item, person in bringers]
    if kept.verdict is Verdict.REFERRED:
        headline = _(
            "{board} referred “{title}” to {function}", board=kept.board, title=kept.title, function=kept.function
        )
        referred = acting(home.people, kept.function, context.today) if own else ()
        tells += [Tell(ToPerson(act.person), Card(headline, back, Tone.WAITING)) for act in referred]
    return tuple(tells)


def _outcome(kept: Decision, item: Item) -> Message:
    """Return in a line what the board decided on an item."""
    verdict = VERDICTS[kept.verdict]
    return _("{board} decided on “{title}”: {verdict}", board=kept.board, title=item.title, verdict=verdict)
