# SPDX-License-Identifier: EUPL-1.2
"""What this feature needs kept: shared goals, and initiatives with how they went."""

from collections.abc import Collection
from typing import Protocol

from commands.calendars import Calendar
from commands.errors import Refused
from commands.organisations import Organisation
from commands.people import Directory
from commands.portfolio.goal import Goal, GoalState
from commands.portfolio.initiative import Initiative, Report
from commands.portfolio.score import Needs, Room, Score


class ChangedMeanwhile(Refused):
    """Someone else changed this at the same time. Look at it again; nothing of yours was kept."""


class Portfolio(Protocol):
    """The goals and the initiatives of one organisation."""

    def add_goal(self, goal: Goal) -> Goal:
        """Keep a new goal and return it with its reference: one that it has, else the next of that year."""

    def save_goal(self, goal: Goal) -> Goal:
        """Keep a goal as it is now and return it; raises ChangedMeanwhile when its revision is not the last."""

    def goal(self, reference: str) -> Goal | None:
        """Return the goal with this reference."""

    def goals(self, states: Collection[GoalState] = ()) -> tuple[Goal, ...]:
        """Return the goals in these states, or all, oldest first."""

    def add_initiative(self, initiative: Initiative, report: Report) -> Initiative:
        """Keep a new initiative with its first report, and return it with its reference, as goals have one."""

    def save_initiative(self, initiative: Initiative, report: Report | None = None) -> Initiative:
        """Keep an initiative as it is now, with a report, and return it.

        Raises ChangedMeanwhile when its revision is not the last.
        """

    def initiative(self, reference: str) -> Initiative | None:
        """Return the initiative with this reference."""

    def initiatives(self) -> tuple[Initiative, ...]:
        """Return every initiative, oldest first."""

    def scores(self) -> tuple[Score, ...]:
        """Return how each side scored the initiatives."""

    def keep_score(self, score: Score) -> None:
        """Keep how one side scored an initiative, in the place of what it said before."""

    def needs(self) -> tuple[Needs, ...]:
        """Return the gates and the effort of every initiative of which something was said."""

    def keep_needs(self, needs: Needs) -> None:
        """Keep the gates and the effort of an initiative."""

    def room(self) -> Room:
        """Return how much money and how many days there are."""

    def keep_room(self, room: Room) -> None:
        """Keep how much money and how many days there are."""

    def reports(self, reference: str) -> tuple[Report, ...]:
        """Return how an initiative went, oldest first."""


class Settings(Protocol):
    """Small facts about this installation."""

    def get(self, name: str) -> str | None:
        """Return the kept value."""


class Store(Protocol):
    """One transaction for one organisation."""

    @property
    def organisation(self) -> Organisation:
        """The organisation."""

    @property
    def people(self) -> Directory:
        """The directory of this organisation."""

    @property
    def calendar(self) -> Calendar:
        """When this organisation is open."""

    @property
    def settings(self) -> Settings:
        """Small facts about this installation."""

    @property
    def portfolio(self) -> Portfolio:
        """The goals and the initiatives of this organisation."""

    def of(self, organisation_id: str) -> "Store | None":
        """Return the same transaction for another organisation."""
