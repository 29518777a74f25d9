# SPDX-License-Identifier: EUPL-1.2
"""Goals and initiatives as a table, out and in: for a spreadsheet, another tool, or a first load (domain §1.2).

Columns have codes, not words: the same in every language. Amounts are euro excluding VAT, moments ISO 8601.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from commands.dates import DayUnclear, parse_day
from commands.errors import MISSING
from commands.faults import Fault
from commands.forms import tidy
from commands.money import AmountUnclear, Euro, parse_euro
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import Initiative, InitiativeState, Report
from commands.portfolio.ranking import SIDES
from commands.portfolio.score import MOST_DAYS, MOST_POINTS, Criterion, Gate, Known, Needs, Room, Score
from commands.text import Message, _

#: What a row is, and which columns such a row fills.
GOAL, INITIATIVE, REPORT, SCORE, NEEDS, ROOM = "goal", "initiative", "report", "score", "needs", "room"
_LEFT_OUT = frozenset({"revision", "by"})
_GOAL_COLUMNS = tuple(f.name for f in fields(Goal) if f.name not in _LEFT_OUT)
_INITIATIVE_COLUMNS = tuple(f.name for f in fields(Initiative) if f.name not in _LEFT_OUT)
_REPORT_COLUMNS = tuple(f.name for f in fields(Report))
_POINTS = tuple(criterion.value for criterion in Criterion)
_GATES = tuple(gate.value for gate in Gate)
_NEEDS = ("which", "business_days", "it_days", "risk", "depends")
_OF_GOALS = (*_GOAL_COLUMNS, "proposed_by")
_OF_INITIATIVES = (*_INITIATIVE_COLUMNS, "reported_at", *_REPORT_COLUMNS)
_OF_RANKING = ("side", *_POINTS, *_GATES, *_NEEDS, "money", "days")
COLUMNS = tuple(dict.fromkeys(("row", *_OF_GOALS, *_OF_INITIATIVES, *_OF_RANKING)))
_DAYS = frozenset({"adopted_on", "measured_on", "starts", "ends", "review", "told_on"})
#: What a row cannot do without.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    GOAL: ("name", "why", "practice", "asks", "indicator", "baseline", "target"),
    INITIATIVE: ("name", "owner"),
    REPORT: ("reference", "state", "reported_at"),
    SCORE: ("reference", "side", *_POINTS),
    NEEDS: ("reference",),
}
_LONGEST = 1000
_PLAIN = re.compile(r"\d+(?:\.\d{1,2})?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_State = TypeVar("_State", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a table, with the number of its row; ``by`` is who proposed a goal, as written.

    The rest is what belongs to an initiative.
    """

    row: int
    thing: Goal | Initiative | Room
    by: str = ""
    reports: tuple[Report, ...] = ()
    scores: tuple[Score, ...] = ()
    needs: Needs | None = None


def to_rows(lines: Iterable[Line]) -> Iterator[Mapping[str, str]]:
    """Yield the rows of goals, of initiatives with all that belongs to each, and of the room there is."""
    for line in lines:
        match line.thing:
            case Goal() as goal:
                yield _row(GOAL, goal, _GOAL_COLUMNS, proposed_by=line.by)
            case Room() as room:
                yield _row(ROOM, room, ("money", "days"))
            case Initiative() as initiative:
                yield _row(INITIATIVE, initiative, _INITIATIVE_COLUMNS)
                yield from _belonging(initiative.reference, line)


def _belonging(reference: str, line: Line) -> Iterator[Mapping[str, str]]:
    """Yield the rows of what belongs to an initiative."""
    for report in line.reports:
        cells = _row(REPORT, report, _REPORT_COLUMNS)
        yield {**cells, "reference": reference, "reported_at": cells["at"], "at": ""}
    for score in line.scores:
        points = dict(zip(_POINTS, map(str, score.points), strict=True))
        cells = _row(SCORE, score, ("side", "person", "at"), reference=reference, **points)
        yield {**cells, "reported_at": cells["at"], "at": ""}
    if line.needs:
        gates = dict(zip(_GATES, line.needs.gates, strict=True))
        named = {"reference": reference, "which": line.needs.law, **gates}
        yield _row(NEEDS, line.needs, _NEEDS[1:], **named)


def _row(
    kind: str, thing: Goal | Initiative | Room | Report | Score | Needs, columns: Iterable[str], **more: str
) -> Mapping[str, str]:
    """Return a row with every column."""
    filled = {name: _written(getattr(thing, name)) for name in columns}
    return {**dict.fromkeys(COLUMNS, ""), "row": kind, **filled, **more}


def _written(value: object) -> str:
    """Return a value as a cell."""
    if isinstance(value, Euro):
        return format(value.value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def from_rows(
    rows: Iterable[tuple[int, Mapping[str, str]]], at: datetime
) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    """Return what the rows say, and what is wrong with them; without a ``row`` column each is an initiative.

    ``at`` is the moment of what has none.
    """
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, cells in rows:
        reading = _Reading(number, cells, at)
        match cells.get("row", "") or INITIATIVE:
            case "goal":
                lines.append(Line(number, reading.goal(), reading.text("proposed_by")))
            case "initiative":
                lines.append(Line(number, reading.initiative()))
            case "room":
                lines.append(Line(number, reading.room()))
            case "report" | "score" | "needs" as kind:
                reading.join(lines, kind)
            case other:
                reading.fault("row", _("“{value}” is none of: {values}.", value=other[:40], values="goal, initiative"))
        faults += reading.faults
    return tuple(lines), tuple(faults)


class _Reading:
    """One row while it is read, with what is wrong with it."""

    def __init__(self, number: int, cells: Mapping[str, str], at: datetime) -> None:
        self.number = number
        self.faults: list[Fault] = []
        self._cells = cells
        self._at = at
        kind = cells.get("row", "") or INITIATIVE
        for column in _NEEDED.get(kind, ()):
            if not self.text(column):
                self.fault(column, MISSING)

    def goal(self) -> Goal:
        """Return the goal of this row."""
        named: dict[str, Any] = {n: self.text(n) for n in _GOAL_COLUMNS if n not in _DAYS | {"state", "at"}}
        goal = Goal(**named, at=self._moment("at"), state=self._state(GoalState, GoalState.PROPOSED))
        return replace(goal, adopted_on=self._day("adopted_on"), measured_on=self._day("measured_on"))

    def initiative(self) -> Initiative:
        """Return the initiative of this row."""
        return Initiative(
            self.text("reference"),
            self.text("name"),
            self.text("owner"),
            self._day("told_on") or self._at.date(),
            self.text("goal"),
            self._state(InitiativeState, InitiativeState.PLANNED),
            self._amount("one_off"),
            self._amount("recurring"),
            self.text("benefit"),
            self._day("starts"),
            self._day("ends"),
            self._day("review"),
        )

    def room(self) -> Room:
        """Return the room of this row."""
        return Room(self._amount("money"), self._number("days"))

    def join(self, lines: list[Line], kind: str) -> None:
        """Give what this row holds to the initiative above it that it is about."""
        above = lines[-1].thing if lines else None
        if not isinstance(above, Initiative) or above.reference != self.text("reference"):
            self.fault("reference", _("This row stands below the initiative that it is about."))
        elif kind == REPORT:
            lines[-1] = replace(lines[-1], reports=(*lines[-1].reports, self._report()))
        elif kind == SCORE and (score := self._score(above.reference)):
            lines[-1] = replace(lines[-1], scores=(*lines[-1].scores, score))
        elif kind == NEEDS:
            lines[-1] = replace(lines[-1], needs=self._needs(above.reference))

    def _score(self, reference: str) -> Score | None:
        """Return how a side scored; None where that cannot be read."""
        side = self._one_of("side", SIDES, SIDES[0])
        points = tuple(self._number(column, MOST_POINTS) for column in _POINTS)
        known = tuple(n for n in points if n is not None)
        if len(known) < len(_POINTS):
            return None
        return Score(reference, side, known, self.text("person"), self._moment("reported_at"))

    def _needs(self, reference: str) -> Needs:
        """Return what an initiative has to meet, and takes."""
        gates = tuple(self._one_of(column, tuple(Known), Known.UNKNOWN) for column in _GATES)
        business, it, risk = self._number("business_days"), self._number("it_days"), self._number("risk", MOST_POINTS)
        return Needs(reference, gates, self.text("which"), business, it, risk, self.text("depends"))

    def _report(self) -> Report:
        """Return how it stood."""
        return Report(
            self._moment("reported_at"),
            self.text("person"),
            self._state(InitiativeState, InitiativeState.PLANNED),
            self._day("ends"),
            self._amount("one_off"),
            self._amount("recurring"),
            self.text("note"),
            self.text("decision"),
        )

    def text(self, column: str) -> str:
        """Return a cell."""
        typed = tidy(self._cells.get(column, ""), lines=True)
        if len(typed) > _LONGEST:
            most, count = _LONGEST, len(typed)
            self.fault(column, _("Use at most {most} characters; this has {count}.", most=most, count=count))
        return typed[:_LONGEST]

    def fault(self, column: str, text: Message) -> None:
        """Note what is wrong."""
        self.faults.append(Fault(self.number, column, text))

    def _day(self, column: str) -> date | None:
        typed = self.text(column)
        try:
            if _ISO.fullmatch(typed):
                return date.fromisoformat(typed)
            return parse_day(typed, self._at.date()) if typed else None
        except DayUnclear as unclear:
            self.fault(column, unclear.message)
        except ValueError:
            self.fault(column, _("“{typed}” is not on the calendar.", typed=typed))
        return None

    def _amount(self, column: str) -> Euro | None:
        typed = self.text(column)
        try:
            if _PLAIN.fullmatch(typed):
                return Euro(Decimal(typed))
            return parse_euro(typed) if typed else None
        except AmountUnclear as unclear:
            self.fault(column, unclear.message)
        return None

    def _moment(self, column: str) -> datetime:
        typed = self.text(column)
        try:
            given = datetime.fromisoformat(typed) if typed else self._at
        except ValueError:
            given = self._at
            self.fault(column, _("“{typed}” is not on the calendar.", typed=typed[:60]))
        return given if given.tzinfo else given.replace(tzinfo=self._at.tzinfo)

    def _state(self, states: type[_State], usual: _State) -> _State:
        return self._one_of("state", tuple(states), usual)

    def _one_of(self, column: str, choices: tuple[_State, ...], usual: _State) -> _State:
        typed = self.text(column)
        known = {choice.value: choice for choice in choices}
        if typed and typed not in known:
            self.fault(column, _("“{value}” is none of: {values}.", value=typed[:40], values=", ".join(known)))
        return known.get(typed, usual)

    def _number(self, column: str, most: int = MOST_DAYS) -> int | None:
        typed = self.text(column)
        if not typed:
            return None
        if typed.isascii() and typed.isdecimal() and int(typed[:9]) <= most:
            return int(typed)
        self.fault(column, _("“{value}” is no whole number up to {most}.", value=typed[:40], most=str(most)))
        return None
