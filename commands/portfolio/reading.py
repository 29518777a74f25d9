# SPDX-License-Identifier: EUPL-1.2
"""Goals and initiatives as a table, in: from another tool, or for a first load (domain §1.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from commands.errors import MISSING
from commands.faults import Fault
from commands.portfolio.cells import Cells
from commands.portfolio.columns import (
    DAYS,
    GATES,
    GOAL_COLUMNS,
    INITIATIVE,
    KINDS,
    NEEDED,
    NEEDS,
    POINTS,
    REPORT,
    SCORE,
)
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import Initiative, InitiativeState, Report
from commands.portfolio.lines import Line
from commands.portfolio.ranking import SIDES
from commands.portfolio.score import MOST_POINTS, Known, Needs, Room, Score
from commands.text import _


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
        reading.complete()
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
                reading.fault("row", _("“{value}” is none of: {values}.", value=other[:40], values=", ".join(KINDS)))
        faults += reading.faults
    return tuple(lines), tuple(faults)


class _Reading(Cells):
    """One row while it is read as a goal, an initiative, or what belongs to one."""

    def complete(self) -> None:
        """Note which cells are empty that such a row cannot do without."""
        for column in NEEDED.get(self.text("row") or INITIATIVE, ()):
            if not self.text(column):
                self.fault(column, MISSING)

    def goal(self) -> Goal:
        """Return the goal of this row."""
        named: dict[str, Any] = {n: self.text(n) for n in GOAL_COLUMNS if n not in DAYS | {"state", "at"}}
        goal = Goal(**named, at=self.moment("at"), state=self.state(GoalState, GoalState.PROPOSED))
        return replace(goal, adopted_on=self.day("adopted_on"), measured_on=self.day("measured_on"))

    def initiative(self) -> Initiative:
        """Return the initiative of this row."""
        return Initiative(
            self.text("reference"),
            self.text("name"),
            self.text("owner"),
            self.day("told_on") or self.at.date(),
            self.text("goal"),
            self.state(InitiativeState, InitiativeState.PLANNED),
            self.amount("one_off"),
            self.amount("recurring"),
            self.text("benefit"),
            self.day("starts"),
            self.day("ends"),
            self.day("review"),
        )

    def room(self) -> Room:
        """Return the room of this row."""
        return Room(self.amount("money"), self.number("days"))

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
        side = self.one_of("side", SIDES, SIDES[0])
        points = tuple(self.number(column, MOST_POINTS) for column in POINTS)
        known = tuple(n for n in points if n is not None)
        if len(known) < len(POINTS):
            return None
        return Score(reference, side, known, self.text("person"), self.moment("reported_at"))

    def _needs(self, reference: str) -> Needs:
        """Return what an initiative has to meet, and takes."""
        gates = tuple(self.one_of(column, tuple(Known), Known.UNKNOWN) for column in GATES)
        business, it, risk = self.number("business_days"), self.number("it_days"), self.number("risk", MOST_POINTS)
        return Needs(reference, gates, self.text("which"), business, it, risk, self.text("depends"))

    def _report(self) -> Report:
        """Return how it stood."""
        return Report(
            self.moment("reported_at"),
            self.text("person"),
            self.state(InitiativeState, InitiativeState.PLANNED),
            self.day("ends"),
            self.amount("one_off"),
            self.amount("recurring"),
            self.text("note"),
            self.text("decision"),
        )
