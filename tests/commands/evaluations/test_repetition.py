# SPDX-License-Identifier: EUPL-1.2
"""However reports are added and subtracted, nobody learns what fewer people answered than the threshold.

Each attack first succeeds on reports that know nothing of each other, so that the test can tell; then it fails.
"""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.evaluations.answers import DONT_KNOW, Ballot
from commands.evaluations.beside import Earlier
from commands.evaluations.instrument import GRADE, STATEMENTS
from commands.evaluations.report import Report
from commands.evaluations.round import Group
from commands.evaluations.suppression import LOWEST
from tests.commands.evaluations.history import ASKED, Somebody, cast, kept, report, reports, some, told

IT, CONTROL = Group.IT, Group.CONTROL
answers = st.fixed_dictionaries({q.key: st.sampled_from(("1", "3", "3", "5", DONT_KNOW)) for q in ASKED})
#: Mostly everybody in every round, save a few: there it could go wrong.
rounds = st.sampled_from(("012", "012", "012", "01", "12", "02", "0", "1", "2")).map(lambda s: frozenset(map(int, s)))
ballots = st.builds(Ballot, st.sampled_from((Group.BUSINESS, Group.BUSINESS, IT, IT, CONTROL)), answers)
crowds = st.lists(st.builds(Somebody, ballots, rounds), min_size=8, max_size=36)


@settings(max_examples=60)
@given(crowds, st.integers(LOWEST, 7))
def test_no_combination_of_three_reports_tells_what_a_few_people_answered(crowd: list[Somebody], least: int) -> None:
    assert told(crowd, reports(crowd, 3, least)) == {}


@given(crowds)
def test_what_is_shown_beside_earlier_reports_is_part_of_what_would_be_shown_without(crowd: list[Somebody]) -> None:
    for number, shown in enumerate(reports(crowd, 3)):
        alone = report(cast(crowd, number))
        assert shown.repeated == (shown.tally != alone.tally)
        for figure, would in zip(shown.tally.figures, alone.tally.figures, strict=True):
            assert figure in (would, replace(would, unknown=None, mean=None, spread=()))
        for part, of in zip(shown.tally.parts, alone.tally.parts, strict=True):
            assert part.mean in (of.mean, None)
            assert set(part.groups.items()) <= set(of.groups.items())


ATTACKS = {
    "one left": [*some(9, "01"), *some(1, "0", answer="5")],
    "one came": [*some(9, "01"), *some(1, "1", answer="5")],
    "one came in the place of one": [*some(9, "01"), *some(1, "0", answer="1"), *some(1, "1", answer="5")],
    "one of IT left while many of business came": [
        *some(6, "01"), *some(6, "01", IT), *some(5, "0"), *some(5, "1", answer="4"), *some(1, "0", IT, "5"),
    ],
    # No two of these differ by fewer than five.
    "two halves of a whole, save one": [*some(6, "01"), *some(6, "02", answer="2"), *some(1, "0", answer="5")],
    "each round misses other people": [
        *some(5, "02"), *some(5, "03"), *some(5, "12"), *some(5, "13"), *some(5, "0123"), *some(1, "3", answer="5"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_by_adding_and_subtracting_fails(name: str) -> None:
    people = ATTACKS[name]
    number = 1 + max(at for each in people for at in each.rounds)
    apart = [report(cast(people, at)) for at in range(number)]
    assert set(told(people, apart).values()) == {2 if "in the place" in name else 1}
    assert told(people, reports(people, number)) == {}


def test_where_one_of_a_group_left_and_many_of_another_came_the_whole_is_shown() -> None:
    _first, second = reports(ATTACKS["one of IT left while many of business came"], 2)
    assert all(figure.mean is not None for figure in second.tally.figures)
    assert not [part for part in second.tally.parts if part.groups]


def test_who_left_does_not_stand_out_in_how_often_each_number_was_chosen() -> None:
    people = [*some(9, "01"), *some(1, "0", answer="5"), *some(6, "1", answer="1")]
    assert [report(cast(people, at)).tally.figures[0].spread[4] for at in (0, 1)] == [1, 0]
    assert reports(people, 2)[1].tally.figures[0].spread == ()


def test_who_left_and_did_not_know_is_not_told_either() -> None:
    people = [*some(9, "01"), *some(1, "0", goals=DONT_KNOW)]
    alone = [report(cast(people, at)).tally.figures[0].unknown for at in (0, 1)]
    assert alone == [1, 0], "the difference would be one person"
    assert reports(people, 2)[1].tally.figures[0].unknown is None


def test_of_a_round_without_ballots_the_figures_say_that_nearly_nobody_changed() -> None:
    people = [*some(9, "01"), *some(1, "0", answer="5")]
    first = report(cast(people, 0))
    second = report(cast(people, 1), [kept(first, cast(people, 0), gone=True)])
    assert second.repeated
    assert told(people, [first, second]) == {}


def test_a_raised_threshold_holds_for_the_difference_too() -> None:
    people = [*some(9, "01"), *some(6, "1", answer="5")]
    assert not reports(people, 2)[1].repeated
    assert reports(people, 2, 7)[1].repeated


def test_people_who_are_in_another_group_elsewhere_are_found_too() -> None:
    here = [*some(9, "1"), *some(1, "1", answer="5")]
    there = [*some(9, "0", IT), *some(6, "0", answer="1")]
    first = report(cast(there, 0))
    beside = kept(first, cast(there, 0))
    assert not report(cast(here, 1), [beside]).repeated
    assert report(cast(here, 1), [replace(beside, elsewhere=True)]).repeated


def test_one_statement_that_was_asked_apart_hides_itself_and_not_the_others() -> None:
    people = [*some(9, "01"), *some(1, "0", answer="5"), *some(1, "1", answer="2")]
    first = report(cast(people, 0))
    pulse = Earlier(first.tally, {ASKED[0].key: ASKED[0]}, kept(first, cast(people, 0)).ballots)
    second = report(cast(people, 1), [pulse])
    assert [figure.key for figure in second.tally.figures if figure.mean is None] == [ASKED[0].key]


QUARTER = (*STATEMENTS, GRADE)


def quarter(dice: Random, minds: list[tuple[Group, list[float]]]) -> list[Ballot]:
    """Let three in four answer, each about as they usually do: nobody is quite sure between two numbers."""
    return [
        Ballot(
            group, {q.key: str(min(5, max(1, round(dice.gauss(at, 0.4))))) for q, at in zip(QUARTER, mind, strict=True)}
        )
        for group, mind in minds
        if dice.random() < 0.75
    ]


@pytest.mark.parametrize("number", [20, 35, 53])
def test_five_ordinary_quarters_of_the_same_people_show_everything_with_its_trend(number: int) -> None:
    dice = Random(number)  # noqa: S311 - not a secret
    sides = (Group.BUSINESS, Group.BUSINESS, IT, CONTROL)
    minds = [(sides[each % 4], [dice.gauss(3.4, 0.8) for _ in QUARTER]) for each in range(number)]
    found: list[tuple[Report, list[Ballot]]] = []
    for _ in range(5):
        said = quarter(dice, minds)
        shown = report(said, [kept(of, then, QUARTER) for of, then in found], asked=QUARTER)
        assert shown.tally == report(said, asked=QUARTER).tally
        found.append((shown, said))
    # More than a year without a round, so that only the figures of the last one are left.
    said = quarter(dice, minds)
    assert not report(said, [kept(*found[0], QUARTER, gone=True)], asked=QUARTER).repeated
