# SPDX-License-Identifier: EUPL-1.2
"""Nothing of a few people follows from two rounds together, also where everybody else answered exactly as before.

The adversary has both reports with every figure unrounded, knows of everybody in which group they are, to which
statements they gave a number, and who stayed; and knows that who stayed answered the same. It solves over both tables.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commands.evaluations.answers import DONT_KNOW, Ballot
from commands.evaluations.facts import Facts
from commands.evaluations.instrument import STATEMENTS, Dimension
from commands.evaluations.repetition import Earlier
from commands.evaluations.report import Report, made
from commands.evaluations.round import Group, Kind, Round, State
from commands.evaluations.suppression import LOWEST
from tests.commands.evaluations.solving import follows

DAY = date(2026, 3, 18)
ASKED = tuple(q for q in STATEMENTS if q.dimension in (Dimension.GOALS, Dimension.TRUST))
ROUND = Round("waterveen", "EV-2026-01", Kind.QUARTERLY, State.CLOSED, "2026-1", DAY, DAY, LOWEST, ASKED)
GROUPS = (Group.BUSINESS, Group.BUSINESS, Group.IT, Group.IT, Group.CONTROL, Group.PARTNER)
answers = st.fixed_dictionaries({q.key: st.sampled_from(("1", "3", "5", DONT_KNOW)) for q in ASKED})
ballots = st.builds(Ballot, st.sampled_from(GROUPS), answers)
#: Who stayed, who left, and who came: mostly a few, for there it could go wrong.
quarters = st.tuples(st.lists(ballots, max_size=18), st.lists(ballots, max_size=8), st.lists(ballots, max_size=8))


def report(cast: Sequence[Ballot], earlier: Iterable[Earlier] = ()) -> Report:
    """Return the report of a round in which people answered so."""
    beside = {"previous": None, "earlier": tuple(earlier)}
    return made(ROUND, cast, (), invited=len(cast), declined=0, closed_on=DAY, facts=Facts(), **beside)  # type: ignore[arg-type]  # by name


def both(stayed: list[Ballot], left: list[Ballot], came: list[Ballot]) -> tuple[Report, Report]:
    """Return the reports of two quarters; the second knows of the first."""
    first = report(stayed + left)
    return first, report(stayed + came, [Earlier(first.tally, tuple(stayed + left))])


@dataclass(frozen=True)
class World:
    """Everybody in two quarters: who stayed is one unknown, with the same answer in both."""

    stayed: list[Ballot]
    left: list[Ballot]
    came: list[Ballot]

    @property
    def people(self) -> list[Ballot]:
        """Everybody: who stayed, who left, who came."""
        return [*self.stayed, *self.left, *self.came]

    def sum_of(self, key: str, *, second: bool, group: Group | None = None) -> list[Fraction]:
        """Return the sum of the points of one round, or of a group in it, as an equation over the people."""
        gone = range(len(self.stayed), len(self.stayed) + len(self.left))
        new = range(gone.stop, gone.stop + len(self.came))
        out = gone if second else new
        return [
            Fraction(int(n not in out and (group is None or b.group is group) and b.answers[key] != DONT_KNOW))
            for n, b in enumerate(self.people)
        ]

    def equations(self, key: str, dimension: Dimension, reports: tuple[Report, Report]) -> list[list[Fraction]]:
        """Return all that both reports show of a statement."""
        found = []
        for second, shown in zip((False, True), reports, strict=True):
            if not any(f.key == key and f.mean is not None for f in shown.tally.figures):
                continue
            found.append(self.sum_of(key, second=second))
            part = next(part for part in shown.tally.parts if part.dimension is dimension)
            found += [self.sum_of(key, second=second, group=group) for group in part.groups]
        return found

    def few(self, key: str) -> Iterable[list[Fraction]]:
        """Yield the small sets of people that an adversary would want: who left or came, by group or together."""
        start = len(self.stayed)
        for first, size in ((start, len(self.left)), (start + len(self.left), len(self.came))):
            for group in (None, *Group):
                those = [
                    n
                    for n in range(first, first + size)
                    if self.people[n].answers[key] != DONT_KNOW and (group is None or self.people[n].group is group)
                ]
                if 0 < len(those) < LOWEST:
                    yield [Fraction(int(n in those)) for n in range(len(self.people))]


@given(quarters)
def test_nothing_of_who_left_or_came_follows_from_two_reports_when_all_others_answered_the_same(
    drawn: tuple[list[Ballot], list[Ballot], list[Ballot]],
) -> None:
    reports, world = both(*drawn), World(*drawn)
    for question in ASKED:
        equations = world.equations(question.key, question.dimension, reports)
        for wanted in world.few(question.key):
            assert not equations or not follows(wanted, equations), (question.key, reports)


@given(quarters)
def test_what_is_shown_beside_an_earlier_report_is_part_of_what_would_be_shown_without(
    drawn: tuple[list[Ballot], list[Ballot], list[Ballot]],
) -> None:
    _first, second = both(*drawn)
    alone = report(drawn[0] + drawn[2])
    assert second.repeated == (second.tally != alone.tally)
    for shown, would in zip(second.tally.figures, alone.tally.figures, strict=True):
        assert shown in (would, replace(would, unknown=None, mean=None, spread=()))
    for part, of in zip(second.tally.parts, alone.tally.parts, strict=True):
        assert part.mean in (of.mean, None)
        assert set(part.groups.items()) <= set(of.groups.items())


def cast(answer: str, number: int, group: Group = Group.BUSINESS) -> list[Ballot]:
    """Return people of one group who answer all the same."""
    return [Ballot(group, {q.key: answer for q in ASKED})] * number


def test_where_one_left_and_all_others_answer_the_same_only_how_many_answered_is_shown() -> None:
    first, second = both(cast("3", 7) + cast("1", 2), cast("5", 1), [])
    assert second.repeated
    assert second.tally.answered == 9
    assert not [figure for figure in second.tally.figures if figure.mean is not None]
    assert second.tally.index is None
    world = World(cast("3", 7) + cast("1", 2), cast("5", 1), [])
    unguarded = world.equations("goals", Dimension.GOALS, (first, report(cast("3", 7) + cast("1", 2))))
    assert any(follows(wanted, unguarded) for wanted in world.few("goals")), "the test can tell"


def test_where_nobody_or_many_changed_everything_is_shown() -> None:
    for left, came in (([], []), (cast("5", 5), cast("1", 5)), (cast("5", 6), [])):
        _first, second = both(cast("3", 7), left, came)
        assert not second.repeated


def test_where_one_of_a_group_left_and_many_of_another_came_only_the_whole_is_shown() -> None:
    stayed = cast("3", 6) + cast("1", 5, Group.IT)
    _first, second = both(stayed, cast("5", 5) + cast("5", 1, Group.IT), cast("2", 5))
    assert second.repeated
    assert all(figure.mean is not None for figure in second.tally.figures)
    assert not [part for part in second.tally.parts if part.groups]
