# SPDX-License-Identifier: EUPL-1.2
"""The order of what was not started: what the law requires first, then by value, until money or days run out (§2.6).

Cost and effort stand beside the value and never change it. The ranking advises; the board decides, and records why
where it decides otherwise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from commands.boards import Verdict
from commands.money import Euro
from commands.people import Directory, Person, Side, acting
from commands.portfolio.initiative import Initiative, InitiativeState
from commands.portfolio.rules import is_secretary, total
from commands.portfolio.score import DISCUSS, Criterion, Needs, Room, Score
from commands.portfolio.store import Portfolio

#: What competes: nothing was spent on it yet, or it is thought over again.
COMPETES = frozenset({InitiativeState.PLANNED, InitiativeState.RECONSIDERED})
SIDES = (Side.BUSINESS, Side.IT)
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one initiative stands. ``number`` counts from 1 within what competes; 0 where the law requires it.

    ``value`` is the mean of both sides, 0 to 100; of what the law requires it may be missing. ``money`` and ``days``
    are those of this one and all before it. ``advised`` says that there is room for it; where nobody said how much
    room there is, only the first is advised.
    """

    initiative: Initiative
    needs: Needs
    scores: Mapping[Side, Score]
    number: int
    money: Decimal
    days: int
    advised: bool

    @property
    def value(self) -> int | None:
        """The mean of both sides, rounded half up."""
        exact = _value(self.scores)
        return None if exact is None else int(exact + _HALF)

    @property
    def discuss(self) -> tuple[Criterion, ...]:
        """On which criteria the two sides differ so much that it is worth a talk."""
        if len(self.scores) < len(SIDES):
            return ()
        ours, theirs = (self.scores[side].points for side in SIDES)
        return tuple(c for c, a, b in zip(Criterion, ours, theirs, strict=True) if abs(a - b) >= DISCUSS)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The whole order; ``unscored`` has no place, because one side or both did not score it."""

    required: tuple[Place, ...]
    ranked: tuple[Place, ...]
    unscored: tuple[Initiative, ...]
    room: Room

    def place(self, reference: str) -> Place | None:
        """Return the place of an initiative; None where it has none."""
        return next((p for p in (*self.required, *self.ranked) if p.initiative.reference == reference), None)


def ranked(initiatives: Iterable[Initiative], scores: Iterable[Score], needs: Iterable[Needs], room: Room) -> Ranking:
    """Return the order of what competes: by value, then the cheaper one, then the older one."""
    taken = {each.initiative: each for each in needs}
    given: dict[str, dict[Side, Score]] = {}
    for score in scores:
        given.setdefault(score.initiative, {})[score.side] = score
    competing = sorted((each for each in initiatives if each.state in COMPETES), key=lambda each: each.reference)
    must = [each for each in competing if each.reference in taken and taken[each.reference].required]
    valued = {i.reference: value for i in competing if (value := _value(given.get(i.reference, {}))) is not None}
    free = [each for each in competing if each not in must and each.reference in valued]
    free.sort(key=lambda each: (-valued[each.reference], _cost(each), each.reference))
    places: list[Place] = []
    money, days, room_left = Decimal(0), 0, True
    for number, each in [*((0, each) for each in must), *enumerate(free, start=1)]:
        takes = taken.get(each.reference, Needs(each.reference))
        money, days = money + _cost(each), days + takes.days
        # A line is a line: what comes after what does not fit is not advised, also where it would fit by itself.
        room_left = room_left and (number == 0 or _fits(number, money, days, room))
        advised = number == 0 or room_left
        places.append(Place(each, takes, given.get(each.reference, {}), number, money, days, advised=advised))
    unscored = tuple(each for each in competing if each not in must and each not in free)
    return Ranking(tuple(places[: len(must)]), tuple(places[len(must) :]), unscored, room)


def _value(scores: Mapping[Side, Score]) -> Fraction | None:
    """Return the mean of both sides; None where one of them did not score."""
    if not all(side in scores for side in SIDES):
        return None
    return Fraction(sum(scores[side].value for side in SIDES), len(SIDES))


def _cost(initiative: Initiative) -> Decimal:
    """Return what an initiative costs in all; nothing where that is not known."""
    cost: Euro | None = total(initiative)
    return cost.value if cost else Decimal(0)


def _fits(number: int, money: Decimal, days: int, room: Room) -> bool:
    """Whether there is room for all up to here; where nobody said how much there is, for the first alone."""
    if room.money is None and room.days is None:
        return number == 1
    return (room.money is None or money <= room.money.value) and (room.days is None or days <= room.days)


def deviates(reference: str, verdict: Verdict, ranking: Ranking) -> bool:
    """Whether a decision goes against the ranking: starting what it does not advise, or not starting what it does.

    Where nothing was scored there is no ranking to deviate from.
    """
    if not ranking.ranked and not ranking.required:
        return False
    place = ranking.place(reference)
    advised = place is not None and place.advised
    if verdict in (Verdict.APPROVED, Verdict.APPROVED_COND):
        return not advised
    return advised and verdict in (Verdict.REJECTED, Verdict.DEFERRED)


def ranking_of(kept: Portfolio) -> Ranking:
    """Return the order of what an organisation has not started."""
    return ranked(kept.initiatives(), kept.scores(), kept.needs(), kept.room())


def sides(directory: Directory, who: Person, today: date) -> tuple[Side, ...]:
    """Return for which sides somebody scores: those of the functions that they act for; the secretary for both."""
    if is_secretary(directory, who):
        return SIDES
    held = {holding.function for holding in directory.held_by(who, today)}
    acts = {f.side for f in directory.functions() if f.name in held and _acts(f.name, directory, who, today)}
    return tuple(side for side in SIDES if side in acts)


def _acts(function: str, directory: Directory, who: Person, today: date) -> bool:
    """Whether somebody acts for a function today."""
    return any(act.person.id == who.id for act in acting(directory, function, today))
