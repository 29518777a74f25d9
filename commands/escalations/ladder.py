# SPDX-License-Identifier: EUPL-1.2
"""The ladder, computed from authority: each rung is who grants the authority of the one below (domain §2.2, §2.9).

It climbs and never falls, visits no function and no person twice, and ends: on the agenda of the board.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from commands.escalations.escalation import Grant, Passed, Rung, Skip, Why
from commands.escalations.levels import BEYOND, GOVERNING, USUAL_TERM, Level, is_end, level_of
from commands.people import Acting, Function


@dataclass(frozen=True, slots=True)
class Ground:
    """An organisation as a ladder sees it on a day: its levels, its rights in force, and who acts for a function.

    ``functions`` are those that exist, by their names in small letters. ``acting`` takes the name of a function and of
    the deputy that a right names; ``held`` says whether anybody holds it, present or not.
    """

    organisation: str
    levels: tuple[Level, ...]
    grants: tuple[Grant, ...]
    functions: Mapping[str, Function]
    acting: Callable[[str, str], tuple[Acting, ...]]
    held: Callable[[str], bool]

    def known(self, name: str) -> Function | None:
        """Return the function with this name, capitals aside."""
        return self.functions.get(name.casefold())


@dataclass(frozen=True, slots=True)
class Pair:
    """A client function of a municipality and the supplier of a joint arrangement with whom it settles things."""

    client: str
    arrangement: str
    supplier: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What the ladder of one escalation depends on besides the grounds.

    ``home`` is where it was raised; ``function`` of ``organisation`` decides, or sorts it out, as ``start`` says.
    ``barred`` are the ids of people who may never decide on it: who raised it, and who asked for what is stuck.
    Who decides on what is ``overdue`` had its term, so that it begins one rung higher.
    """

    home: str
    organisation: str
    function: str
    start: Why = Why.DECIDES
    grant: Grant | None = None
    barred: frozenset[str] = frozenset()
    entry: int = 0
    urgent: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Terrain:
    """The grounds of a ladder by organisation, the pairs agreed between them, and the board at its end."""

    grounds: Mapping[str, Ground]
    pairs: tuple[Pair, ...] = ()
    board: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """A function that may be next."""

    organisation: str
    function: str
    why: Why


def next_rung(matter: Matter, terrain: Terrain, behind: tuple[Rung, ...]) -> Rung | None:
    """Return the rung after those behind; the last one is the agenda of the board, and after that there is none.

    Who is absent without a deputy is passed over, and so is whoever was a rung already under another function.
    """
    if behind and behind[-1].why is Why.AGENDA:
        return None
    visited = {(r.organisation, r.function.casefold()) for r in behind}
    visited |= {(r.organisation, p.function.casefold()) for r in behind for p in r.passed}
    floor = behind[-1].level if behind else 0
    people = {person for rung in behind if not rung.body for person in rung.people}
    people |= {person for rung in behind for each in rung.passed for person in each.people}
    at = _Step(behind[-1].organisation, behind[-1].function, behind[-1].why) if behind else None
    passed: list[Passed] = []
    urgent = matter.urgent and not behind
    while step := next(_after(at, matter, terrain, visited, floor), None):
        visited.add((step.organisation, step.function.casefold()))
        ground = terrain.grounds[step.organisation]
        level = level_of(step.function, ground.levels)
        free = _free(step, matter, ground, people)
        if isinstance(free, Skip):
            passed.append(Passed(step.function, free))
        elif matter.overdue and not behind and step.why in (Why.DECIDES, Why.MANAGER):
            passed.append(Passed(step.function, Skip.TERM, free))
            people |= set(free)
        elif not behind and matter.entry > (level.number if level else 0) and not is_end(step.function, ground.levels):
            passed.append(Passed(step.function, Skip.ENTRY))
        elif urgent and step.why is not Why.CLIENT:
            urgent = False
            passed.append(Passed(step.function, Skip.URGENT))
        else:
            return _rung(step, ground, floor, tuple(passed), free)
        floor = max(floor, level.number if level else floor)
        at = step
    if any(each.why in (Skip.URGENT, Skip.ENTRY) for each in passed):
        # Nobody stands above: then urgency and an entry skip nobody.
        return next_rung(replace(matter, urgent=False, entry=0), terrain, behind)
    return Rung(terrain.board, matter.home, floor, 0, Why.AGENDA, body=True, passed=tuple(passed))


def projected(matter: Matter, terrain: Terrain, behind: tuple[Rung, ...] = ()) -> tuple[Rung, ...]:
    """Return the whole path as it would go today, after the rungs behind."""
    path = list(behind)
    while rung := next_rung(matter, terrain, tuple(path)):
        path.append(rung)
    return tuple(path[len(behind) :])


def _after(
    at: _Step | None, matter: Matter, terrain: Terrain, visited: set[tuple[str, str]], floor: int
) -> Iterator[_Step]:
    """Yield what may come after a function, best first: never visited before, never on a lower level."""
    for step in _candidates(at, matter, terrain):
        ground = terrain.grounds.get(step.organisation)
        if ground is None or not step.function or step.function.casefold() in BEYOND:
            continue
        level = level_of(step.function, ground.levels)
        if (step.organisation, step.function.casefold()) in visited or (level and level.number < floor):
            continue
        yield step


def _candidates(at: _Step | None, matter: Matter, terrain: Terrain) -> Iterator[_Step]:
    """Yield every function that authority leads to: by the right, by the mandate, by the levels of the organisation."""
    decides = _Step(matter.organisation, matter.function, matter.start)
    if at is None:
        yield from _clients(decides, matter, terrain)
        yield decides
        at = decides
    elif at.why is Why.CLIENT:
        yield decides
        at = decides
    ground = terrain.grounds.get(at.organisation)
    if ground is None or is_end(at.function, ground.levels):
        return
    yield from (replace(at, function=name, why=Why.RIGHT) for name in _by_right(at, matter, ground))
    yield from (replace(at, function=name, why=Why.MANDATE) for name in _by_mandate(at, ground))
    yield from (replace(at, function=name, why=Why.LEVEL) for name in _by_level(at, ground))


def _clients(decides: _Step, matter: Matter, terrain: Terrain) -> Iterator[_Step]:
    """Yield who speaks for the municipality first, where a joint arrangement decides: the highest not above it."""
    home, other = terrain.grounds.get(matter.home), terrain.grounds.get(decides.organisation)
    if home is None or other is None or matter.home == decides.organisation:
        return
    decider = level_of(decides.function, other.levels)
    most = decider.number if decider else 1
    clients = [(_number(p.client, home), p.client) for p in terrain.pairs if p.arrangement == decides.organisation]
    for number, client in sorted(clients, key=lambda found: -found[0]):
        if number <= most:
            yield _Step(matter.home, client, Why.CLIENT)


def _number(function: str, ground: Ground) -> int:
    level = level_of(function, ground.levels)
    return level.number if level else 1


def _by_right(at: _Step, matter: Matter, ground: Ground) -> Iterator[str]:
    """Yield to whom this function escalates on this very topic; the right of the matter itself first."""
    if matter.grant is None or matter.grant.organisation != at.organisation:
        return
    own = [g for g in ground.grants if g.topic == matter.grant.topic and _same(g.decides, at.function)]
    first = matter.grant.right
    yield from (g.escalates_to for g in sorted(own, key=lambda g: g.right != first))


def _by_mandate(at: _Step, ground: Ground) -> Iterator[str]:
    """Yield to whom this function escalates on whatever else it decides, most often named first."""
    named = Counter(g.escalates_to for g in ground.grants if _same(g.decides, at.function) and g.escalates_to)
    yield from (name for name, _count in sorted(named.items(), key=lambda item: (-item[1], item[0])))


def _by_level(at: _Step, ground: Ground) -> Iterator[str]:
    """Yield the functions above this one on the levels of the organisation, lowest first, as far as they exist."""
    own = level_of(at.function, ground.levels)
    for level in sorted(ground.levels, key=lambda each: each.number):
        if own and level.number < own.number:
            continue
        after = _later(at.function, level) if own and level.number == own.number else level.functions
        for listed in after:
            yield from (f.name for f in ground.functions.values() if _stands_for(f.name, listed))


def _later(function: str, level: Level) -> tuple[str, ...]:
    """Return what stands above a function on its own level: only on the highest is that an order."""
    places = [n for n, listed in enumerate(level.functions) if _stands_for(function, listed)]
    return level.functions[places[-1] + 1 :] if places and level.number >= GOVERNING else ()


def _stands_for(function: str, listed: str) -> bool:
    name, words = function.casefold(), listed.casefold()
    return name == words or name.startswith(f"{words} ")


def _free(step: _Step, matter: Matter, ground: Ground, people: set[str]) -> tuple[str, ...] | Skip:
    """Return the ids of who can take the matter up in a function today, or why nobody can; a body does so together."""
    function = ground.known(step.function)
    if function is None:
        return Skip.UNKNOWN
    grant = matter.grant
    deputy = grant.deputy if grant and _same(grant.decides, step.function) else ""
    acts = ground.acting(function.name, deputy)
    if not acts:
        return Skip.ABSENT if ground.held(function.name) else Skip.VACANT
    if function.body:
        return ()
    ids = tuple(dict.fromkeys(act.person.id for act in unbarred(acts, matter.barred)))
    if not ids:
        return Skip.OWN
    return tuple(each for each in ids if each not in people) or Skip.BELOW


def unbarred(acts: Iterable[Acting], barred: frozenset[str]) -> tuple[Acting, ...]:
    """Return who may act: not who is barred, and not who takes the place of somebody who is."""
    return tuple(a for a in acts if a.person.id not in barred and not (a.absent and a.absent.person.id in barred))


def near(acts: tuple[Acting, ...], unit: str) -> tuple[Acting, ...]:
    """Return of those who act for a function the ones of this unit, or all where none is."""
    return tuple(a for a in acts if a.unit and a.unit == unit) or acts


def _rung(step: _Step, ground: Ground, floor: int, passed: tuple[Passed, ...], people: tuple[str, ...]) -> Rung:
    """Return the rung that a function is."""
    function = ground.functions[step.function.casefold()]
    level = level_of(function.name, ground.levels)
    number, term = (level.number, level.term) if level else (floor, USUAL_TERM)
    return Rung(
        function.name,
        step.organisation,
        max(floor, number),
        term,
        step.why,
        body=function.body,
        passed=passed,
        people=people,
    )


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
