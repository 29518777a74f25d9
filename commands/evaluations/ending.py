# SPDX-License-Identifier: EUPL-1.2
"""A round has ended: everybody hears what came of it, a part at a time, and is forgotten; no card keeps its buttons."""

from datetime import timedelta

from commands.cards import Card
from commands.dues import Lapsed, Tick
from commands.evaluations.cards import closed_card, stopped_card
from commands.evaluations.keys import invitation_key
from commands.evaluations.report_cards import summary
from commands.evaluations.round import Round, Standing, State
from commands.evaluations.schedule import EVENING, PART, TRACES_KEPT, Stage, of_person, planned
from commands.evaluations.store import Store
from commands.replies import Renew, Reply, Tell, ToPerson, Urgency


def told(round_: Round, tick: Tick, store: Store) -> Reply:
    """Tell the next people of a round that ended what came of it, take the buttons off, and forget who took part."""
    if round_.state not in {State.CLOSED, State.STOPPED}:
        raise Lapsed("moved_on")
    part = store.evaluations.leave(round_, PART)
    if not part:
        return Reply(plans=(planned(round_, Stage.CARDS, tick.due.day, tick.due.at),))
    report, card = store.evaluations.report(round_.reference), _ended(round_)
    reached = [each for each in part if each.standing is not Standing.CHOSEN]
    tells = (
        Tell(
            ToPerson(each.person),
            summary(round_, report, each.person.language or store.organisation.language),
            urgency=Urgency.INFORMATION,
        )
        for each in reached
        if report
    )
    return Reply(
        tells=tuple(tells),
        renews=tuple(Renew(invitation_key(round_, each.person), card) for each in reached),
        settles=tuple(of_person(round_, each.person.id) for each in reached),
        plans=(planned(round_, Stage.TELL, tick.due.day, tick.due.at, part[-1].person.id),),
    )


def put_out(round_: Round, tick: Tick, store: Store) -> Reply:
    """Take the buttons off the cards on which people answered or paused, all alike: nobody answers any more."""
    keys, card = store.evaluations.answer_cards(round_, tick.due.whom, PART), _ended(round_)
    more = (planned(round_, Stage.CARDS, tick.due.day, tick.due.at, keys[-1]),) if len(keys) == PART else ()
    forgotten = planned(round_, Stage.TRACES, tick.today + timedelta(days=TRACES_KEPT), EVENING)
    return Reply(renews=tuple(Renew(key, card) for key in keys), plans=more or (forgotten,))


def _ended(round_: Round) -> Card:
    """Return what stands in the place of a card of a round that has ended."""
    return closed_card(round_) if round_.state is State.CLOSED else stopped_card()
