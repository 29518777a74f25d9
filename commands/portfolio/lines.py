# SPDX-License-Identifier: EUPL-1.2
"""Goals and initiatives as a table, out: for a spreadsheet or another tool (domain §1.2).

Amounts are euro excluding VAT, moments ISO 8601.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from commands.money import Euro
from commands.portfolio.columns import (
    COLUMNS,
    GATES,
    GOAL,
    GOAL_COLUMNS,
    INITIATIVE,
    INITIATIVE_COLUMNS,
    NEEDS,
    NEEDS_COLUMNS,
    POINTS,
    REPORT,
    REPORT_COLUMNS,
    ROOM,
    SCORE,
)  # fmt: skip
from commands.portfolio.goal import Goal
from commands.portfolio.initiative import Initiative, Report
from commands.portfolio.score import Needs, Room, Score


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
                yield _row(GOAL, goal, GOAL_COLUMNS, proposed_by=line.by)
            case Room() as room:
                yield _row(ROOM, room, ("money", "days"))
            case Initiative() as initiative:
                yield _row(INITIATIVE, initiative, INITIATIVE_COLUMNS)
                yield from _belonging(initiative.reference, line)


def _belonging(reference: str, line: Line) -> Iterator[Mapping[str, str]]:
    """Yield the rows of what belongs to an initiative."""
    for report in line.reports:
        cells = _row(REPORT, report, REPORT_COLUMNS)
        yield {**cells, "reference": reference, "reported_at": cells["at"], "at": ""}
    for score in line.scores:
        points = dict(zip(POINTS, map(str, score.points), strict=True))
        cells = _row(SCORE, score, ("side", "person", "at"), reference=reference, **points)
        yield {**cells, "reported_at": cells["at"], "at": ""}
    if line.needs:
        gates = dict(zip(GATES, line.needs.gates, strict=True))
        named = {"reference": reference, "which": line.needs.law, **gates}
        yield _row(NEEDS, line.needs, NEEDS_COLUMNS[1:], **named)


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
