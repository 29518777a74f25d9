# SPDX-License-Identifier: EUPL-1.2
"""Rights that end within a quarter while nobody takes over: asked of the board once, which extends them or not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from commands.boards import KeptOff, Proposal, Ruling, Verdict
from commands.cards import Button, Buttons, Card, Paragraph, Tone
from commands.decision_rights.faults import FindingKind
from commands.decision_rights.lookup import Registers, register_on
from commands.decision_rights.rights import DecisionRight
from commands.decision_rights.store import Store
from commands.decision_rights.upkeep import ENDS_WITHIN, upkeep
from commands.decision_rights.versions import Writing, write
from commands.dues import Due, Lapsed, Tick
from commands.events import Press
from commands.people import Role, acting
from commands.refs import Ref
from commands.replies import Act, Reply, Tell, ToPerson, ToRole
from commands.text import Message, _

#: Looks every Monday which rights come within a quarter of their end; each is asked about once for that day.
LOOK = "decision_rights.look"
ASK = "decision_rights.ending_soon"
_MORNING = time(8)
_MONDAY = 7
RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Ending:
    """``registers`` hands over what can be asked, ``board`` the function that things are passed to."""

    registers: Registers
    board: Callable[[Any], str]

    def look(self, tick: Tick, store: Store) -> Reply:
        """Plan the question about every right that ends soon; what was asked before is not asked again."""
        plans = tuple(
            Due(ASK, right_ref(right), right.valid_to - ENDS_WITHIN, _MORNING, right.valid_to.isoformat())
            for right in self._ending(store, tick.today)
            if right.valid_to
        )
        return Reply(plans=plans)

    def ask(self, tick: Tick, store: Store) -> Reply:
        """Put the end of a right on the agenda of the board.

        Raises:
            Lapsed: when the right does not end then any more, or another takes over.

        """
        ending = {right.id: right for right in self._ending(store, tick.today)}
        right = ending.get(tick.due.about.id.partition("/")[2])
        if right is None or right.valid_to is None or right.valid_to.isoformat() != tick.due.stage:
            raise Lapsed("changed")
        question = _(
            "Extend the right of {function} on “{topic}” by a year; it ends on {day} and no right takes over.",
            function=right.decides,
            topic=right.topic_nl,
            day=right.valid_to,
        )
        version = store.decision_rights.latest()
        proposal = Proposal(
            about=right_ref(right),
            board=self.board(store),
            title=right.topic_nl,
            decision=question,
            right=right.id,
            basis=right.legal_basis,
            register_version=version.number if version else 0,
            shows=Press("decision_rights.right", (("right", right.id),)),
        )
        return Reply(proposes=(proposal,), acts=(Act("decision_rights.ending", right_ref(right), "proposed"),))

    def _ending(self, store: Store, today: date) -> tuple[DecisionRight, ...]:
        """Return the rights that end within a quarter while none takes over, by their findings."""
        rights = register_on(store, None, self.registers).rights
        left = {
            right
            for finding in upkeep(tuple(rights.values()), today)
            if finding.kind is FindingKind.NO_SUCCESSOR
            for right in finding.rights
        }
        return tuple(r for r in rights.values() if r.id in left and r.valid_to and r.valid_to >= today)

    def kept_off(self, kept: KeptOff, at: datetime, store: Store) -> Reply:
        """Tell the stewards, and who decides by it, that the board is not asked to extend a right."""
        right = register_on(store, None, self.registers).rights.get(kept.about.id.partition("/")[2])
        if right is None or right.valid_to is None:
            return Reply()
        ends = _("{right} ends on {day}, and no right takes over.", right=right.id, day=right.valid_to)
        card = Card(kept.headline, (Paragraph(kept.reason), Paragraph(ends), _look(right)), Tone.WAITING)
        stewards = {person.id for person in store.people.with_role(Role.STEWARD)}
        acts = acting(store.people, right.decides, at.astimezone(store.organisation.zone).date())
        deciding = (Tell(ToPerson(act.person), card) for act in acts if act.person.id not in stewards)
        return Reply(tells=(Tell(ToRole(Role.STEWARD), card), *deciding))

    def ruling(self, ruled: Ruling, at: datetime, store: Store) -> Reply:
        """Extend a right by a year where the board approved that; the stewards hear what it decided in any case."""
        rights = register_on(store, None, self.registers).rights
        right = rights.get(ruled.about.id.partition("/")[2])
        if right is None or right.valid_to is None:
            return Reply()
        if ruled.verdict not in (Verdict.APPROVED, Verdict.APPROVED_COND):
            return Reply(tells=(_told(right, _not_extended(right, ruled), ruled),))
        longer = replace(
            right,
            valid_to=a_year_on(right.valid_to),
            conditions="; ".join(filter(None, (right.conditions, ruled.conditions))),
            checked_on=at.astimezone(store.organisation.zone).date(),
        )
        written = write(longer, None, Writing(ruled.by, at, str(ruled.decision)), store, self.registers)
        title = _(
            "{board} extended {right} “{topic}” until {day}",
            board=ruled.board,
            right=right.id,
            topic=right.topic_nl,
            day=longer.valid_to or at.date(),
        )
        tells = (*written.tells, _told(right, title, ruled))
        return Reply(tells=tells, renews=written.renews, acts=written.acts)


def right_ref(right: DecisionRight) -> Ref:
    """Return how an agenda points at the end of a right."""
    return Ref("decision_rights", f"{RIGHT}/{right.id}")


def a_year_on(day: date) -> date:
    """Return the same day of the next year; after 29 February that is the 28th."""
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def next_monday(day: date, _store: Store) -> date:
    """Return the first Monday after a day."""
    return day + timedelta(days=_MONDAY - day.weekday())


def _not_extended(right: DecisionRight, ruled: Ruling) -> Message:
    """Return that the board did not extend a right."""
    return _(
        "{board} did not extend {right} “{topic}”, which ends on {day}",
        board=ruled.board,
        right=right.id,
        topic=right.topic_nl,
        day=right.valid_to or date.max,
    )


def _told(right: DecisionRight, title: Message, ruled: Ruling) -> Tell:
    """Return what the stewards hear."""
    said = tuple(Paragraph(text) for text in (ruled.reason, ruled.conditions, ruled.alternative) if text)
    return Tell(ToRole(Role.STEWARD), Card(title, (*said, _look(right))))


def _look(right: DecisionRight) -> Buttons:
    """Return the way to a right."""
    return Buttons((Button(_("Look at the right"), Press("decision_rights.right", (("right", right.id),))),))
