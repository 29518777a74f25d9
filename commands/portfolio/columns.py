# SPDX-License-Identifier: EUPL-1.2
"""The columns of goals and initiatives as a table: codes, not words, the same in every language."""

from collections.abc import Mapping
from dataclasses import fields

from commands.portfolio.goal import Goal
from commands.portfolio.initiative import Initiative, Report
from commands.portfolio.score import Criterion, Gate

#: What a row is, and which columns such a row fills.
GOAL, INITIATIVE, REPORT, SCORE, NEEDS, ROOM = "goal", "initiative", "report", "score", "needs", "room"
KINDS = (GOAL, INITIATIVE, REPORT, SCORE, NEEDS, ROOM)
_LEFT_OUT = frozenset({"revision", "by"})
GOAL_COLUMNS = tuple(f.name for f in fields(Goal) if f.name not in _LEFT_OUT)
INITIATIVE_COLUMNS = tuple(f.name for f in fields(Initiative) if f.name not in _LEFT_OUT)
REPORT_COLUMNS = tuple(f.name for f in fields(Report))
POINTS = tuple(criterion.value for criterion in Criterion)
GATES = tuple(gate.value for gate in Gate)
NEEDS_COLUMNS = ("which", "business_days", "it_days", "risk", "depends")
_OF_GOALS = (*GOAL_COLUMNS, "proposed_by")
_OF_INITIATIVES = (*INITIATIVE_COLUMNS, "reported_at", *REPORT_COLUMNS)
_OF_RANKING = ("side", *POINTS, *GATES, *NEEDS_COLUMNS, "money", "days")
COLUMNS = tuple(dict.fromkeys(("row", *_OF_GOALS, *_OF_INITIATIVES, *_OF_RANKING)))
DAYS = frozenset({"adopted_on", "measured_on", "starts", "ends", "review", "told_on"})
#: What a row cannot do without.
NEEDED: Mapping[str, tuple[str, ...]] = {
    GOAL: ("name", "why", "practice", "asks", "indicator", "baseline", "target"),
    INITIATIVE: ("name", "owner"),
    REPORT: ("reference", "state", "reported_at"),
    SCORE: ("reference", "side", *POINTS),
    NEEDS: ("reference",),
}
