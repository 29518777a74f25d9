# SPDX-License-Identifier: EUPL-1.2
"""Who acts for a function: laws that hold in every town, whoever is away, named or declined."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from commands.people import Absence, Capacity, Holding, acting
from tests.directories import FUNCTIONS, ON, PEOPLE, TOWNS, Town

ANNA, BRAM, CATO, DIRK, EVA = PEOPLE


def names(town: Town, function: str = "CIO") -> list[str]:
    """Return who acts."""
    return [act.person.id for act in acting(town, function, ON)]


def away(person: object, deputy: object = None, *declined: str) -> Absence:
    """Somebody is away."""
    return Absence(person, ON, ON, deputy, declined=frozenset(declined))  # type: ignore[arg-type] # people, for short


@given(TOWNS, st.sampled_from(FUNCTIONS), st.sampled_from(("", *FUNCTIONS)))
def test_who_is_away_never_acts_and_a_deputy_acts_only_in_the_place_of_an_absent_holder(
    town: Town, function: str, deputy: str
) -> None:
    holders = {h.person.id for h in town.holdings(function, ON) if not h.deputy}
    for act in acting(town, function, ON, deputy):
        assert town.absence(act.person, ON) is None
        if act.capacity is Capacity.HOLDER:
            assert act.person.id in holders
            assert act.absent is None
        else:
            assert bool(act.absent) is not act.vacant
            assert act.vacant is not bool(holders)
            if act.absent:
                assert act.absent.person.id in holders
                assert act.absent.person.id != act.person.id


@given(TOWNS, st.sampled_from(FUNCTIONS))
def test_a_chain_of_deputies_has_two_links_at_most_and_does_not_come_back(town: Town, function: str) -> None:
    for act in acting(town, function, ON):
        if act.capacity is Capacity.HOLDER:
            continue
        first = [h.person for h in town.holdings(function, ON) if h.deputy]
        first += [act.absent.deputy] if act.absent and act.absent.deputy else []
        gone = [town.absence(person, ON) for person in first]
        second = [a.deputy for a in gone if a and a.deputy]
        assert act.person in (*first, *second)


@given(TOWNS, st.sampled_from(FUNCTIONS), st.sets(st.sampled_from([p.id for p in PEOPLE])))
def test_who_declined_takes_over_for_nobody(town: Town, function: str, declined: set[str]) -> None:
    without = replace(town, away=tuple(replace(a, declined=frozenset(declined)) for a in town.away))
    acts = acting(without, function, ON)
    assert not [a for a in acts if a.absent and a.person.id in declined]


def test_the_deputy_of_the_deputy_acts_where_all_deputies_are_away_and_nobody_further() -> None:
    held = (Holding(ANNA, "CIO"), Holding(BRAM, "CIO", deputy=True))
    assert names(Town(held, (away(ANNA, CATO),))) == ["cato"]
    assert names(Town(held, (away(ANNA, CATO), away(CATO, DIRK)))) == ["bram"], "a deputy of the function goes first"
    every = (away(ANNA, CATO), away(CATO, DIRK), away(BRAM))
    assert names(Town(held, every)) == ["dirk"]
    assert names(Town(held, (*every, away(DIRK, EVA)))) == [], "three would be too many"


def test_two_who_name_each_other_are_no_loop() -> None:
    held = (Holding(ANNA, "CIO"),)
    assert names(Town(held, (away(ANNA, BRAM), away(BRAM, ANNA)))) == []


def test_after_a_no_the_next_deputy_acts() -> None:
    held = (Holding(ANNA, "CIO"), Holding(BRAM, "CIO", deputy=True), Holding(CATO, "CIO", deputy=True))
    assert names(Town(held, (away(ANNA, None, "bram"),))) == ["cato"]
    assert names(Town(held, (away(ANNA, None, "bram", "cato"),))) == []
