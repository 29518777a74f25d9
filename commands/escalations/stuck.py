# SPDX-License-Identifier: EUPL-1.2
"""What is raised by itself: a thing of another feature whose term passed or that ran over a threshold (§2.9)."""

from dataclasses import dataclass, replace

from commands.cards import Paragraph
from commands.dues import Lapsed, Tick
from commands.escalations.case import Case
from commands.escalations.escalation import BY_FIGURES, Escalation, Kind, Six, State, Subject, Why
from commands.escalations.neighbours import Neighbours
from commands.escalations.notices import news, renewed, to_rung_again
from commands.escalations.sent import raised
from commands.escalations.store import Store
from commands.escalations.terrain import information_manager
from commands.replies import Act, Reply
from commands.text import _

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
            Lapsed: when the thing is gone or no longer stuck, or the same was escalated already.

        """
        subject = self.neighbours.subject(tick.due.about, store, store.organisation.language)
        if subject is None:
            raise Lapsed("gone")
        if not subject.open:
            raise Lapsed("settled")
        stage = tick.due.stage.partition(":")[0]
        kind = Kind(stage) if stage in set(Kind) else subject.kind
        if running := store.escalations.about(subject.about):
            if kind not in BY_FIGURES:
                raise Lapsed("running")
            return _joined(subject, Case(running[0], store, tick.at, tick.today, self.neighbours))
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


def _joined(subject: Subject, case: Case) -> Reply:
    """Let new figures join the escalation that runs: whoever deals with it reads them; who reported them follows."""
    asker, escalation = subject.asker, case.escalation
    if asker and asker.id not in {owner.id for owner in escalation.owners}:
        case.home.escalations.follow(escalation.reference, asker)
    six = replace(escalation.six, stuck=subject.stuck, tried=subject.tried, decision=subject.decision)
    case = case.keep(replace(escalation, six=six), "figures")
    view = case.view()
    headline = _("{reference} “{title}”: there are new figures", reference=escalation.reference, title=escalation.title)
    said = Paragraph(subject.stuck)
    return Reply(
        tells=(*to_rung_again(case, view, headline, said), *news(case, view, headline, said)),
        renews=renewed(case, view),
        acts=(Act("escalations.figures", escalation.ref, escalation.state.value),),
    )
