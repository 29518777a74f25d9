# SPDX-License-Identifier: EUPL-1.2
"""What a board decided on an escalation, carried out in its transaction: everyone hears it the same day."""

from dataclasses import dataclass, replace
from datetime import datetime

from commands.boards import KeptOff, Ruling, Verdict
from commands.cards import Element, Paragraph
from commands.errors import Refused
from commands.escalations.case import Case
from commands.escalations.climbing import follow
from commands.escalations.deciding import Outcome, decided, noted
from commands.escalations.escalation import OPEN, Rung, Standing, State, Why
from commands.escalations.levels import USUAL_TERM, level_of
from commands.escalations.neighbours import Neighbours
from commands.escalations.rules import STATES, AlreadyEnded, Seat, check_open
from commands.escalations.store import Store
from commands.escalations.terms import stands
from commands.replies import Reply
from commands.text import _


class EscalationGone(Refused):
    """I don't know the escalation {reference} any more."""


@dataclass(frozen=True, slots=True)
class Board:
    """Hears what boards decide."""

    neighbours: Neighbours

    def ruling(self, ruled: Ruling, at: datetime, store: Store) -> Reply:
        """Carry out what a board decided on one escalation.

        Raises:
            Refused: when the escalation is gone, has ended, or lies elsewhere.

        """
        escalation = store.escalations.get(ruled.about.id)
        if escalation is None:
            raise EscalationGone(reference=ruled.about.id)
        today = at.astimezone(store.organisation.zone).date()
        case = Case(escalation, store, at, today, self.neighbours, ruled.by)
        check_open(escalation, store.escalations.decision(escalation.reference))
        if (escalation.rung.function, escalation.rung.organisation) != (ruled.board, ruled.board_organisation):
            raise AlreadyEnded(reference=escalation.reference, state=STATES[escalation.state])
        match ruled.verdict:
            case Verdict.REFERRED:
                return _referred(case, ruled)
            case Verdict.DEFERRED:
                headline = _(
                    "{function} put {reference} off until {day}",
                    function=ruled.board,
                    reference=escalation.reference,
                    day=ruled.until or today,
                )
                return noted(case, "defer", headline, ruled.reason)
            case _:
                said = Outcome(ruled.conditions or ruled.alternative, ruled.reason, verdict=ruled.verdict)
                return decided(case, said, Seat(Standing.SECRETARY))

    def kept_off(self, kept: KeptOff, at: datetime, store: Store) -> Reply:
        """Tell whose matter it is that the board does not deal with an escalation; it stays on its rung."""
        escalation = store.escalations.get(kept.about.id)
        if escalation is None or escalation.state not in OPEN:
            return Reply()
        today = at.astimezone(store.organisation.zone).date()
        case = Case(escalation, store, at, today, self.neighbours, kept.by)
        return replace(noted(case, "kept_off", kept.headline, kept.reason), answer=None)


def _referred(case: Case, ruled: Ruling) -> Reply:
    """Bring the escalation to the function that the board referred it to."""
    escalation, rung = case.escalation, case.escalation.rung
    function = case.directory(rung.organisation).function(ruled.function)
    level = level_of(ruled.function, case.terrain.grounds[rung.organisation].levels)
    there = Rung(
        ruled.function,
        rung.organisation,
        max(rung.level, level.number if level else 0),
        level.term if level else USUAL_TERM,
        Why.RIGHT,
        body=bool(function and function.body),
    )
    acts = replace(escalation, ladder=(*escalation.ladder, there))
    people = tuple(act.person.id for act in replace(case, escalation=acts).acts())
    ladder = (*escalation.ladder, replace(stands(there, case.today, case.home.calendar), people=people))
    case = case.keep(replace(escalation, ladder=ladder, state=State.RUNNING, until=None), "refer", ruled.reason)
    headline = _(
        "{function} referred {reference} to {other}",
        function=ruled.board,
        reference=escalation.reference,
        other=ruled.function,
    )
    more: tuple[Element, ...] = (Paragraph(ruled.reason),) if ruled.reason else ()
    return follow(rung, case, "refer", headline, more)
