# SPDX-License-Identifier: EUPL-1.2
"""What is raised by itself: a thing of another feature whose term passed or that ran over a threshold (§2.9)."""

from dataclasses import dataclass

from commands.dues import Lapsed, Tick
from commands.escalations.case import Case
from commands.escalations.escalation import Escalation, Kind, Six, State, Why
from commands.escalations.neighbours import Neighbours
from commands.escalations.sent import raised
from commands.escalations.store import Store
from commands.escalations.terrain import information_manager
from commands.replies import Reply

#: Working days within which an answer is wanted.
_DAYS = 10
_TITLE = 120


@dataclass(frozen=True, slots=True)
class Stuck:
    """Raises what other features say is stuck: they plan a ``Due`` about it, whose stage may name the kind."""

    neighbours: Neighbours

    def raise_it(self, tick: Tick, store: Store) -> Reply:
        """Raise an escalation about the thing.

        Raises:
            Lapsed: when the thing is gone or no longer stuck, or an escalation about it runs already.

        """
        subject = self.neighbours.subject(tick.due.about, store, store.organisation.language)
        if subject is None:
            raise Lapsed("gone")
        if not subject.open:
            raise Lapsed("settled")
        if store.escalations.about(subject.about):
            raise Lapsed("running")
        stage = tick.due.stage.partition(":")[0]
        kind = Kind(stage) if stage in set(Kind) else subject.kind
        before = store.calendar.add_working_days(tick.today, _DAYS)
        manager = information_manager(store)
        planned = Escalation(
            organisation=store.organisation.id,
            reference="",
            kind=kind,
            state=State.RUNNING,
            title=subject.title[:_TITLE],
            six=Six(subject.stuck, subject.tried, subject.decision, subject.function, before, subject.otherwise),
            raised_at=tick.at,
            function=subject.function or manager,
            function_organisation=subject.function_organisation or store.organisation.id,
            start=Why.DECIDES if subject.function and subject.function != manager else Why.MANAGER,
            asker=subject.asker,
            about=subject.about,
            grant=self.neighbours.decides(store, "", tick.today, subject.right) if subject.right else None,
            overdue=subject.overdue,
        )
        return raised(planned, 0, Case(planned, store, tick.at, tick.today, self.neighbours))
