# SPDX-License-Identifier: EUPL-1.2
"""A round closes: what is in the box becomes a report, and the box gives up its order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from commands.evaluations.beside import Earlier
from commands.evaluations.neighbours import Neighbours
from commands.evaluations.overlap import asked_by_both, can_be_one, same_project
from commands.evaluations.report import Report, made
from commands.evaluations.round import Kind, Round, Standing, State
from commands.evaluations.schedule import span_of
from commands.evaluations.store import Store


def closed(round_: Round, store: Store, neighbours: Neighbours, today: date) -> Report:
    """Close the round and return its report, made once from what was sent; what was not sent is removed."""
    standings = store.evaluations.standings(round_)
    first, last = span_of(round_.quarter)
    ballots, words = store.evaluations.ballots(round_)
    report = made(
        round_,
        ballots,
        words,
        invited=sum(number for standing, number in standings.items() if standing is not Standing.CHOSEN),
        declined=standings.get(Standing.DECLINED, 0),
        closed_on=today,
        facts=neighbours.facts(store, first, min(last, today)),
        previous=_previous(round_, store),
        earlier=tuple(_earlier(round_, store, neighbours)),
        lost=not standings,
    )
    store.evaluations.close_round(replace(round_, state=State.CLOSED), report)
    return report


def _earlier(round_: Round, store: Store, neighbours: Neighbours) -> Iterator[Earlier]:
    """Yield every report beside which this one will be read, of this body and of bodies that share people with it."""
    yield from _reports(round_, store)
    for other in neighbours.bodies(store, store.evaluations.asked(round_)):
        for each in _reports(round_, other):
            yield replace(each, elsewhere=True)


def _reports(round_: Round, store: Store) -> Iterator[Earlier]:
    """Yield the reports of one body that show what this round asked too, newest first.

    Of a round without ballots only the figures are left. It counts where no later report shows the same: who goes on
    answering the same has a ballot there.
    """
    later: set[str] = set()
    for each in store.evaluations.rounds():
        report, asked = store.evaluations.report(each.reference), asked_by_both(round_, each)
        if report is None or not asked or not can_be_one(round_, each):
            continue
        earlier = Earlier(report.tally, asked, store.evaluations.kept(each))
        shown = earlier.shown.keys()
        if shown and (earlier.ballots or not later >= shown):
            yield earlier
        if each.kind is not Kind.PROJECT or same_project(round_, each):
            later |= shown


def _previous(round_: Round, store: Store) -> tuple[str, Report] | None:
    """Return the last closed round of the quarters before, with its report; only quarterly rounds are compared."""
    if round_.kind is not Kind.QUARTERLY:
        return None
    for earlier in store.evaluations.rounds(Kind.QUARTERLY):
        if earlier.state is State.CLOSED and earlier.opens < round_.opens:
            report = store.evaluations.report(earlier.reference)
            if report is not None and report.tally.index is not None:
                return earlier.reference, report
    return None
