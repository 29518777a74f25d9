# SPDX-License-Identifier: EUPL-1.2
"""Rounds one after another in which everybody answers the same each time: the worst that an adversary can count on.

The adversary has all reports with every figure unrounded, and knows of everybody in which group they are, in which
rounds they answered, to which statements with a number, and that nobody ever changes their mind.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from commands.evaluations.answers import DONT_KNOW, Ballot, Kept
from commands.evaluations.beside import Earlier
from commands.evaluations.facts import Facts
from commands.evaluations.instrument import STATEMENTS, Dimension, Question
from commands.evaluations.report import Report, made
from commands.evaluations.round import Group, Kind, Round, State
from commands.evaluations.suppression import LOWEST
from tests.commands.evaluations.solving import fewest

DAY = date(2026, 3, 18)
#: A dimension of one statement, and one of two.
ASKED = tuple(q for q in STATEMENTS if q.dimension in (Dimension.GOALS, Dimension.TRUST))


@dataclass(frozen=True)
class Somebody:
    """One person: what is answered, and in which rounds, by number from 0 up."""

    ballot: Ballot
    rounds: frozenset[int]


def some(number: int, rounds: str, group: Group = Group.BUSINESS, answer: str = "3", **other: str) -> list[Somebody]:
    """Return people of one group who answer the same, in the rounds that are named by their numbers."""
    ballot = Ballot(group, {q.key: answer for q in ASKED} | other)
    return [Somebody(ballot, frozenset(map(int, rounds)))] * number


def cast(people: Sequence[Somebody], number: int) -> list[Ballot]:
    """Return the ballots of one round."""
    return [each.ballot for each in people if number in each.rounds]


def report(
    ballots: Sequence[Ballot], earlier: Sequence[Earlier] = (), least: int = LOWEST, asked: Sequence[Question] = ASKED
) -> Report:
    """Return the report of a round in which people answered so."""
    round_ = Round("waterveen", "EV-2026-01", Kind.QUARTERLY, State.CLOSED, "2026-1", DAY, DAY, least, tuple(asked))
    return made(
        round_, ballots, (), invited=len(ballots), declined=0, closed_on=DAY, facts=Facts(), previous=None,
        earlier=earlier,
    )  # fmt: skip


def kept(of: Report, ballots: Sequence[Ballot], asked: Sequence[Question] = ASKED, *, gone: bool = False) -> Earlier:
    """Return what is kept of a round: the figures, and of the ballots what is shown."""
    shown = of.tally.shown
    put_away = (
        Kept(
            each.group if each.group in of.tally.apart else None, {k: a for k, a in each.answers.items() if k in shown}
        )
        for each in ballots
        if shown
    )
    return Earlier(of.tally, {q.key: q for q in asked}, () if gone else tuple(put_away))


def reports(people: Sequence[Somebody], rounds: int, least: int = LOWEST) -> list[Report]:
    """Return the report of each round, made beside all before it; the last has this threshold."""
    found: list[Report] = []
    for number in range(rounds):
        before = [kept(of, cast(people, at)) for at, of in enumerate(found) if of.tally.figures]
        found.append(report(cast(people, number), before, least if number == rounds - 1 else LOWEST))
    return found


def told(people: Sequence[Somebody], shown: Sequence[Report], below: int = LOWEST) -> dict[str, int]:
    """Return of how few people all reports together tell, by statement; nothing where they tell of no few."""
    found = {}
    for question in ASKED:
        known = [each for each in people if each.ballot.answers[question.key] != DONT_KNOW]
        classes = Counter((each.ballot.group, each.rounds) for each in known)
        equations = []
        for number, of in enumerate(shown):
            if all(figure.key != question.key or figure.mean is None for figure in of.tally.figures):
                continue
            groups = next(part.groups for part in of.tally.parts if part.dimension is question.dimension)
            cells = (frozenset(Group), *(frozenset({group}) for group in groups))
            equations += [[Fraction(int(group in cell and number in at)) for group, at in classes] for cell in cells]
        few = fewest(equations, list(classes.values()), below) if equations else None
        if few is not None:
            found[question.key] = few
    return found
