# SPDX-License-Identifier: EUPL-1.2
"""No figure of fewer people than the threshold is shown, and none follows from all that is shown together.

The adversary here is stronger than any reader: it gets every figure unrounded, and knows of everybody in which group
they are and to which statements they gave a number. It solves for every small set of groups that is hidden.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from commands.evaluations.answers import DONT_KNOW, Ballot
from commands.evaluations.instrument import STATEMENTS, Dimension, Question
from commands.evaluations.round import Group
from commands.evaluations.suppression import LOWEST, shown, shown_of
from commands.evaluations.tally import Tally, by_dimension, tally
from tests.commands.evaluations.solving import follows

GROUPS = tuple(Group)
sizes = st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 14))
answers = st.sampled_from(("1", "2", "3", "4", "5", DONT_KNOW))
#: Mostly small groups: there it could go wrong.
ballots = st.lists(
    st.builds(
        Ballot,
        st.sampled_from((Group.BUSINESS, Group.BUSINESS, Group.IT, Group.IT, Group.CONTROL, Group.PARTNER)),
        st.fixed_dictionaries({q.key: answers for q in STATEMENTS}),
    ),
    max_size=40,
)
thresholds = st.integers(LOWEST, 8)


def _small_sets(counts: Mapping[Group, int], threshold: int) -> list[frozenset[Group]]:
    """Return every set of groups that holds somebody, and fewer than the threshold."""
    there = [group for group in GROUPS if counts.get(group)]
    every = chain.from_iterable(combinations(there, size) for size in range(1, len(there) + 1))
    return [frozenset(some) for some in every if sum(counts[group] for group in some) < threshold]


def _known(cast: Sequence[Ballot], key: str) -> Mapping[Group, int]:
    """Return how many of each group gave a number to a statement."""
    return {g: sum(b.group is g and b.answers[key] != DONT_KNOW for b in cast) for g in GROUPS}


def _published(
    found: Tally, dimension: Dimension, asked: Sequence[Question], counts: Mapping[str, Mapping[Group, int]]
) -> list[list[Fraction]]:
    """Return what is published of a dimension as equations over the sum of points of each group at each statement."""
    means = {figure.key: figure.mean for figure in found.figures}
    equations = [
        [Fraction(int(q.key == key)) for q in asked for _ in GROUPS]
        for key in (q.key for q in asked)
        if means[key] is not None
    ]
    part = next(part for part in found.parts if part.dimension is dimension)
    of_groups = (
        [Fraction(1, counts[q.key][each]) if group is each else Fraction(0) for q in asked for group in GROUPS]
        for each in part.groups
    )
    return [*equations, *of_groups]


@given(ballots, thresholds)
def test_no_figure_of_a_few_people_can_be_solved_from_all_that_is_published(cast: list[Ballot], threshold: int) -> None:
    found = tally(STATEMENTS, cast, threshold)
    for dimension, asked in by_dimension(STATEMENTS).items() if found.figures else ():
        counts = {q.key: _known(cast, q.key) for q in asked}
        equations = _published(found, dimension, asked, counts)
        for statement in asked:
            for hidden in _small_sets(counts[statement.key], threshold):
                wanted = [Fraction(int(q is statement and group in hidden)) for q in asked for group in GROUPS]
                assert not follows(wanted, equations), (dimension, statement.key, hidden)


@given(ballots, thresholds)
def test_every_figure_that_is_shown_rests_on_enough_answers(cast: list[Ballot], threshold: int) -> None:
    found = tally(STATEMENTS, cast, threshold)
    if len(cast) < threshold:
        assert found == Tally(len(cast))
        return
    for figure in found.figures:
        known = sum(_known(cast, figure.key).values())
        assert (figure.mean is not None) == (known >= threshold) == bool(figure.spread)
    dimensions = by_dimension(STATEMENTS)
    for part in found.parts:
        for group in part.groups:
            assert all(_known(cast, q.key)[group] >= threshold for q in dimensions[part.dimension])
    for group in found.indices or {}:
        assert all(group in part.groups for part in found.parts), "an index would give the hidden dimension away"


@given(sizes, thresholds)
def test_what_is_left_without_the_groups_that_are_shown_is_nobody_or_enough(
    people: dict[Group, int], threshold: int
) -> None:
    visible = shown(people, threshold)
    left = sum(size for group, size in people.items() if group not in visible)
    assert left == 0 or left >= threshold or not visible
    assert all(people[group] >= threshold for group in visible)


@given(st.lists(sizes, min_size=1, max_size=3), thresholds)
def test_a_group_is_hidden_everywhere_in_a_dimension_or_nowhere(
    statements: list[dict[Group, int]], threshold: int
) -> None:
    visible = shown_of(statements, GROUPS, threshold)
    for people in statements:
        left = sum(size for group, size in people.items() if group not in visible)
        assert not visible or left == 0 or left >= threshold


def test_one_small_group_hides_the_next_smallest_too() -> None:
    people = {Group.BUSINESS: 9, Group.IT: 6, Group.CONTROL: 2}
    assert shown(people, LOWEST) == {Group.BUSINESS}
    assert shown({**people, Group.PARTNER: 3}, LOWEST) == {Group.BUSINESS, Group.IT}


def test_a_group_of_one_is_never_shown_and_a_group_that_is_everybody_says_nothing_more() -> None:
    assert shown({Group.BUSINESS: 12, Group.IT: 1}, LOWEST) == frozenset()
    assert shown({Group.BUSINESS: 12}, LOWEST) == frozenset()


def test_the_rules_hold_for_everybody_who_is_hidden_together_and_the_test_can_tell() -> None:
    # Without the second rule, nine and six would be shown, and the two would follow.
    counts = {Group.BUSINESS: 9, Group.IT: 6, Group.CONTROL: 2}
    whole = [Fraction(int(group in counts)) for group in GROUPS]
    both = [[Fraction(int(group is each)) for group in GROUPS] for each in (Group.BUSINESS, Group.IT)]
    wanted = [Fraction(int(group is Group.CONTROL)) for group in GROUPS]
    assert follows(wanted, [whole, *both])
    assert not follows(wanted, [whole, both[0]])
