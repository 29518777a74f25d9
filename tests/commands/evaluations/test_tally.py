# SPDX-License-Identifier: EUPL-1.2
"""Ballots are counted once each, whatever their order; what people do not know is counted beside the figures."""

from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from commands.evaluations.answers import DONT_KNOW, Ballot
from commands.evaluations.instrument import GRADE, LEARNING, STATEMENTS, Dimension, questionnaire
from commands.evaluations.round import Group
from commands.evaluations.suppression import LOWEST
from commands.evaluations.tally import counts_of, tally

QUESTIONS = (*STATEMENTS, LEARNING, GRADE)
ballots = st.lists(
    st.builds(
        Ballot,
        st.sampled_from(Group),
        st.fixed_dictionaries({q.key: st.sampled_from((*"12345", DONT_KNOW)) for q in QUESTIONS}),
    ),
    min_size=LOWEST,
    max_size=30,
)


def _all(answer: str, group: Group = Group.BUSINESS, **other: str) -> Ballot:
    """Return a ballot with one answer everywhere, save where it says otherwise."""
    return Ballot(group, {q.key: other.get(q.key, answer) for q in QUESTIONS})


@given(ballots)
def test_every_ballot_counts_once(cast: list[Ballot]) -> None:
    found = tally(QUESTIONS, cast, LOWEST)
    assert found.answered == len(cast)
    for question, figure in zip(counts_of(QUESTIONS), found.figures, strict=True):
        said = [ballot.answers[question.key] for ballot in cast]
        assert (figure.unknown is None) == (not figure.spread)
        if figure.unknown is not None:
            assert figure.unknown == said.count(DONT_KNOW)
            assert list(figure.spread[:5]) == [said.count(str(point)) for point in range(1, 6)]
            assert sum(figure.spread) + figure.unknown == len(cast)


@given(ballots, st.randoms(use_true_random=False))
def test_the_order_of_ballots_says_nothing(cast: list[Ballot], dice: Random) -> None:
    shuffled = list(cast)
    dice.shuffle(shuffled)
    assert tally(QUESTIONS, shuffled, LOWEST) == tally(QUESTIONS, cast, LOWEST)


def test_a_dimension_is_the_mean_of_its_statements_and_the_index_that_of_its_dimensions() -> None:
    cast = [_all("4", who_decides="1", on_time="2", priority="3")] * 6
    found = tally(QUESTIONS, cast, LOWEST)
    means = {part.dimension: part.mean for part in found.parts}
    assert means[Dimension.GOVERNANCE] == Decimal("2.0")
    assert means[Dimension.TRUST] == Decimal("4.0")
    assert found.index == Decimal("3.8"), "(7 x 4 + 2) / 8 = 3.75"


def test_what_is_asked_besides_does_not_move_the_index() -> None:
    cast = [_all("4", learning="1", grade="1")] * 6
    assert tally(QUESTIONS, cast, LOWEST).index == Decimal("4.0")


def test_who_does_not_know_is_counted_and_weighs_nothing() -> None:
    cast = [*[_all("5")] * 5, *[_all("5", goals=DONT_KNOW)] * 3]
    found = tally(QUESTIONS, cast, LOWEST)
    goals = found.figures[0]
    assert (goals.key, goals.answered, goals.unknown, goals.mean) == ("goals", 8, 3, Decimal("5.0"))


def test_where_too_many_do_not_know_the_statement_and_its_dimension_are_not_shown() -> None:
    cast = [*[_all("5")] * 4, *[_all("5", goals=DONT_KNOW)] * 4]
    found = tally(QUESTIONS, cast, LOWEST)
    assert (found.figures[0].mean, found.figures[0].spread, found.figures[0].unknown) == (None, (), None), (
        "four of eight would say that four gave a number"
    )
    assert found.parts[0].mean is None
    assert found.index == Decimal("5.0"), "of the other seven"


def test_business_and_it_stand_beside_each_other_only_where_both_may_be_shown() -> None:
    business, it = [_all("4")] * 6, [_all("2", Group.IT)] * 6
    apart = tally(QUESTIONS, [*business, *it], LOWEST)
    assert all(part.gap == Decimal("2.0") for part in apart.parts)
    assert apart.indices == {Group.BUSINESS: Decimal("4.0"), Group.IT: Decimal("2.0")}
    few = tally(QUESTIONS, [*business, *it[:3]], LOWEST)
    assert all(part.gap is None for part in few.parts)
    assert few.sizes == {}


def test_the_questionnaire_takes_four_minutes_and_grows_only_where_it_must() -> None:
    first = questionnaire((), later=False, joint=False)
    assert [q.key for q in first[-2:]] == ["grade", "words"]
    assert len(first) == 14
    assert len(questionnaire((), later=True, joint=False)) == 15
    assert len(questionnaire((), later=True, joint=True)) == 19


def test_every_question_is_in_both_languages_and_says_where_it_comes_from() -> None:
    every = questionnaire((), later=True, joint=True)
    assert all(q.nl and q.en and q.nl != q.en and q.source for q in every)
    assert len({q.key for q in every}) == len(every)
