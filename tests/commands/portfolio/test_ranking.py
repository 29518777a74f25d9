# SPDX-License-Identifier: EUPL-1.2
"""What was not started stands in one order: the law first, then by value, and costs only draw the line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.boards import Verdict
from commands.money import Euro
from commands.people import Side
from commands.portfolio.initiative import Initiative, InitiativeState
from commands.portfolio.ranking import COMPETES, SIDES, Ranking, deviates, ranked
from commands.portfolio.score import WEIGHTS, Criterion, Gate, Known, Needs, Room, Score

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
BEST, WORST = (5,) * len(Criterion), (0,) * len(Criterion)
REQUIRED = (Known.YES, *(Known.UNKNOWN,) * (len(Gate) - 1))
points = st.tuples(*(st.integers(0, 5) for _ in Criterion))


def initiative(number: int, once: int = 0, state: InitiativeState = InitiativeState.PLANNED) -> Initiative:
    """Return an initiative that costs so much once."""
    money = Euro(Decimal(once)) if once else None
    return Initiative(f"INI-2026-{number:04}", f"Plan {number}", "CIO", date(2026, 3, 2), state=state, one_off=money)


def scored(number: int, business: Sequence[int], it: Sequence[int] | None = None) -> list[Score]:
    """Return how both sides scored it."""
    given = zip(SIDES, (business, business if it is None else it), strict=True)
    return [Score(f"INI-2026-{number:04}", side, tuple(of), "x", AT) for side, of in given]


def needs(number: int, days: int = 0, *, law: bool = False) -> Needs:
    """Return what it takes of IT, and whether the law requires it."""
    gates = {"gates": REQUIRED, "law": "Wmebv"} if law else {}
    return replace(Needs(f"INI-2026-{number:04}", it_days=days), **gates)  # type: ignore[arg-type]  # fields


def numbers(found: Ranking) -> list[int]:
    """Return the order of what competes."""
    return [int(place.initiative.reference[-4:]) for place in found.ranked]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Initiative], list[Score], list[Needs], Room]:
    """Return a portfolio, scored and not, with some room."""
    size = draw(st.integers(0, 6))
    states = st.sampled_from(InitiativeState)
    every = [initiative(n, draw(st.integers(0, 90)), draw(states)) for n in range(size)]
    scores = [s for n in range(size) for s in scored(n, draw(points), draw(points))[: draw(st.integers(0, 2))]]
    takes = [needs(n, draw(st.integers(0, 50)), law=draw(st.booleans())) for n in range(0, size, 2)]
    money, days = st.none() | st.integers(0, 200).map(lambda n: Euro(Decimal(n))), st.none() | st.integers(0, 99)
    return every, scores, takes, Room(draw(money), draw(days))


def test_the_weights_make_a_hundred_and_the_mean_of_both_sides_counts() -> None:
    assert sum(WEIGHTS.values()) == 100
    (place,) = ranked([initiative(1)], scored(1, BEST, WORST), (), Room()).ranked
    assert (place.value, place.discuss) == (50, tuple(Criterion))
    (even,) = ranked([initiative(1)], scored(1, (3, 1, 4, 2, 5), (2, 1, 3, 2, 4)), (), Room()).ranked
    assert (even.value, even.discuss) == (53, ())


@given(worlds())
def test_the_order_follows_from_values_alone_and_not_from_the_order_of_asking(
    world: tuple[list[Initiative], list[Score], list[Needs], Room],
) -> None:
    every, scores, takes, room = world
    found = ranked(every, scores, takes, room)
    assert found == ranked(every[::-1], scores[::-1], takes[::-1], room)
    assert all((one.value or 0) >= (other.value or 0) for one, other in pairwise(found.ranked))
    assert [place.number for place in found.ranked] == list(range(1, len(found.ranked) + 1))
    shown = [p.initiative for p in (*found.required, *found.ranked)] + list(found.unscored)
    assert sorted(shown, key=str) == sorted((i for i in every if i.state in COMPETES), key=str)


@given(worlds())
def test_sums_grow_to_the_line_and_nothing_below_it_is_advised(
    world: tuple[list[Initiative], list[Score], list[Needs], Room],
) -> None:
    found = ranked(*world)
    room, places = found.room, (*found.required, *found.ranked)
    assert all(one.money <= other.money and one.days <= other.days for one, other in pairwise(places))
    advised = [place.advised for place in found.ranked]
    assert advised == sorted(advised, reverse=True)
    for place in found.ranked:
        if place.advised and room.money:
            assert place.money <= room.money.value
        if place.advised and room.days is not None:
            assert place.days <= room.days


def test_what_the_law_requires_does_not_compete_and_does_take_money_and_days() -> None:
    every = [initiative(1, 60), initiative(2, 50), initiative(3, 50)]
    scores = [*scored(2, BEST), *scored(3, WORST)]
    found = ranked(every, scores, [needs(1, 5, law=True), needs(2, 5)], Room(Euro(Decimal(120))))
    assert [place.initiative.name for place in found.required] == ["Plan 1"]
    assert [(p.initiative.name, p.money, p.days, p.advised) for p in found.ranked] == [
        ("Plan 2", Decimal(110), 10, True),
        ("Plan 3", Decimal(160), 10, False),
    ]


def test_of_equal_value_the_cheaper_comes_first_and_then_the_older() -> None:
    every = [initiative(1, 90), initiative(2, 30), initiative(3, 30)]
    assert numbers(ranked(every, [s for n in (1, 2, 3) for s in scored(n, BEST)], (), Room())) == [2, 3, 1]


@pytest.mark.parametrize(
    ("reference", "verdict", "otherwise"),
    [
        ("INI-2026-0001", Verdict.APPROVED, False),
        ("INI-2026-0001", Verdict.REJECTED, True),
        ("INI-2026-0001", Verdict.DEFERRED, True),
        ("INI-2026-0002", Verdict.APPROVED, True),
        ("INI-2026-0002", Verdict.APPROVED_COND, True),
        ("INI-2026-0002", Verdict.DEFERRED, False),
        ("INI-2026-0003", Verdict.APPROVED, True),
        ("INI-2026-0003", Verdict.NOTED, False),
    ],
)
def test_a_decision_deviates_that_starts_what_is_not_advised_or_does_not_start_what_is(
    reference: str, verdict: Verdict, *, otherwise: bool
) -> None:
    every = [initiative(1, 50), initiative(2, 50), initiative(3)]
    scores = [*scored(1, BEST), *scored(2, WORST)]
    for room in (Room(), Room(Euro(Decimal(60))), Room(days=0, money=Euro(Decimal(60)))):
        assert deviates(reference, verdict, ranked(every, scores, (), room)) is otherwise
    assert not deviates(reference, verdict, ranked(every, scores[:1], (), Room())), "nothing was ranked"


def test_one_side_alone_gives_no_place() -> None:
    found = ranked([initiative(1)], [s for s in scored(1, BEST) if s.side is Side.IT], (), Room())
    assert (found.ranked, [each.name for each in found.unscored]) == ((), ["Plan 1"])
