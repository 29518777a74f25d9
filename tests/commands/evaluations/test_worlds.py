# SPDX-License-Identifier: EUPL-1.2
"""Whoever tries every way in which people could have answered finds more than one for every small set of people.

The adversary of these tests has the export of a closed round, knows of everybody who answered in which group they are,
and knows our rules: a world counts only when it would have been published in exactly the same way. What it learns of a
few people must then still be open, unless everybody who is hidden together gave the same answer.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, product
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from commands.evaluations.answers import DONT_KNOW, Ballot
from commands.evaluations.facts import Facts
from commands.evaluations.instrument import STATEMENTS, Dimension, Question
from commands.evaluations.record import rows
from commands.evaluations.report import made
from commands.evaluations.round import Group, Kind, Round, State
from commands.evaluations.suppression import LOWEST

GROUPS = tuple(Group)
#: How often each answer is given by each group, to one statement.
Table: TypeAlias = tuple[tuple[int, ...], ...]
#: A dimension of one statement, and one of two.
ONE = tuple(q for q in STATEMENTS if q.dimension is Dimension.GOALS)
TWO = tuple(q for q in STATEMENTS if q.dimension is Dimension.TRUST)
DAY = date(2026, 3, 18)

#: Around the threshold, so that about half of these show a group.
sizes = st.tuples(st.integers(5, 7), st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))


def _round(asked: Sequence[Question]) -> Round:
    """Return a round with these statements."""
    return Round("waterveen", "EV-2026-01", Kind.QUARTERLY, State.CLOSED, "2026-1", DAY, DAY, LOWEST, tuple(asked))


def published(asked: Sequence[Question], letters: str, tables: Sequence[Table]) -> tuple[tuple[str, ...], ...]:
    """Return all that anybody gets of a round in which people answered so: the export holds every figure."""
    answers = [[_laid(table[at], letters) for table in tables] for at in range(len(GROUPS))]
    cast = [
        Ballot(group, dict(zip((q.key for q in asked), given, strict=True)))
        for group, columns in zip(GROUPS, answers, strict=True)
        for given in zip(*columns, strict=True)
    ]
    round_ = _round(asked)
    report = made(round_, cast, (), invited=len(cast), declined=0, closed_on=DAY, facts=Facts(), previous=None)
    return tuple(rows(round_, report))


def _laid(counts: Sequence[int], letters: str) -> str:
    """Return the answers of one group to one statement, in some order."""
    return "".join(letter * count for letter, count in zip(letters, counts, strict=True))


def _together(table: Table) -> tuple[int, ...]:
    return tuple(map(sum, zip(*table, strict=True)))


@cache
def _tables(people: tuple[int, ...], answers: int, together: tuple[int, ...]) -> tuple[Table, ...]:
    """Return every table with these people in each group, and these answers together."""
    if not people:
        return ((),) if not any(together) else ()
    return tuple(
        (first, *rest)
        for first in _splits(people[0], together)
        for rest in _tables(people[1:], answers, tuple(t - f for t, f in zip(together, first, strict=True)))
    )


def _splits(people: int, most: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield every way in which one group may have answered, with no more of an answer than there are."""
    if len(most) == 1:
        if people <= most[0]:
            yield (people,)
        return
    for first in range(min(people, most[0]) + 1):
        yield from ((first, *rest) for rest in _splits(people - first, most[1:]))


@st.composite
def answered(draw: st.DrawFn, statements: int, letters: str) -> tuple[Table, ...]:
    """Return how a few people in four groups answered."""
    people = draw(sizes)
    given = st.lists(st.sampled_from(letters), min_size=max(people), max_size=max(people))
    return tuple(
        tuple(
            tuple(said[:size].count(letter) for letter in letters)
            for size, said in zip(people, (draw(given) for _ in people), strict=True)
        )
        for _ in range(statements)
    )


def _small(people: Sequence[int]) -> list[frozenset[int]]:
    """Return every set of groups that holds somebody, and fewer people than the threshold."""
    there = [at for at, size in enumerate(people) if size]
    every = chain.from_iterable(combinations(there, size) for size in range(1, len(there) + 1))
    return [frozenset(some) for some in every if sum(people[at] for at in some) < LOWEST]


def _mean(table: Table, letters: str, some: frozenset[int]) -> Fraction | None:
    """Return the mean of the numbers that some groups gave to one statement."""
    counts = {letter: sum(table[at][n] for at in some) for n, letter in enumerate(letters) if letter != DONT_KNOW}
    known = sum(counts.values())
    return Fraction(sum(int(letter) * count for letter, count in counts.items()), known) if known else None


def _figures(tables: Sequence[Table], letters: str, some: frozenset[int]) -> dict[int, Fraction | None]:
    """Return the mean of some groups for each statement, by its number, and of the whole dimension beyond the last."""
    means = [_mean(table, letters, some) for table in tables]
    known = [mean for mean in means if mean is not None]
    return {**dict(enumerate(means)), len(means): sum(known, Fraction(0)) / len(known) if known else None}


def _solved(asked: Sequence[Question], letters: str, tables: tuple[Table, ...]) -> list[tuple[int, list[str]]]:
    """Return whose figures follow from all that is published, though those who are hidden with them differ."""
    people = tuple(map(sum, tables[0]))
    seen = published(asked, letters, tables)
    if not all(row[6] for row in seen if row[0] == "question"):
        return []  # nothing is published of this dimension
    visible = {row[4] for row in seen if row[0] == "dimension"}
    hidden = [at for at, group in enumerate(GROUPS) if group.value not in visible]
    open_still = {
        (number, some)
        for number, table in enumerate(tables)
        for some in _small(people)
        if len(
            {letter for at in hidden for letter, count in zip(letters, table[at], strict=True) if count} - {DONT_KNOW}
        )
        > 1
    }
    open_still |= {(len(tables), some) for _number, some in open_still}
    found = {(number, some): _figures(tables, letters, some)[number] for number, some in open_still}
    every = (_tables(people, len(letters), tuple(map(sum, zip(*table, strict=True)))) for table in tables)
    for world in product(*every):
        if not open_still:
            break
        others = {
            (number, some)
            for number, some in open_still
            if _figures(world, letters, some)[number] != found[number, some]
        }
        if others and published(asked, letters, world) == seen:
            open_still -= others
    return [(number, [GROUPS[at].value for at in sorted(some)]) for number, some in open_still]


@given(st.sampled_from(("14", "135", "25?")).flatmap(lambda letters: st.tuples(st.just(letters), answered(1, letters))))
def test_nothing_of_a_few_people_follows_from_a_statement(drawn: tuple[str, tuple[Table, ...]]) -> None:
    letters, tables = drawn
    assert _solved(ONE, letters, tables) == []


@settings(max_examples=25)
@given(answered(2, "15"))
def test_nothing_of_a_few_people_follows_from_statements_that_are_shown_together(tables: tuple[Table, ...]) -> None:
    assert _solved(TWO, "15", tables) == []
