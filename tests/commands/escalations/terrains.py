# SPDX-License-Identifier: EUPL-1.2
"""Grounds for ladders: a small town by hand, and any organisation that Hypothesis can think of."""

from collections.abc import Iterable, Mapping
from datetime import date

from hypothesis import strategies as st

from commands.escalations.escalation import Grant
from commands.escalations.ladder import Ground, Matter, Pair, Terrain
from commands.escalations.levels import DEFAULTS, Level
from commands.organisations import OrganisationKind
from commands.people import Absence, Acting, Capacity, Function, Person

TOWN, REGION = "town", "region"
DAY = date(2026, 3, 2)
NAMES = tuple("abcdefghij")


def someone(name: str) -> Person:
    """Return a person called so."""
    return Person(name, name.title())


def ground(  # noqa: PLR0913 - an organisation by hand says much
    holders: Mapping[str, str],
    escalates: Mapping[str, str] | None = None,
    *,
    organisation: str = TOWN,
    levels: tuple[Level, ...] | None = None,
    away: Iterable[str] = (),
    deputies: Mapping[str, str] | None = None,
    bodies: Iterable[str] = (),
) -> Ground:
    """Return a ground: functions with their holders, to whom each escalates, who is away, and who deputises."""
    absent, standing = frozenset(away), deputies or {}
    kind = OrganisationKind.MUNICIPALITY if organisation == TOWN else OrganisationKind.JOINT_ARRANGEMENT

    def acts(function: str, _deputy: str) -> tuple[Acting, ...]:
        holder = holders.get(function, "")
        if holder and holder not in absent:
            return (Acting(someone(holder), function, Capacity.HOLDER),)
        deputy = standing.get(function, "")
        if not deputy or deputy in absent or deputy == holder:
            return ()
        gone = Absence(someone(holder), DAY, DAY) if holder else None
        return (Acting(someone(deputy), function, Capacity.DEPUTY, absent=gone),)

    grants = tuple(
        Grant(f"{organisation}-{n}", organisation, "topic", decides, to)
        for n, (decides, to) in enumerate((escalates or {}).items())
    )
    functions = {name.casefold(): Function(name, body=name in set(bodies)) for name in holders}
    return Ground(organisation, levels or DEFAULTS[kind], grants, functions, acts, lambda name: bool(holders.get(name)))


def matter(first: Ground, function: str, *barred: str, **more: object) -> Matter:
    """Return a matter on which this function decides."""
    grant = next((g for g in first.grants if g.decides == function), None)
    return Matter(TOWN, first.organisation, function, grant=grant, barred=frozenset(barred), **more)  # type: ignore[arg-type]  # the test names fields of a matter


@st.composite
def grounds(draw: st.DrawFn, organisation: str = TOWN) -> Ground:
    """Return any ground: cycles, vacancies, people with several functions, everyone away, levels in any order."""
    functions = [f"{organisation} {name}" for name in NAMES]
    people = st.sampled_from(["", *NAMES[:6]])
    holders = {name: draw(people) for name in functions if draw(st.booleans())}
    escalates = {name: draw(st.sampled_from([*functions, "", "nowhere"])) for name in functions if draw(st.booleans())}
    deputies = {name: draw(people) for name in functions if draw(st.booleans())}
    away = draw(st.sets(st.sampled_from(NAMES[:6])))
    bodies = draw(st.sets(st.sampled_from(functions), max_size=2))
    placed = draw(st.permutations(functions))
    levels = tuple(Level(n, tuple(placed[n * 2 : n * 2 + 2]), draw(st.integers(1, 10))) for n in range(4))
    return ground(
        holders,
        escalates,
        organisation=organisation,
        levels=levels,
        away=away,
        deputies=deputies,
        bodies=bodies,
    )


@st.composite
def places(draw: st.DrawFn) -> tuple[Matter, Terrain]:
    """Return a matter, with the grounds of a town and a region, and what they agreed."""
    town, region = draw(grounds(TOWN)), draw(grounds(REGION))
    first = draw(st.sampled_from([town, region]))
    clients = st.sampled_from([f"{TOWN} {name}" for name in NAMES])
    suppliers = st.sampled_from([f"{REGION} {name}" for name in NAMES])
    pairs = tuple(Pair(c, REGION, s) for c, s in draw(st.lists(st.tuples(clients, suppliers), max_size=3)))
    function = draw(st.sampled_from([f"{first.organisation} {name}" for name in NAMES]))
    barred = draw(st.sets(st.sampled_from(NAMES[:6]), max_size=2))
    return (
        matter(
            first,
            function,
            *barred,
            entry=draw(st.sampled_from([0, 3])),
            urgent=draw(st.booleans()),
            overdue=draw(st.booleans()),
        ),
        Terrain({TOWN: town, REGION: region}, pairs, "Board"),
    )
