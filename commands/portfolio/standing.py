# SPDX-License-Identifier: EUPL-1.2
"""An initiative beside the plan that was adopted last: what is over a threshold, and who may adopt it anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commands.cards import Element, Paragraph, Weight
from commands.people import Directory, Person
from commands.portfolio.deviations import Deviation, adopted, compared
from commands.portfolio.initiative import Initiative, Report
from commands.portfolio.neighbours import Decider
from commands.portfolio.rules import NothingChanged, NotYoursToAdopt, OwnPlan, is_secretary, rebased
from commands.text import Listing, Text, _


@dataclass(frozen=True, slots=True)
class Standing:
    """An initiative with its reports, what is ``found`` over a threshold and how that is said, and who decides on it.

    ``running`` is the reference of the escalation about it, empty for none.
    """

    initiative: Initiative
    reports: tuple[Report, ...]
    found: tuple[Deviation, ...]
    over: tuple[Text, ...]
    decider: Decider
    running: str

    @property
    def plan(self) -> Report | None:
        """The plan that was adopted last."""
        return adopted(self.reports)

    @property
    def changed(self) -> bool:
        """Whether it goes otherwise than was adopted."""
        return self.plan is not None and rebased(self.plan, self.initiative)

    def may_adopt(self, who: Person, directory: Directory) -> bool:
        """Whether this person may adopt the plan as it is now: never who reported it, save to record a decision."""
        if is_secretary(directory, who):
            return True
        return self._decides(who) and not self._reported(who)

    def check(self, who: Person, directory: Directory) -> None:
        """Return when this person may adopt the plan as it is now.

        Raises:
            NothingChanged: when it is what was adopted.
            OwnPlan: when the same person reported it.
            NotYoursToAdopt: naming the function that decides.

        """
        if not self.changed:
            raise NothingChanged(name=self.initiative.name)
        if self.may_adopt(who, directory):
            return
        if self._decides(who):
            raise OwnPlan(name=self.initiative.name)
        raise NotYoursToAdopt(function=self.decider.function, name=self.initiative.name)

    def _decides(self, who: Person) -> bool:
        return who.id in {person.id for person in self.decider.people}

    def _reported(self, who: Person) -> bool:
        return bool(self.reports) and self.reports[-1].person == who.id

    def notice(self) -> tuple[Element, ...]:
        """Return what is over its threshold, for whoever looks, and the escalation about it."""
        if not self.found:
            return ()
        lines = [*compared(self.initiative, self.plan, self.found)]
        if self.running:
            lines.append(_("{reference} is about this.", reference=self.running))
        return tuple(Paragraph(line, Weight.STRONG) for line in lines)

    def follows(self, was: Initiative, before: Sequence[Deviation], day: date) -> tuple[Element, ...]:
        """Return what who changed the figures hears: that it is escalated on a day, joins one, or is over nothing."""
        if not rebased(was, self.initiative) or not (self.found or before):
            return ()
        return (Paragraph(self._goes_up(day) if self.found else self._is_back()),)

    def _goes_up(self, day: date) -> Text:
        if self.running:
            return _("Whoever deals with {reference} reads the new figures on {day}.", reference=self.running, day=day)
        return _(
            "This is {over}. On {day} it goes up to {function} by itself, unless you put it right before then.",
            over=Listing(self.over),
            day=day,
            function=self.decider.function,
        )

    def _is_back(self) -> Text:
        if self.running:
            return _("It is within its threshold again, so {reference} stops.", reference=self.running)
        return _("It is within its threshold again, so nothing is escalated.")
