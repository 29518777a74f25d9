# SPDX-License-Identifier: EUPL-1.2
"""Lets escalations meet the register and whatever is stuck in other features; the features do not know each other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Self, TypeAlias

from bot.language import Localizer
from bot.neighbours.overruns import named_initiative, overrun
from bot.neighbours.routing import looked_up, open_gap
from bot.neighbours.stuck import named_request, stuck_at_board, stuck_improvement, stuck_request
from bot.registers import Registers
from commands.decision_rights.findings import FindingKind, find
from commands.decision_rights.index import Outcome
from commands.decision_rights.looked import Register
from commands.decision_rights.lookup import MOST_CANDIDATES, register_on
from commands.decision_rights.rights import DecisionRight
from commands.escalations import Neighbours
from commands.escalations.escalation import Grant, Subject
from commands.organisations import Organisation
from commands.refs import Ref
from commands.text import Text, _
from storage.store import Store

#: Returns a thing of one feature that is stuck, told by a localizer; None where it is not there.
Reads: TypeAlias = Callable[[str, Store, Localizer], Subject | None]
#: From this score on a topic is near enough to ask whether it was meant.
NEAR = 0.25
_UNREADY = frozenset(
    {
        FindingKind.NO_HOLDER,
        FindingKind.ALL_ABSENT,
        FindingKind.NO_SUCCESSOR,
        FindingKind.ENDING,
        FindingKind.ESCALATION_LOOP,
    }
)
#: So far ahead absences that are known are looked at: until after the next note of the month.
AHEAD = timedelta(days=60)
#: How words that name a thing are read, by feature: the id of the thing, or nothing.
Names: TypeAlias = Callable[[str, Store], str]


@dataclass(frozen=True, slots=True)
class Escalating:
    """What escalations are handed. ``reads`` has a reader for each feature whose things can be stuck."""

    registers: Registers
    reads: Mapping[str, Reads]
    names: Mapping[str, Names]

    @classmethod
    def of(cls, registers: Registers) -> Self:
        """Return it with every feature whose things can be stuck."""
        return cls(
            registers,
            {
                "requests": stuck_request,
                "evaluations": stuck_improvement,
                "meetings": stuck_at_board,
                "portfolio": partial(overrun, registers=registers),
            },
            {"requests": named_request, "portfolio": named_initiative},
        )

    def neighbours(self) -> Neighbours:
        """Return all of it as the feature wants it."""
        return Neighbours(self.grants, self.decides, self.nearby, self.subject, self.spoken, open_gap, unready)

    def grants(self, store: Store, on: date) -> tuple[Grant, ...]:
        """Return every right of this organisation that is in force on a day."""
        register = register_on(store, None, self.registers.of)
        return tuple(_grant(store.organisation, register, r) for r in register.rights.values() if r.holds_on(on))

    def decides(self, store: Store, words: str, on: date, right_id: str) -> Grant | None:
        """Return the right with this id, else the one that answers these words; None where none does for sure."""
        if right_id:
            for whose in (store, *(found for each in store.organisation.arrangements if (found := store.of(each)))):
                register = register_on(whose, None, self.registers.of)
                if (right := register.rights.get(right_id)) and right.holds_on(on):
                    return _grant(whose.organisation, register, right)
        looked = looked_up(words, on, store, self.registers) if words else None
        if looked is None or looked.outcome is not Outcome.ANSWER:
            return None
        return _grant(looked.hit.organisation, looked.hit.register, looked.hit.found.rights[0])

    def nearby(self, store: Store, words: str, on: date) -> tuple[Grant, ...]:
        """Return the rights that these words may be about, one of each topic."""
        looked = looked_up(words, on, store, self.registers)
        near = looked.candidates if looked and looked.hit.found.score >= NEAR else ()
        grants = (_grant(c.hit.organisation, c.hit.register, c.right) for c in near if c.right.holds_on(on))
        return tuple({(g.organisation, g.topic): g for g in grants}.values())[:MOST_CANDIDATES]

    def subject(self, ref: Ref, store: Store, language: str) -> Subject | None:
        """Return a thing that is stuck, told in this language."""
        read = self.reads.get(ref.feature)
        return read(ref.id, store, Localizer(language, store.organisation.zone)) if read else None

    def spoken(self, words: str, store: Store, language: str) -> Subject | None:
        """Return the thing that words name."""
        for feature, name in self.names.items():
            if (thing := name(words, store)) and (found := self.subject(Ref(feature, thing), store, language)):
                return found
        return None


def _grant(organisation: Organisation, register: Register, right: DecisionRight) -> Grant:
    """Return what escalations must know of a right."""
    return Grant(
        right.id,
        organisation.id,
        register.topics[right.id][0].id,
        right.decides,
        right.escalates_to,
        right.deputy,
        right.legal_basis,
        register.version.number if register.version else 0,
        right.topic_nl,
        right.agrees,
    )


def unready(store: Store, on: date) -> tuple[Text, ...]:
    """Return what is not ready in the register: functions with nobody there, rights that end, loops; and what will be.

    Who is known to be away later, holder and deputy together, is told before an escalation finds out.
    """
    version = store.decision_rights.latest()
    rights = store.decision_rights.rights(version.number) if version else ()
    findings = find(rights, store.people, on) if version else ()
    today = tuple(finding.text for finding in findings if finding.kind in _UNREADY)
    return (*today, *_away_together(store, rights, on))


def _away_together(store: Store, rights: Sequence[DecisionRight], on: date) -> Iterator[Text]:
    """Yield on which day to come a function that decides loses its holder and its deputies."""
    told = set(_empty(rights, store, on))
    begins = {absence.first_day for absence in store.people.all_absences().values()}
    for day in sorted(day for day in begins if on < day <= on + AHEAD):
        for function in _empty(rights, store, day):
            if function not in told:
                told.add(function)
                yield _("From {day} holder and deputy of {function} are both away.", day=day, function=function)


def _empty(rights: Sequence[DecisionRight], store: Store, on: date) -> Iterator[str]:
    """Yield the functions of which holder and deputy are both away on a day."""
    for finding in find(rights, store.people, on):
        if finding.kind is FindingKind.ALL_ABSENT:
            yield from (each.about for each in finding.parts or (finding,))
