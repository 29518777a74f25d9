# SPDX-License-Identifier: EUPL-1.2
"""What is followed from round to round: what was said, and what was done with it."""

from datetime import date

from commands.evaluations.improvements import UNSETTLED, Improvement, Progress, said_and_done
from commands.evaluations.round import Kind, Round, State
from commands.evaluations.store import Store
from commands.text import Text

#: So many rounds are looked at.
YEAR = 4


def followed(store: Store, before: date) -> tuple[Improvement, ...]:
    """Return the improvements of the last quarterly round that opened before a day, and what those before it left.

    A term is longer than what lies between two rounds: what ran on when the last one opened was not told yet.
    """
    rounds = (each for each in store.evaluations.rounds(Kind.QUARTERLY) if each.state is State.CLOSED)
    closed = [each for each in rounds if each.opens < before][:YEAR]
    found = {each.dimension: each for each in store.evaluations.improvements(closed[0].reference)} if closed else {}
    for round_ in closed[1:]:
        for each in store.evaluations.improvements(round_.reference):
            if _ran_on(each, closed[0].opens):
                found.setdefault(each.dimension, each)
    return tuple(found.values())


def _ran_on(improvement: Improvement, opened: date) -> bool:
    """Whether it was not settled yet when the next round opened."""
    late = improvement.due is not None and improvement.due >= opened
    return improvement.progress in UNSETTLED or (improvement.progress is Progress.DONE and late)


def opening_lines(round_: Round, store: Store) -> tuple[Text, ...]:
    """Return with what the invitation of a round opens: what was said in the one before, and what was done."""
    improvements = followed(store, round_.opens) if round_.kind is Kind.QUARTERLY else ()
    reports = {name: store.evaluations.report(name) for name in {each.round for each in improvements}}
    return tuple(said_and_done(each, reports[each.round]) for each in improvements)
