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
from commands.faults import Fault
from commands.forms import tidy
from commands.money import AmountUnclear, Euro, parse_euro
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import Initiative, InitiativeState, Report
from commands.text import Message, _

#: What a row is, and which columns such a row fills.
GOAL, INITIATIVE, REPORT = "goal", "initiative", "report"
_LEFT_OUT = frozenset({"revision", "by"})
_GOAL_COLUMNS = tuple(f.name for f in fields(Goal) if f.name not in _LEFT_OUT)
_INITIATIVE_COLUMNS = tuple(f.name for f in fields(Initiative) if f.name not in _LEFT_OUT)
_REPORT_COLUMNS = tuple(f.name for f in fields(Report))
COLUMNS = tuple(
    dict.fromkeys(("row", *_GOAL_COLUMNS, "proposed_by", *_INITIATIVE_COLUMNS, "reported_at", *_REPORT_COLUMNS))
)
_DAYS = frozenset({"adopted_on", "measured_on", "starts", "ends", "review", "told_on"})
#: What a row cannot do without.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    GOAL: ("name", "why", "practice", "asks", "indicator", "baseline", "target"),
    INITIATIVE: ("name", "owner"),
    REPORT: ("reference", "state", "reported_at"),
}
_LONGEST = 1000
_PLAIN = re.compile(r"\d+(?:\.\d{1,2})?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_State = TypeVar("_State", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Line:
    """One goal or initiative of a table, with the number of its row; ``by`` is who proposed a goal, as written."""

    row: int
    thing: Goal | Initiative
    by: str = ""
    reports: tuple[Report, ...] = ()


def to_rows(lines: Iterable[Line]) -> Iterator[Mapping[str, str]]:
    """Yield the rows of goals and of initiatives, each initiative with its reports."""
    for line in lines:
        if isinstance(line.thing, Goal):
            yield _row(GOAL, line.thing, _GOAL_COLUMNS, proposed_by=line.by)
            continue
        yield _row(INITIATIVE, line.thing, _INITIATIVE_COLUMNS)
        for report in line.reports:
            cells = _row(REPORT, report, _REPORT_COLUMNS)
            yield {**cells, "reference": line.thing.reference, "reported_at": cells["at"], "at": ""}


def _row(kind: str, thing: Goal | Initiative | Report, columns: Iterable[str], **more: str) -> Mapping[str, str]:
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
            case "report":
                reading.join(lines)
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
                self.fault(column, _("Fill this in."))

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

    def join(self, lines: list[Line]) -> None:
        """Give the report of this row to the initiative above it that it is about."""
        if not lines or lines[-1].thing.reference != self.text("reference") or isinstance(lines[-1].thing, Goal):
            self.fault("reference", _("A report stands below the initiative that it is about."))
            return
        report = Report(
            self._moment("reported_at"),
            self.text("person"),
            self._state(InitiativeState, InitiativeState.PLANNED),
            self._day("ends"),
            self._amount("one_off"),
            self._amount("recurring"),
            self.text("note"),
            self.text("decision"),
        )
        lines[-1] = replace(lines[-1], reports=(*lines[-1].reports, report))

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
        typed = self.text("state")
        known = {state.value: state for state in states}
        if typed and typed not in known:
            self.fault("state", _("“{value}” is none of: {values}.", value=typed[:40], values=", ".join(known)))
        return known.get(typed, usual)
