# SPDX-License-Identifier: EUPL-1.2
"""Whoever asks never decides on it, in person or through whoever takes their place."""

from dataclasses import replace

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from commands.errors import Refused
from commands.people import Person
from commands.requests.authority import authority, footing_for
from commands.requests.request import Desk, Footing, Standing, Why
from tests.commands.requests.test_states import REQUEST
from tests.directories import FUNCTIONS, ON, PEOPLE, TOWNS, Town

PERSON, FUNCTION = st.sampled_from(PEOPLE), st.sampled_from(FUNCTIONS)


@given(TOWNS, FUNCTION, PERSON, PERSON, st.sampled_from(("", *FUNCTIONS)))
def test_nobody_decides_on_the_own_request_in_person_or_through_a_substitute(
    town: Town, function: str, asker: Person, who: Person, deputy: str
) -> None:
    asked = replace(REQUEST, requester=asker, desk=Desk(function, "waterveen", Why.NOBODY))
    footing = None if who == asker else footing_for(town, function, asker, who, ON, deputy)
    assert footing is None or footing.instead_of != asker.name
    if deputy:
        return
    try:
        found = authority(town, asked, who, ON)
    except Refused:
        return
    assert who != asker
    assert found.instead_of != asker.name


@given(TOWNS, FUNCTION, PERSON, PERSON)
def test_a_deputy_says_on_whose_behalf_and_a_holder_needs_nobody(
    town: Town, function: str, asker: Person, who: Person
) -> None:
    footing = footing_for(town, function, asker, who, ON)
    holds = any(h.person == who and not h.deputy for h in town.holdings(function, ON))
    if holds:
        assert footing == Footing(Standing.HOLDER)
    elif footing:
        vacant = not any(not h.deputy for h in town.holdings(function, ON))
        assert footing.standing is Standing.DEPUTY
        assert bool(footing.instead_of) is not vacant


def test_the_strategy_makes_towns_in_which_substitutes_act() -> None:
    anna, bram = PEOPLE[:2]
    town = find(TOWNS, lambda t: footing_for(t, "CIO", anna, bram, ON) == Footing(Standing.DEPUTY, "Cato"))
    with pytest.raises(Refused):
        authority(town, replace(REQUEST, requester=PEOPLE[2], desk=Desk("CIO", "x", Why.NOBODY)), bram, ON)
