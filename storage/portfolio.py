# SPDX-License-Identifier: EUPL-1.2
"""Shared goals, and initiatives with how they went."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)

from commands.money import Euro
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import Initiative, InitiativeState, Report
from commands.portfolio.store import ChangedMeanwhile
from storage.database import Number, UtcDateTime, metadata
from storage.numbering import add_referenced
from storage.persons import persons_of
from storage.scores import Scores

_GOAL_TEXTS = (
    "name", "why", "practice", "asks", "indicator", "baseline", "target", "decision", "current", "reason",
)  # fmt: skip

goals = Table(
    "goals",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("reference", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in _GOAL_TEXTS),
    Column("by", Text, ForeignKey("people.id")),
    Column("state", Text, nullable=False),
    Column("adopted_on", Date),
    Column("measured_on", Date),
    Column("revision", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

initiatives = Table(
    "initiatives",
    metadata,
    Column("organisation", Text, ForeignKey("organisations.id"), primary_key=True),
    Column("reference", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("name", "owner", "goal", "benefit", "state")),
    # Euro excluding VAT, as decimal text; what comes back is a year's.
    Column("one_off", Text),
    Column("recurring", Text),
    Column("starts", Date),
    Column("ends", Date),
    Column("review", Date),
    Column("told_on", Date, nullable=False),
    Column("revision", Integer, nullable=False),
)

# How it stood each time that somebody said so; the first is what was planned at the start.
reports = Table(
    "initiative_reports",
    metadata,
    Column("number", Number, primary_key=True),
    Column("organisation", Text, nullable=False),
    Column("initiative", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("ends", Date),
    Column("one_off", Text),
    Column("recurring", Text),
    Column("note", Text, nullable=False),
    # By which decision the plan was adopted as it stands here; nothing where it was only reported.
    Column("decision", Text),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(("organisation", "initiative"), ("initiatives.organisation", "initiatives.reference")),
    Index(None, "organisation", "initiative"),
)

_g, _i, _r = goals.c, initiatives.c, reports.c
_GOAL_AS_IS = (*_GOAL_TEXTS, "adopted_on", "measured_on", "revision", "at")
_INITIATIVE_AS_IS = ("name", "owner", "goal", "benefit", "starts", "ends", "review", "told_on", "revision")

# Written once: every request is asked to which goal it belongs.
_GOALS = select(goals).where(_g.organisation == bindparam("ours")).order_by(_g.reference)
_GOALS_IN = _GOALS.where(_g.state.in_(bindparam("states", expanding=True)))


class Portfolio(Scores):
    """The goals and the initiatives of one organisation, in one transaction."""

    def add_goal(self, goal: Goal) -> Goal:
        """Keep a new goal and return it with its reference: one that it has, else the next of that year."""
        return replace(goal, reference=self._add(goals, goal.reference, f"DOEL-{goal.at.year}-", _goal_row(goal)))

    def save_goal(self, goal: Goal) -> Goal:
        """Keep a goal as it is now and return it.

        Raises:
            ChangedMeanwhile: when somebody else changed it since.

        """
        later = replace(goal, revision=goal.revision + 1)
        this = (_g.organisation == self._organisation, _g.reference == goal.reference, _g.revision == goal.revision)
        if not self._connection.execute(update(goals).where(*this).values(_goal_row(later))).rowcount:
            raise ChangedMeanwhile
        return later

    def goal(self, reference: str) -> Goal | None:
        """Return the goal with this reference."""
        return next(iter(self._goals(_GOALS.where(_g.reference == reference))), None)

    def goals(self, states: Collection[GoalState] = ()) -> tuple[Goal, ...]:
        """Return the goals in these states, or all, oldest first."""
        return self._goals(_GOALS_IN, states=sorted(states)) if states else self._goals(_GOALS)

    def add_initiative(self, initiative: Initiative, report: Report) -> Initiative:
        """Keep a new initiative with its first report, and return it with its reference, as goals have one."""
        prefix, row = f"INI-{report.at.year}-", _initiative_row(initiative)
        reference = self._add(initiatives, initiative.reference, prefix, row)
        self._report(reference, report)
        return replace(initiative, reference=reference)

    def save_initiative(self, initiative: Initiative, report: Report | None = None) -> Initiative:
        """Keep an initiative as it is now, with a report, and return it.

        Raises:
            ChangedMeanwhile: when somebody else changed it since.

        """
        later = replace(initiative, revision=initiative.revision + 1)
        this = (_i.organisation == self._organisation, _i.reference == initiative.reference)
        as_it_was = (_i.revision == initiative.revision,)
        changed = update(initiatives).where(*this, *as_it_was).values(_initiative_row(later))
        if not self._connection.execute(changed).rowcount:
            raise ChangedMeanwhile
        if report:
            self._report(initiative.reference, report)
        return later

    def initiative(self, reference: str) -> Initiative | None:
        """Return the initiative with this reference."""
        return next(iter(self._initiatives(_i.reference == reference)), None)

    def initiatives(self) -> tuple[Initiative, ...]:
        """Return every initiative, oldest first."""
        return self._initiatives()

    def reports(self, reference: str) -> tuple[Report, ...]:
        """Return how an initiative went, oldest first."""
        here = (_r.organisation == self._organisation, _r.initiative == reference)
        rows = self._connection.execute(select(reports).where(*here).order_by(_r.number))
        return tuple(_of_row(row) for row in rows)

    def _report(self, reference: str, report: Report) -> None:
        """Keep how an initiative stood."""
        row = {
            "organisation": self._organisation,
            "initiative": reference,
            "person": report.person,
            "state": report.state.value,
            "ends": report.ends,
            "one_off": _amount(report.one_off),
            "recurring": _amount(report.recurring),
            "note": report.note,
            "decision": report.decision or None,
            "at": report.at,
        }
        self._connection.execute(insert(reports).values(row))

    def _goals(self, query: Select[Any], **values: object) -> tuple[Goal, ...]:
        """Return goals with who proposed them."""
        rows = self._connection.execute(query, {"ours": self._organisation, **values}).all()
        someone = persons_of(self._connection, (row.by for row in rows if row.by))
        return tuple(replace(_goal(row), by=someone.get(row.by or "")) for row in rows)

    def _initiatives(self, *which: Any) -> tuple[Initiative, ...]:  # noqa: ANN401 - conditions
        """Return initiatives."""
        query = select(initiatives).where(_i.organisation == self._organisation, *which).order_by(_i.reference)
        return tuple(_initiative(row) for row in self._connection.execute(query))

    def _add(self, table: Table, named: str, prefix: str, row: dict[str, Any]) -> str:
        """Keep a row under the reference that it has, or else the next one that begins so; return which."""
        if not named:
            return add_referenced(self._connection, table, prefix, self._organisation, row)[0]
        self._connection.execute(insert(table).values(organisation=self._organisation, reference=named, **row))
        return named


def _goal_row(goal: Goal) -> dict[str, Any]:
    """Return what is kept of a goal, save its reference."""
    kept = {name: getattr(goal, name) for name in _GOAL_AS_IS}
    return kept | {"by": goal.by.id if goal.by else None, "state": goal.state.value}


def _goal(row: Any) -> Goal:  # noqa: ANN401 - a row of goals
    """Return the goal of a row, without who proposed it."""
    kept = {name: getattr(row, name) for name in _GOAL_AS_IS}
    return Goal(reference=row.reference, **kept, state=GoalState(row.state))


def _initiative_row(initiative: Initiative) -> dict[str, Any]:
    """Return what is kept of an initiative, save its reference."""
    return {name: getattr(initiative, name) for name in _INITIATIVE_AS_IS} | {
        "state": initiative.state.value,
        "one_off": _amount(initiative.one_off),
        "recurring": _amount(initiative.recurring),
    }


def _initiative(row: Any) -> Initiative:  # noqa: ANN401 - a row of initiatives
    """Return the initiative of a row."""
    return Initiative(
        reference=row.reference,
        **{name: getattr(row, name) for name in _INITIATIVE_AS_IS},
        state=InitiativeState(row.state),
        one_off=_euro(row.one_off),
        recurring=_euro(row.recurring),
    )


def _of_row(row: Any) -> Report:  # noqa: ANN401 - a row of reports
    """Return the report of a row."""
    return Report(
        row.at,
        row.person,
        InitiativeState(row.state),
        row.ends,
        _euro(row.one_off),
        _euro(row.recurring),
        row.note,
        row.decision or "",
    )


def _amount(euro: Euro | None) -> str | None:
    """Return an amount as decimal text."""
    return str(euro.value) if euro else None


def _euro(kept: str | None) -> Euro | None:
    """Return the amount that was kept."""
    return Euro(Decimal(kept)) if kept is not None else None
